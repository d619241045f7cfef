import { expect, it } from 'vitest';
import { billed, dayStart, moment } from './spans';

it.each([
  ['2025-12-01T00:00:00Z', '2026-01-01T00:00:00Z', 'Dec 2025'],
  ['2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z', 'Feb 2026'],
  ['2026-02-01T00:00:00+00:00', '2026-03-01T00:00:00+00:00', 'Feb 2026'],
  ['2026-02-01T00:00:00Z', '2026-04-01T00:00:00Z', '1 Feb – 31 Mar 2026'],
  ['2026-03-01T00:00:00Z', '2026-03-20T00:00:00Z', '1–19 Mar 2026'],
  ['2026-03-01T08:00:00Z', '2026-04-01T00:00:00Z', '1–31 Mar 2026'],
])('%s to %s is billed as %s', (start, end, said) => {
  expect(billed({ start, end })).toBe(said);
});

it.each([
  ['2026-03-01', '2026-03-01T00:00:00Z'],
  ['2024-02-29', '2024-02-29T00:00:00Z'],
  ['2026-02-29', null],
  ['2026-13-01', null],
  ['1 March', null],
  ['', null],
])('the day "%s" begins at %s', (text, instant) => {
  expect(dayStart(text)).toBe(instant);
});

it('says date and time of a moment in UTC', () => {
  expect(moment('2026-01-02T03:10:45Z')).toBe('2 Jan 2026 03:10');
});
