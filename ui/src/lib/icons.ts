// Every drawing of the console: 16 px icons (one stroke) and 12 px state marks (shape first, colour second).
// Nothing here knows what an icon is used for on a screen.

/** Icons on a 16 × 16 grid, each one path, drawn with the current colour. */
export const ICONS = {
  overview: 'M2.5 13.5h11M4 11V7.5M8 11V3M12 11V5.5',
  usage: 'M2 12.5l3.5-4 3 2.2L14 4M10.5 4H14v3.5',
  quotas: 'M2.6 12a6 6 0 1 1 10.8 0M8 9.5l2.6-3.4',
  invoices: 'M3.5 1.8h9v12.4l-1.8-1.2-1.8 1.2L7.1 13l-1.8 1.2-1.8-1.2zM6 5.2h4M6 8.2h4',
  'payment-methods':
    'M3.2 3.3h9.6a1.4 1.4 0 0 1 1.4 1.4v6.6a1.4 1.4 0 0 1-1.4 1.4H3.2a1.4 1.4 0 0 1-1.4-1.4V4.7a1.4 1.4 0 0 1 1.4-1.4zM1.8 6.4h12.4M4.4 10h2.4',
  plans: 'M8 1.8l6 3.1-6 3.1-6-3.1zM2 8l6 3.1L14 8M2 11.1l6 3.1 6-3.1',
  accounts: 'M2 13.8V4.4L7 2v11.8M7 6l7 2v5.8M1.2 13.8h13.6',
  audit: 'M4 2.2h8v11.6H4zM6.2 5.4h3.6M6.2 8h3.6M6.2 10.6h2',
  document: 'M4 2.2h8v11.6H4zM6.2 5.4h3.6M6.2 8h3.6M6.2 10.6h2',
  display: 'M2 3h12v8H2zM5.5 13.5h5M8 11v2.5',
  settings: 'M2 4.5h6.2M11.8 4.5H14M2 11.5h2.2M7.8 11.5H14M10 2.7a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6zM6 9.7a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6z',
  sync: 'M13.2 6A5.6 5.6 0 0 0 3.3 4.6L2 6M2 2.6V6h3.4M2.8 10a5.6 5.6 0 0 0 9.9 1.4L14 10M14 13.4V10h-3.4',
  undo: 'M5.5 3L2.5 6l3 3M2.5 6h7a4 4 0 0 1 0 8H7',
  redo: 'M10.5 3l3 3-3 3M13.5 6h-7a4 4 0 0 0 0 8H9',
  keys: 'M1.8 4h12.4v8H1.8zM4.4 6.6h.1M7 6.6h.1M9.6 6.6h.1M12 6.6h.1M5 9.6h6',
  lock: 'M3.5 7.2h9v6.3h-9zM5.3 7.2V5a2.7 2.7 0 0 1 5.4 0v2.2',
  calendar: 'M2.5 3.5h11v10h-11zM2.5 6.5h11M5.3 2v3M10.7 2v3',
  down: 'M4.5 6.5L8 10l3.5-3.5',
  previous: 'M10 4L6 8l4 4',
  next: 'M6 4l4 4-4 4',
  find: 'M7 2.6a4.4 4.4 0 1 1 0 8.8 4.4 4.4 0 0 1 0-8.8zM10.4 10.4L14 14',
  add: 'M8 3v10M3 8h10',
  download: 'M8 2v8M5 7.2L8 10l3-2.8M2.5 13.5h11',
  print: 'M4.5 6V2.2h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4.3h-7z',
  close: 'M4 4l8 8M12 4l-8 8',
  check: 'M3 8.4l3.2 3.2L13 4.6',
  columns: 'M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10',
  up: 'M8 13V3M4 7l4-4 4 4',
  theme: 'M8 2.2a5.8 5.8 0 1 1 0 11.6zM8 2.2a5.8 5.8 0 0 0 0 11.6',
} as const;

export type IconName = keyof typeof ICONS;

/** One stroke or area of a mark. `cut` draws with the sheet's colour, so that it looks cut out. */
export interface Shape {
  d?: string;
  circle?: readonly [cx: number, cy: number, r: number];
  rect?: readonly [x: number, y: number, width: number, height: number, rx: number];
  as: 'fill' | 'line' | 'cut-fill' | 'cut-line';
  width?: number;
  dash?: string;
}

const exclaim = (top: number, foot: number): Shape[] => [
  { d: `M6 ${top}v3.1`, as: 'cut-line', width: 1.45 },
  { circle: [6, foot, 0.82], as: 'cut-fill' },
];
const ring: Shape = { circle: [6, 6, 4.8], as: 'line', width: 1.6 };

/** State marks on a 12 × 12 grid. Each state keeps its shape everywhere, also in black and white. */
export const MARKS = {
  dot: [{ circle: [6, 6, 4], as: 'fill' }],
  ring: [ring],
  half: [ring, { d: 'M6 1.2a4.8 4.8 0 0 1 0 9.6z', as: 'fill' }],
  check: [
    { circle: [6, 6, 5.5], as: 'fill' },
    { d: 'M3.4 6.2l1.8 1.8 3.4-3.8', as: 'cut-line', width: 1.5 },
  ],
  triangle: [{ d: 'M6 .8L11.6 11H.4z', as: 'fill' }, ...exclaim(4.4, 9.1)],
  diamond: [{ d: 'M6 0l6 6-6 6-6-6z', as: 'fill' }, ...exclaim(3.2, 8.3)],
  square: [{ rect: [0.8, 0.8, 10.4, 10.4, 1], as: 'fill' }],
  clock: [
    { circle: [6, 6, 4.9], as: 'line', width: 1.4 },
    { d: 'M6 3.2V6l2 1.4', as: 'line', width: 1.4 },
  ],
  differs: [{ d: 'M1.5 4.2h9M1.5 7.8h9M8.4 1.4L3.6 10.6', as: 'line', width: 1.4 }],
  unlimited: [
    {
      d: 'M6 6C4.8 4 3.9 3.6 3 3.6a2.4 2.4 0 0 0 0 4.8c.9 0 1.8-.4 3-2.4s2.1-2.4 3-2.4a2.4 2.4 0 0 1 0 4.8c-.9 0-1.8-.4-3-2.4z',
      as: 'line',
      width: 1.4,
    },
  ],
  untracked: [{ circle: [6, 6, 4.8], as: 'line', width: 1.6, dash: '2.2 1.9' }],
  rate: [{ d: 'M1 4.2h9M7.6 1.6l2.6 2.6M11 7.8H2M4.4 10.4L1.8 7.8', as: 'line', width: 1.4 }],
  refunded: [{ d: 'M4.4 1.4L1.2 4.4l3.2 3M1.4 4.4h6a3.2 3.2 0 0 1 0 6.2H4', as: 'line', width: 1.5 }],
  cancelled: [ring, { d: 'M2.8 9.2l6.4-6.4', as: 'line', width: 1.6 }],
  refused: [{ d: 'M2 2l8 8M10 2l-8 8', as: 'line', width: 1.8 }],
  lock: [
    { rect: [2, 5.2, 8, 6, 1], as: 'fill' },
    { d: 'M3.8 5.2V3.6a2.2 2.2 0 0 1 4.4 0v1.6', as: 'line', width: 1.4 },
  ],
  offline: [
    { circle: [6, 6, 4], as: 'line', width: 1.5 },
    { d: 'M1 1l10 10', as: 'line', width: 1.5 },
  ],
} as const satisfies Record<string, readonly Shape[]>;

export type MarkName = keyof typeof MARKS;
