import { expect, it } from 'vitest';
import { rowsAsText, sorted } from './table';

const rows = [
  { name: 'b', amount: '9.50' },
  { name: 'a', amount: null },
  { name: 'c', amount: '10.00' },
];
const names = (down: boolean) =>
  sorted(rows, { key: 'amount', down }, (row) => ({ decimal: row.amount })).map((row) => row.name);

it('sorts figures by value and leaves the unknown at the end either way', () => {
  expect(names(false)).toEqual(['b', 'c', 'a']);
  expect(names(true)).toEqual(['c', 'b', 'a']);
});

it('copies a row as a spreadsheet takes it', () => {
  const row = document.createElement('tr');
  row.innerHTML = '<td> CE  Medium </td><td>2,968</td><td>\u221228.14</td>';
  expect(rowsAsText([row])).toBe('CE Medium\t2,968\t-28.14');
});
