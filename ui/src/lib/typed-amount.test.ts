import { expect, it } from 'vitest';
import { typedAmount } from './typed-amount';

it.each([
  ['107.00', '107.00'],
  [' 9,689.67 ', '9689.67'],
  ['1,234,567', '1234567'],
  ['0.5', '0.5'],
])('takes %s', (typed, amount) => expect(typedAmount(typed)).toBe(amount));

it.each(['', '-5', '1,23', '12,34.5', '1.', '.5', '1 000', '1e3', '๑๐'])('refuses %s', (typed) => expect(typedAmount(typed)).toBeNull());
