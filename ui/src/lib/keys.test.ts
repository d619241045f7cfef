import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { bindKeys, keyCaps, listenForKeys, mayBeChosen, onKeydown } from './keys.svelte';

const usage = vi.fn();
const palette = vi.fn();
let unbind: () => void;

beforeEach(() => {
  unbind = bindKeys([
    { keys: 'g u', label: () => 'Usage', run: usage },
    { keys: 'Ctrl+k', label: () => 'Palette', run: palette },
  ]);
  document.addEventListener('keydown', onKeydown);
});
afterEach(() => {
  unbind();
  document.removeEventListener('keydown', onKeydown);
  document.body.replaceChildren();
  vi.clearAllMocks();
});

function press(key: string, more: KeyboardEventInit = {}, target: Element = document.body) {
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
}

it('takes two steps for a screen', () => {
  press('u');
  expect(usage).not.toHaveBeenCalled();
  press('g');
  press('u');
  expect(usage).toHaveBeenCalledOnce();
});

it('leaves plain keys to a field, but not the palette chord', () => {
  const field = document.body.appendChild(document.createElement('input'));
  press('g', {}, field);
  press('u', {}, field);
  press('k', { ctrlKey: true }, field);
  expect(usage).not.toHaveBeenCalled();
  expect(palette).toHaveBeenCalledOnce();
});

it('knows function keys and chords with Shift, and leaves undo to a field', () => {
  const [sync, redo, undo] = [vi.fn(), vi.fn(), vi.fn()];
  const leave = bindKeys([
    { keys: 'F5', label: () => 'Sync', run: sync },
    { keys: 'Ctrl+Shift+z', label: () => 'Redo', run: redo },
    { keys: 'Ctrl+z', label: () => 'Undo', run: undo },
  ]);
  const field = document.body.appendChild(document.createElement('input'));
  press('F5', {}, field);
  press('Z', { ctrlKey: true, shiftKey: true });
  press('z', { ctrlKey: true }, field);
  expect([sync, redo, undo].map((deed) => deed.mock.calls.length)).toEqual([1, 1, 0]);
  press('z', { ctrlKey: true });
  expect(undo).toHaveBeenCalledOnce();
  leave();
});

it('leaves keys that cannot act now to others', () => {
  const leave = bindKeys([{ keys: 'Ctrl+k', label: () => 'Never', can: () => false, run: usage }]);
  press('k', { ctrlKey: true });
  expect(palette).toHaveBeenCalledOnce();
  expect(usage).not.toHaveBeenCalled();
  leave();
});

it('hands the next keys to whoever waits for them, two steps of g together', () => {
  const told = vi.fn();
  const stop = listenForKeys(told);
  press('Control', { ctrlKey: true });
  press('g');
  press('u');
  press('e', { ctrlKey: true });
  stop();
  expect(told.mock.calls).toEqual([['g u'], ['Ctrl+e']]);
  expect(usage).not.toHaveBeenCalled();
});

it('gives nobody the keys of the system', () => {
  expect(mayBeChosen('g s')).toBe(true);
  for (const keys of ['Ctrl+c', 'Escape', 'j', 'g Enter', '']) expect(mayBeChosen(keys)).toBe(false);
  expect(keyCaps('Ctrl+Shift+z')).toBe('Ctrl Shift Z');
});
