// Keys of the console: single keys, two-step `g` keys, function keys and Ctrl/Cmd chords. No key of the system is
// overridden, and no plain key acts while a person types.

import { untrack } from 'svelte';

export interface Key {
  /** `Ctrl+k`, `Ctrl+Shift+z`, `g u`, `F5`, `/`, `?`. `Ctrl` also means Cmd. */
  keys: string;
  /** One of the words of the key sheet. */
  label: () => string;
  /** When it says no, the key is left to whoever else wants it. */
  can?: () => boolean;
  run: () => void;
}

let bound = $state.raw<Key[]>([]);
/** Another way of listening, for the moment in which a person chooses keys. */
let listener: ((keys: string) => void) | null = null;

/** What listens now, in the order of binding: for the key sheet. */
export function boundKeys(): readonly Key[] {
  return bound;
}

const STEP_MS_MAX = 900;
/** Keys that text fields have for themselves. */
const OF_FIELDS = ['Ctrl+z', 'Ctrl+Shift+z', 'Ctrl+y', 'Ctrl+a', 'Ctrl+c', 'Ctrl+v', 'Ctrl+x'];
/** Keys that belong to the system or to every list and dialog: nobody may choose them. */
const NOBODYS = ['Ctrl+c', 'Ctrl+v', 'Ctrl+x', 'Ctrl+a', 'Ctrl+q', 'Ctrl+w', 'Tab', 'Enter', 'Escape', ' ', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'j', 'k'];
const MODIFIERS = ['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock'];
let firstStep: { key: string; at: number } | null = null;

/** Binds keys while a component lives: `$effect(() => bindKeys([...]))`. */
export function bindKeys(mine: Key[]): () => void {
  bound = [...untrack(() => bound), ...mine];
  return () => {
    bound = bound.filter((key) => !mine.includes(key));
  };
}

/** Whether a person may choose these keys for a command. */
export function mayBeChosen(keys: string): boolean {
  return keys !== '' && !keys.split(' ').some((step) => NOBODYS.includes(step));
}

/** Hands the next keys to `told` instead of acting on them; the answer stops that. */
export function listenForKeys(told: (keys: string) => void): () => void {
  listener = told;
  firstStep = null;
  return () => {
    listener = null;
  };
}

/** The one listener of the window; it is installed by the frame. */
export function onKeydown(event: KeyboardEvent): void {
  if (event.defaultPrevented || MODIFIERS.includes(event.key) || event.isComposing) return;
  if (event.altKey) return walkHistory(event);
  const pressed = nameOf(event);
  if (listener) return tell(event, pressed);
  const chord = event.ctrlKey || event.metaKey;
  const plain = !chord && !/^F\d+$/.test(event.key);
  if (plain && (isTyping(event.target) || overlayIsOpen())) return;
  if (OF_FIELDS.includes(pressed) && isTyping(event.target)) return;
  const key = find(`${followingStep(event.timeStamp)}${pressed}`) ?? find(pressed);
  firstStep = !key && plain ? { key: event.key, at: event.timeStamp } : null;
  if (!key) return;
  event.preventDefault();
  key.run();
}

/** As it is written in a binding. */
function nameOf(event: KeyboardEvent): string {
  if (!event.ctrlKey && !event.metaKey) return event.key;
  return `Ctrl+${event.shiftKey ? 'Shift+' : ''}${event.key.toLowerCase()}`;
}

function tell(event: KeyboardEvent, pressed: string): void {
  event.preventDefault();
  // `g` waits for its second step.
  if (pressed === 'g' && !followingStep(event.timeStamp)) {
    firstStep = { key: 'g', at: event.timeStamp };
    return;
  }
  const keys = `${followingStep(event.timeStamp)}${pressed}`;
  firstStep = null;
  listener?.(keys);
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
  return bound.findLast((key) => key.keys === keysPressed && (key.can?.() ?? true));
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]');
}

function overlayIsOpen(): boolean {
  return document.querySelector('[role=dialog], [role=menu], [role=listbox]') !== null;
}

/** `Ctrl+Shift+z` as it stands on a key cap: `Ctrl Shift Z`. */
export function keyCaps(keys: string): string {
  return keys
    .split('+')
    .map((part, index, all) => (all.length > 1 && index === all.length - 1 ? part.toUpperCase() : part))
    .join(' ');
}
