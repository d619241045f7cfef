// The menu bar of the window, made from the registry in the language of the moment.
import type { HostMenu } from '$api/client';
import { keysOf, type Command, type MenuName } from '$lib/commands.svelte';
import type en from './en';

const ORDER: readonly MenuName[] = ['file', 'edit', 'view', 'go', 'account', 'help'];
/** Text fields have these for themselves: as keys of the menu bar they would never reach one. */
const OF_FIELDS = ['Ctrl+z', 'Ctrl+Shift+z'];
/** Accounts in the menu; all of them stand under Accounts. */
const ACCOUNTS_MAX = 8;

/** Menus with their entries; a menu without one is left out. */
export function menusOf(commands: readonly Command[], w: Pick<typeof en, 'menu'>): HostMenu[] {
  return ORDER.map((name) => {
    const mine = commands.filter((command) => command.menu === name);
    const shown = mine.filter((command, index) => !command.id.startsWith('account.') || index <= ACCOUNTS_MAX);
    return { label: w.menu[name], entries: shown.flatMap((command, index) => entriesOf(command, index > 0)) };
  }).filter((menu) => menu.entries.length > 0);
}

function entriesOf(command: Command, mayPart: boolean): HostMenu['entries'] {
  const entry = { id: command.id, label: command.label(), keys: menuKeys(keysOf(command)), enabled: command.can?.() ?? true };
  const line = { id: null, label: '', keys: null, enabled: false };
  return command.parted && mayPart ? [line, entry] : [entry];
}

/** Only chords and function keys: plain keys must reach the page, which knows whether a person types. */
function menuKeys(keys: string): string | null {
  const fit = /^Ctrl\+(Shift\+)?[a-z0-9]$/.test(keys) || /^F\d+$/.test(keys);
  return fit && !OF_FIELDS.includes(keys) ? keys : null;
}
