import { beforeEach, expect, it, vi } from 'vitest';
import { layDesk } from './desk.svelte';
import { arranged, movedTo, nextSorts, TableLayout } from './layout.svelte';
import type { Column } from './table';

const COLUMNS: Column[] = [
  { key: 'name', label: 'Name', fixed: true },
  { key: 'amount', label: 'Amount', numeric: true },
  { key: 'unit', label: 'Unit' },
  { key: 'note', label: 'Note', aside: true },
];
const keys = (columns: readonly Column[]) => columns.map(({ key }) => key).join(' ');
const keep = vi.fn(async () => undefined);

beforeEach(() => {
  keep.mockClear();
  layDesk([], keep);
});

it('shows what the screen shows, until somebody lays it out', () => {
  const layout = new TableLayout('things', () => COLUMNS, [{ key: 'amount', down: true }]);
  expect(keys(layout.shown)).toBe('name amount unit');
  expect(layout.sorts).toEqual([{ key: 'amount', down: true }]);
  layout.toggle(COLUMNS[2] as Column);
  layout.toggle(COLUMNS[3] as Column);
  layout.move('note', -1);
  expect(keys(layout.shown)).toBe('name note amount');
  layout.resize('amount', 5);
  expect(layout.widthOf(COLUMNS[1] as Column)).toBe(48);
  layout.reset();
  expect(keys(layout.shown)).toBe('name amount unit');
  expect(layout.changed).toBe(false);
});

it('is there again on another day, and is written once for many changes', async () => {
  vi.useFakeTimers();
  const layout = new TableLayout('things', () => COLUMNS);
  layout.toggle(COLUMNS[2] as Column);
  layout.sortBy(COLUMNS[1] as Column, false);
  vi.runAllTimers();
  vi.useRealTimers();
  expect(keep).toHaveBeenCalledTimes(1);
  const [[key, value]] = keep.mock.calls as unknown as [[string, string]];
  layDesk([{ key, value }], keep);
  const again = new TableLayout('things', () => COLUMNS);
  expect(keys(again.shown)).toBe('name amount');
  expect(again.sorts).toEqual([{ key: 'amount', down: true }]);
});

it('puts a column that is new on the screen where the screen puts it', () => {
  expect(keys(arranged(COLUMNS, ['unit', 'name']))).toBe('unit note name amount');
  expect(keys(arranged(COLUMNS, ['gone', 'name', 'amount', 'unit', 'note']))).toBe('name amount unit note');
});

it('moves a column to where another stands', () => {
  expect(movedTo(['a', 'b', 'c'], 'a', 'c')).toEqual(['b', 'c', 'a']);
  expect(movedTo(['a', 'b', 'c'], 'c', 'a')).toEqual(['c', 'a', 'b']);
});

it('tells when a person has chosen another order, and not of the one that was kept', () => {
  const sorted = vi.fn();
  const layout = new TableLayout('things', () => COLUMNS, [], sorted);
  layout.toggle(COLUMNS[2] as Column);
  layout.unsort();
  expect(sorted).not.toHaveBeenCalled();
  layout.sortBy(COLUMNS[1] as Column, false);
  expect(sorted).toHaveBeenCalledTimes(1);
});

it('sorts by one head, or by several with Shift', () => {
  const [name, amount] = COLUMNS as [Column, Column];
  const one = nextSorts([], amount, false);
  expect(one).toEqual([{ key: 'amount', down: true }]);
  const two = nextSorts(one, name, true);
  expect(two).toEqual([{ key: 'amount', down: true }, { key: 'name', down: false }]);
  expect(nextSorts(two, amount, true)[0]).toEqual({ key: 'amount', down: false });
  expect(nextSorts(two, name, false)).toEqual([{ key: 'name', down: true }]);
});
