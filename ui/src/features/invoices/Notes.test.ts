import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, expect, it, vi } from 'vitest';
import { forget, undo } from '$lib/undo.svelte';
import ScreenStory from '../../testing/ScreenStory.svelte';
import { refuse, rustAnswers } from '../../testing/rust';
import Notes from './Notes.svelte';

beforeEach(forget);

const note = { id: 'n1', text: 'Ask Weber', written_by: 'k.aroon', written_at: '2026-03-19T09:14:00Z', changed_at: null };

function show(notes: object[], answers: Record<string, unknown> = {}) {
  const asked = rustAnswers({ invoice_marks: { reconciled_on: null, statement: null, notes }, edit_undo: { id: 'e1', count: 1 }, ...answers });
  render(ScreenStory, { part: Notes, given: { name: 'INV-000024', running: false } });
  return asked;
}

it('adds a note and can take it back', async () => {
  const asked = show([], { invoice_note_add: { id: 'e1', count: 1 } });
  await screen.findByText('No notes yet.');
  await fireEvent.click(screen.getByRole('button', { name: 'Add a note' }));
  await fireEvent.input(screen.getByRole('textbox'), { target: { value: 'Paid twice?' } });
  await fireEvent.click(screen.getByRole('button', { name: 'Keep the note' }));
  await vi.waitFor(() => expect(asked).toContainEqual({ name: 'invoice_note_add', input: { name: 'INV-000024', text: 'Paid twice?' } }));
  await vi.waitFor(() => expect(screen.queryByRole('textbox')).toBeNull());
  await undo();
  expect(asked).toContainEqual({ name: 'edit_undo', input: { id: 'e1' } });
});

it('keeps the text that was refused, and says why', async () => {
  show([note], { invoice_note_change: () => refuse('invalid_input', 'The note holds what looks like a card number.') });
  await fireEvent.click(await screen.findByRole('button', { name: 'Edit' }));
  const box = screen.getByRole<HTMLTextAreaElement>('textbox');
  expect(box.value).toBe('Ask Weber');
  await fireEvent.input(box, { target: { value: '4242 4242 4242 4242' } });
  await fireEvent.click(screen.getByRole('button', { name: 'Keep the note' }));
  await screen.findByText(/looks like a card number/);
  expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('4242 4242 4242 4242');
  expect(await undo()).toBeUndefined();
});

it('is closed by Esc, and what was typed is there again', async () => {
  show([]);
  await fireEvent.click(await screen.findByRole('button', { name: 'Add a note' }));
  await fireEvent.input(screen.getByRole('textbox'), { target: { value: 'Ask Weber abo' } });
  await fireEvent.keyDown(screen.getByRole('textbox'), { key: 'Escape' });
  expect(screen.queryByRole('textbox')).toBeNull();
  await fireEvent.click(screen.getByRole('button', { name: 'Add a note' }));
  expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('Ask Weber abo');
  await fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  await fireEvent.click(screen.getByRole('button', { name: 'Add a note' }));
  expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('');
});
