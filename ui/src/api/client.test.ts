import { afterEach, describe, expect, it, vi } from 'vitest';
import { readFileSync } from 'node:fs';
import { COMMANDS } from './bindings';
import { call, firstQuestions, useTransport } from './client';

const SCRIPT = readFileSync('public/first-questions.js', 'utf8');

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

describe('what was asked ahead', () => {
  /** As a page runs a classic script. */
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const runScript = new Function(SCRIPT) as () => void;

  afterEach(() => {
    delete globalThis.firstAnswers;
    location.hash = '';
    vi.unstubAllGlobals();
  });

  const ask = (address: string, invoke: (name: string, given: { input: unknown }) => Promise<unknown>) => {
    location.hash = address;
    vi.stubGlobal('__TAURI_INTERNALS__', { invoke });
    runScript();
    return firstQuestions();
  };

  it('is what the frame needs, and the figures of the first screen where that is the place', () => {
    const names = (address: string) => ask(address, async () => 1).map(({ name }) => name);
    const frame = ['header', 'settings_view', 'lock_view', 'desk_read'];
    for (const address of ['', '#/', '#/overview']) expect(names(address)).toEqual([...frame, 'overview']);
    for (const address of ['#/usage', '#/overview?month=2026-03', '#/invoices/INV-1']) expect(names(address)).toEqual(frame);
    expect(Object.keys(COMMANDS)).toEqual(expect.arrayContaining(names('')));
  });

  it('goes to the first call of the same question; the next one asks again', async () => {
    ask('', async (name, { input }) => ['ahead', name, input]);
    useTransport({ send: async (name, input) => ['asked', name, input] });
    expect(await call('overview', { month: '2026-01' })).toEqual(['asked', 'overview', { month: '2026-01' }]);
    expect(await call('overview', { month: null })).toEqual(['ahead', 'overview', { month: null }]);
    expect(await call('overview', { month: null })).toEqual(['asked', 'overview', { month: null }]);
  });

  it('is asked again when it was refused, so that the failure is told', async () => {
    ask('', () => Promise.reject(new Error('no account')));
    useTransport({ send: () => Promise.reject({ code: 'refused', message: 'No account is open.' }) });
    await expect(call('header', {})).rejects.toMatchObject({ name: 'CallFailure', code: 'refused' });
  });

  it('asks a browser through the door of the console', async () => {
    const fetched = vi.fn(async (_: string, __: RequestInit) => ({ ok: true, json: async () => 7 }));
    vi.stubGlobal('fetch', fetched);
    runScript();
    expect(await call('header', {})).toBe(7);
    expect(fetched.mock.calls.map(([address, { body }]) => [address, body])).toContainEqual(['/api/console/header', '{}']);
  });
});
