// Which screens have been fetched. The one that is shown first begins to be fetched before the frame stands; the others
// come when the window is idle, so that changing the screen waits for nothing.
import type { Component } from 'svelte';
import { firstQuestions } from '$api/client';
import { readAhead } from '$api/queries.svelte';
import { CallFailure } from '$lib/failure';
import { whenIdle } from '$lib/later';
import { fetchFaces } from './faces';
import { SCREENS, screenAt, type ScreenEntry, type ScreenPlace } from './screens';

let fetched = $state.raw<Partial<Record<ScreenPlace, Component>>>(Object.fromEntries(SCREENS.flatMap(({ place, here }) => (here ? [[place, here]] : []))));
let failed = $state.raw<Partial<Record<ScreenPlace, CallFailure>>>({});
// Nothing on the screen follows it.
// eslint-disable-next-line svelte/prefer-svelte-reactivity
const underWay = new Map<ScreenPlace, Promise<void>>();

/** The screen, once it is here. */
export function componentOf(place: ScreenPlace): Component | undefined {
  return fetched[place];
}

/** Why it did not come. */
export function failureOf(place: ScreenPlace): CallFailure | undefined {
  return failed[place];
}

/** Fetches a screen, once; one that did not come is tried again. */
export function fetchScreen(entry: ScreenEntry): Promise<void> {
  const running = underWay.get(entry.place);
  if (running) return running;
  const coming = entry
    .load()
    .then((module) => {
      fetched = { ...fetched, [entry.place]: module.default };
    })
    .catch((thrown: unknown) => {
      underWay.delete(entry.place);
      failed = { ...failed, [entry.place]: CallFailure.of(`screen ${entry.place}`, thrown) };
    });
  underWay.set(entry.place, coming);
  return coming;
}

/** Begins with what the first screen needs: its code, the answers that were asked ahead, its type; resolves when all is there. */
export async function fetchFirst(): Promise<void> {
  const entry = screenAt(location.hash.replace(/^#\/?/, '').split(/[/?]/)[0] || undefined);
  const code = entry && !entry.here ? fetchScreen(entry) : undefined;
  const answers = firstQuestions().map(({ name, input }) => readAhead(name, input));
  await Promise.all([code, ...answers, fetchFaces()]);
}

/** The rest, one after another, whenever nothing else is to be done; the answer stops it. */
export function fetchWhenIdle(): () => void {
  let stopped = false;
  const next = ([entry, ...rest]: readonly ScreenEntry[]) => {
    if (entry && !stopped) whenIdle(() => void fetchScreen(entry).then(() => next(rest)));
  };
  next(SCREENS);
  return () => {
    stopped = true;
  };
}
