// The columns of the trail: what a cell says as text. Rust sorts by the same keys, over all windows.
import type { AuditEntryView } from '$api/bindings';
import { count, date, time } from '$lib/format';
import { words } from '$lib/i18n';
import type { DataColumn } from '$lib/table';
import { tellAction, tellState } from '$lib/trail';
import en from './en';
import th from './th';
import { short } from './told';

const w = words(en, th);

const told = (line: AuditEntryView, state: string | null) => (state === null ? w.nothing : short(tellState(line.action, state)));

/** What became what; where nothing was before, what is now. */
export function changeOf(line: AuditEntryView): string {
  const after = told(line, line.after);
  return line.before === null ? after : w.from(told(line, line.before), after);
}

/** In the order of the screen. */
export function trailColumns(): DataColumn<AuditEntryView>[] {
  return [
    { key: 'sequence', label: w.column.sequence, numeric: true, wide: true, look: 't3', text: (line) => count(line.sequence) },
    { key: 'at', label: w.column.at, unit: 'UTC', fixed: true, drawn: true, look: 'fig nw', text: (line) => `${date(line.at)} ${time(line.at)}` },
    { key: 'who', label: w.column.who, text: (line) => line.who },
    { key: 'action', label: w.column.action, look: 'nw', text: (line) => tellAction(line.action) },
    { key: 'object', label: w.column.object, drawn: true, text: (line) => line.object_name },
    { key: 'change', label: w.column.change, sortable: false, look: 't2 any', text: changeOf },
    { key: 'before', label: w.detail.before, sortable: false, aside: true, look: 't2 any', text: (line) => told(line, line.before) },
    { key: 'after', label: w.detail.after, sortable: false, aside: true, look: 't2 any', text: (line) => told(line, line.after) },
    { key: 'reason', label: w.detail.reason, sortable: false, aside: true, look: 't2 any', text: (line) => line.reason ?? '' },
    { key: 'request_id', label: w.detail.request, sortable: false, aside: true, look: 'mono t2 any', text: (line) => line.request_id ?? '' },
  ];
}

/** What a sheet of the table has a column of its own for, where the screen has one for it all. */
const IN_SHEET: Record<string, readonly string[]> = { sequence: ['line'], change: ['before', 'after'] };

/** The columns of a sheet that say what a column of the screen says. */
export const inSheet = (key: string): readonly string[] => IN_SHEET[key] ?? [key];
