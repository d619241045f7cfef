// Calling Rust by name and type. Screens use `queries.svelte.ts`; this is what stands under it.
import { CallFailure } from '$lib/failure';
import type { Commands } from './bindings';
import type { HostMenu, HostMessage, Transport } from './transport/transport';

export type { HostMenu, HostMessage };

export type CommandName = keyof Commands & string;
export type Input<K extends CommandName> = Commands[K]['input'];
export type Output<K extends CommandName> = Commands[K]['output'];

let transport: Promise<Transport> | null = null;

/** Calls one command. Throws a `CallFailure`, never anything else. */
export async function call<K extends CommandName>(name: K, input: Input<K>): Promise<Output<K>> {
  try {
    return (await (await host()).send(name, input)) as Output<K>;
  } catch (thrown) {
    throw CallFailure.of(name, thrown);
  }
}

/** Opens the host's file dialog; `undefined` when there is none, `null` when the person chose nothing. */
export async function pickFile(title: string, extensions: string[]): Promise<string | null | undefined> {
  return (await host()).pickFile?.(title, extensions);
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
  await (await host()).host?.firstFigures();
}

/** Puts another way to Rust in place: for unit tests. */
export function useTransport(other: Transport): void {
  transport = Promise.resolve(other);
}

function host(): Promise<Transport> {
  transport ??=
    '__TAURI_INTERNALS__' in window
      ? import('./transport/tauri').then((module) => module.tauriTransport)
      : import('./transport/http').then((module) => module.httpTransport);
  return transport;
}
