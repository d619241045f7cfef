// When the first real figures stand in the window: the mark by which a start is measured.
import { hasHost, tellFirstFigures } from '$api/client';

/** Figures of a screen, drawn: not those of the frame, and not while anything is still read. */
const FIGURES = 'main .stat .v, main td.n';

/** Looks at each frame until they are there; the answer stops it. */
export function markFirstFigures(): () => void {
  let stopped = !hasHost();
  const look = () => {
    if (stopped) return;
    const there = document.querySelector(FIGURES) && !document.querySelector('main [aria-busy=true]');
    // One frame more: then it has been drawn.
    requestAnimationFrame(there ? () => void tellFirstFigures() : look);
  };
  look();
  return () => {
    stopped = true;
  };
}
