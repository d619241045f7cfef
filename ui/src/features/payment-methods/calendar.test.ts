import { expect, it } from 'vitest';
import { calendarOf, endOf, lastDayOf, nextWarning } from './calendar';

const visa = { name: 'visa', expiry: '2026-04', expiry_days: 42 };
const master = { name: 'master', expiry: '2028-11', expiry_days: 987 };
const sepa = { name: 'sepa', expiry: null, expiry_days: null };

it.each([
  ['2026-04', '2026-05-01', '2026-04-30'],
  ['2026-12', '2027-01-01', '2026-12-31'],
  ['2028-02', '2028-03-01', '2028-02-29'],
])('a method of %s ends at %s, its last day is %s', (expiry, end, last) => {
  expect(endOf(expiry).toISOString().slice(0, 10)).toBe(end);
  expect(lastDayOf(expiry).slice(0, 10)).toBe(last);
});

it.each([
  [visa, '2026-03-31'],
  [{ ...visa, expiry_days: 20 }, '2026-04-23'],
  [{ ...visa, expiry_days: 7 }, undefined],
  [{ ...visa, expiry_days: -3 }, undefined],
  [sepa, undefined],
])('warns next of %o on %s', (method, day) => {
  expect(nextWarning(method)?.slice(0, 10)).toBe(day);
});

it('starts with the month of today and shows the ends within a year', () => {
  const calendar = calendarOf([master, visa, sepa]);
  expect(calendar?.months.map(({ start }) => start.slice(0, 7))).toEqual([
    ...['2026-03', '2026-04', '2026-05', '2026-06', '2026-07', '2026-08', '2026-09', '2026-10'],
    ...['2026-11', '2026-12', '2027-01', '2027-02'],
  ]);
  expect(calendar?.months[0]?.at).toBe(0);
  // 19 March is the 18th day after the first of 365.
  expect(calendar?.today).toBeCloseTo(18 / 365);
  expect(calendar?.ends.map(({ name }) => name)).toEqual(['visa']);
  expect(calendar?.ends[0]?.at).toBe(calendar?.months[2]?.at);
  expect(calendar?.ends[0]?.warnings).toHaveLength(3);
});

it('is nothing when no method expires', () => {
  expect(calendarOf([sepa])).toBeNull();
});
