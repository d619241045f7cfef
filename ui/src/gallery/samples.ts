// What the gallery shows: one drawing as Rust makes it, and the names of all states.
import type { Chart } from '$lib/chart';

export const INVOICE_STATES = ['running', 'issued', 'overdue', 'paid', 'refunded', 'cancelled'] as const;

export const QUOTAS = [
  { state: 'ok', fill: 0.4, tick: null },
  { state: 'near', fill: 0.86, tick: null },
  { state: 'full', fill: 1, tick: null },
  { state: 'over', fill: 1, tick: 0.21 },
  { state: 'unlimited', fill: 0, tick: null },
  { state: 'not_tracked', fill: 0, tick: null },
  { state: 'rate_limit', fill: 0, tick: null },
] as const;

const DAYS = ['1 Mar 2026', '2 Mar 2026', '3 Mar 2026'];
const mark = (index: number, value: string | null, h: number) => {
  const category = DAYS[index] ?? '';
  return { x: 40 + index * 60, y: 100 - h, w: 40, h, series: 'CE - App Stack', category, label: category, value };
};

/** Three days, of the last of which nothing is known; a change of plan on the second. */
export const bars: Chart = {
  svg: '<svg xmlns="http://www.w3.org/2000/svg" class="chart" width="260" height="120"><rect class="v1 piece" x="40" y="40" width="40" height="60"/><rect class="v2 piece" x="100" y="20" width="40" height="80"/><path class="ax" d="M20 100L250 100"/><path class="today" d="M92 10L92 100"/><text x="92" y="9">Teams begins</text></svg>',
  width: 260,
  height: 120,
  marks: [mark(0, '612.40', 60), mark(1, '815.02', 80), mark(2, null, 0)],
  legend: [
    { label: 'CE - App Stack', class: 'v1', shape: 'swatch' },
    { label: '1–28 Feb 2026', class: 'mk', shape: 'tick' },
    { label: 'Forecast', class: 'fc', shape: 'dotted' },
    { label: 'Lowest to highest day', class: 'band', shape: 'band' },
  ],
  table: {
    category_heading: 'Day',
    columns: ['CE - App Stack'],
    rows: DAYS.map((category, index) => ({ category, cells: [['612.40', '815.02', null][index] ?? null] })),
  },
  unit: 'USD',
  notes: [{ x: 92, label: 'Teams begins', written: true }, { x: 152, label: 'An hour was restated', written: false }],
  axis_start: null,
  summary: {
    series: null,
    highest: { category: '2 Mar 2026', value: '815.02' },
    lowest: { category: '1 Mar 2026', value: '612.40' },
    latest: { category: '2 Mar 2026', value: '815.02' },
    total: '1427.42',
    known: 2,
    places: 3,
  },
};
