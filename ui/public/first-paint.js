// Before anything is drawn: the theme, density and language of the last time, so that a dark window does not flash.
// Plain and small on purpose: it is read before the page. The choices themselves are kept by `lib/display.svelte.ts`.
(function () {
  try {
    var kept = JSON.parse(localStorage.getItem('counterfoil.display') || '{}');
    var root = document.documentElement;
    var dark = matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = !kept.theme || kept.theme === 'system' ? (dark ? 'dark' : 'light') : kept.theme;
    if (kept.density) root.dataset.density = kept.density;
    if (kept.language) root.lang = kept.language;
  } catch {
    // Without a memory the page begins light.
  }
})();
