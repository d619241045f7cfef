import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';
import { refuse, rustAnswers } from '../../testing/rust';
import ScreenStory from '../../testing/ScreenStory.svelte';
import ClosePeriod from './ClosePeriod.svelte';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const invoice = {
  ...{ name: 'run', number: 'INV-000025', period: { start: '2026-02-01T00:00:00Z', end: '2026-03-01T00:00:00Z' }, status: 'running', active: true },
  ...{ issued_at: null, due_at: '2026-03-31T00:00:00Z', overdue_days: null, amount: usd('1234.50'), balance: null, pdf_stored: false },
};
const period = { start: '2026-03-01T00:00:00Z', end: '2026-04-01T00:00:00Z' };
const known = { header: { period }, invoices_view: { rows: [{ ...invoice, period }] } };
const preview = { invoices: [invoice], total: usd('1234.50'), unpriced: ['gpu_hours'] };
const day = () => screen.getByRole('textbox', { name: 'Close what has ended by' });

it('starts where the running period starts, shows what would be issued, and issues it', async () => {
  const asked = rustAnswers({ ...known, invoices_close_preview: preview, invoices_close: preview });
  const onclose = vi.fn();
  render(ScreenStory, { part: ClosePeriod, given: { onclose } });
  expect(await screen.findByText('INV-000025')).toBeInTheDocument();
  expect(day()).toHaveValue('2026-03-01');
  expect(screen.getByText(/Usage without a price is not billed: gpu_hours/)).toBeInTheDocument();
  await fireEvent.click(screen.getByRole('button', { name: 'Issue 1 invoice' }));
  await vi.waitFor(() => expect(onclose).toHaveBeenCalled());
  expect(asked.filter(({ name }) => name === 'invoices_close')).toEqual([{ name: 'invoices_close', input: { until: '2026-03-01T00:00:00Z' } }]);
});

it('goes to the end of the last month with usage when nothing runs any more', async () => {
  rustAnswers({ ...known, invoices_view: { rows: [] }, invoices_close_preview: preview });
  render(ScreenStory, { part: ClosePeriod, given: { onclose: vi.fn() } });
  await screen.findByText('INV-000025');
  expect(day()).toHaveValue('2026-04-01');
});

it('asks nothing for a day that does not exist, and forgets the former answer', async () => {
  const asked = rustAnswers({ ...known, invoices_close_preview: preview });
  render(ScreenStory, { part: ClosePeriod, given: { onclose: vi.fn() } });
  await screen.findByText('INV-000025');
  await fireEvent.input(day(), { target: { value: '2026-02-30' } });
  expect(await screen.findByText(/Write the day as year-month-day/)).toBeInTheDocument();
  expect(screen.queryByText('INV-000025')).toBeNull();
  expect(screen.getByRole('button', { name: 'Close' })).toBeDisabled();
  expect(asked.filter(({ name }) => name === 'invoices_close_preview')).toHaveLength(1);
});

it('shows no amount when the preview failed', async () => {
  rustAnswers({ ...known, invoices_close_preview: () => refuse('failed_precondition', 'There is no price book.') });
  render(ScreenStory, { part: ClosePeriod, given: { onclose: vi.fn() } });
  expect(await screen.findByText('There is no price book.')).toBeInTheDocument();
  expect(screen.queryByRole('table')).toBeNull();
  expect(screen.getByRole('button', { name: 'Close' })).toBeDisabled();
});
