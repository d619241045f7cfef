// What a person has edited and may take back: a stack that outlives screens and ends with the account. Rust does the work
// and says whether it can still be done; this side only knows the order.

export interface Step {
  /** What was done, for the toast and for a screen reader. */
  label: string;
  undo: () => Promise<unknown>;
  redo: () => Promise<unknown>;
}

/** A longer memory would be of things nobody remembers. */
const STEPS_MAX = 100;

export const history = $state<{ done: Step[]; undone: Step[]; busy: boolean }>({ done: [], undone: [], busy: false });

/** Puts a step on top; what was taken back before can no longer be done again. */
export function remember(step: Step): void {
  history.done = [...history.done, step].slice(-STEPS_MAX);
  history.undone = [];
}

/** Nothing can be taken back any more: another account is open. */
export function forget(): void {
  history.done = [];
  history.undone = [];
}

/** Takes the last step back; answers it, or nothing when there is none. A step that fails is forgotten: it cannot be done. */
export function undo(): Promise<Step | undefined> {
  return turn(history.done.at(-1), 'undo');
}

/** Does the step again that was taken back last. */
export function redo(): Promise<Step | undefined> {
  return turn(history.undone.at(-1), 'redo');
}

/** Takes back one step that need not be the last: for the button of its toast. */
export function undoStep(step: Step): Promise<Step | undefined> {
  return turn(history.done.find((one) => one === step), 'undo');
}

async function turn(step: Step | undefined, way: 'undo' | 'redo'): Promise<Step | undefined> {
  if (!step || history.busy) return undefined;
  history.busy = true;
  const doneBefore = history.done.length;
  const without = (steps: Step[]) => steps.filter((one) => one !== step);
  try {
    await step[way]();
    // Another account may have been opened meanwhile: then there is nothing to put anywhere.
    const known = history.done.includes(step) || history.undone.includes(step);
    history.done = without(history.done);
    history.undone = without(history.undone);
    // An edit that was made meanwhile stands on top: what was taken back under it cannot be done again.
    if (known && way === 'undo' && history.done.length < doneBefore) history.undone = [...history.undone, step];
    if (known && way === 'redo') history.done = [...history.done, step];
    return step;
  } catch (thrown) {
    history.done = without(history.done);
    history.undone = without(history.undone);
    throw thrown;
  } finally {
    history.busy = false;
  }
}
