// Saving a file that Rust has made: through the system's dialog in the window, as a download in a browser.
import type { FileAnswer } from '$api/bindings';
import { saveFile, showSaved } from '$api/client';
import { words } from '$lib/i18n';
import { toast } from '$lib/toast.svelte';
import en from './en';
import th from './th';

/** Saves it and says so; nothing is said when the person closes the dialog. */
export async function keep(file: FileAnswer): Promise<void> {
  const w = words(en, th);
  const saved = await saveFile(file.name, file.media_type, file.base64);
  if (saved === null) return;
  if (saved.path === null) toast(w.downloaded(file.name));
  else toast(w.saved(saved.name), { label: w.showFolder, run: () => void showSaved(saved.path ?? '') });
}
