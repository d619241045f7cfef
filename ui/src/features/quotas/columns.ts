// The columns of the two tables of quotas, as data: what each says, and what it is sorted by.
import type { QuotaRow } from '$api/bindings';
import sharedEn from '$components/en';
import sharedTh from '$components/th';
import { percent, quantity, UNKNOWN } from '$lib/format';
import { words } from '$lib/i18n';
import type { DataColumn } from '$lib/table';
import { dayOf } from './days';
import en from './en';
import th from './th';

const w = words(en, th);
const shared = words(sharedEn, sharedTh);

/** The zones by risk, the worst first. */
const BY_RISK: readonly string[] = ['over', 'full', 'near', 'ok', 'no_limit', 'unlimited', 'not_tracked', 'rate_limit'];
/** What has run out, then days, then what lasts; what cannot be told is unknown. */
const BY_END = { now: '0', on: '1', later: '2', no_growth: '3', unknown: null } as const;

/** How much it is over, that nothing is left, the day, or that none can be told. */
export function runsOut(row: QuotaRow, now: string | null): string {
  if (row.over_by) return w.overBy(quantity(row.over_by));
  return w.runsOut[row.run_out.when](dayOf(row.run_out.day, now ? new Date(now) : new Date()));
}

/** The limit, or the sign of none. */
function limit(row: QuotaRow): string {
  return row.state === 'unlimited' ? '∞' : quantity(row.limit);
}

function kindAndState(): DataColumn<QuotaRow>[] {
  return [
    { key: 'kind', label: w.column.kind, fixed: true, look: 'nw', text: (row) => row.display_name },
    { key: 'state', label: w.column.state, drawn: true, look: 'nw', text: (row) => shared.quota[row.state], sortBy: (row) => ({ text: `${BY_RISK.indexOf(row.state)}` }) },
  ];
}

/** Counts and resources; `now` is when they were read: days ahead are told from there. */
export function quotaColumns(now: string | null): DataColumn<QuotaRow>[] {
  return [
    ...kindAndState(),
    { key: 'used', label: w.column.used, numeric: true, text: (row) => quantity(row.used), sortBy: (row) => ({ decimal: row.used }) },
    { key: 'limit', label: w.column.limit, numeric: true, text: limit, sortBy: (row) => ({ decimal: row.limit }) },
    { key: 'bar', label: '', hidden: w.column.bar, drawn: true, share: 12, text: (row) => percent(row.percent) },
    { key: 'percent', label: w.column.percent, numeric: true, wide: true, look: 't2', text: (row) => percent(row.percent), sortBy: (row) => ({ decimal: row.percent }) },
    { key: 'weeks', label: w.column.weeks, sortable: false, wide: true, drawn: true, text: (row) => row.weeks.map((week) => week ?? UNKNOWN).join(' ') },
    {
      key: 'runs_out',
      label: w.column.runsOut,
      numeric: true,
      drawn: true,
      look: 't2',
      text: (row) => runsOut(row, now),
      sortBy: ({ run_out: { when, day } }) => ({ text: BY_END[when] && `${BY_END[when]} ${day ?? ''}` }),
    },
  ];
}

/** Rates of APIs: nothing of them is used up. */
export function rateColumns(): DataColumn<QuotaRow>[] {
  return [
    ...kindAndState(),
    { key: 'rate', label: w.detail.rate, numeric: true, text: (row) => quantity(row.rate?.rate), sortBy: (row) => ({ decimal: row.rate?.rate }) },
    { key: 'burst', label: w.detail.burst, numeric: true, text: (row) => quantity(row.rate?.burst), sortBy: (row) => ({ decimal: row.rate?.burst }) },
    { key: 'rate_unit', label: w.column.unit, text: (row) => row.rate?.unit ?? '' },
  ];
}
