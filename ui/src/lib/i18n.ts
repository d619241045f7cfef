// Typed catalogues: a topic keeps `en.ts` and `th.ts` beside its screens; a missing or extra key is a compile error.
import { display } from './display.svelte';

/** The form of an English catalogue, with its texts open: what the Thai one must satisfy. */
export type Translated<T> = {
  [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...words: infer Words) => string
      ? (...words: Words) => string
      : Translated<T[K]>;
};

/**
 * One catalogue that always answers in the language of the moment.
 * Reading a key inside markup or `$derived` follows a change of language.
 */
export function words<T extends object>(en: T, th: Translated<T>): T {
  return new Proxy(en, {
    get: (_, key) => Reflect.get(display.language === 'th' ? th : en, key),
  });
}
