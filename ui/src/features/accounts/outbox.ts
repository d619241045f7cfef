// What a change wants, in one line.
import type { IntentField } from '$api/bindings';

/** `virtual_host 600, user unlimited`; a text stands for itself. */
export function wantedText(wanted: readonly IntentField[], unlimited: string): string {
  return wanted.map(({ field, value }) => (field === 'text' ? value : `${field} ${limitText(value, unlimited)}`)).join(', ');
}

/** The value of a limit: -1 is unlimited. */
export function limitText(value: string, unlimited: string): string {
  return value === '-1' ? unlimited : value;
}
