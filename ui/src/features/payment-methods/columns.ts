// The columns of the table of methods: what a cell says as text, and what it is sorted by. Rust exports by the same keys.
import type { LastCharge, PaymentMethodRow } from '$api/bindings';
import { date, onCard, shortDate } from '$lib/format';
import { words } from '$lib/i18n';
import type { DataColumn } from '$lib/table';
import en from './en';
import { labelOf } from './labels';
import th from './th';

const w = words(en, th);

/** In the order of being charged. */
const ROLES: readonly string[] = ['primary', 'secondary', 'normal'];

/** The role in words; one that is not known here as it is called. */
export function roleWord(role: string): string {
  return role in en.role ? w.role[role as keyof typeof en.role] : role;
}

/** Until when a method is good, in words. */
export function expiryWord({ expiry, expiry_state: state, expiry_days: days }: Pick<PaymentMethodRow, 'expiry' | 'expiry_state' | 'expiry_days'>): string {
  if (!expiry) return w.expiry.never;
  if (state === 'expired') return w.expiry.expired(onCard(expiry));
  return state === 'soon' ? w.expiry.soon(onCard(expiry), days ?? 0) : onCard(expiry);
}

/** How a charge went, in words. */
export function chargeWord({ at, outcome }: LastCharge): string {
  const day = shortDate(at);
  return outcome in en.charged ? w.charged[outcome as keyof typeof en.charged](day) : `${outcome} ${day}`;
}

function addedBy(row: PaymentMethodRow): string {
  return [row.added_by, date(row.added_at)].filter(Boolean).join(', ');
}

/** In the order of the screen. */
export function methodColumns(): DataColumn<PaymentMethodRow>[] {
  return [
    { key: 'brand', label: w.column.method, fixed: true, drawn: true, look: 'nw', text: labelOf },
    { key: 'role', label: w.column.role, drawn: true, text: (row) => roleWord(row.role), sortBy: (row) => ({ text: `${ROLES.indexOf(row.role)}` }) },
    { key: 'expiry', label: w.column.expires, drawn: true, look: 'nw fig', text: expiryWord, sortBy: (row) => ({ text: row.expiry }) },
    { key: 'contact', label: w.column.contact, drawn: true, text: (row) => row.contact ?? w.noContact, sortBy: (row) => ({ text: row.contact }) },
    { key: 'added_at', label: w.column.added, wide: true, look: 't2 fig', text: addedBy, sortBy: (row) => ({ text: row.added_at }) },
    { key: 'last_charge_at', label: w.column.last, drawn: true, look: 'nw', text: (row) => (row.last_charge ? chargeWord(row.last_charge) : w.neverUsed), sortBy: (row) => ({ text: row.last_charge?.at }) },
    { key: 'deeds', label: '', hidden: w.column.deeds, fixed: true, drawn: true, numeric: true, text: () => '' },
  ];
}

/** What a sheet of the table has a column of its own for, where the screen has one for it all. */
const IN_SHEET: Record<string, readonly string[]> = { brand: ['brand', 'last_four'], expiry: ['expiry', 'expiry_state'], last_charge_at: ['last_charge_at', 'last_outcome', 'last_note'] };

/** The columns of a sheet that say what a column of the screen says. */
export const inSheet = (key: string): readonly string[] => IN_SHEET[key] ?? [key];
