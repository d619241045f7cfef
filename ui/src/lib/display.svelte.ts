// How this person wants the console to look: language, theme, density, calendar. Kept in this window's storage only.

export type Language = 'en' | 'th';
export type Theme = 'system' | 'light' | 'dark' | 'contrast';
export type Density = 'compact' | 'comfortable';

interface Choices {
  language: Language;
  theme: Theme;
  density: Density;
  /** Years of the Buddhist era, in Thai only. */
  buddhist: boolean;
}

const STORAGE_KEY = 'counterfoil.display';
const DEFAULTS: Choices = { language: 'en', theme: 'system', density: 'compact', buddhist: true };

/** The choices of this person; assigning to a field is the whole way of changing it. */
export const display: Choices = $state({ ...DEFAULTS, ...stored() });

/** Puts the choices onto the document and keeps them; call it once, from a component, while it lives. */
export function applyDisplay(): void {
  const dark = globalThis.matchMedia?.('(prefers-color-scheme: dark)');
  let systemDark = $state(dark?.matches ?? false);

  $effect(() => {
    const follow = (event: MediaQueryListEvent) => (systemDark = event.matches);
    dark?.addEventListener('change', follow);
    return () => dark?.removeEventListener('change', follow);
  });
  $effect(() => {
    const root = document.documentElement;
    root.lang = display.language;
    root.dataset.theme = display.theme === 'system' ? (systemDark ? 'dark' : 'light') : display.theme;
    root.dataset.density = display.density;
  });
  $effect(() => keep({ ...display }));
}

function stored(): Partial<Choices> {
  try {
    return JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}') as Partial<Choices>;
  } catch {
    return {};
  }
}

function keep(choices: Choices): void {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(choices));
  } catch {
    // A full or forbidden storage costs the memory of a choice, not the choice itself.
  }
}
