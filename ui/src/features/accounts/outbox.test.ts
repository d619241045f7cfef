import { expect, it } from 'vitest';
import { wantedText } from './outbox';

it('says what a change wants in one line', () => {
  expect(wantedText([{ field: 'user', value: '600' }, { field: 'crl', value: '-1' }], 'unlimited')).toBe('user 600, crl unlimited');
  expect(wantedText([{ field: 'text', value: 'We need -1 more.' }], 'unlimited')).toBe('We need -1 more.');
  expect(wantedText([], 'unlimited')).toBe('');
});
