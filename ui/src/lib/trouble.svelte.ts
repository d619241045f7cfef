// A failure that has no place of its own on the screen. The frame tells it in a dialog, and it stays until it is closed.
import { CallFailure } from './failure';

export const trouble = $state<{ shown: { title: string; failure: CallFailure } | null }>({ shown: null });

/** Tells that something could not be done: `title` says what, as a sentence; `thrown` is whatever `call` threw. */
export function tellFailure(title: string, call: string, thrown: unknown): void {
  trouble.shown = { title, failure: CallFailure.of(call, thrown) };
}
