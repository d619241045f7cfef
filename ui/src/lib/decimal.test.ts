import { expect, it } from 'vitest';
import { compareDecimal } from './decimal';

it.each([
  ['1', '2', -1],
  ['10', '9', 1],
  ['-10', '9', -1],
  ['-10', '-9', -1],
  ['0.10', '0.1', 0],
  ['-0.00', '0', 0],
  ['12345678901234567890.12', '12345678901234567890.13', -1],
  ['0.000000000000001', '0.0000000000000009', 1],
  ['007', '7.0', 0],
])('compares %s with %s exactly', (a, b, expected) => {
  expect(Math.sign(compareDecimal(a, b))).toBe(expected);
  expect(Math.sign(compareDecimal(b, a))).toBe(expected === 0 ? 0 : -expected);
});
