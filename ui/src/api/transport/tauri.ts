// The way to Rust inside the desktop window: IPC. The only file of the UI that knows Tauri.
import { invoke } from '@tauri-apps/api/core';
import type { Transport } from './transport';

export const tauriTransport: Transport = {
  send: (name, input) => invoke(name, { input }),

  async pickFile(title, extensions) {
    const options = { title, multiple: false, directory: false, filters: [{ name: title, extensions }] };
    return invoke<string | null>('plugin:dialog|open', { options });
  },
};
