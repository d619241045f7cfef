import { expect, it } from 'vitest';
import { dayOf } from './days';

const now = new Date('2026-03-19T09:14:00Z');

it('tells a near day as a day and a far one as its month', () => {
  expect(dayOf('2026-03-29T09:14:00Z', now)).toBe('29 Mar');
  expect(dayOf('2026-08-02T09:14:00Z', now)).toBe('2 Aug');
  expect(dayOf('2026-11-20T09:14:00Z', now)).toBe('Nov 2026');
  expect(dayOf('2027-02-20T09:14:00Z', now)).toBe('Feb 2027');
  expect(dayOf(null, now)).toBe('');
});
