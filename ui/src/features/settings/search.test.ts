import { expect, it } from 'vitest';
import { isMeant } from './search.svelte';

it('finds a setting by words of its name, its help and its section, in any order', () => {
  const row = ['Time zone', 'Shown beside UTC', 'Dates and times'];
  expect(isMeant('zone', row)).toBe(true);
  expect(isMeant('utc ZONE', row)).toBe(true);
  expect(isMeant('zone proxy', row)).toBe(false);
  expect(isMeant('', row)).toBe(true);
  expect(isMeant('โซน', ['โซนเวลา', undefined])).toBe(true);
});
