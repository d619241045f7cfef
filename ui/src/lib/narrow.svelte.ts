// How wide the window is, in the steps at which columns step aside: the same as `.opt-wide` and `.opt-full` of the stylesheet.

const NARROW = globalThis.matchMedia?.('(max-width: 1120px)');
const SNUG = globalThis.matchMedia?.('(max-width: 1400px)');
const now = $state({ narrow: NARROW?.matches ?? false, snug: SNUG?.matches ?? false });
NARROW?.addEventListener?.('change', (event) => (now.narrow = event.matches));
SNUG?.addEventListener?.('change', (event) => (now.snug = event.matches));

/** At most 1120 px. Follows the window when read in markup or `$derived`. */
export function isNarrow(): boolean {
  return now.narrow;
}

/** At most 1400 px. Follows the window when read in markup or `$derived`. */
export function isSnug(): boolean {
  return now.snug;
}
