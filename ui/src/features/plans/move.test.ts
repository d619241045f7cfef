import { expect, it } from 'vitest';
import type { AddonRow, DecimalText, PlanColumn } from '$api/bindings';
import { choicesOf, emptyForm, isComplete, startOf, stepsOf, unknownFields, whenOf } from './move';

const addons: AddonRow[] = [
  ['kept', 'subscribed'],
  ['lost', 'subscribed'],
  ['offered', 'available'],
  ['by_hand', 'available'],
  ['included', 'included'],
].map(([name = '', state = '']) => ({ name, display_name: name, state, since: null, subscribable: name !== 'by_hand' }));

function plan(extra: Partial<PlanColumn> = {}): PlanColumn {
  const flat_price = { amount: '0.00' as DecimalText, currency: 'USD' };
  return {
    ...{ name: 'big', title: 'Big', subtitle: '', current: false, asked: false, flat_price, renewal_unit: 'month', trial: 0, trial_unit: 'day' },
    ...{ billing_disabled: false, method: 'wizard', required_fields: [], needs_approval: false, quotas: [], direction: null, default_when: 'now' },
    addons: ['allowed', 'none', 'allowed', 'allowed', 'included'],
    ...extra,
  };
}

it('has only the steps in which there is something to do', () => {
  expect(stepsOf(plan({ required_fields: ['domain'] }), addons)).toEqual(['details', 'addons', 'confirm']);
  expect(stepsOf(plan(), addons)).toEqual(['addons', 'confirm']);
  expect(stepsOf(plan({ addons: [] }), addons)).toEqual(['confirm']);
  expect(stepsOf(plan({ addons: [], method: 'support' }), addons)).toEqual(['details', 'confirm']);
});

it('leaves a choice only about add-ons that may be had or not', () => {
  expect(choicesOf(plan(), addons).map((addon) => addon.name)).toEqual(['kept', 'offered']);
});

it('is complete when every required field is filled, and says which ones it does not know', () => {
  const asks = plan({ required_fields: ['payment_token', 'contacts', 'shoe_size'] });
  expect(isComplete(asks, { ...emptyForm(), token: 'tok_1', address: '  ' })).toBe(false);
  expect(isComplete(asks, { ...emptyForm(), token: 'tok_1', address: '1 Main road' })).toBe(true);
  expect(unknownFields(asks)).toEqual(['shoe_size']);
});

it('sends what the plan asks for and nothing else', () => {
  const form = { ...emptyForm(), token: 'tok_1', domain: ' acme.example ', note: ' ', take: ['offered'], drop: ['kept'] };
  expect(startOf(plan({ required_fields: ['domain'] }), addons, form)).toEqual({
    new_plan: 'big',
    payment_token: null,
    preview: null,
    domain: 'acme.example',
    billing_address: null,
    note: null,
    subscribe_addons: ['offered'],
    unsubscribe_addons: ['kept', 'lost'],
    when: 'now',
    typed_tenant: null,
  });
});

it('begins with the plan’s own choice of when, and asks for nothing until a day is said', () => {
  expect(emptyForm(plan({ default_when: 'period_end' })).when).toBe('period_end');
  expect(emptyForm(plan()).when).toBe('now');
  expect(whenOf({ when: 'period_end', day: '2026-04-15' })).toBe('period_end');
  expect(whenOf({ when: 'day', day: '' })).toBeNull();
  expect(whenOf({ when: 'day', day: '2026-04-15' })).toBe('2026-04-15T00:00:00Z');
});
