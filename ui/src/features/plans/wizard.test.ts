import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';
import { rustAnswers } from '../../testing/rust';
import ScreenStory from '../../testing/ScreenStory.svelte';
import Move from './Move.svelte';

const plan = (name: string, extra: object = {}) => ({
  ...{ name, title: name, subtitle: '', current: false, asked: false, flat_price: { amount: '0.00', currency: 'USD' }, renewal_unit: 'month', trial: 0, trial_unit: 'day' },
  ...{ billing_disabled: false, method: 'wizard', required_fields: [], needs_approval: false, addons: [], quotas: ['5'], direction: 'upgrade', default_when: 'now' },
  ...extra,
});
const held = plan('Teams', { current: true });
const view = (other: object, last_copy: object | null = null) => ({
  ...{ plans: [held, other], addons: [], quotas: [{ kind: 'host', display_name: 'Virtual Host' }], open: null, past: [] },
  ...{ at_once: false, period_end: '2026-04-01T00:00:00Z', tenant: 'acmecorp', last_copy },
});
const copy = { at: '2026-03-19T09:14:00Z', file: 'backups/acme.db', fresh: true };
const moved = (state: string, ticket: string | null = null, reason = '', extra: object = {}) => {
  const track = [{ state, at: '2026-03-01T00:00:00Z', by: 'me', reason }];
  const transition = { id: 't', from: 'Teams', to: 'Free', state, requested_by: 'me', steps: track, ticket, phase: state, effect_at: '2026-04-01T00:00:00Z', done: [], ...extra };
  return { ...view(plan('Free')), past: [transition] };
};
const tighter = { rows: [{ kind: 'host', display_name: 'Virtual Host', used: '380', before: '500', after: '10', over_by: '370', tighter: true }] };

const usd = (amount: string) => ({ amount, currency: 'USD' });
const march = { start: '2026-03-01T00:00:00Z', end: '2026-04-01T00:00:00Z' };
const credit = { title: 'Credit: Teams', span: { ...march, start: '2026-03-16T00:00:00Z' }, amount: usd('-258.06') };
const plan_preview = { id: '7', effect_at: '2026-04-01T00:00:00Z', period: march, lines: [credit], total_now: usd('1000.00'), total_after: usd('741.94'), tax_after: usd('0.00'), difference: usd('-258.06'), next_month: usd('0.00') };

function show(other: object, answers: Record<string, unknown>, last_copy: object | null = null) {
  const asked = rustAnswers({ plan_preview, plan_limits: { rows: [] }, ...answers });
  const [onclose, onticket] = [vi.fn(), vi.fn()];
  render(ScreenStory, { part: Move, given: { view: view(other, last_copy), plan: other, onclose, onticket } });
  const inputs = (command: string) => asked.filter(({ name }) => name === command).map(({ input }) => input);
  return { onclose, onticket, inputs, started: () => inputs('transition_start') };
}

it('recreates a tenant only with a fresh copy of the book and its name typed', async () => {
  const book_back_up = view(plan('Free'), copy);
  const { started, onclose } = show(plan('Free', { method: 'recreate' }), { transition_start: moved('finished'), book_back_up, plan_limits: tighter });
  expect(await screen.findByText(/This deletes the tenant acmecorp/)).toBeInTheDocument();
  expect(screen.queryByRole('radio')).toBeNull();
  const yes = screen.getByRole('button', { name: 'Delete and recreate' });
  const name = await screen.findByRole('textbox', { name: 'Type acmecorp to confirm' });
  await fireEvent.input(name, { target: { value: 'acmecorp' } });
  expect(yes).toBeDisabled();
  expect(screen.getByText(/There is no copy of this book/)).toBeInTheDocument();
  await fireEvent.click(screen.getByRole('button', { name: 'Back up now' }));
  expect(await screen.findByText('backups/acme.db')).toBeInTheDocument();
  expect(yes).toBeEnabled();
  await fireEvent.input(name, { target: { value: 'acme' } });
  expect(yes).toBeDisabled();
  await fireEvent.input(name, { target: { value: 'acmecorp' } });
  await fireEvent.click(yes);
  await vi.waitFor(() => expect(onclose).toHaveBeenCalled());
  expect(started()).toMatchObject([{ new_plan: 'Free', typed_tenant: 'acmecorp' }]);
});

it('takes no stale copy for a fresh one', async () => {
  show(plan('Free', { method: 'recreate' }), {}, { ...copy, fresh: false });
  await fireEvent.input(await screen.findByRole('textbox', { name: 'Type acmecorp to confirm' }), { target: { value: 'acmecorp' } });
  expect(screen.getByText(/The last copy is of 19 Mar 2026 09:14 UTC/)).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Delete and recreate' })).toBeDisabled();
});

it('puts a downgrade off to the end of the period, and looks at the bill of the instant that is chosen', async () => {
  const later = moved('creating', null, '', { phase: 'scheduled' });
  const { inputs, onclose } = show(plan('Free', { direction: 'downgrade', default_when: 'period_end' }), { transition_start: later });
  expect(await screen.findByRole('radio', { name: 'At the end of the period, 1 Apr 2026' })).toBeChecked();
  await vi.waitFor(() => expect(inputs('plan_preview')).toMatchObject([{ plan: 'Free', when: 'period_end' }]));
  expect(await screen.findByText(/kept until 1 Apr 2026/)).toBeInTheDocument();
  await fireEvent.click(screen.getByRole('radio', { name: 'On a day' }));
  expect(screen.getByRole('button', { name: 'Start the move' })).toBeDisabled();
  expect(screen.getByText(/Choose the day/)).toBeInTheDocument();
  const day = screen.getByRole('textbox', { name: /Day, from its first moment/ });
  await fireEvent.input(day, { target: { value: '15/04/2026' } });
  await fireEvent.change(day);
  await vi.waitFor(() => expect(inputs('plan_preview').at(-1)).toMatchObject({ when: '2026-04-15T00:00:00Z' }));
  await fireEvent.click(screen.getByRole('button', { name: 'Start the move' }));
  await vi.waitFor(() => expect(onclose).toHaveBeenCalled());
  expect(inputs('transition_start')).toMatchObject([{ when: '2026-04-15T00:00:00Z', typed_tenant: null }]);
});

it('shows used, both limits and what would be over', async () => {
  show(plan('Free'), { plan_limits: tighter });
  const table = await screen.findByRole('table', { name: 'Limits' });
  expect(table).toHaveTextContent(/Virtual Host\s*380\s*500\s*10\s*370/);
  expect(screen.getByText(/Smaller default quotas: Virtual Host/)).toBeInTheDocument();
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
  const after = moved('waiting_for_approval', 'To support');
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
