import { expect, it } from 'vitest';
import { call, useTransport } from './client';

it('sends the command by its name and gives back its answer', async () => {
  useTransport({ send: async (name, input) => ({ name, input }) });
  expect(await call('header', {})).toEqual({ name: 'header', input: {} });
});

it('throws one kind of failure, whatever the transport threw', async () => {
  useTransport({
    send: async () => {
      throw { code: 'refused', message: 'The book is open elsewhere.' };
    },
  });
  await expect(call('header', {})).rejects.toMatchObject({ name: 'CallFailure', code: 'refused', call: 'header' });
});
