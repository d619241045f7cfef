// Saving a file that Rust has made: through the system's dialog in the window, as a download in a browser.
import type { FileAnswer } from '$api/bindings';
import { openOutside, saveFile, showSaved } from '$api/client';
import { words } from '$lib/i18n';
import { toast } from '$lib/toast.svelte';
import { tellFailure } from '$lib/trouble.svelte';
import en from './en';
import th from './th';

const w = words(en, th);

/** Saves it and says so, or why it could not be; nothing is said when the person closes the dialog. */
export async function keep(file: FileAnswer): Promise<void> {
  try {
    const saved = await saveFile(file.name, file.media_type, file.base64);
    if (saved === null) return;
    const { name, path } = saved;
    if (path === null) toast(w.downloaded(file.name));
    else toast(w.saved(name), { label: w.showFolder, run: () => void showFolder(path) });
  } catch (thrown) {
    tellFailure(w.failed, 'save_file', thrown);
  }
}

/** Hands it to the system's own program for such files, or says why that is not possible. */
export async function handOver(file: FileAnswer): Promise<void> {
  try {
    await openOutside(file.name, file.media_type, file.base64);
  } catch (thrown) {
    tellFailure(w.notOpened, 'open_outside', thrown);
  }
}

async function showFolder(path: string): Promise<void> {
  try {
    await showSaved(path);
  } catch (thrown) {
    tellFailure(w.notShown, 'show_saved', thrown);
  }
}
