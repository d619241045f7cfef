// The commands of the frame: going, syncing, how it looks, accounts, help. What a screen can do stands with the screen.
import { act, canDo, type Command } from '$lib/commands.svelte';
import { display } from '$lib/display.svelte';
import { go } from '$lib/route.svelte';
import type en from './en';
import { SCREENS } from './screens';

export interface FrameDeeds {
  palette: () => void;
  keys: () => void;
  sync: () => void;
  cover: () => void;
  /** Whether the window can be covered. */
  canCover: () => boolean;
  /** Accounts other than the open one, the last opened first. */
  accounts: readonly { id: string; name: string }[];
  openAccount: (id: string) => void;
}

/** All of them, in the order of the menus. */
export function frameCommands(w: typeof en, deeds: FrameDeeds): Command[] {
  const doing = (deed: 'print' | 'export' | 'undo' | 'redo', keys: string, menu: 'file' | 'edit', icon: Command['icon']): Command => ({
    id: deed,
    label: () => w.command[deed],
    keys,
    icon,
    menu,
    can: () => canDo(deed),
    run: () => act(deed),
  });
  return [
    { id: 'import', label: () => w.command.import, icon: 'add', menu: 'file', run: () => go('accounts', { import: 'usage' }) },
    doing('export', 'Ctrl+e', 'file', 'download'),
    doing('print', 'Ctrl+p', 'file', 'print'),
    { id: 'cover', label: () => w.command.cover, icon: 'lock', menu: 'file', parted: true, can: deeds.canCover, run: deeds.cover },
    doing('undo', 'Ctrl+z', 'edit', 'undo'),
    doing('redo', 'Ctrl+Shift+z', 'edit', 'redo'),
    { id: 'palette', label: () => w.palette, keys: 'Ctrl+k', icon: 'find', menu: 'edit', parted: true, menuOnly: true, run: deeds.palette },
    { id: 'view.light', label: () => w.command.light, icon: 'theme', menu: 'view', run: () => (display.theme = 'light') },
    { id: 'view.dark', label: () => w.command.dark, icon: 'theme', menu: 'view', run: () => (display.theme = 'dark') },
    { id: 'view.contrast', label: () => w.command.contrast, icon: 'theme', menu: 'view', run: () => (display.theme = 'contrast') },
    {
      id: 'view.density',
      label: () => (display.density === 'compact' ? w.command.comfortable : w.command.compact),
      icon: 'display',
      menu: 'view',
      parted: true,
      run: () => (display.density = display.density === 'compact' ? 'comfortable' : 'compact'),
    },
    {
      id: 'view.language',
      label: () => w.command.otherLanguage,
      icon: 'display',
      menu: 'view',
      run: () => (display.language = display.language === 'en' ? 'th' : 'en'),
    },
    ...SCREENS.map(({ place, letter, house }, index) => ({
      id: `go.${place}`,
      label: () => w.screen[place],
      keys: `g ${letter}`,
      icon: place,
      menu: 'go' as const,
      parted: Boolean(house) && !SCREENS[index - 1]?.house,
      run: () => go(place),
    })),
    { id: 'back', label: () => w.command.back, icon: 'previous', menu: 'go', parted: true, menuOnly: true, run: () => history.back() },
    { id: 'forward', label: () => w.command.forward, icon: 'next', menu: 'go', menuOnly: true, run: () => history.forward() },
    { id: 'sync', label: () => w.command.sync, keys: 'F5', icon: 'sync', menu: 'account', run: deeds.sync },
    ...deeds.accounts.map(({ id, name }, index) => ({
      id: `account.${id}`,
      label: () => w.command.openAccount(name),
      icon: 'accounts' as const,
      menu: 'account' as const,
      parted: index === 0,
      run: () => deeds.openAccount(id),
    })),
    { id: 'keys', label: () => w.keyHelp, keys: '?', icon: 'keys', menu: 'help', run: deeds.keys },
  ];
}
