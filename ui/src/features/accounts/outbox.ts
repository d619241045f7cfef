// What a change wants, in one line, and what is told of its end.
import type { IntentField } from '$api/bindings';
import { words } from '$lib/i18n';
import en from './outbox-en';
import th from './outbox-th';

const w = words(en, th);

/** `virtual_host 600, user unlimited`; a text stands for itself. */
export function wantedText(wanted: readonly IntentField[], unlimited: string): string {
  return wanted.map(({ field, value }) => (field === 'text' ? value : `${field} ${limitText(value, unlimited)}`)).join(', ');
}

/** The value of a limit: -1 is unlimited. */
export function limitText(value: string, unlimited: string): string {
  return value === '-1' ? unlimited : value;
}

/** What Rust says of the end of a change, in the language of the window; what the tenant itself said stays as it is. */
export function sayIntent(message: string): string {
  const known = Object.entries(en.said).find(([, sentence]) => sentence === message)?.[0];
  if (known) return w.said[known as keyof typeof en.said];
  const by = /^Said by (.+)\.$/.exec(message)?.[1];
  return by ? w.saidBy(by) : message;
}
