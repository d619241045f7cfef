// The columns of the list of invoices: what a cell says as text, and what it is sorted by. Rust exports by the same keys.
import type { InvoiceRating, InvoiceRow } from '$api/bindings';
import commonEn from '$components/en';
import commonTh from '$components/th';
import { date, decimal, signed, UNKNOWN } from '$lib/format';
import { words } from '$lib/i18n';
import type { DataColumn } from '$lib/table';
import en from './en';
import filesEn from './files-en';
import filesTh from './files-th';
import marksEn from './marks-en';
import marksTh from './marks-th';
import providerEn from './provider-en';
import providerTh from './provider-th';
import { billed } from './spans';
import th from './th';

const w = words(en, th);
const common = words(commonEn, commonTh);
const f = words(filesEn, filesTh);
const m = words(marksEn, marksTh);
const p = words(providerEn, providerTh);

/** Where the document of an invoice is, in words. */
export function documentWord(row: InvoiceRow, provider: boolean): string {
  if (provider) return row.pdf_stored ? p.stored : p.notDownloaded;
  if (row.active) return w.document.running;
  return row.pdf_stored ? w.document.stored : w.document.missing;
}

/** Where an invoice stands, in words; a state that this version does not know as it came. */
function statusWord({ status }: InvoiceRow): string {
  return status in commonEn.invoice ? common.invoice[status as keyof typeof common.invoice] : status;
}

/** What our own rating of an invoice says; a dash while it is not known. */
export function ratingWord(rating: InvoiceRating | undefined): string {
  if (rating?.matches) return f.matches;
  return rating?.matches === false ? f.differsBy(signed(rating.difference?.amount)) : UNKNOWN;
}

/** In the order of the screen; `unit` is the one currency, if there is one. */
export function invoiceColumns(unit: string, provider: boolean, ratingOf: (row: InvoiceRow) => InvoiceRating | undefined): DataColumn<InvoiceRow>[] {
  return [
    { key: 'number', label: w.column.number, fixed: true, drawn: true, look: 'nw', text: (row) => row.number ?? w.noNumber, sortBy: (row) => ({ text: row.number }) },
    { key: 'period', label: w.column.period, look: 'nw fig', text: (row) => billed(row.period), sortBy: (row) => ({ text: row.period.start }) },
    { key: 'issued', label: w.column.issued, numeric: true, look: 't2', text: (row) => date(row.issued_at), sortBy: (row) => ({ text: row.issued_at }) },
    { key: 'due', label: w.column.due, numeric: true, text: (row) => date(row.due_at), sortBy: (row) => ({ text: row.due_at }) },
    { key: 'status', label: w.column.status, drawn: true, look: 'nw', text: statusWord },
    { key: 'final', label: w.column.final, drawn: true, wide: true, sortable: false, text: (row) => (row.active ? UNKNOWN : w.column.final) },
    ...(provider ? [] : [{ key: 'rating', label: f.rating, drawn: true, sortable: false, look: 'nw', text: (row: InvoiceRow) => ratingWord(ratingOf(row)) }]),
    { key: 'document', label: w.column.document, drawn: true, wide: true, roomy: !provider, look: 'nw', text: (row) => documentWord(row, provider) },
    { key: 'reconciled', label: m.column, drawn: true, wide: true, look: 'nw', text: (row) => (row.number && !row.reconciled_on ? m.no : date(row.reconciled_on)), sortBy: (row) => ({ text: row.reconciled_on }) },
    { key: 'amount', label: w.column.amount, unit, numeric: true, text: (row) => decimal(row.amount.amount), sortBy: (row) => ({ decimal: row.amount.amount }) },
    { key: 'balance', label: w.column.balance, unit, numeric: true, drawn: true, text: (row) => (row.balance ? decimal(row.balance.amount) : UNKNOWN), sortBy: (row) => ({ decimal: row.balance?.amount ?? null }) },
  ];
}
