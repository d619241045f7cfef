import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { beforeEach, expect, it, vi } from 'vitest';
import { TableLayout } from '$lib/layout.svelte';
import { forget, undo } from '$lib/undo.svelte';
import ScreenStory from '../../testing/ScreenStory.svelte';
import { rustAnswers } from '../../testing/rust';
import { quotaColumns } from './columns';
import QuotaTable from './QuotaTable.svelte';
import Screen from './Screen.svelte';
import Thresholds from './Thresholds.svelte';

beforeEach(forget);

const row = (kind: string, more: object = {}) => ({
  family: 'object',
  kind,
  display_name: `Kind ${kind}`,
  description: '',
  used: '8',
  limit: '10',
  state: 'near',
  percent: '80.0',
  over_by: null,
  fill_permille: 800,
  tick_permille: null,
  rate: null,
  source: 'plan',
  source_name: 'teams',
  free: '2',
  near_from: '80',
  full_from: '100',
  weeks: ['6', '7', '8'],
  growth: '0.50',
  run_out: { when: 'on', day: '2026-04-16T09:14:00Z', early: '2026-04-01T09:14:00Z', late: null },
  ...more,
});

it('shows 250 kinds and finds one of them', async () => {
  const rows = Array.from({ length: 250 }, (_, index) => row(`k${index}`));
  rustAnswers({ quotas_view: { rows, counts: [{ state: 'near', count: 250 }], as_of: '2026-03-19T09:14:00Z', drafted: false } });
  render(ScreenStory, { part: Screen });
  const table = await screen.findByRole('grid');
  expect(table.querySelectorAll('tr[data-row]')).toHaveLength(250);
  await fireEvent.input(screen.getByPlaceholderText('Find'), { target: { value: 'k249' } });
  await vi.waitFor(() => expect(table.querySelectorAll('tr[data-row]')).toHaveLength(1));
});

it('keeps rates apart: rate, burst and unit, and nothing that is used', async () => {
  const rate = row('ves.io.Create', { family: 'api', state: 'rate_limit', used: null, limit: null, percent: null, free: null, weeks: [], growth: null, rate: { rate: '10', burst: '20', unit: 'per-second' }, run_out: { when: 'unknown', day: null, early: null, late: null } });
  rustAnswers({ quotas_view: { rows: [row('user'), rate], counts: [], as_of: '2026-03-19T09:14:00Z', drafted: false } });
  render(ScreenStory, { part: Screen });
  const rates = await screen.findByRole('grid', { name: 'API rates' });
  expect(within(rates).queryByText('Used')).toBeNull();
  expect([...within(rates).getByText('Kind ves.io.Create').closest('tr')!.querySelectorAll('td:not(.pick)')].map((cell) => cell.textContent?.trim())).toEqual(['Kind ves.io.Create', 'Rate', '10', '20', 'per-second']);
});

it('never tells a day that Rust does not tell', async () => {
  const rows = [
    row('a', { run_out: { when: 'unknown', day: null, early: null, late: null } }),
    row('b', { run_out: { when: 'later', day: null, early: null, late: null } }),
    row('c', { state: 'over', over_by: '3', run_out: { when: 'now', day: null, early: null, late: null } }),
    row('d'),
  ];
  const now = '2026-03-19T09:14:00Z';
  render(ScreenStory, { part: QuotaTable, given: { rows, layout: new TableLayout('quotas', () => quotaColumns(now)), now, selected: null, onopen: () => {} } });
  const last = (kind: string) => screen.getByText(`Kind ${kind}`).closest('tr')?.lastElementChild?.textContent?.trim();
  expect(['a', 'b', 'c', 'd'].map(last)).toEqual(['—', 'over a year', 'over by 3', '16 Apr']);
});

it('moves thresholds by one edit that can be taken back', async () => {
  const asked = rustAnswers({ quota_thresholds_set: { id: 'e1', count: 1 }, edit_undo: { id: 'e1', count: 1 } });
  const onclose = vi.fn();
  render(ScreenStory, { part: Thresholds, given: { quota: row('user'), onclose } });
  await fireEvent.input(screen.getByLabelText('Near from, %'), { target: { value: '7o' } });
  expect(screen.getByRole('button', { name: 'Set the thresholds' })).toBeDisabled();
  await fireEvent.input(screen.getByLabelText('Near from, %'), { target: { value: '70' } });
  await fireEvent.click(screen.getByRole('button', { name: 'Set the thresholds' }));
  await vi.waitFor(() => expect(onclose).toHaveBeenCalled());
  expect(asked[0]).toEqual({ name: 'quota_thresholds_set', input: { family: 'object', kind: 'user', near: '70', full: '100' } });
  await undo();
  expect(asked.at(-1)).toEqual({ name: 'edit_undo', input: { id: 'e1' } });
});
