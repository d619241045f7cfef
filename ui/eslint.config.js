// Lint of the UI: what types alone do not see. Each finding is an error (`npm run lint`).
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const typed = { projectService: true, tsconfigRootDir: import.meta.dirname, extraFileExtensions: ['.svelte'] };
/** These need the types of components, which only svelte-check knows; it checks the same. */
const UNTYPED = ['no-redundant-type-constituents', 'no-unnecessary-type-assertion', 'no-unsafe-argument', 'no-unsafe-assignment', 'no-unsafe-call', 'no-unsafe-member-access', 'no-unsafe-return'];
const off = (names) => Object.fromEntries(names.map((name) => [`@typescript-eslint/${name}`, 'off']));

export default ts.config(
  { ignores: ['dist', 'src/api/bindings.ts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['src/**/*.ts', 'src/**/*.svelte', '*.ts'],
    extends: [ts.configs.recommendedTypeChecked],
    languageOptions: { globals: globals.browser, parserOptions: typed },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // A function may promise what it has at hand.
      '@typescript-eslint/require-await': 'off',
    },
  },
  svelte.configs.recommended,
  {
    files: ['src/**/*.svelte', 'src/**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: {
      ...off(UNTYPED),
      'prefer-const': 'off',
      'svelte/prefer-const': ['error', { destructuring: 'all', excludedRunes: ['$props', '$state'] }],
      // A space at the end of a line is written as {' '}.
      'svelte/no-useless-mustaches': 'off',
    },
  },
  // Tests draw components, and let a Rust of their own refuse with its plain error bodies.
  { files: ['src/**/*.test.ts', 'src/testing/*.ts'], rules: off([...UNTYPED, 'only-throw-error', 'prefer-promise-reject-errors']) },
  { files: ['browser/*.mjs', '*.js'], languageOptions: { globals: { ...globals.node, ...globals.browser } } },
  { files: ['public/*.js'], languageOptions: { sourceType: 'script', globals: globals.browser } },
);
