import { afterEach, expect, it } from 'vitest';
import { display } from './display.svelte';
import { words } from './i18n';

const catalogues = import.meta.glob<{ default: object }>('../**/{en,th}.ts', { eager: true });

afterEach(() => {
  display.language = 'en';
});

it('answers in the language of the moment', () => {
  const w = words({ title: 'Usage', many: (n: number) => `${n} rows` }, { title: 'การใช้งาน', many: (n) => `${n} แถว` });
  expect([w.title, w.many(2)]).toEqual(['Usage', '2 rows']);
  display.language = 'th';
  expect([w.title, w.many(2)]).toEqual(['การใช้งาน', '2 แถว']);
});

// The compiler holds the keys together; that a text was really translated, only a look at it can tell.
it('leaves no Thai text empty', () => {
  const thai = Object.entries(catalogues).filter(([path]) => path.endsWith('/th.ts'));
  expect(thai.length).toBeGreaterThan(5);
  for (const [path, { default: catalogue }] of thai) {
    for (const [key, text] of texts(catalogue)) expect(text.trim(), `${path}: ${key}`).not.toBe('');
  }
});

function texts(catalogue: object): [string, string][] {
  return Object.entries(catalogue).flatMap(([key, value]): [string, string][] => {
    if (typeof value === 'string') return [[key, value]];
    return typeof value === 'object' && value !== null ? texts(value) : [];
  });
}
