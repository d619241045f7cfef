// Whether the window is so narrow that columns of lesser weight step aside.

const NARROW = globalThis.matchMedia?.('(max-width: 1120px)');
const now = $state({ narrow: NARROW?.matches ?? false });
NARROW?.addEventListener?.('change', (event) => (now.narrow = event.matches));

/** Follows the window when read in markup or `$derived`. */
export function isNarrow(): boolean {
  return now.narrow;
}
