// How the console is built and how its unit tests run. The output is plain files for `ui/dist`.
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { startSize } from './start-size.ts';

const room = (name: string) => fileURLToPath(new URL(`./src/${name}`, import.meta.url));

export default defineConfig(({ mode }) => ({
  base: './',
  plugins: [svelte(), startSize()],
  resolve: {
    alias: { $api: room('api'), $components: room('components'), $files: room('files'), $lib: room('lib') },
    conditions: mode === 'test' ? ['browser'] : undefined,
  },
  build: {
    target: 'safari16',
    // Nothing may become a data: URL (our CSP has no font-src), and no inline polyfill script either.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
  },
  // The development server stands in front of a running `counterfoil-cli serve --ui`.
  server: { proxy: { '/api': process.env.COUNTERFOIL_URL ?? 'http://127.0.0.1:8787' } },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
    setupFiles: ['src/testing/setup.ts'],
    testTimeout: 30_000,
  },
}));
