// When the first real figures stand in the window: the mark by which a start is measured.
import { hasHost, tellFirstFigures } from '$api/client';
import { firstFiguresStand } from '$lib/later';

/** Figures of a screen: not those of the frame, and not the bars that hold their place. */
const FIGURES = 'main .stat .v:not(:has(.sk)), main td.n:not(:has(.sk))';
/** A screen without figures, an error, an empty account: what waits for them goes on after so long. */
const PATIENCE_MS = 1500;

/** Looks at each frame until they are there; the answer stops it. */
export function markFirstFigures(): () => void {
  let stopped = false;
  const timer = setTimeout(firstFiguresStand, PATIENCE_MS);
  const there = () => {
    if (hasHost()) void tellFirstFigures();
    firstFiguresStand();
  };
  const look = () => {
    if (stopped) return;
    // A frame is asked for before it is drawn: when the one after it is asked for, the figures have been.
    requestAnimationFrame(document.querySelector(FIGURES) ? () => requestAnimationFrame(there) : look);
  };
  look();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
