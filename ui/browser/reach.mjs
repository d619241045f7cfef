// Whether everything on a page can be got at: by scrolling in one direction, and by a mouse or a finger.

/** What a mouse or a finger cannot get at, after it was scrolled to: out of the window, or under something else. */
export function outOfReach(page) {
  return page.evaluate(() => {
    const controls = [...document.querySelectorAll('button, a[href], input, select, textarea, summary')];
    const shown = controls.filter((one) => !one.disabled && one.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && !one.closest('.skip, .vh, [aria-hidden=true]'));
    return shown.flatMap((one) => {
      one.scrollIntoView({ block: 'center', inline: 'center' });
      const box = one.getClientRects()[0];
      if (!box || box.width < 2) return [];
      const [x, y] = [box.left + Math.min(box.width, 60) / 2, box.top + box.height / 2];
      const inside = x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
      const hit = inside ? document.elementFromPoint(x, y) : null;
      const reached = hit && (one.contains(hit) || hit.contains(one) || hit.closest('label')?.control === one);
      return reached ? [] : [`${one.tagName.toLowerCase()} "${(one.getAttribute('aria-label') ?? one.innerText ?? '').trim().slice(0, 40)}" at ${Math.round(x)},${Math.round(y)}${hit ? ` under ${hit.tagName.toLowerCase()}.${hit.className}` : ''}`];
    });
  });
}

/** Parts that scroll sideways though they are no box of their own for it, with how much they are too wide. */
export function sideways(page) {
  return page.evaluate(() =>
    [document.scrollingElement, ...document.querySelectorAll('.main, main')]
      .filter((one) => one.scrollWidth > one.clientWidth + 1)
      .map((one) => `${one.tagName.toLowerCase()}.${one.className} is ${one.scrollWidth - one.clientWidth} px too wide`),
  );
}
