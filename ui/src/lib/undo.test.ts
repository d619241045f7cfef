import { beforeEach, expect, it, vi } from 'vitest';
import { forget, history, redo, remember, undo, undoStep, type Step } from './undo.svelte';

const told: string[] = [];
const step = (label: string): Step => ({
  label,
  undo: async () => void told.push(`undo ${label}`),
  redo: async () => void told.push(`redo ${label}`),
});

beforeEach(() => {
  forget();
  told.length = 0;
});

it('takes back in the order of the steps, and does them again', async () => {
  remember(step('mark'));
  remember(step('note'));
  await undo();
  await undo();
  expect(await undo()).toBeUndefined();
  await redo();
  await redo();
  expect(await redo()).toBeUndefined();
  expect(told).toEqual(['undo note', 'undo mark', 'redo mark', 'redo note']);
});

it('does nothing again after something new was done', async () => {
  remember(step('mark'));
  await undo();
  remember(step('note'));
  expect(await redo()).toBeUndefined();
  expect((await undo())?.label).toBe('note');
});

it('takes back the step of a toast, wherever it stands, and once', async () => {
  remember(step('first'));
  const first = history.done[0] as Step;
  remember(step('second'));
  await undoStep(first);
  expect(await undoStep(first)).toBeUndefined();
  expect(told).toEqual(['undo first']);
  expect((await undo())?.label).toBe('second');
});

it('runs one at a time', async () => {
  let finish = () => {};
  const slow = vi.fn(() => new Promise<void>((done) => (finish = done)));
  remember({ label: 'slow', undo: slow, redo: slow });
  const first = undo();
  expect(await undo()).toBeUndefined();
  finish();
  await first;
  expect(slow).toHaveBeenCalledTimes(1);
});

it('forgets a step that can no longer be taken back, and says why', async () => {
  remember(step('kept'));
  remember({ label: 'lost', undo: () => Promise.reject(new Error('changed since')), redo: async () => {} });
  await expect(undo()).rejects.toThrow('changed since');
  expect((await undo())?.label).toBe('kept');
});

it('forgets everything with the account, also a step under way', async () => {
  let finish = () => {};
  remember({ label: 'slow', undo: () => new Promise<void>((done) => (finish = done)), redo: async () => {} });
  const under = undo();
  forget();
  finish();
  await under;
  expect(history.done.length + history.undone.length).toBe(0);
});

it('does not bring back what lies under a newer edit', async () => {
  let finish = () => {};
  remember({ label: 'slow', undo: () => new Promise<void>((done) => (finish = done)), redo: async () => {} });
  const under = undo();
  remember(step('newer'));
  finish();
  await under;
  expect(history.done.map(({ label }) => label)).toEqual(['newer']);
  expect(history.undone).toEqual([]);
});
