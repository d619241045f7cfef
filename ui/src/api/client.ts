// Calling Rust by name and type. Screens use `queries.svelte.ts`; this is what stands under it.
import { CallFailure } from '$lib/failure';
import type { Commands } from './bindings';
import { tauriTransport } from './transport/tauri';
import type { HostMenu, HostMessage, SavedFile, Transport } from './transport/transport';

export type { HostMenu, HostMessage };

export type CommandName = keyof Commands;
export type Input<K extends CommandName> = Commands[K]['input'];
export type Output<K extends CommandName> = Commands[K]['output'];

let transport: Promise<Transport> | null = null;

/** Calls one command. Throws a `CallFailure`, never anything else. */
export async function call<K extends CommandName>(name: K, input: Input<K>): Promise<Output<K>> {
  try {
    return ((await firstAnswer(name, input)) ?? (await (await host()).send(name, input))) as Output<K>;
  } catch (thrown) {
    throw CallFailure.of(name, thrown);
  }
}

/** A question that `first-questions.js` asked while this program was still being read. */
export type FirstQuestion = { [K in CommandName]: { name: K; input: Input<K>; answer: Promise<unknown> } }[CommandName];

declare global {
  var firstAnswers: FirstQuestion[] | undefined;
}

/** What was asked ahead and nobody has called for yet. */
export function firstQuestions(): readonly FirstQuestion[] {
  return [...(globalThis.firstAnswers ?? [])];
}

/** Each is taken once: the next call asks again. */
function firstAnswer(name: string, input: unknown): Promise<unknown> | undefined {
  const first = globalThis.firstAnswers;
  const at = first?.findIndex((one) => one.name === name && JSON.stringify(one.input) === JSON.stringify(input)) ?? -1;
  return at < 0 ? undefined : first?.splice(at, 1)[0]?.answer;
}

/** Opens the host's file dialog; `undefined` when there is none, `null` when the person chose nothing. */
export async function pickFile(title: string, extensions: string[]): Promise<string | null | undefined> {
  return (await host()).pickFile?.(title, extensions);
}

/** Saves bytes where the person says; `null` when they chose nothing. A browser downloads them and tells no path. */
export async function saveFile(name: string, mediaType: string, base64: string): Promise<SavedFile | null> {
  return (await host()).saveFile(name, mediaType, base64);
}

/** Shows a saved file in the system's file manager. */
export async function showSaved(path: string): Promise<void> {
  await (await host()).showSaved?.(path);
}

/** Opens a document in the program the system has for it. */
export async function openOutside(name: string, mediaType: string, base64: string): Promise<void> {
  await (await host()).openOutside(name, mediaType, base64);
}

/** Whether this host can show a file dialog. */
export function hasFileDialog(): boolean {
  return '__TAURI_INTERNALS__' in window;
}

/** Whether this is the desktop window, with a menu bar and notifications of its own. */
export function hasHost(): boolean {
  return hasFileDialog();
}

/** Listens to what the shell of the window tells; in a browser nobody does. */
export async function listenToHost(told: (message: HostMessage) => void): Promise<void> {
  await (await host()).host?.listen(told);
}

/** Puts the menu bar of the window in place. */
export async function setHostMenu(menus: HostMenu[]): Promise<void> {
  await (await host()).host?.setMenu(menus);
}

/** Shows a notification of the system, where there is a window. */
export async function notifyHost(title: string, body: string): Promise<void> {
  await (await host()).host?.notify(title, body);
}

/** Tells the shell that the first real figures stand in the window: it can measure the start by that. */
export async function tellFirstFigures(): Promise<void> {
  const steps = [...performance.getEntriesByType('mark'), ...performance.getEntriesByType('paint')];
  const marks = steps.map(({ name, startTime }) => ({ name, at: Math.round(startTime) }));
  await (await host()).host?.firstFigures(marks);
}

/** Puts another way to Rust in place: for unit tests. What it does not have, it refuses. */
export function useTransport(other: Pick<Transport, 'send'> & Partial<Transport>): void {
  const refused = () => Promise.reject(new Error('This host keeps no files.'));
  transport = Promise.resolve({ saveFile: refused, openOutside: refused, ...other });
}

function host(): Promise<Transport> {
  // The window's way is small and part of the start: its first question waits for no file.
  transport ??= hasHost() ? Promise.resolve(tauriTransport) : import('./transport/http').then((module) => module.httpTransport);
  return transport;
}
