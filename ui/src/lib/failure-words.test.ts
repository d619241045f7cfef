import { readFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { display } from './display.svelte';
import { CODES, sayFailure, textOf, wordsOfRust } from './failure-words';

afterEach(() => {
  display.language = 'en';
});

it('says in Thai what a code means, and keeps the words of Rust as detail', () => {
  const failure = { code: 'unavailable', message: 'The tenant cannot be reached.' };
  expect(sayFailure(failure)).toBe(failure.message);
  expect(wordsOfRust(failure)).toBeNull();
  expect(textOf(failure)).toBe(failure.message);
  display.language = 'th';
  expect(sayFailure(failure)).toMatch(/^[\u0E00-\u0E7F]/);
  expect(wordsOfRust(failure)).toBe(failure.message);
  expect(textOf(failure)).toBe(`${sayFailure(failure)} ${failure.message}`);
  expect(sayFailure({ code: 'brand_new', message: 'x' })).toContain('brand_new');
});

it.each([
  ['error.rs', 10],
  ['tenants/anomalies.rs', 7],
])('has a sentence for every code that Rust knows: %s', (file, least) => {
  const rust = readFileSync(`../src-tauri/crates/billing-domain/src/${file}`, 'utf8');
  const codes = [...rust.matchAll(/Self::\w+ => "([a-z_]+)"/g)].map(([, code]) => code);
  expect(codes.length).toBeGreaterThan(least);
  expect(codes.filter((code) => !CODES.includes(code ?? ''))).toEqual([]);
});
