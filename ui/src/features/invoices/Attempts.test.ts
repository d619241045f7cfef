import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';
import { rustAnswers } from '../../testing/rust';
import ScreenStory from '../../testing/ScreenStory.svelte';
import Attempts from './Attempts.svelte';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const attempt = {
  ...{ key: 'counterfoil-1', at: '2026-04-02T03:10:00Z', kind: 'charge', provider: 'test', test: true, method: 'Visa ···· 4242' },
  ...{ amount: usd('587.80'), state: 'unknown', reference: null, reason: 'The answer did not come in time.', refundable: null },
};
const invoice = { row: { name: 'INV-000024', number: 'INV-000024', status: 'issued' }, total: usd('587.80'), attempts: [attempt], can_resolve: true };

it('tells an unknown end with its reason, and asks the provider', async () => {
  const asked = rustAnswers({ payments_resolve: { ...invoice, can_resolve: false } });
  render(ScreenStory, { part: Attempts, given: { invoice } });
  expect(screen.getByText('Unknown yet')).toBeInTheDocument();
  expect(screen.getByText('The answer did not come in time.')).toBeInTheDocument();
  expect(screen.getByText('Test: no real money')).toBeInTheDocument();
  await fireEvent.click(screen.getByRole('button', { name: 'Ask the provider' }));
  await vi.waitFor(() => expect(asked).toEqual([{ name: 'payments_resolve', input: { name: 'INV-000024' } }]));
});

it('offers a refund of what was taken and is left, with its reference beside', async () => {
  const taken = { ...attempt, provider: 'stripe', test: false, state: 'succeeded', reference: 'pi_1', reason: null, refundable: usd('80.00') };
  const paid = { ...invoice, row: { ...invoice.row, status: 'paid' }, attempts: [taken], can_resolve: false };
  const refund = { ...taken, key: 'counterfoil-2', kind: 'refund', refundable: null };
  const asked = rustAnswers({ invoice_refund: { ...paid, attempts: [taken, refund] } });
  render(ScreenStory, { part: Attempts, given: { invoice: paid } });
  expect(screen.getByText('pi_1')).toBeInTheDocument();
  await fireEvent.click(screen.getByRole('button', { name: 'Refund…' }));
  const amount = await screen.findByRole('textbox', { name: 'Amount in USD' });
  expect(amount).toHaveValue('80.00');
  await fireEvent.input(amount, { target: { value: '80.01' } });
  expect(screen.getByRole('button', { name: 'Give back' })).toBeDisabled();
  await fireEvent.input(amount, { target: { value: '12.50' } });
  await fireEvent.click(screen.getByRole('button', { name: 'Give back' }));
  const input = { name: 'INV-000024', provider: 'stripe', amount: '12.50', note: '' };
  await vi.waitFor(() => expect(asked).toEqual([{ name: 'invoice_refund', input }]));
});

it('offers no refund for what took nothing or is given back whole', () => {
  rustAnswers({});
  const states = [
    { ...attempt, state: 'declined' },
    { ...attempt, key: 'counterfoil-3', state: 'succeeded', refundable: usd('0.00') },
  ];
  render(ScreenStory, { part: Attempts, given: { invoice: { ...invoice, row: { ...invoice.row, status: 'paid' }, attempts: states, can_resolve: false } } });
  expect(screen.queryByRole('button', { name: 'Refund…' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Ask the provider' })).toBeNull();
});
