// The way to Rust inside the desktop window: IPC. The only file of the UI that knows Tauri.
import { Channel, invoke } from '@tauri-apps/api/core';
import type { HostMessage, Transport } from './transport';

export const tauriTransport: Transport = {
  send: (name, input) => invoke(name, { input }),

  // Commands of the shell: the window itself has no right to dialogs, menus, events or notifications.
  pickFile: (title, extensions) => invoke<string | null>('pick_file', { title, extensions }),

  // The window has no right to the disk either: the shell asks where to, and writes.
  saveFile: (name, _, base64) => invoke('save_file', { name, base64 }),
  showSaved: (path) => invoke('show_saved', { path }),
  openOutside: (name, _, base64) => invoke('open_outside', { name, base64 }),

  host: {
    listen: (told) => invoke('host_listen', { channel: new Channel<HostMessage>(told) }),
    setMenu: (menus) => invoke('menu_set', { menus }),
    notify: (title, body) => invoke('notify', { title, body }),
    firstFigures: (marks) => invoke('first_figures', { marks }),
  },
};
