// The way to Rust inside the desktop window: IPC. The only file of the UI that knows Tauri.
import { invoke } from '@tauri-apps/api/core';
import type { Transport } from './transport';

export const tauriTransport: Transport = {
  send: (name, input) => invoke(name, { input }),

  // A command of the shell: the window itself has no right to open the system's dialogs.
  pickFile: (title, extensions) => invoke<string | null>('pick_file', { title, extensions }),
};
