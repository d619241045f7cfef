// Around every unit test: matchers, a clean page, and the parts of a browser that happy-dom lacks.
import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/svelte';
import { afterEach } from 'vitest';

// A part that is fetched when it is wanted comes with its library, which a busy machine compiles first.
configure({ asyncUtilTimeout: 15_000 });

globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};

afterEach(cleanup);
