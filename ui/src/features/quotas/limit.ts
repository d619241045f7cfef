// What may be typed as a limit. Rust has the last word; this only spares a trip for what cannot be a number.
import { compareDecimal } from '$lib/decimal';

/** How the command says "no limit". */
export const UNLIMITED = '-1';

/** Which rule the text breaks, by the name of its message; `null` when it can be asked for. */
export function limitProblem(text: string, quota: { family: string; limit: string | null }): 'bad' | 'badWhole' | 'same' | null {
  if (quota.family === 'object' && !/^\d+$/.test(text)) return 'badWhole';
  if (!/^\d+(\.\d+)?$/.test(text)) return 'bad';
  return quota.limit !== null && compareDecimal(text, quota.limit) === 0 ? 'same' : null;
}
