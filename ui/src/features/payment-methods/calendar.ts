// Where expiries and their warnings lie on twelve months. Days only: no zone, no clock but the one that Rust used.
import type { PaymentMethodRow } from '$api/bindings';

const DAY_MS = 86_400_000;
const MONTHS = 12;
/** Days before the end at which a warning is due. */
export const WARNINGS = [60, 30, 7];

type Expiring = Pick<PaymentMethodRow, 'name' | 'expiry' | 'expiry_days'>;

/** The first instant after the month in which a method is good. */
export function endOf(expiry: string): Date {
  const [year = 0, month = 1] = expiry.split('-').map(Number);
  return new Date(Date.UTC(year, month, 1));
}

/** The last day on which it is good, as an instant in it. */
export function lastDayOf(expiry: string): string {
  return new Date(endOf(expiry).getTime() - DAY_MS).toISOString();
}

/** The next day of warning that is still ahead. */
export function nextWarning({ expiry, expiry_days: left }: Expiring): string | null {
  const days = WARNINGS.find((before) => left !== null && before < left);
  return expiry && days !== undefined ? daysBefore(expiry, days) : null;
}

export interface Calendar {
  /** First instants of the months, with the place of each from 0 to 1. */
  months: { start: string; at: number }[];
  today: number;
  /** The ends that lie on it. */
  ends: { name: string; at: number; warnings: number[] }[];
}

/** Twelve months from the one of today; `null` when no method says how long it is good. */
export function calendarOf(methods: readonly Expiring[]): Calendar | null {
  const today = todayOf(methods);
  if (!today) return null;
  const month = (index: number) => Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + index, 1);
  const [first, end] = [month(0), month(MONTHS)];
  const place = (instant: number) => (instant - first) / (end - first);
  const isOn = (at: number) => at >= 0 && at <= 1;
  const ends = methods.flatMap(({ name, expiry }) => {
    if (!expiry) return [];
    const at = place(endOf(expiry).getTime());
    const warnings = WARNINGS.map((days) => place(Date.parse(daysBefore(expiry, days)))).filter(isOn);
    return isOn(at) ? [{ name, at, warnings }] : [];
  });
  const months = Array.from({ length: MONTHS }, (_, index) => ({ start: new Date(month(index)).toISOString(), at: place(month(index)) }));
  return { months, today: place(today.getTime()), ends };
}

/** The day from which Rust counted the days that are left. */
function todayOf(methods: readonly Expiring[]): Date | null {
  const known = methods.find((method) => method.expiry !== null && method.expiry_days !== null);
  return known ? new Date(Date.parse(daysBefore(known.expiry ?? '', known.expiry_days ?? 0))) : null;
}

/** `left` days before the last day of the month. */
function daysBefore(expiry: string, left: number): string {
  return new Date(Date.parse(lastDayOf(expiry)) - left * DAY_MS).toISOString();
}
