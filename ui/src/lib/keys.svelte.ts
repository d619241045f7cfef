// Keys of the console: single keys, two-step `g` keys and Ctrl/Cmd chords. No key of the system is overridden, and no
// plain key acts while a person types.

import { untrack } from 'svelte';

export interface Key {
  /** `Ctrl+k`, `Ctrl+Shift+z`, `g u`, `/`, `?`. `Ctrl` also means Cmd. */
  keys: string;
  /** One of the words of the key sheet. */
  label: () => string;
  run: () => void;
}

let bound = $state.raw<Key[]>([]);

/** What listens now, in the order of binding: for the key sheet. */
export function boundKeys(): readonly Key[] {
  return bound;
}

const STEP_MS_MAX = 900;
let firstStep: { key: string; at: number } | null = null;

/** Binds keys while a component lives: `$effect(() => bindKeys([...]))`. */
export function bindKeys(mine: Key[]): () => void {
  bound = [...untrack(() => bound), ...mine];
  return () => {
    bound = bound.filter((key) => !mine.includes(key));
  };
}

/** The one listener of the window; it is installed by the frame. */
export function onKeydown(event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  if (event.altKey) return walkHistory(event);
  const chord = event.ctrlKey || event.metaKey;
  if (!chord && (isTyping(event.target) || overlayIsOpen())) return;
  // A text field has an undo of its own.
  if (chord && event.key.toLowerCase() === 'z' && (isTyping(event.target) || overlayIsOpen())) return;
  const pressed = chord ? `Ctrl+${event.shiftKey ? 'Shift+' : ''}${event.key.toLowerCase()}` : event.key;
  const key = find(`${followingStep(event.timeStamp)}${pressed}`) ?? find(pressed);
  firstStep = !key && !chord ? { key: event.key, at: event.timeStamp } : null;
  if (!key) return;
  event.preventDefault();
  key.run();
}

/** Alt+Left and Alt+Right, as in a browser; the window has no such keys of its own. */
function walkHistory(event: KeyboardEvent): void {
  const steps = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!steps) return;
  event.preventDefault();
  history.go(steps);
}

function followingStep(now: number): string {
  return firstStep && now - firstStep.at < STEP_MS_MAX ? `${firstStep.key} ` : '';
}

function find(keysPressed: string): Key | undefined {
  return bound.findLast((key) => key.keys === keysPressed);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]');
}

function overlayIsOpen(): boolean {
  return document.querySelector('[role=dialog], [role=menu], [role=listbox]') !== null;
}
