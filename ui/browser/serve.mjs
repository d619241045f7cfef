// A console for the browser tests: the demo account behind `counterfoil-cli serve --ui`, in a folder of its own.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const CLI = process.env.COUNTERFOIL_CLI ?? fileURLToPath(new URL('../../target/debug/counterfoil-cli', import.meta.url));
const LISTENING = /^listening on (http:\/\/\S+)$/;

/** Starts the console; `COUNTERFOIL_URL` names one that runs already. Gives its address and how to end it. */
export async function serveDemo() {
  if (process.env.COUNTERFOIL_URL) return { url: process.env.COUNTERFOIL_URL, stop: async () => {} };
  const home = await mkdtemp(join(tmpdir(), 'counterfoil-browser-'));
  const environment = { ...process.env, COUNTERFOIL_HOME: home };
  const book = join(home, 'demo');
  await promisify(execFile)(CLI, ['demo', '--book', book], { env: environment });
  const server = spawn(CLI, ['serve', '--book', book, '--listen', '127.0.0.1:0', '--ui'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await address(server);
  return {
    url,
    stop: async () => {
      const ended = once(server, 'exit');
      server.kill();
      await ended;
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** The address from the first line; an early end is an error, not a wait for ever. */
async function address(server) {
  const lines = createInterface({ input: server.stdout });
  const first = once(lines, 'line').then(([line]) => line);
  const ended = once(server, 'exit').then(([code]) => `the server ended with code ${code}`);
  const line = await Promise.race([first, ended]);
  const found = LISTENING.exec(line);
  if (!found) throw new Error(`no address but: ${line}`);
  return found[1];
}
