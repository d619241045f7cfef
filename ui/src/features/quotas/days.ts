// Days ahead in a list: the year is told where it is not plain.
import { monthYear, shortDate } from '$lib/format';

const MONTHS_PLAIN = 5;

/** `29 Mar` within the next months, `Nov 2026` beyond: a day that far ahead would promise too much. */
export function dayOf(day: string | null, now: Date = new Date()): string {
  if (day === null) return '';
  const at = new Date(day);
  const months = (at.getUTCFullYear() - now.getUTCFullYear()) * 12 + at.getUTCMonth() - now.getUTCMonth();
  return months > MONTHS_PLAIN ? monthYear(day) : shortDate(day);
}
