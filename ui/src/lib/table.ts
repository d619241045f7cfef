// What a table is told about its columns, and how its rows are ordered and copied. No cell is drawn here.
import { compareDecimal } from './decimal';

export interface Column {
  key: string;
  label: string;
  /** Unit or currency, quiet in the head. */
  unit?: string;
  numeric?: boolean;
  /** Steps aside below 1120 px. */
  wide?: boolean;
  /** Steps aside below 1400 px. */
  roomy?: boolean;
  /** For a head without a word: what a screen reader says. */
  hidden?: string;
  sortable?: boolean;
  /** Always shown: what the row is. */
  fixed?: boolean;
  /** Not shown at first; the column chooser has it. */
  aside?: boolean;
  /** px; default: as wide as its content. Rows that come in windows need it. */
  width?: number;
  /** Percent of the table, until the person gives it a width: for what is drawn and has no width of its own. */
  share?: number;
}

/** A column of records: its cell as text, which is also what is copied, and what it is sorted by. */
export interface DataColumn<Row> extends Column {
  text: (row: Row) => string;
  /** Default: by its text. */
  sortBy?: (row: Row) => SortValue;
  /** The table's `cell` snippet draws it; `text` is still what is copied. */
  drawn?: boolean;
  /** Classes of its cells: `t2` quiet, `b` strong, `nw`. */
  look?: string;
  /** Told by the pointer: why there is no figure. */
  hint?: (row: Row) => string | undefined;
}

/** A row at the foot: what it sums, and its figures by column. */
export interface TotalRow {
  label: string;
  /** Quiet, after the label: "filtered, before tax". */
  note?: string;
  cells: Record<string, string | undefined>;
  /** A step before the grand total: without its double rule. */
  part?: boolean;
}

export interface Sort {
  key: string;
  down: boolean;
}

/** A value of a row as its column sorts it: decimal text of figures, plain text of words; unknown goes last. */
export interface SortValue {
  decimal?: string | null;
  text?: string | null;
}

/** The rows in the order of `sort`; equal rows keep their order. */
export function sorted<Row>(rows: readonly Row[], sort: Sort, value: (row: Row, key: string) => SortValue): Row[] {
  return sortedBy(rows, [sort], value);
}

/** The rows in the order of several sorts, the first one first; rows equal in all keep their order. */
export function sortedBy<Row>(rows: readonly Row[], sorts: readonly Sort[], value: (row: Row, key: string) => SortValue): Row[] {
  return rows
    .map((row) => ({ row, by: sorts.map((sort) => value(row, sort.key)) }))
    .sort((a, b) => {
      for (const [index, sort] of sorts.entries()) {
        const [left, right] = [a.by[index] ?? {}, b.by[index] ?? {}];
        const order = unknownLast(left, right) || (sort.down ? -1 : 1) * compare(left, right);
        if (order !== 0) return order;
      }
      return 0;
    })
    .map(({ row }) => row);
}

/** Rows as tab-separated lines under their heads, as a spreadsheet takes them. */
export function recordsAsText<Row>(rows: readonly Row[], columns: readonly DataColumn<Row>[]): string {
  const heads = columns.map((column) => (column.unit ? `${column.label || column.hidden} (${column.unit})` : column.label || column.hidden || ''));
  const plain = (text: string) => text.replace(/\s+/g, ' ').trim().replaceAll('\u2212', '-');
  const lines = rows.map((row) => columns.map((column) => plain(column.text(row))));
  return [heads, ...lines].map((cells) => cells.join('\t')).join('\n');
}

/** The cells of table rows as tab-separated lines, as a spreadsheet takes them. */
export function rowsAsText(rows: readonly HTMLElement[]): string {
  return rows.map((row) => [...row.children].map(cellText).join('\t')).join('\n');
}

function cellText(cell: Element): string {
  return (cell.textContent ?? '').replace(/\s+/g, ' ').trim().replaceAll('\u2212', '-');
}

function unknownLast(a: SortValue, b: SortValue): number {
  return Number(isUnknown(a)) - Number(isUnknown(b));
}

function isUnknown(value: SortValue): boolean {
  return (value.decimal ?? value.text ?? null) === null;
}

function compare(a: SortValue, b: SortValue): number {
  if (a.decimal != null && b.decimal != null) return compareDecimal(a.decimal, b.decimal);
  return (a.text ?? '').localeCompare(b.text ?? '', undefined, { numeric: true });
}
