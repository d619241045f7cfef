import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';
import TableStory from '../testing/TableStory.svelte';

const row = (name: string) => screen.getByRole('row', { name: new RegExp(`^${name}`) });

it('gives Tab one row, the selected one, and the arrows the others', async () => {
  render(TableStory, { onopen: vi.fn() });
  expect(screen.getAllByRole('row').filter((one) => one.tabIndex === 0)).toEqual([row('two')]);
  row('two').focus();
  await fireEvent.keyDown(row('two'), { key: 'ArrowDown' });
  expect(row('three')).toHaveFocus();
  await fireEvent.keyDown(row('three'), { key: 'j' });
  expect(row('three')).toHaveFocus();
  await fireEvent.keyDown(row('three'), { key: 'Home' });
  expect(row('one')).toHaveFocus();
});

it('opens a row by Enter and by a click', async () => {
  const onopen = vi.fn();
  render(TableStory, { onopen });
  await fireEvent.keyDown(row('one'), { key: 'Enter' });
  await fireEvent.click(row('three'));
  expect(onopen.mock.calls.map(([opened]) => opened.name)).toEqual(['one', 'three']);
});

it('says by which column it is sorted, and turns the order round', async () => {
  const onsort = vi.fn();
  render(TableStory, { onsort });
  expect(screen.getByRole('columnheader', { name: /Amount/ })).toHaveAttribute('aria-sort', 'descending');
  await fireEvent.click(screen.getByTitle('Sort by Amount'));
  await fireEvent.click(screen.getByTitle('Sort by Name'));
  expect(onsort.mock.calls).toEqual([[{ key: 'amount', down: false }], [{ key: 'name', down: false }]]);
});

it('is a plain table when nothing can be opened', () => {
  render(TableStory);
  expect(screen.getByRole('table', { name: 'Things' })).toBeInTheDocument();
  expect(screen.queryByRole('grid')).toBeNull();
});
