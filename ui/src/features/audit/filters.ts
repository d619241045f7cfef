// The address of the audit screen as the question Rust is asked.
import type { AuditSortBy, AuditViewQuery } from '$api/bindings';
import { parseDay } from '$lib/day';

/** Lines in one window. */
export const WINDOW = 200;

export type Query = Record<string, string | undefined>;

/** The window's number, from 1; nonsense is the first. */
export function pageOf(query: Query): number {
  const page = query.page ?? '1';
  return /^[1-9]\d{0,6}$/.test(page) ? [...page].reduce((sum, digit) => sum * 10 + '0123456789'.indexOf(digit), 0) : 1;
}

/** A day as it stands in the address; nonsense is none. */
export function dayIn(query: Query, key: 'from' | 'to'): string | null {
  const text = query[key];
  return text !== undefined && parseDay(text) === text ? text : null;
}

/** Days are whole in UTC: `to` is the last day that counts. */
export function windowOf(query: Query, sorts: readonly AuditSortBy[] = []): AuditViewQuery {
  const [from, to] = [dayIn(query, 'from'), dayIn(query, 'to')];
  return {
    group: query.group ?? null,
    who: query.who ?? null,
    object: query.object ?? null,
    from: from && `${from}T00:00:00Z`,
    to: to && dayAfter(to),
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
