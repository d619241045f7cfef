import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';
import { act } from '$lib/commands.svelte';
import { refuse, rustAnswers } from '../testing/rust';
import ScreenStory from '../testing/ScreenStory.svelte';
import Files from './Files.svelte';

const what = { of: 'invoices', query: { tab: 'paid', search: '' }, names: [] } as const;
const file = { name: 'acme_invoices_2026-03-19.csv', media_type: 'text/csv', base64: 'YQ==', rows: 3 };
const given = { what, columns: ['number', 'amount'], sort: [{ key: 'amount', down: true }], find: 'x' };

it('asks for what is seen, with its columns, order and search, and saves the file', async () => {
  const asked = rustAnswers({ export_file: file });
  render(ScreenStory, { part: Files, given });
  act('export');
  await fireEvent.click(await screen.findByRole('menuitem', { name: 'What I see: CSV, exact text' }));
  await vi.waitFor(() => expect(asked.map(({ name }) => name)).toEqual(['export_file', 'save_file']));
  expect(asked[0]?.input).toEqual({ what, scope: 'seen', format: 'csv', columns: ['number', 'amount'], sort: given.sort, find: 'x', language: 'en' });
  expect(asked[1]?.input).toEqual({ name: file.name, mediaType: 'text/csv', base64: 'YQ==' });
});

it('says in place why a file could not be written', async () => {
  rustAnswers({ export_file: () => refuse('invalid_input', '30000 rows are more than a PDF can show.') });
  render(ScreenStory, { part: Files, given });
  await fireEvent.click(screen.getByRole('button', { name: 'Print' }));
  expect(await screen.findByText(/more than a PDF can show/)).toBeInTheDocument();
});

it('offers nothing while there is nothing to write', () => {
  rustAnswers({});
  render(ScreenStory, { part: Files, given: { what: null } });
  expect(screen.getByRole('button', { name: 'Print' })).toBeDisabled();
  expect(screen.getByRole('button', { name: 'Export' })).toBeDisabled();
});
