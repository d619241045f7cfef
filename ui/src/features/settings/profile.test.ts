import { expect, it } from 'vitest';
import type { DecimalText, ProfileView } from '$api/bindings';
import { formOf, profileOf } from './profile';

const profile: ProfileView = {
  seller: { name: 'Andaman Cloud', address: ['1 Rama I Road', 'Bangkok'], tax_id: '0105' },
  buyer: { name: 'Acme Corp', address: [], tax_id: '' },
  tax: { label: 'VAT', percent: '7.00' as DecimalText },
  due_days: 30,
  language: 'th',
  payment_note: ['Pay by transfer.'],
};

it('comes back from the form as it went in', () => {
  expect(profileOf(formOf(profile))).toEqual({ ...profile, buyer: { ...profile.buyer, address: [''] } });
});

it('has no tax when no rate is typed, and is none while the days are no number', () => {
  expect(profileOf({ ...formOf(profile), taxPercent: ' ' })?.tax).toBeNull();
  expect(profileOf({ ...formOf(profile), dueDays: 'soon' })).toBeNull();
});
