import { expect, it } from 'vitest';
import { limitProblem } from './limit';

it.each([
  ['object', '120', '118', null],
  ['object', '0', '118', null],
  ['object', '1.5', '118', 'badWhole'],
  ['object', '-1', '118', 'badWhole'],
  ['object', '', null, 'badWhole'],
  ['object', '0118', '118', 'same'],
  ['resource', '8.5', '8', null],
  ['resource', '8.0', '8', 'same'],
  ['resource', '8,5', '8', 'bad'],
  ['resource', '1e3', null, 'bad'],
])('%s: "%s" instead of %s is %s', (family, text, limit, problem) => {
  expect(limitProblem(text, { family, limit })).toBe(problem);
});
