import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';
import { rustAnswers } from '../../testing/rust';
import ScreenStory from '../../testing/ScreenStory.svelte';
import Move from './Move.svelte';

const plan = (name: string, extra: object = {}) => ({
  ...{ name, title: name, subtitle: '', current: false, asked: false, flat_price: { amount: '0.00', currency: 'USD' }, renewal_unit: 'month', trial: 0, trial_unit: 'day' },
  ...{ billing_disabled: false, method: 'wizard', required_fields: [], needs_approval: false, addons: [], quotas: ['5'] },
  ...extra,
});
const held = plan('Teams', { current: true });
const view = (other: object) => ({ plans: [held, other], addons: [], quotas: [{ kind: 'host', display_name: 'Virtual Host' }], open: null, past: [] });
const header = { account: { name: 'Acme Corp', tenant: 'acmecorp' } };
const moved = (state: string, ticket: string | null = null, reason = '') => {
  const transition = { id: 't', from: 'Teams', to: 'Free', state, requested_by: 'me', steps: [{ state, at: '2026-03-01T00:00:00Z', by: 'me', reason }], ticket };
  return { ...view(plan('Free')), past: [transition] };
};

const usd = (amount: string) => ({ amount, currency: 'USD' });
const march = { start: '2026-03-01T00:00:00Z', end: '2026-04-01T00:00:00Z' };
const credit = { title: 'Credit: Teams', span: { ...march, start: '2026-03-16T00:00:00Z' }, amount: usd('-258.06') };
const plan_preview = { id: '7', period: march, lines: [credit], total_now: usd('1000.00'), total_after: usd('741.94'), tax_after: usd('0.00'), difference: usd('-258.06'), next_month: usd('0.00') };

function show(other: object, answers: Record<string, unknown>) {
  const asked = rustAnswers({ header, plan_preview, ...answers });
  const [onclose, onticket] = [vi.fn(), vi.fn()];
  render(ScreenStory, { part: Move, given: { view: view(other), plan: other, onclose, onticket } });
  return { onclose, onticket, started: () => asked.filter(({ name }) => name === 'transition_start').map(({ input }) => input) };
}

it('recreates a tenant only after its name is typed', async () => {
  const { started, onclose } = show(plan('Free', { method: 'recreate', quotas: ['2'] }), { transition_start: moved('finished') });
  expect(await screen.findByText(/This deletes the tenant acmecorp/)).toBeInTheDocument();
  expect(screen.getByText(/Smaller default quotas: Virtual Host/)).toBeInTheDocument();
  const yes = screen.getByRole('button', { name: 'Delete and recreate' });
  const name = await screen.findByRole('textbox', { name: 'Type acmecorp to confirm' });
  await fireEvent.input(name, { target: { value: 'acme' } });
  expect(yes).toBeDisabled();
  await fireEvent.input(name, { target: { value: 'acmecorp' } });
  await fireEvent.click(yes);
  await vi.waitFor(() => expect(onclose).toHaveBeenCalled());
  expect(started()).toMatchObject([{ new_plan: 'Free' }]);
});

it('stays at a field that the plan asks for', async () => {
  const { started } = show(plan('Big', { required_fields: ['domain'] }), {});
  await fireEvent.click(screen.getByRole('button', { name: 'Next' }));
  expect(screen.getByText('This plan asks for it.')).toBeInTheDocument();
  await fireEvent.input(screen.getByRole('textbox', { name: 'Domain' }), { target: { value: 'acme.example' } });
  await fireEvent.click(screen.getByRole('button', { name: 'Next' }));
  expect(screen.getByRole('button', { name: 'Start the move' })).toBeEnabled();
  expect(started()).toEqual([]);
});

it('hands on the ticket of a move by support', async () => {
  const after = moved('finished', 'To support');
  const { onticket } = show(plan('Free', { method: 'support' }), { transition_start: after });
  await fireEvent.click(screen.getByRole('button', { name: 'Next' }));
  await fireEvent.click(screen.getByRole('button', { name: 'Write the ticket' }));
  await vi.waitFor(() => expect(onticket).toHaveBeenCalledWith(after.past[0]));
});

it('says in place why a move failed', async () => {
  const { onclose } = show(plan('Free'), { transition_start: moved('failed', null, 'The token was refused.') });
  await fireEvent.click(screen.getByRole('button', { name: 'Start the move' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('nothing has changed: The token was refused.');
  expect(onclose).not.toHaveBeenCalled();
});

it('shows what the change costs before the yes', async () => {
  show(plan('Free'), {});
  const table = await screen.findByRole('table', { name: 'On the bill' });
  expect(table).toHaveTextContent('Credit: Teams 16–31 Mar 2026');
  expect(table).toHaveTextContent('741.94');
  expect(screen.getByText(/Kept as preview 7/)).toBeInTheDocument();
});

it('shows no amount when the preview failed', async () => {
  show(plan('Free'), { plan_preview: undefined });
  expect(await screen.findByText(/No amount can be shown/)).toBeInTheDocument();
  expect(screen.queryByRole('table', { name: 'On the bill' })).toBeNull();
});
