// The cover of the window: it hides every figure after a while without input, or when a person asks for it.
import { read } from '$api/queries.svelte';

export const cover = $state({ on: false });

const MINUTE_MS = 60_000;
const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const;

/** Covers the window after a while without input, then at the start too when there is a passphrase; call it once, from the frame. */
export function keepCover(): void {
  const settings = read('settings_view', () => ({}));
  const lock = read('lock_view', () => ({}));
  const minutes = $derived(settings.data?.now.lock_after_minutes ?? 0);
  let started = false;

  $effect(() => {
    if (started || !settings.data || !lock.data) return;
    started = true;
    if (lock.data.passphrase && minutes > 0) cover.on = true;
  });
  $effect(() => {
    if (minutes === 0 || cover.on) return;
    let timer: ReturnType<typeof setTimeout>;
    const again = () => {
      clearTimeout(timer);
      timer = setTimeout(() => (cover.on = true), minutes * MINUTE_MS);
    };
    SIGNS.forEach((sign) => window.addEventListener(sign, again, { passive: true }));
    again();
    return () => {
      clearTimeout(timer);
      SIGNS.forEach((sign) => window.removeEventListener(sign, again));
    };
  });
}
