import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';
import { rustAnswers } from '../../testing/rust';
import ScreenStory from '../../testing/ScreenStory.svelte';
import Tracker from './Tracker.svelte';

const at = '2026-03-19T09:14:00Z';
const step = (name: string, note = '', undo = 'nothing', undo_names: string[] = []) => ({ step: name, at, by: 'me', note, undo, undo_names });
const open = (extra: object) => ({
  ...{ id: 't', from: 'Teams', to: 'Free', to_plan: 'free', state: 'creating', requested_by: 'me', steps: [{ state: 'creating', at, by: 'me', reason: '' }] },
  ...{ ticket: null, phase: 'scheduled', effect_at: '2026-04-01T00:00:00Z', method: 'wizard' },
  ...{ done: [step('checked'), step('payment_method', 'payment-method-4', 'remove_payment_method', ['payment-method-4'])] },
  ...extra,
});
const over = { rows: [{ kind: 'user', display_name: 'User', used: '380', before: '400', after: '3', over_by: '377', tighter: true }] };

function show(extra: object, answers: Record<string, unknown> = {}, view: object = { tenant: 'acmecorp', last_copy: null }) {
  const asked = rustAnswers({ plan_limits: over, ...answers });
  render(ScreenStory, { part: Tracker, given: { view, transition: open(extra), onticket: vi.fn() } });
  return (command: string) => asked.filter(({ name }) => name === command).map(({ input }) => input);
}

it('shows when a scheduled move takes effect, what it does to the limits, and every step with its way back', async () => {
  show({});
  expect(screen.getByText('Scheduled')).toBeInTheDocument();
  expect(screen.getByText('Takes effect on 1 Apr 2026 00:00 UTC')).toBeInTheDocument();
  expect(await screen.findByRole('table', { name: 'Limits' })).toHaveTextContent(/User\s*380\s*400\s*3\s*377/);
  expect(screen.getByText('Payment method kept')).toBeInTheDocument();
  expect(screen.getByText('To take it back: remove payment-method-4')).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Approve…' })).toBeNull();
});

it('calls a scheduled move off with a reason', async () => {
  const inputs = show({}, { transition_cancel: { plans: [], past: [] } });
  await fireEvent.click(screen.getByRole('button', { name: 'Call off…' }));
  await fireEvent.input(screen.getByRole('textbox', { name: 'Reason' }), { target: { value: ' next year ' } });
  await fireEvent.click(screen.getByRole('button', { name: 'Call off' }));
  await vi.waitFor(() => expect(inputs('transition_cancel')).toEqual([{ id: 't', reason: 'next year' }]));
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

it('approves the recreation of a tenant only with its name and a fresh copy', async () => {
  const view = { tenant: 'acmecorp', last_copy: { at, file: 'backups/acme.db', fresh: true } };
  const waiting = { phase: 'waiting_for_approval', state: 'waiting_for_approval', method: 'recreate' };
  const inputs = show(waiting, { transition_decide: { plans: [], past: [] } }, view);
  await fireEvent.click(screen.getByRole('button', { name: 'Approve…' }));
  await fireEvent.input(screen.getByRole('textbox', { name: 'Your name' }), { target: { value: 'A. Weber' } });
  const yes = screen.getByRole('button', { name: 'Approve' });
  expect(yes).toBeDisabled();
  await fireEvent.input(screen.getByRole('textbox', { name: 'Type acmecorp to confirm' }), { target: { value: 'acmecorp' } });
  expect(yes).toBeEnabled();
  await fireEvent.click(yes);
  await vi.waitFor(() => expect(inputs('transition_decide')).toMatchObject([{ id: 't', approve: true, by: 'A. Weber', typed_tenant: 'acmecorp' }]));
});
