// Whether every text of a page can be read whole: none is cut off by its box, none lies over another.

/** The texts that cannot be read whole, one line each: what is wrong, where, and the text. */
export function unreadableTexts(page) {
  return page.evaluate(() => {
    const SLACK_PX = 1;
    const found = [];
    const shown = (node) => node.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && !node.closest('.vh, .skip, [aria-hidden=true], .sk');
    const named = (node) => `${node.tagName.toLowerCase()}.${[...node.classList].join('.')}`;
    const brief = (text) => text.replace(/\s+/g, ' ').trim().slice(0, 60);
    const texts = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode;
      const owner = text.parentElement;
      if (text.data.trim() && owner && !owner.closest('svg, script, style, title, option, textarea') && shown(owner)) texts.push({ text, owner });
    }

    const boxesOf = (text) => {
      const range = document.createRange();
      range.selectNodeContents(text);
      return [...range.getClientRects()];
    };
    const reachOf = (owner) => Math.max(...texts.filter((entry) => entry.owner === owner).flatMap(({ text }) => boxesOf(text).map((box) => box.right)));
    for (const owner of new Set(texts.map((entry) => entry.owner))) {
      const look = getComputedStyle(owner);
      if (look.display === 'inline' || look.display === 'contents') continue;
      // A handle may stand out of its box on purpose; the text may not.
      const wide = owner.scrollWidth > owner.clientWidth + SLACK_PX && !/auto|scroll/.test(look.overflowX) && reachOf(owner) > owner.getBoundingClientRect().right + SLACK_PX;
      const high = owner.scrollHeight > owner.clientHeight + SLACK_PX && /hidden|clip/.test(look.overflowY);
      if (wide || high) found.push(`cut off: ${named(owner)} "${brief(owner.textContent)}" ${owner.scrollWidth}x${owner.scrollHeight} in ${owner.clientWidth}x${owner.clientHeight}`);
    }

    const main = document.querySelector('main')?.getBoundingClientRect();
    /** True for what lies in a box of its own that scrolls sideways. */
    const scrolls = (node) => {
      for (let box = node; box && box.tagName !== 'MAIN'; box = box.parentElement) if (/auto|scroll/.test(getComputedStyle(box).overflowX)) return true;
      return false;
    };
    for (const { text, owner } of texts.filter(({ owner }) => main && owner.closest('main') && !scrolls(owner))) {
      const right = Math.max(...boxesOf(text).map((box) => box.right));
      if (right > main.right + SLACK_PX) found.push(`out of the window: ${named(owner)} "${brief(text.data)}" to ${Math.round(right)} px of ${Math.round(main.right)}`);
    }

    // What sticks to an edge covers what scrolls beneath it, and what floats covers the page: both on purpose.
    const layer = (node) => {
      const held = node.closest('thead, tfoot, [role=dialog], [role=menu], [role=status], .toasts, .tip');
      return held ? (held.tagName === 'THEAD' || held.tagName === 'TFOOT' ? `sticky` : 'floating') : 'page';
    };
    const boxes = texts.flatMap(({ text, owner }) => {
      return boxesOf(text)
        .filter((box) => box.width > 1 && box.height > 1)
        .map((box) => ({ box, owner, layer: layer(owner), text: brief(text.data) }));
    });
    boxes.sort((a, b) => a.box.top - b.box.top);
    boxes.forEach((one, index) => {
      for (const other of boxes.slice(index + 1)) {
        if (other.box.top >= one.box.bottom - 3) break;
        if (one.layer !== other.layer || one.layer === 'sticky') continue;
        const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const down = Math.min(one.box.bottom, other.box.bottom) - other.box.top;
        // Lines of Thai are drawn in boxes that reach into each other; marks do not.
        if (across > 2 && down > Math.min(one.box.height, other.box.height) / 2) {
          found.push(`over another: ${named(one.owner)} "${one.text}" and ${named(other.owner)} "${other.text}"`);
        }
      }
    });
    return [...new Set(found)];
  });
}
