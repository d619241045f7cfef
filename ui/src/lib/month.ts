// Calendar months in UTC as `2026-03`: the step of the period switch, and the ranges that screens ask for.

/** A half-open range of instants, RFC 3339. */
export interface Range {
  from: string;
  to: string;
}

/** The month that many steps away: `shiftMonth('2026-01', -1)` is `2025-12`. */
export function shiftMonth(month: string, steps: number): string {
  const first = new Date(`${month}-01T00:00:00Z`);
  first.setUTCMonth(first.getUTCMonth() + steps);
  return first.toISOString().slice(0, 7);
}

/** From the first instant of the month to the first instant after it. */
export function monthRange(month: string, months = 1): Range {
  return { from: instant(`${month}-01`), to: instant(`${shiftMonth(month, months)}-01`) };
}

/** One UTC day, `2026-03-19`. */
export function dayRange(day: string): Range {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return { from: instant(day), to: instant(next.toISOString().slice(0, 10)) };
}

/** The month of an instant. */
export function monthOf(at: string): string {
  return at.slice(0, 7);
}

/** Whether an address holds a month. */
export function isMonth(text: string | undefined): text is string {
  return text !== undefined && /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

function instant(day: string): string {
  return `${day}T00:00:00Z`;
}
