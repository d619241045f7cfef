// When the first real figures stand in the window: the mark by which a start is measured, and until which nothing else
// is begun that could wait.
import { hasHost, tellFirstFigures } from '$api/client';

/** Figures of a screen: not those of the frame, and not the bars that hold their place. */
const FIGURES = 'main .stat .v:not(:has(.sk)), main td.n:not(:has(.sk))';
/** A screen without figures, an error, an empty account: what waits for them goes on after so long. */
const PATIENCE_MS = 1500;

const waiting: (() => void)[] = [];
let passed = false;

function pass(): void {
  if (passed) return;
  passed = true;
  waiting.splice(0).forEach((deed) => deed());
}

/** Does something once the first figures stand, or at once when they do. */
export function afterFirstFigures(deed: () => void): void {
  if (passed) deed();
  else waiting.push(deed);
}

/** Looks at each frame until they are there; the answer stops it. */
export function markFirstFigures(): () => void {
  let stopped = false;
  const timer = setTimeout(pass, PATIENCE_MS);
  const there = () => {
    if (hasHost()) void tellFirstFigures();
    pass();
  };
  const look = () => {
    if (stopped) return;
    // One frame more: then they have been drawn.
    requestAnimationFrame(document.querySelector(FIGURES) ? there : look);
  };
  look();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
