import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';
import { refuse, rustAnswers } from '../../testing/rust';
import ScreenStory from '../../testing/ScreenStory.svelte';
import Selection from './Selection.svelte';

const rows = [{ name: 'INV-000022' }, { name: 'INV-000024' }];
const sum = { count: 2, sums: [{ amount: '39289.61', currency: 'USD' }, { amount: '100.00', currency: 'THB' }], balances: [{ amount: '18805.07', currency: 'USD' }] };
const file = { name: 'a.zip', media_type: 'application/zip', base64: 'UEs=', rows: 2 };

it('says what the selection comes to, one sum per currency, as Rust summed it', async () => {
  rustAnswers({ invoices_sum: sum });
  render(ScreenStory, { part: Selection, given: { rows, onclear: vi.fn() } });
  const told = await screen.findByText(/USD.39,289\.61 \+ THB.100\.00, balance USD.18,805\.07/);
  expect(told).toBeInTheDocument();
  expect(screen.getByRole('status')).toHaveTextContent('2 selected');
});

it('bundles the selected documents and saves the file', async () => {
  const asked = rustAnswers({ invoices_sum: sum, invoices_bundle: file });
  render(ScreenStory, { part: Selection, given: { rows, onclear: vi.fn() } });
  await fireEvent.click(screen.getByRole('button', { name: 'Zip' }));
  await vi.waitFor(() => expect(asked.at(-1)?.name).toBe('save_file'));
  expect(asked.find(({ name }) => name === 'invoices_bundle')?.input).toEqual({ names: ['INV-000022', 'INV-000024'], form: 'zip' });
});

it('says in place which document is missing', async () => {
  rustAnswers({ invoices_sum: sum, invoices_bundle: () => refuse('not_found', 'The document of INV-000024 is not downloaded.') });
  render(ScreenStory, { part: Selection, given: { rows, onclear: vi.fn() } });
  await fireEvent.click(screen.getByRole('button', { name: 'One PDF' }));
  expect(await screen.findByText(/INV-000024 is not downloaded/)).toBeInTheDocument();
});
