// The columns of the usage table, as data: what each says, and what it is sorted by.
import type { GroupCode, MeasureCode, UsageHourRow, UsageRow, UsageView } from '$api/bindings';
import { display } from '$lib/display.svelte';
import { date, decimal, quantity, signed, signedPercent, time, UNKNOWN, zoned } from '$lib/format';
import { words } from '$lib/i18n';
import type { MarkName } from '$lib/icons';
import type { DataColumn } from '$lib/table';
import en from './en';
import th from './th';

const w = words(en, th);

/** How each status is drawn; one that is not here is drawn as unknown. */
export const STATUS: Record<string, { tone: 'ok' | 'warn' | 'mute'; mark: MarkName }> = {
  active: { tone: 'ok', mark: 'dot' },
  no_data: { tone: 'mute', mark: 'ring' },
  not_measured: { tone: 'warn', mark: 'half' },
  unknown: { tone: 'warn', mark: 'untracked' },
};

/** The status in words, with the hours that make it so; those without a quantity are told also beside unknown ones. */
export function statusWord({ status, gap_hours: gaps, unknown_hours: unknown }: Pick<UsageRow, 'status' | 'gap_hours' | 'unknown_hours'>): string {
  const word = w.status[status as keyof typeof w.status] ?? status;
  // Hours that were never fetched are missing from every row alike: they are told once, under the table.
  if (status === 'unknown') return w.gapHours(word, unknown);
  return gaps > 0 ? w.gapHours(word, gaps) : word;
}

/** What the quantity counts, and what it is billed in when that is another unit. */
export function unitOf({ unit, unit_billable: billed }: Pick<UsageRow, 'unit' | 'unit_billable'>): string {
  if (unit && billed && unit !== billed) return `${unit} → ${billed}`;
  return billed ?? unit ?? UNKNOWN;
}

/** The columns for the rows of a view; those of the comparison only when there is one, and the price that the chart draws. */
export function usageColumns(view: UsageView | undefined, groupBy: GroupCode, measure: MeasureCode): DataColumn<UsageRow>[] {
  const rows = view?.rows ?? [];
  const currency = view?.total?.currency ?? rows.find((row) => row.amount)?.amount?.currency ?? '';
  const figure = (key: string, label: string, text: (row: UsageRow) => string, value: (row: UsageRow) => string | null | undefined) =>
    ({ key, label, numeric: true, text, sortBy: (row: UsageRow) => ({ decimal: value(row) }) }) satisfies DataColumn<UsageRow>;
  const compared = [
    figure('change', w.column.before, (row) => signed(row.change?.amount), (row) => row.change?.amount),
    { ...figure('percent', w.column.percent, (row) => signedPercent(row.change_percent), (row) => row.change_percent), look: 't2' },
  ];
  return [
    { key: 'group', label: w.groupHead[groupBy], text: (row) => row.group, drawn: true, fixed: true },
    { key: 'status', label: w.column.status, text: statusWord, drawn: true },
    figure('quantity', w.column.quantity, (row) => quantity(row.quantity), (row) => row.quantity),
    figure('billable', w.column.billable, (row) => quantity(row.billable), (row) => row.billable),
    { key: 'unit', label: w.column.unit, text: unitOf, wide: true, look: 't2 s12 nw' },
    { ...figure('price', w.column.price, (row) => (row.tiered ? w.tiered : decimal(row.unit_price)), (row) => row.unit_price), look: 't2' },
    { ...figure('effective', w.column.effective, (row) => decimal(row.effective_price), (row) => row.effective_price), unit: currency, aside: measure !== 'unit_price' },
    {
      ...figure('amount', w.column.amount, (row) => decimal(row.amount?.amount), (row) => row.amount?.amount),
      unit: currency,
      look: 'b',
      drawn: true,
      hint: (row) => (row.no_amount ? w.noAmount[row.no_amount] : undefined),
    },
    ...(rows.some((row) => row.change) ? compared : []),
  ];
}

/** The columns of single hours. */
export function hourColumns(): DataColumn<UsageHourRow>[] {
  return [
    { key: 'hour', label: w.hour1, text: (row) => `${date(row.hour)} ${time(row.hour)}`, width: 140, fixed: true, numeric: false, look: 'fig' },
    // The hour is counted in UTC; the zone of choice stands beside it.
    ...(display.zone === 'UTC' ? [] : [{ key: 'zoned', label: display.zone, text: (row: UsageHourRow) => zoned(row.hour)?.replace(` ${display.zone}`, '') ?? '', width: 116, sortable: false }]),
    { key: 'usage_type', label: w.usageType, text: (row) => row.usage_type },
    { key: 'namespace', label: w.namespace, text: (row) => row.namespace, width: 96 },
    { key: 'object', label: w.object, text: (row) => row.object, width: 126 },
    { key: 'status', label: w.column.status, text: (row) => statusWord({ status: row.status, gap_hours: 0, unknown_hours: 0 }), drawn: true, width: 84 },
    { key: 'quantity', label: w.column.quantity, text: (row) => quantity(row.quantity), numeric: true, width: 138 },
    { key: 'unit', label: w.column.unit, text: (row) => row.unit, width: 100, look: 't2 s12' },
  ];
}
