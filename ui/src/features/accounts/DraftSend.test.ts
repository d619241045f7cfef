import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';
import ScreenStory from '../../testing/ScreenStory.svelte';
import { rustAnswers } from '../../testing/rust';
import DraftSend from './DraftSend.svelte';

const intent = (operation: string, wanted: object[]) => ({ id: 'd1', number: 1, operation, object: 'system/console-limits', wanted, state: 'draft', message: null });
const field = (theirs: string | null, moved: boolean) => ({ field: 'user', base: '500', mine: '600', theirs, moved });

function show(of: object, answers: Record<string, unknown>) {
  const onclose = vi.fn();
  const asked = rustAnswers({ draft_send: { drafts: [], unknown: [], ended: [{ id: 'd1', state: 'done' }] }, ...answers });
  render(ScreenStory, { part: DraftSend, given: { intent: of, title: 'Change limits', onclose } });
  return { asked, onclose };
}

it('sends a draft when nothing has changed meanwhile, and has asked for that once', async () => {
  const { asked, onclose } = show(intent('replace_quota', []), { draft_check: { conflict: false, fields: [field('500', false)], draft: {} } });
  await screen.findByText(/Nothing has changed at the tenant/);
  await fireEvent.click(screen.getByRole('button', { name: 'Send' }));
  await vi.waitFor(() => expect(onclose).toHaveBeenCalled());
  expect(asked.map((one) => one.name)).toEqual(['draft_check', 'draft_send']);
  expect(asked[1]?.input).toEqual({ id: 'd1', despite_conflict: false });
});

it('wants a conflict to be seen before it sends', async () => {
  const { asked } = show(intent('replace_quota', []), { draft_check: { conflict: true, fields: [field('700', true)], draft: {} } });
  await screen.findByText('changed there');
  expect(screen.getByRole('button', { name: 'Send' })).toBeDisabled();
  await fireEvent.click(screen.getByRole('checkbox'));
  await fireEvent.click(screen.getByRole('button', { name: 'Send' }));
  await vi.waitFor(() => expect(asked.at(-1)).toEqual({ name: 'draft_send', input: { id: 'd1', despite_conflict: true } }));
});

it('shows a request as the text that a person sends, and asks the tenant nothing', async () => {
  const { asked } = show(intent('request_increase', [{ field: 'text', value: 'We need 900 users.' }]), {});
  expect(screen.getByText('We need 900 users.')).toBeInTheDocument();
  await fireEvent.click(screen.getByRole('button', { name: 'Note as sent' }));
  await vi.waitFor(() => expect(asked.map((one) => one.name)).toEqual(['draft_send']));
});
