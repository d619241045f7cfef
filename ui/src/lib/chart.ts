// The chart that Rust drew, as the screen needs it: a drawing of exact size and the marks that lie on it.

export interface Mark {
  /** px. A point of a line has no width and no height. */
  x: number;
  y: number;
  w: number;
  h: number;
  series: string;
  category: string;
  label: string;
  /** Exact decimal text; unknown is `null`. */
  value: string | null;
}

/** How an entry of the legend is drawn. */
export interface LegendEntry {
  label: string;
  /** Class of its colour. */
  class: string;
  shape: string;
}

export interface Chart {
  svg: string;
  width: number;
  height: number;
  marks: readonly Mark[];
  legend: readonly LegendEntry[];
  table: {
    category_heading: string;
    columns: readonly string[];
    rows: readonly { category: string; cells: readonly (string | null)[] }[];
  };
  /** What the values are in: a unit, or an ISO currency. */
  unit: string;
  /** Verticals with words; what the drawing had no room for is told beside it. */
  notes: readonly { x: number; label: string; written: boolean }[];
  /** The lower end of an axis that does not start at zero. */
  axis_start: string | null;
  summary: Summary | null;
}

/** What a chart says in one sentence. */
export interface Summary {
  /** Which line it tells of, when there are several. */
  series: string | null;
  highest: { category: string; value: string };
  lowest: { category: string; value: string };
  latest: { category: string; value: string };
  /** Sum of all places; none where they cannot be added. */
  total: string | null;
  known: number;
  places: number;
}

/** The size that a drawing shall have, px. */
export interface Size {
  width: number;
  height: number;
}

/**
 * Makes a node of the drawing's text. Parsed as XML, so no script runs and no style attribute is applied;
 * anything that is not a drawing is refused.
 */
export function parseDrawing(svg: string): SVGSVGElement {
  const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml');
  const root = parsed.documentElement;
  if (root.localName !== 'svg') throw new Error('The chart is not a drawing.');
  root.querySelectorAll('script, foreignObject, style').forEach((node) => node.remove());
  return document.importNode(root, true) as unknown as SVGSVGElement;
}

/** The stripe that a stretch of categories covers, px from the left; its ends may come either way round. */
export function stripe(marks: readonly Mark[], from: string, to: string): { left: number; width: number } | null {
  const edges = [from, to].flatMap((category) => marks.filter((mark) => mark.category === category));
  const categories = new Set(edges.map((mark) => mark.category));
  if (!categories.has(from) || !categories.has(to)) return null;
  const left = Math.min(...edges.map((mark) => mark.x));
  return { left, width: Math.max(...edges.map((mark) => mark.x + mark.w)) - left };
}

/** The mark in the column under a place, or nearest to it. */
export function columnAt(marks: readonly Mark[], x: number): Mark | undefined {
  return marks.reduce<Mark | undefined>((best, mark) => {
    const away = distance(x, mark.x, mark.x + mark.w);
    return best && distance(x, best.x, best.x + best.w) <= away ? best : mark;
  }, undefined);
}

const REACH_PX = 12;

/** The index of the mark under a point, or of the nearest one in its column; -1 when there is none within reach. */
export function markAt(marks: readonly Mark[], x: number, y: number): number {
  const inside = marks.findIndex((m) => x >= m.x && x <= m.x + m.w && y >= m.y && y <= m.y + m.h);
  if (inside >= 0) return inside;
  let best = -1;
  let least = Infinity;
  marks.forEach((mark, index) => {
    const aside = distance(x, mark.x, mark.x + mark.w);
    // Sideways counts more: the pointer belongs to the column under it, or to the next one within reach.
    const away = aside * 4 + distance(y, mark.y, mark.y + mark.h);
    if (aside <= REACH_PX && away < least) [best, least] = [index, away];
  });
  return best;
}

/** The next mark in one of four directions: along the categories, or through the series of one category. */
export function step(marks: readonly Mark[], from: number, key: string): number {
  const here = marks[from];
  if (!here) return marks.length > 0 ? 0 : -1;
  const categories = [...new Set(marks.map((mark) => mark.category))];
  const at = categories.indexOf(here.category);
  if (key === 'Home' || key === 'End') return indexIn(marks, categories.at(key === 'Home' ? 0 : -1), here.series);
  if (key === 'ArrowRight' || key === 'ArrowLeft') {
    const category = categories[at + (key === 'ArrowRight' ? 1 : -1)];
    return category === undefined ? from : indexIn(marks, category, here.series);
  }
  const column = marks.flatMap((mark, index) => (mark.category === here.category ? [index] : []));
  const next = column[column.indexOf(from) + (key === 'ArrowUp' ? 1 : -1)];
  return next ?? from;
}

function distance(at: number, from: number, to: number): number {
  return Math.max(from - at, 0, at - to);
}

function indexIn(marks: readonly Mark[], category: string | undefined, series: string): number {
  const same = marks.findIndex((mark) => mark.category === category && mark.series === series);
  return same >= 0 ? same : marks.findIndex((mark) => mark.category === category);
}
