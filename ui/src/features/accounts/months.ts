// Months as a person types them, `2026-03`, and the range from the first to the end of the last.

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** RFC 3339 `[from, to)`, or `null` when they are no months or stand the wrong way round. */
export function rangeOfMonths(first: string, last: string): { from: string; to: string } | null {
  const [from, to] = [first.trim(), last.trim()];
  if (!MONTH.test(from) || !MONTH.test(to) || from > to) return null;
  const end = new Date(`${to}-01T00:00:00Z`);
  end.setUTCMonth(end.getUTCMonth() + 1);
  return { from: `${from}-01T00:00:00Z`, to: end.toISOString().replace('.000Z', 'Z') };
}
