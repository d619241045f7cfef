// The address of the audit screen as the question Rust is asked.
import type { AuditSortBy, AuditViewQuery } from '$api/bindings';

/** Lines in one window. */
export const WINDOW = 200;

export type Query = Record<string, string | undefined>;

/** The window's number, from 1; nonsense is the first. */
export function pageOf(query: Query): number {
  const page = query.page ?? '1';
  return /^[1-9]\d{0,6}$/.test(page) ? [...page].reduce((sum, digit) => sum * 10 + '0123456789'.indexOf(digit), 0) : 1;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Days are whole in UTC: `to` is the last day that counts. */
export function windowOf(query: Query, sorts: readonly AuditSortBy[] = []): AuditViewQuery {
  return {
    group: query.group ?? null,
    who: query.who ?? null,
    object: query.object ?? null,
    from: DAY.test(query.from ?? '') ? `${query.from}T00:00:00Z` : null,
    to: DAY.test(query.to ?? '') ? dayAfter(query.to as string) : null,
    text: query.find ?? null,
    sorts: [...sorts],
    skip: (pageOf(query) - 1) * WINDOW,
    limit: WINDOW,
  };
}

function dayAfter(day: string): string {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString();
}
