// Why an invoice differs from our rating, in words.
import type { RerateCause } from '$api/bindings';
import { words } from '$lib/i18n';
import en from './en';
import th from './th';

const w = words(en, th);

/** The cause in words; a code of a newer backend stands as it is. */
export function causeWord(cause: RerateCause): string {
  const known = cause.code in en.rerate.cause ? w.rerate.cause[cause.code as keyof typeof en.rerate.cause] : cause.code;
  if (cause.hours !== null) return `${known}: ${w.rerate.hours(cause.hours)}`;
  if (cause.code === 'price_version') return `${known}: ${w.rerate.versions(cause.billed_version, cause.rated_version)}`;
  return known;
}
