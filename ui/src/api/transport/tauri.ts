// The way to Rust inside the desktop window: IPC. The only file of the UI that knows Tauri.
import { invoke } from '@tauri-apps/api/core';
import type { Transport } from './transport';

export const tauriTransport: Transport = {
  send: (name, input) => invoke(name, { input }),

  // A command of the shell: the window itself has no right to open the system's dialogs.
  pickFile: (title, extensions) => invoke<string | null>('pick_file', { title, extensions }),

  // The window has no right to the disk either: the shell asks where to, and writes.
  saveFile: (name, _, base64) => invoke('save_file', { name, base64 }),
  showSaved: (path) => invoke('show_saved', { path }),
  openOutside: (name, _, base64) => invoke('open_outside', { name, base64 }),
};
