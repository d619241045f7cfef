import { expect, it } from 'vitest';
import { allOrNone, extended, NOTHING_SELECTED, toggled, within } from './selection';

const ORDER = ['a', 'b', 'c', 'd'];

it('takes rows in and out one by one', () => {
  const both = toggled(toggled(NOTHING_SELECTED, 'b'), 'd');
  expect([...both.keys]).toEqual(['b', 'd']);
  expect([...toggled(both, 'b').keys]).toEqual(['d']);
});

it('selects from the last row to the one with Shift, either way', () => {
  expect([...extended(toggled(NOTHING_SELECTED, 'd'), ORDER, 'b').keys].sort()).toEqual(['b', 'c', 'd']);
  expect([...extended(toggled(NOTHING_SELECTED, 'a'), ORDER, 'c').keys]).toEqual(['a', 'b', 'c']);
  expect([...extended(NOTHING_SELECTED, ORDER, 'c').keys]).toEqual(['c']);
});

it('selects all, and none when all are selected', () => {
  const all = allOrNone(toggled(NOTHING_SELECTED, 'a'), ORDER);
  expect(all.keys.size).toBe(4);
  expect(allOrNone(all, ORDER)).toBe(NOTHING_SELECTED);
});

it('forgets rows that are gone and stays itself when none is', () => {
  const some = toggled(toggled(NOTHING_SELECTED, 'a'), 'd');
  expect([...within(some, ['a', 'b']).keys]).toEqual(['a']);
  expect(within(some, ORDER)).toBe(some);
});
