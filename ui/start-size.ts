// Holds the start of the console below its limit: what the window must read before its first screen can be drawn.
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Bytes, gzip, of the entry and of everything that it imports at once. */
const START_MAX = 160_000;

/** Fails the build when the start has grown beyond its limit; what is heavy is imported where it is needed. */
export function startSize(): Plugin {
  return {
    name: 'start-size',
    apply: 'build',
    generateBundle(_, bundle) {
      const needed = new Set<string>();
      const need = (file: string) => {
        const chunk = bundle[file];
        if (needed.has(file) || chunk?.type !== 'chunk') return;
        needed.add(file);
        chunk.imports.forEach(need);
      };
      for (const chunk of Object.values(bundle)) if (chunk.type === 'chunk' && chunk.isEntry) need(chunk.fileName);
      const size = [...needed].reduce((sum, file) => {
        const chunk = bundle[file];
        return sum + (chunk?.type === 'chunk' ? gzipSync(chunk.code).length : 0);
      }, 0);
      this.info(`the start has ${size} bytes of script, gzip, of ${START_MAX}`);
      if (size > START_MAX) this.error(`The start has ${size} bytes of script, gzip; at most ${START_MAX}. Import what is heavy where it is needed.`);
    },
  };
}
