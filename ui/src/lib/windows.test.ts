import { flushSync } from 'svelte';
import { expect, it, vi } from 'vitest';
import { RowWindows, spanShown, WINDOW, windowsOf, type RowSource } from './windows.svelte';

const ROW = 29;
const MANY = 100_000;

it('draws what is on screen and some beyond, wherever it is scrolled to', () => {
  expect(spanShown(-400, 800, ROW, MANY)).toEqual({ from: 0, to: 44 });
  const middle = spanShown(50_000 * ROW, 800, ROW, MANY);
  expect(middle.from).toBeLessThan(50_000);
  expect(middle.to).toBeGreaterThan(50_000 + 800 / ROW);
  expect(middle.to - middle.from).toBeLessThan(100);
  expect(spanShown(MANY * ROW, 800, ROW, MANY)).toEqual({ from: MANY - 30, to: MANY });
  expect(spanShown(0, 800, ROW, 3)).toEqual({ from: 0, to: 3 });
  expect(spanShown(0, 800, ROW, 0)).toEqual({ from: 0, to: 0 });
});

it('asks for the windows that a span touches, and for the next one', () => {
  expect(windowsOf({ from: 0, to: 44 }, MANY)).toEqual([0, 1]);
  expect(windowsOf({ from: WINDOW - 10, to: WINDOW + 10 }, MANY)).toEqual([0, 1, 2]);
  expect(windowsOf({ from: MANY - 30, to: MANY }, MANY)).toEqual([MANY / WINDOW - 1]);
  expect(windowsOf({ from: 0, to: 3 }, 3)).toEqual([0]);
});

function source(question = 'q'): RowSource<number> {
  return { question, count: MANY, fetch: vi.fn(async (from, count) => Array.from({ length: count }, (_, index) => from + index)) };
}

it('asks for each window once and gives its rows', async () => {
  const windows = new RowWindows<number>();
  const asked = source();
  windows.need(asked, { from: 0, to: 44 });
  windows.need(asked, { from: 10, to: 60 });
  expect(windows.at(3)).toBeUndefined();
  await vi.waitFor(() => expect(windows.at(WINDOW + 3)).toBe(WINDOW + 3));
  expect(asked.fetch).toHaveBeenCalledTimes(2);
});

it('forgets everything at another question, and what arrives late for the former one', async () => {
  const windows = new RowWindows<number>();
  let arrive = (_: readonly number[]): void => undefined;
  windows.need({ ...source('slow'), fetch: () => new Promise((done) => (arrive = done)) }, { from: 0, to: 44 });
  windows.need(source('other'), { from: 5 * WINDOW, to: 5 * WINDOW + 40 });
  arrive([99]);
  await vi.waitFor(() => expect(windows.at(5 * WINDOW)).toBe(5 * WINDOW));
  expect(windows.at(0)).toBeUndefined();
});

it('keeps a bounded number of windows', async () => {
  const windows = new RowWindows<number>();
  const asked = source();
  for (let window = 0; window < 80; window++) windows.need(asked, { from: window * WINDOW, to: window * WINDOW + 40 });
  await vi.waitFor(() => expect(windows.at(79 * WINDOW)).toBe(79 * WINDOW));
  windows.need(asked, { from: 79 * WINDOW, to: 79 * WINDOW + 40 });
  flushSync();
  expect(windows.at(0)).toBeUndefined();
});

it('says that rows failed and asks again when told to', async () => {
  const windows = new RowWindows<number>();
  const asked = source();
  const failing = { ...asked, fetch: vi.fn().mockRejectedValue(new Error('gone')) };
  windows.need(failing, { from: 0, to: 44 });
  await vi.waitFor(() => expect(windows.failure).toBeInstanceOf(Error));
  windows.retry(asked, { from: 0, to: 44 });
  await vi.waitFor(() => expect(windows.at(0)).toBe(0));
  expect(windows.failure).toBeNull();
});
