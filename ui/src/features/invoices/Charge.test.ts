import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';
import { refuse, rustAnswers } from '../../testing/rust';
import ScreenStory from '../../testing/ScreenStory.svelte';
import Charge from './Charge.svelte';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const invoice = { row: { name: 'INV-000024', number: 'INV-000024', status: 'issued' }, attempts: [], can_resolve: false };
const test = { name: 'test', label: 'Local test provider (no real money)', test: true };
const stripe = { name: 'stripe', label: 'Stripe', test: false };
const steps = [
  { method: 'Visa ···· 4242', role: 'primary', expired: false },
  { method: 'SEPA debit ···· 3097', role: 'secondary', expired: false },
];
const rehearsal = { providers: [test], provider: test, amount: usd('587.80'), steps, open: null, refused: null };
const paid = { ...invoice, row: { ...invoice.row, status: 'paid' } };

it('says before the yes whom, how much, through whom, and that no real money moves', async () => {
  const asked = rustAnswers({ charge_rehearsal: rehearsal, invoice_charge: paid });
  const onclose = vi.fn();
  render(ScreenStory, { part: Charge, given: { invoice, onclose } });
  expect(await screen.findByText(/587\.80 from/)).toBeInTheDocument();
  expect(screen.getByRole('alert')).toHaveTextContent('no money moves');
  expect(screen.getByText('Visa ···· 4242').closest('li')).toHaveTextContent('charged first');
  expect(screen.getByText('SEPA debit ···· 3097').closest('li')).toHaveTextContent('only if the one before is declined');
  expect(asked.some(({ name }) => name === 'invoice_charge')).toBe(false);
  await fireEvent.click(screen.getByRole('button', { name: 'Charge as a test' }));
  await vi.waitFor(() => expect(onclose).toHaveBeenCalled());
  expect(asked.filter(({ name }) => name === 'invoice_charge')).toEqual([{ name: 'invoice_charge', input: { name: 'INV-000024', provider: 'test' } }]);
});

it('charges through the provider that is chosen, and only that one is called real', async () => {
  const asked = rustAnswers({
    charge_rehearsal: ({ provider }: { provider: string | null }) => ({ ...rehearsal, providers: [stripe, test], provider: provider === 'test' ? test : stripe }),
    invoice_charge: paid,
  });
  render(ScreenStory, { part: Charge, given: { invoice, onclose: vi.fn() } });
  const choice = await screen.findByRole('combobox', { name: 'Payment provider' });
  expect(screen.getByRole('button', { name: 'Charge' })).toBeEnabled();
  expect(screen.queryByRole('alert')).toBeNull();
  await fireEvent.change(choice, { target: { value: 'test' } });
  await fireEvent.click(await screen.findByRole('button', { name: 'Charge as a test' }));
  const charged = { name: 'invoice_charge', input: { name: 'INV-000024', provider: 'test' } };
  await vi.waitFor(() => expect(asked.filter(({ name }) => name === 'invoice_charge')).toEqual([charged]));
});

it('cannot charge what is refused, nor without a method', async () => {
  rustAnswers({ charge_rehearsal: { ...rehearsal, refused: 'The invoice cannot be charged: it is paid.' } });
  const { unmount } = render(ScreenStory, { part: Charge, given: { invoice, onclose: vi.fn() } });
  expect(await screen.findByText(/it is paid/)).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Charge as a test' })).toBeDisabled();
  unmount();
  rustAnswers({ charge_rehearsal: { ...rehearsal, steps: [] } });
  render(ScreenStory, { part: Charge, given: { invoice, onclose: vi.fn() } });
  expect(await screen.findByText(/neither a primary nor a secondary/)).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Charge as a test' })).toBeDisabled();
});

it('stays open and says why when Rust refuses', async () => {
  rustAnswers({ charge_rehearsal: rehearsal, invoice_charge: () => refuse('failed_precondition', 'Somebody else is at this charge just now.') });
  const onclose = vi.fn();
  render(ScreenStory, { part: Charge, given: { invoice, onclose } });
  await fireEvent.click(await screen.findByRole('button', { name: 'Charge as a test' }));
  expect(await screen.findByText(/Somebody else is at this charge/)).toBeInTheDocument();
  expect(onclose).not.toHaveBeenCalled();
});
