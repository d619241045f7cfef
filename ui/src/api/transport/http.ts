// The way to Rust from a browser: the console door of `counterfoil-cli serve --ui`, on the page's own origin.
import { bytesOf } from '$lib/base64';
import { CallFailure } from '$lib/failure';
import type { Transport } from './transport';

export const httpTransport: Transport = {
  async send(name, input) {
    const answer = await post(name, input);
    const body: unknown = await answer.json().catch(() => null);
    if (answer.ok) return body;
    throw CallFailure.of(name, body ?? `The console answered ${answer.status} without a reason.`);
  },

  async saveFile(name, mediaType, base64) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([bytesOf(base64)], { type: mediaType }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), KEEP_MS);
    return { name, path: null };
  },

  async openOutside(_, mediaType, base64) {
    const address = URL.createObjectURL(new Blob([bytesOf(base64)], { type: mediaType }));
    window.open(address, '_blank', 'noopener');
    setTimeout(() => URL.revokeObjectURL(address), KEEP_MS);
  },
};

/** A download has begun long before; until then its address must stand. */
const KEEP_MS = 60_000;

async function post(name: string, input: unknown): Promise<Response> {
  const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(input) };
  try {
    return await fetch(`/api/console/${name}`, request);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new CallFailure('unreachable', 'The console does not answer. Is it still running?', name, detail);
  }
}
