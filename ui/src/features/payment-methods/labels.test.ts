import { expect, it } from 'vitest';
import { deedsOf, labelOf } from './labels';

const methods = [
  { name: 'visa', role: 'primary' },
  { name: 'master', role: 'secondary' },
  { name: 'sepa', role: 'normal' },
];

it.each([
  ['Visa', '4242', 'Visa ···· 4242'],
  ['Visa', null, 'Visa'],
  [null, '4242', '···· 4242'],
  [null, null, 'payment-method-1'],
])('brand %s and digits %s read as %s', (brand, last_four, label) => {
  expect(labelOf({ name: 'payment-method-1', brand, last_four })).toBe(label);
});

it.each([
  [0, 'secondary remove'],
  [1, 'primary swap_primary remove'],
  [2, 'primary swap_primary secondary remove'],
])('offers method %i only what changes something', (index, deeds) => {
  expect(deedsOf(methods[index]!, methods).join(' ')).toBe(deeds);
});

it('offers no swap when nobody is primary', () => {
  expect(deedsOf(methods[1]!, methods.slice(1))).toEqual(['primary', 'remove']);
});
