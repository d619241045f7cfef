// The columns of the table of accounts: what a cell says as text, and what it is sorted by. Rust exports by the same keys.
import type { AccountRow } from '$api/bindings';
import { textOf } from '$lib/failure-words';
import { date, dateTime, decimal } from '$lib/format';
import { words } from '$lib/i18n';
import type { DataColumn } from '$lib/table';
import en from './en';
import th from './th';

const w = words(en, th);

/** Where an account stands, in words; a broken one says why. */
export function stateWord(row: AccountRow): string {
  if (row.problem) return row.problem_code ? textOf({ code: row.problem_code, message: row.problem }) : row.problem;
  if (row.kind === 'archive') return row.open ? `${w.state.archive}, ${w.state.openToo}` : w.state.archive;
  return row.open ? w.state.open : w.state.here;
}

/** In the order of the screen. */
export function accountColumns(): DataColumn<AccountRow>[] {
  return [
    { key: 'name', label: w.column.account, fixed: true, drawn: true, look: 'nw', text: (row) => row.name },
    { key: 'tenant', label: w.column.tenant, drawn: true, look: 't2 nw', text: (row) => row.tenant },
    { key: 'kind', label: w.column.kind, text: (row) => w.kind[row.kind as keyof typeof w.kind] ?? row.kind },
    { key: 'state', label: w.column.state, drawn: true, text: stateWord },
    { key: 'currency', label: w.column.currency, wide: true, text: (row) => row.currency },
    { key: 'created', label: w.column.created, numeric: true, wide: true, drawn: true, text: (row) => date(row.created_at), sortBy: (row) => ({ text: row.created_at }) },
    { key: 'copy_as_of', label: w.column.sync, unit: w.column.utc, numeric: true, drawn: true, text: (row) => dateTime(row.copy_as_of), sortBy: (row) => ({ text: row.copy_as_of }) },
    { key: 'size', label: w.column.size, unit: 'MB', numeric: true, text: (row) => decimal(row.size_mb), sortBy: (row) => ({ decimal: row.size_mb }) },
  ];
}
