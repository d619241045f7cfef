// What can wait: until the first real figures stand in the window, for a start does nothing else before; or until nothing
// else is to be done.

const waiting: (() => void)[] = [];
let passed = false;

/** Does something once the first figures stand, or at once when they do. */
export function afterFirstFigures(deed: () => void): void {
  if (passed) deed();
  else waiting.push(deed);
}

/** The first figures stand: what waited for them is done now, in its order. */
export function firstFiguresStand(): void {
  if (passed) return;
  passed = true;
  waiting.splice(0).forEach((deed) => deed());
}

/** Does something when nothing else is to be done; WebKit has no word for that, so a little later there. */
export const whenIdle: (deed: () => void) => void = globalThis.requestIdleCallback ?? ((deed) => setTimeout(deed, 200));
