import { readFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { display } from '$lib/display.svelte';
import { sayStep } from './findings';
import en from './findings-en';
import th from './findings-th';
import outboxEn from './outbox-en';
import { sayIntent } from './outbox';

const DOMAIN = '../src-tauri/crates/billing-domain/src/tenants/findings.rs';
const READ_BACK = '../src-tauri/crates/billing-service/src/tenant/outbox/read_back.rs';

afterEach(() => {
  display.language = 'en';
});

it('has a sentence in both languages for everything that a step can find', () => {
  const codes = [...readFileSync(DOMAIN, 'utf8').matchAll(/Self::\w+ => "([a-z_]+)"/g)].map(([, code]) => code);
  expect(codes.length).toBeGreaterThan(20);
  expect(Object.keys(en)).toEqual(codes);
  expect(Object.keys(th)).toEqual(codes);
});

it('tells a finding by its code, with days as they are written here', () => {
  const step = { message: 'The certificate is trusted.', finding: 'trusted_until', parts: ['Example CA', '2026-05-01'], code: null };
  expect(sayStep(step).said).toBe('The certificate is trusted: issued by Example CA, valid until 1 May 2026.');
  display.language = 'th';
  expect(sayStep(step).said).toBe('ใบรับรองเชื่อถือได้ ออกโดย Example CA ใช้ได้ถึง 1 พ.ค. 2569');
  expect(sayStep({ ...step, finding: 'brand_new' }).said).toBe(step.message);
});

it('tells a failure by its code, and keeps the words of Rust as detail', () => {
  const step = { message: 'Nobody knows the name x.', finding: null, parts: [], code: 'unavailable' };
  expect(sayStep(step)).toEqual({ said: step.message, detail: null });
  display.language = 'th';
  expect(sayStep(step)).toEqual({ said: expect.stringMatching(/^[\u0E00-\u0E7F]/), detail: step.message });
});

it('knows every sentence that reading a change back can end with', () => {
  const sentences = [...readFileSync(READ_BACK, 'utf8').matchAll(/(?:Hidden|NotDone)\(\s*"([^"]+)"/g)].map(([, text]) => text ?? '');
  expect(sentences.length).toBeGreaterThan(6);
  const known: string[] = Object.values(outboxEn.said);
  expect(sentences.filter((text) => !known.includes(text))).toEqual([]);
  display.language = 'th';
  for (const text of [...sentences, 'Said by K. Aroon.']) expect(sayIntent(text)).toMatch(/[\u0E00-\u0E7F]/);
  expect(sayIntent('quota exceeded')).toBe('quota exceeded');
});
