// The memory of a desk: layouts, saved views, last filters of the open account. What keeps it is handed in by the frame.

/** Keeps a note, or takes it away. */
type Keeper = (key: string, value: string | null) => Promise<unknown>;

const held: { notes: Record<string, string>; ready: boolean } = $state({ notes: {}, ready: false });
let keeper: Keeper = async () => undefined;
const waiting: Record<string, ReturnType<typeof setTimeout>> = {};
const PAUSE_MS = 300;

/** Forgets the desk of an account that is being left: what was not written yet is not written into another one. */
export function clearDesk(): void {
  Object.values(waiting).forEach(clearTimeout);
  Object.keys(waiting).forEach((key) => delete waiting[key]);
  held.notes = {};
  held.ready = false;
}

/** Fills the desk with the notes of an account. */
export function layDesk(notes: readonly { key: string; value: string }[], keep: Keeper): void {
  keeper = keep;
  held.notes = Object.fromEntries(notes.map(({ key, value }) => [key, value]));
  held.ready = true;
}

/** Whether the notes are there: a screen that restores what it showed last waits for them. */
export function deskIsReady(): boolean {
  return held.ready;
}

/** A note as it was kept; `undefined` without one. Read in markup or `$derived` it follows changes. */
export function deskNote<Note>(key: string): Note | undefined {
  const text = held.notes[key];
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Note;
  } catch {
    return undefined;
  }
}

/** Keeps a note; `undefined` takes it away. Changes that follow each other quickly are written once. */
export function keepNote(key: string, note: unknown): void {
  const text = note === undefined ? null : JSON.stringify(note);
  if ((held.notes[key] ?? null) === text) return;
  if (text === null) delete held.notes[key];
  else held.notes[key] = text;
  const keep = keeper;
  clearTimeout(waiting[key]);
  waiting[key] = setTimeout(() => {
    delete waiting[key];
    // A desk that cannot be written costs the memory of a look, never the work: the next change tries again.
    keep(key, text).catch(() => undefined);
  }, PAUSE_MS);
}
