import { afterEach, beforeEach, expect, it, vi } from 'vitest';

type Marks = typeof import('./first-figures') & typeof import('$lib/later');

let marks: Marks;

beforeEach(async () => {
  vi.useFakeTimers();
  vi.resetModules();
  document.body.innerHTML = '<main><div class="stat"><div class="v"><span class="sk"></span></div></div></main>';
  marks = { ...(await import('./first-figures')), ...(await import('$lib/later')) };
});

afterEach(() => {
  vi.useRealTimers();
  document.body.innerHTML = '';
});

it('waits for a figure, not for the bar that holds its place, and then for one frame more', () => {
  const deed = vi.fn();
  marks.afterFirstFigures(deed);
  const stop = marks.markFirstFigures();
  vi.advanceTimersByTime(200);
  expect(deed).not.toHaveBeenCalled();
  document.querySelector('.v')?.replaceChildren('12,505.24');
  vi.advanceTimersByTime(100);
  expect(deed).toHaveBeenCalledTimes(1);
  stop();
});

it('does at once what comes later', () => {
  document.querySelector('.v')?.replaceChildren('0.00');
  marks.markFirstFigures();
  vi.advanceTimersByTime(100);
  const deed = vi.fn();
  marks.afterFirstFigures(deed);
  expect(deed).toHaveBeenCalledTimes(1);
});

it('does not wait for ever on a screen without figures', () => {
  const deed = vi.fn();
  marks.afterFirstFigures(deed);
  const stop = marks.markFirstFigures();
  vi.advanceTimersByTime(1600);
  expect(deed).toHaveBeenCalledTimes(1);
  stop();
});
