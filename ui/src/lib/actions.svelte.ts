// What the palette offers beside the screens: each screen puts in what it can do while it is shown.
import { untrack } from 'svelte';
import type { IconName } from './icons';

export interface Action {
  label: string;
  icon: IconName;
  /** Shown on the right: a figure, a state, a key. */
  hint?: string;
  run: () => void;
}

let sources = $state.raw<(() => Action[])[]>([]);

/** Offers actions while a component lives: `$effect(() => offer(() => [...]))`. */
export function offer(actions: () => Action[]): () => void {
  sources = [...untrack(() => sources), actions];
  return () => {
    sources = sources.filter((source) => source !== actions);
  };
}

export function offered(): Action[] {
  return sources.flatMap((source) => source());
}
