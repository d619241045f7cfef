import { readFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { display } from './display.svelte';
import { CODES, sayFailure, wordsOfRust } from './failure-words';

afterEach(() => {
  display.language = 'en';
});

it('says in Thai what a code means, and keeps the words of Rust as detail', () => {
  const failure = { code: 'unavailable', message: 'The tenant cannot be reached.' };
  expect(sayFailure(failure)).toBe(failure.message);
  expect(wordsOfRust(failure)).toBeNull();
  display.language = 'th';
  expect(sayFailure(failure)).toMatch(/^[\u0E00-\u0E7F]/);
  expect(wordsOfRust(failure)).toBe(failure.message);
  expect(sayFailure({ code: 'brand_new', message: 'x' })).toContain('brand_new');
});

it('has a sentence for every code that Rust knows', () => {
  const rust = readFileSync('../src-tauri/crates/billing-domain/src/error.rs', 'utf8');
  const codes = [...rust.matchAll(/Self::\w+ => "([a-z_]+)"/g)].map(([, code]) => code);
  expect(codes.length).toBeGreaterThan(10);
  expect(codes.filter((code) => !CODES.includes(code ?? ''))).toEqual([]);
});
