import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { bindKeys, onKeydown } from './keys.svelte';

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
