import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, expect, it, vi } from 'vitest';
import { layDesk } from '$lib/desk.svelte';
import DataTableStory from '../testing/DataTableStory.svelte';

const row = (name: string) => screen.getByRole('row', { name: new RegExp(name) });
const names = () => screen.getAllByRole('row').map((one) => one.dataset.row).filter(Boolean);

beforeEach(() => layDesk([], async () => undefined));

it('sorts by figures, the unknown last, and by a second head with Shift', async () => {
  render(DataTableStory);
  expect(names()).toEqual(['ten', 'nine', 'also nine', 'unknown']);
  await fireEvent.click(screen.getByTitle('Sort by Name'), { shiftKey: true });
  expect(names()).toEqual(['ten', 'also nine', 'nine', 'unknown']);
  await fireEvent.click(screen.getByTitle('Sort by Amount'), { shiftKey: true });
  expect(names()).toEqual(['also nine', 'nine', 'ten', 'unknown']);
});

it('selects with Space and Shift, and says what is selected', async () => {
  const onselect = vi.fn();
  render(DataTableStory, { onselect });
  await fireEvent.keyDown(row('ten'), { key: ' ' });
  await fireEvent.keyDown(row('also nine'), { key: ' ', shiftKey: true });
  expect(screen.getAllByRole('row', { selected: true })).toHaveLength(3);
  expect(onselect.mock.lastCall?.[0]).toHaveLength(3);
  await fireEvent.keyDown(row('ten'), { key: 'Escape' });
  expect(onselect.mock.lastCall?.[0]).toHaveLength(0);
});

it('says what its total sums, with the figure under its column wherever that stands', async () => {
  render(DataTableStory);
  const amount = screen.getByTitle('Sort by Amount');
  await fireEvent.keyDown(amount, { key: 'ArrowLeft', ctrlKey: true });
  expect(screen.getAllByRole('columnheader')[0]).toHaveTextContent('Amount');
  expect(screen.getByText('Total of what is known')).toBeInTheDocument();
});

it('opens by Enter and takes one stop for Tab', async () => {
  const onopen = vi.fn();
  render(DataTableStory, { onopen });
  expect(screen.getAllByRole('row').filter((one) => one.tabIndex === 0)).toEqual([row('ten')]);
  await fireEvent.keyDown(row('unknown'), { key: 'Enter' });
  expect(onopen.mock.calls[0]?.[0].name).toBe('unknown');
});
