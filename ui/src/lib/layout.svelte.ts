// How a person has laid out the columns of a table: order, hidden ones, widths, sorting. Kept on the desk of the account.
import { deskNote, keepNote } from './desk.svelte';
import { isNarrow, isSnug } from './narrow.svelte';
import type { Column, Sort } from './table';

/** What is kept; a column that it does not name stands where the screen puts it. */
export interface Layout {
  order: string[];
  hidden: string[];
  /** Shown though the screen hides it at first. */
  shown: string[];
  /** px by column. */
  widths: Record<string, number>;
  sorts: Sort[];
}

export const WIDTH_MIN = 48;
export const WIDTH_MAX = 800;
const WIDTH_STEP = 16;
export const NO_LAYOUT: Layout = { order: [], hidden: [], shown: [], widths: {}, sorts: [] };

/** The layout of one table; `name` is unique among all tables: `usage`, `invoices.lines`. */
export class TableLayout<One extends Column = Column> {
  readonly name: string;
  readonly #columns: () => readonly One[];
  readonly #usual: readonly Sort[];
  readonly #sorted: () => void;

  /** `sorted` is told when a person has chosen another order. */
  constructor(name: string, columns: () => readonly One[], usual: readonly Sort[] = [], sorted: () => void = () => {}) {
    this.name = name;
    this.#columns = columns;
    this.#usual = usual;
    this.#sorted = sorted;
  }

  get kept(): Layout {
    return { ...NO_LAYOUT, ...deskNote<Partial<Layout>>(this.#key) };
  }

  /** All columns, in the order of this person. */
  get columns(): readonly One[] {
    return arranged(this.#columns(), this.kept.order);
  }

  /** The columns that are shown. */
  get shown(): readonly One[] {
    return this.columns.filter((column) => this.shows(column));
  }

  get sorts(): readonly Sort[] {
    const known = this.kept.sorts.filter((sort) => this.#columns().some((column) => column.key === sort.key));
    return known.length > 0 ? known : this.#usual;
  }

  get changed(): boolean {
    return deskNote(this.#key) !== undefined;
  }

  shows(column: Column): boolean {
    if (column.fixed) return true;
    const { hidden, shown } = this.kept;
    return stepsAside(column) ? shown.includes(column.key) : !hidden.includes(column.key);
  }

  /** px; none where the table finds it by itself. */
  widthOf(column: Column): number | undefined {
    return this.kept.widths[column.key] ?? column.width;
  }

  toggle(column: Column): void {
    const list = stepsAside(column) ? 'shown' : 'hidden';
    const { [list]: keys } = this.kept;
    this.#keep({ [list]: keys.includes(column.key) ? keys.filter((key) => key !== column.key) : [...keys, column.key] });
  }

  /** One place to the left (-1) or right (1) among the shown columns. */
  move(key: string, steps: -1 | 1): void {
    const shown = this.shown.map((column) => column.key);
    // A column that is not shown has no place among them.
    const beside = shown.includes(key) ? shown[shown.indexOf(key) + steps] : undefined;
    if (beside === undefined) return;
    this.#keep({ order: movedTo(this.columns.map((column) => column.key), key, beside) });
  }

  /** Puts a column where another stands. */
  moveTo(key: string, target: string): void {
    this.#keep({ order: movedTo(this.columns.map((column) => column.key), key, target) });
  }

  resize(key: string, width: number): void {
    this.#keep({ widths: { ...this.kept.widths, [key]: Math.min(WIDTH_MAX, Math.max(WIDTH_MIN, width)) } });
  }

  /** Wider or narrower by a step, from the width that it has on screen. */
  widen(key: string, steps: -1 | 1, from: number): void {
    this.resize(key, from + steps * WIDTH_STEP);
  }

  sortBy(column: Column, more: boolean): void {
    this.#keep({ sorts: nextSorts(this.sorts, column, more) });
    this.#sorted();
  }

  /** The order that the screen gives. */
  unsort(): void {
    if (this.kept.sorts.length > 0) this.#keep({ sorts: [] });
  }

  /** Everything as the screen puts it. */
  reset(): void {
    keepNote(this.#key, undefined);
  }

  get #key(): string {
    return `columns.${this.name}`;
  }

  #keep(patch: Partial<Layout>): void {
    keepNote(this.#key, { ...this.kept, ...patch });
  }
}

/** Hidden unless it is asked for: always, or where the window is narrow. */
function stepsAside(column: Column): boolean {
  return Boolean(column.aside || (column.wide && isNarrow()) || (column.roomy && isSnug()));
}

/** Columns in a kept order; what the order does not name follows the column that it follows on the screen. */
export function arranged<One extends Column>(columns: readonly One[], order: readonly string[]): readonly One[] {
  const placed = order.flatMap((key) => columns.find((column) => column.key === key) ?? []);
  columns.forEach((column, index) => {
    if (placed.includes(column)) return;
    const before = columns[index - 1];
    placed.splice(before ? placed.indexOf(before) + 1 : 0, 0, column);
  });
  return placed;
}

/** The keys with `key` taken out and put where `target` stands. */
export function movedTo(keys: readonly string[], key: string, target: string): string[] {
  const rest = keys.filter((one) => one !== key);
  const forward = keys.indexOf(key) < keys.indexOf(target);
  rest.splice(rest.indexOf(target) + (forward ? 1 : 0), 0, key);
  return rest;
}

/** What a click on a head sorts by: the column alone, or (`more`) after those before it; again turns it round. */
export function nextSorts(sorts: readonly Sort[], column: Column, more: boolean): Sort[] {
  const at = sorts.findIndex((sort) => sort.key === column.key);
  const now = sorts[at];
  const next = { key: column.key, down: now ? !now.down : Boolean(column.numeric) };
  if (!more) return [next];
  return now ? sorts.map((sort, index) => (index === at ? next : sort)) : [...sorts, next];
}
