// What a step of a connection test says in the language of the window: by the code of what was found, with its parts; a
// failure by its own code. What is not known here is told in Rust's English.
import type { TestStepView } from '$api/bindings';
import { sayFailure, wordsOfRust } from '$lib/failure-words';
import { date } from '$lib/format';
import { words } from '$lib/i18n';
import en from './findings-en';
import th from './findings-th';

const w = words(en, th);
const DAY = /^\d{4}-\d\d-\d\d$/;

/** The sentence of a step, and Rust's own words where it says something else. */
export function sayStep({ message, finding, parts, code }: Pick<TestStepView, 'message' | 'finding' | 'parts' | 'code'>): { said: string; detail: string | null } {
  if (code !== null) return { said: sayFailure({ code, message }), detail: wordsOfRust({ code, message }) };
  const tell = finding === null ? undefined : (w as Record<string, ((...parts: string[]) => string) | undefined>)[finding];
  return { said: tell ? tell(...parts.map((part) => (DAY.test(part) ? date(part) : part))) : message, detail: null };
}
