// How this screen names billing periods and points in time. UTC, as billed.
import { monthNumber } from '$lib/places';
import type { PeriodText } from '$api/bindings';
import { date, monthYear, period, time } from '$lib/format';

const MONTH_START = /^(\d{4})-(\d{2})-01T00:00:00(\.0+)?(Z|\+00:00)$/;

/** `Dec 2025` for a calendar month, else its first and last day. */
export function billed({ start, end }: PeriodText): string {
  return isCalendarMonth(start, end) ? monthYear(start) : period(start, end);
}

/** `2 Jan 2026 03:10`; whoever shows it says UTC beside it. */
export function moment(instant: string): string {
  return `${date(instant)} ${time(instant)}`;
}

/** The instant at which a day named `2026-03-01` begins, or `null` when there is no such day. */
export function dayStart(text: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const instant = new Date(`${text}T00:00:00Z`);
  const isDay = !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
  return isDay ? `${text}T00:00:00Z` : null;
}

function isCalendarMonth(start: string, end: string): boolean {
  const [first, after] = [MONTH_START.exec(start), MONTH_START.exec(end)];
  return first !== null && after !== null && months(after) - months(first) === 1;
}

function months([, year, month]: RegExpExecArray): number {
  return monthNumber(year, month);
}
