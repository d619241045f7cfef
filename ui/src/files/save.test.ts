import { afterEach, expect, it, vi } from 'vitest';
import { useTransport } from '$api/client';
import { toasts } from '$lib/toast.svelte';
import { trouble } from '$lib/trouble.svelte';
import { handOver, keep } from './save';

const file = { name: 'acme_invoices.csv', media_type: 'text/csv', base64: 'YQ==' , rows: 1 };

afterEach(() => {
  toasts.shown = [];
  trouble.shown = null;
});

it('says where a file was saved, and nothing when the dialog was closed', async () => {
  const saveFile = vi.fn().mockResolvedValueOnce(null).mockResolvedValueOnce({ name: 'acme_invoices.csv', path: 'Downloads/acme_invoices.csv' });
  useTransport({ send: async () => null, saveFile });
  await keep(file);
  expect(toasts.shown).toHaveLength(0);
  await keep(file);
  expect(toasts.shown[0]?.text).toContain('acme_invoices.csv');
});

it('tells why a file could not be saved or opened', async () => {
  const refused = () => Promise.reject({ code: 'not_written', message: 'The disk is full.' });
  useTransport({ send: async () => null, saveFile: refused, openOutside: refused });
  await keep(file);
  expect(trouble.shown).toMatchObject({ title: 'The file could not be written', failure: { code: 'not_written', message: 'The disk is full.' } });
  await handOver(file);
  expect(trouble.shown?.title).toBe('The file could not be opened outside');
  expect(toasts.shown).toHaveLength(0);
});
