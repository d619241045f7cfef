// How this person wants the console to look. The choices lie in the data folder; this window's storage has a copy, so
// that the first picture is right already.

export type Language = 'en' | 'th';
export type Theme = 'system' | 'light' | 'dark' | 'contrast';
export type Density = 'compact' | 'comfortable';
export type Motion = 'system' | 'reduced';
export type DateStyle = 'words' | 'numbers' | 'iso';

/** The same form as in the data folder. */
export interface Choices {
  language: Language;
  theme: Theme;
  density: Density;
  motion: Motion;
  date_style: DateStyle;
  /** Years of the Buddhist era, in Thai only. */
  buddhist: boolean;
  /** IANA name of the zone whose time stands beside UTC; `UTC` for none. */
  zone: string;
}

const STORAGE_KEY = 'counterfoil.display';
const DEFAULTS: Choices = { language: 'en', theme: 'system', density: 'compact', motion: 'system', date_style: 'words', buddhist: true, zone: 'UTC' };

/** The choices of this person; assigning to a field is the whole way of changing it. */
export const display: Choices = $state({ ...DEFAULTS, ...storedChoices() });

/** Puts the choices onto the document and keeps a copy; call it once, from a component, while it lives. */
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
    root.dataset.motion = display.motion;
  });
  $effect(() => keep({ ...display }));
}

/** What this window's storage has; less than all of it after an update. */
export function storedChoices(): Partial<Choices> {
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
    // A full or forbidden storage costs the first picture after a start, not the choice itself.
  }
}
