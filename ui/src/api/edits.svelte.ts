// Edits that can be taken back: the command is run once, its id is remembered, and a toast offers Undo.
import { CallFailure } from '$lib/failure';
import { textOf } from '$lib/failure-words';
import { words } from '$lib/i18n';
import { toast } from '$lib/toast.svelte';
import { redo, remember, undo, undoStep, history, type Step } from '$lib/undo.svelte';
import type { EditDone } from './bindings';
import type { CommandName, Input, Output } from './client';
import en from './en';
import { run } from './queries.svelte';
import th from './th';

/** The commands that answer with an edit. */
export type EditCommand = { [K in CommandName]: Output<K> extends EditDone ? K : never }[CommandName];

const w = words(en, th);

/** Runs an edit and offers to take it back. What it throws is a `CallFailure`. */
export async function edit<K extends EditCommand>(name: K, input: Input<K>, label: string): Promise<void> {
  // Before the screens show it: whoever sees it done can take back just that, and not what was done before.
  await run(name, input, (done) => offerBack((done as EditDone).id, label));
}

function offerBack(id: EditDone['id'], label: string): void {
  if (id === null) return;
  remember({ label, undo: () => run('edit_undo', { id }), redo: () => run('edit_redo', { id }) });
  const step = history.done.at(-1);
  if (step) toast(label, { label: w.undo, run: () => void takeBack(undoStep(step)) });
}

/** A dialog comes first: what lies under it is not changed. */
const isFree = () => !history.busy && document.querySelector('[role=dialog]') === null;

export const canUndo = () => history.done.length > 0 && isFree();
export const canRedo = () => history.undone.length > 0 && isFree();

/** Ctrl+Z. */
export const undoLast = () => takeBack(undo());

/** Ctrl+Shift+Z. */
export async function redoLast(): Promise<void> {
  await told(redo(), (step) => toast(w.redone(step.label), { label: w.undo, run: () => void takeBack(undoStep(step)) }));
}

async function takeBack(turn: Promise<Step | undefined>): Promise<void> {
  await told(turn, (step) => toast(w.undone(step.label), { label: w.redo, run: () => void redoLast() }));
}

/** There is no place on the screen that an undo belongs to, so its failure is told where its success would be. */
async function told(turn: Promise<Step | undefined>, say: (step: Step) => void): Promise<void> {
  try {
    const step = await turn;
    if (step) say(step);
  } catch (thrown) {
    toast(textOf(CallFailure.of('edit_undo', thrown)));
  }
}
