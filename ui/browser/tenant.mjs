// A tenant for the browser tests: the demo's book behind `counterfoil-cli serve --token-file`, and a console that knows nothing yet.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { CLI, serve } from './serve.mjs';

const run = promisify(execFile);

/** The right token; it must lie nowhere on disk but in the tenant's own file. */
export const CANARY = 'canary-token-for-browser-tests-0123456789abcdef';

/** Makes the tenant's book, the demo's, and its token. */
export async function makeTenant() {
  const home = await mkdtemp(join(tmpdir(), 'counterfoil-tenant-'));
  const book = join(home, 'acme');
  await run(CLI, ['demo', '--book', book], { env: { ...process.env, COUNTERFOIL_HOME: home } });
  const tokens = join(home, 'token');
  await writeFile(tokens, CANARY);
  return { book, tokens, remove: () => rm(home, { recursive: true, force: true }) };
}

/** Serves it; the same port again when it is named. */
export async function serveTenant({ book, tokens }, port = 0) {
  const server = spawn(CLI, ['serve', '--book', book, '--token-file', tokens, '--listen', `127.0.0.1:${port}`], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(server, 'exit');
  const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
  const [, address] = /^listening on (http:\/\/\S+)$/.exec((await lines.next()).value ?? '') ?? [];
  if (!address) throw new Error('the tenant did not begin to listen');
  return {
    address,
    port: Number(new URL(address).port),
    stop: async () => {
      server.kill('SIGINT');
      await ended;
    },
  };
}

/** A console on an empty data folder; without a session bus it keeps secrets for the session only. */
export const serveEmpty = () => serve([], { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' });

/** Files under a folder that hold a text. */
export async function filesWith(folder, text) {
  const found = [];
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath ?? entry.path, entry.name);
    if ((await readFile(path)).includes(text)) found.push(path);
  }
  return found;
}
