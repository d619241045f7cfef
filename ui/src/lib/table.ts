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
  /** For a head without a word: what a screen reader says. */
  hidden?: string;
  sortable?: boolean;
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
  const direction = sort.down ? -1 : 1;
  return rows
    .map((row) => ({ row, by: value(row, sort.key) }))
    .sort((a, b) => unknownLast(a.by, b.by) || direction * compare(a.by, b.by))
    .map(({ row }) => row);
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
