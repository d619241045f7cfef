// A console for the browser tests: the demo account behind `counterfoil-cli serve --ui`, on a data folder of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const CLI = process.env.COUNTERFOIL_CLI ?? fileURLToPath(new URL('../../target/debug/counterfoil-cli', import.meta.url));
const PAGES = fileURLToPath(new URL('../dist', import.meta.url));
const LISTENING = /^listening on (http:\/\/\S+)$/;
const ENTRANCE = /^open (http:\/\/\S+)$/;

/**
 * Starts a console on a fresh demo account; `COUNTERFOIL_URL` names one that runs already.
 * `entrance` is the address to open: the key in it becomes a cookie.
 */
export async function serveDemo() {
  if (process.env.COUNTERFOIL_URL) return { entrance: process.env.COUNTERFOIL_URL, stop: async () => {} };
  return serve(['--demo']);
}

/** Starts a console on a data folder of its own. */
export async function serve(switches, environment = {}) {
  const home = await mkdtemp(join(tmpdir(), 'counterfoil-browser-'));
  const server = spawn(CLI, ['serve', ...switches, '--listen', '127.0.0.1:0', '--ui', '--ui-dir', PAGES], {
    env: { ...process.env, COUNTERFOIL_HOME: home, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(server, 'exit');
  const entrance = await Promise.race([entranceOf(server), ended.then(([code]) => Promise.reject(new Error(`serve ended with ${code}`)))]);
  return {
    entrance,
    home,
    stop: async () => {
      server.kill('SIGINT');
      await ended;
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** The address to open, from the second line; the first one must be the one that scripts rely on. */
async function entranceOf(server) {
  const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
  const listening = (await lines.next()).value ?? '';
  if (!LISTENING.test(listening)) throw new Error(`the first line is no address: ${listening}`);
  const [, entrance] = ENTRANCE.exec((await lines.next()).value ?? '') ?? [];
  if (!entrance) throw new Error('no address to open was printed');
  return entrance;
}
