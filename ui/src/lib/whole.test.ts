import { expect, it } from 'vitest';
import { whole } from './whole';

it('reads whole numbers and nothing else', () => {
  expect(whole(' 14 ')).toBe(14);
  for (const text of ['', '1.5', '-1', 'abc', '1234567']) expect(whole(text)).toBeNull();
});
