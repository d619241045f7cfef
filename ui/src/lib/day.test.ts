import { afterEach, expect, it } from 'vitest';
import { parseDay } from './day';
import { display } from './display.svelte';
import { date } from './format';

afterEach(() => {
  Object.assign(display, { language: 'en', date_style: 'words', buddhist: true });
});

it('reads a day in every way in which it is written', () => {
  for (const language of ['en', 'th'] as const) {
    for (const date_style of ['words', 'numbers', 'iso'] as const) {
      for (const buddhist of [true, false]) {
        Object.assign(display, { language, date_style, buddhist });
        for (const day of ['2026-03-19', '2024-02-29', '2025-12-01']) expect(parseDay(date(day))).toBe(day);
      }
    }
  }
});

it.each([
  ['19 march 2026', '2026-03-19'],
  ['9 มีนาคม 2569', '2026-03-09'],
  ['1.2.2026', '2026-02-01'],
  [' 2026-3-9 ', '2026-03-09'],
  ['2569-03-19', '2026-03-19'],
])('reads %s', (typed, day) => expect(parseDay(typed)).toBe(day));

it.each(['', '31 Feb 2026', '2025-02-29', '19/13/2026', '19 Foo 2026', '19 Mar 26', 'yesterday'])('takes %s for no day', (typed) => expect(parseDay(typed)).toBeNull());
