// The settings of the data folder and this window: taken over when they are read, written when a person changes one.
import { hasHost } from '$api/client';
import { read, run } from '$api/queries.svelte';
import { chooseKeys } from '$lib/commands.svelte';
import { display, storedChoices } from '$lib/display.svelte';

/** Keeps both in step; call it once, from the frame. */
export function keepSettings(): void {
  const settings = read('settings_view', () => ({}));
  let kept: string | null = null;

  $effect(() => {
    const now = settings.data?.now;
    if (!now) return;
    chooseKeys(now.keys);
    if (kept !== null) return;
    // A browser is one of several that may look at this console: what was chosen in it stays its own.
    Object.assign(display, hasHost() ? now.display : { ...now.display, ...storedChoices() });
    kept = JSON.stringify(display);
  });
  $effect(() => {
    const chosen = JSON.stringify(display);
    if (kept === null || chosen === kept) return;
    kept = chosen;
    // Where it cannot be written, the choice holds until the window is closed.
    run('settings_set', { display: { ...display } }).catch(() => {});
  });
}
