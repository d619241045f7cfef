// The one registry of commands: palette, key sheet, tooltips and the menu bar of the window are all made from it.
import { untrack } from 'svelte';
import { bindKeys } from './keys.svelte';
import type { IconName } from './icons';

/** Where a command stands in the menu bar. */
export type MenuName = 'file' | 'edit' | 'view' | 'go' | 'account' | 'help';

export interface Command {
  /** Stable: `go.usage`, `sync`, `print`. Chosen keys are kept under it. */
  id: string;
  label: () => string;
  /** The keys it comes with: `g u`, `F5`, `Ctrl+p`. None for a command without. */
  keys?: string;
  icon: IconName;
  menu?: MenuName;
  /** A line above it in the menu. */
  parted?: boolean;
  /** Not in the palette: it acts on what is selected, or is the palette itself. */
  menuOnly?: boolean;
  /** Whether it can act now; asked when it is shown and when it is run. */
  can?: () => boolean;
  run: () => void;
}

/** What the screen of the moment does with the words that mean something else on each screen. */
export type Deed = 'print' | 'export' | 'undo' | 'redo' | 'save';

let registered = $state.raw<Command[]>([]);
let deeds = $state.raw<{ deed: Deed; can: () => boolean; run: () => void }[]>([]);
/** Keys that this person chose, by command; an empty text takes a command's keys away. */
let chosen = $state.raw<Record<string, string>>({});

/** Puts commands in while a component lives: `$effect(() => register([...]))`. */
export function register(mine: Command[]): () => void {
  registered = [...untrack(() => registered), ...mine];
  return () => {
    registered = registered.filter((command) => !mine.includes(command));
  };
}

/** Every command there is now, in the order of registering. */
export function commands(): readonly Command[] {
  return registered;
}

/** Offers what `print`, `export`, `undo` or `redo` does here: `$effect(() => handle('print', () => openPrint()))`. */
export function handle(deed: Deed, run: () => void, can: () => boolean = () => true): () => void {
  const entry = { deed, can, run };
  deeds = [...untrack(() => deeds), entry];
  return () => {
    deeds = deeds.filter((one) => one !== entry);
  };
}

/** Whether somebody on the screen can do it now; the last who offered it is asked first. */
export function canDo(deed: Deed): boolean {
  return deeds.some((one) => one.deed === deed && one.can());
}

/** Does it, when somebody can. */
export function act(deed: Deed): void {
  deeds.findLast((one) => one.deed === deed && one.can())?.run();
}

/** Runs a command by its id: from the menu bar. One that cannot act now, or is not known, does nothing. */
export function runCommand(id: string): void {
  const command = registered.find((one) => one.id === id);
  if (command && (command.can?.() ?? true)) command.run();
}

/** The keys of a command: those that were chosen, else those it comes with. */
export function keysOf(command: Pick<Command, 'id' | 'keys'>): string {
  return chosen[command.id] ?? command.keys ?? '';
}

/** Takes over the keys that this person chose. */
export function chooseKeys(keys: Record<string, string>): void {
  chosen = keys;
}

/** The command that has these keys already, other than the one that would like them. */
export function takenBy(keys: string, by: string): Command | undefined {
  return registered.find((command) => command.id !== by && keysOf(command) === keys);
}

/** Binds the keys of all commands; call it in an effect, so that a change of keys is followed. */
export function bindCommands(): () => void {
  return bindKeys(
    registered.flatMap((command) => {
      const keys = keysOf(command);
      return keys ? [{ keys, label: command.label, can: command.can, run: command.run }] : [];
    }),
  );
}
