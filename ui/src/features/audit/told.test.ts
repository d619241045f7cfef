import { expect, it } from 'vitest';
import { parts, short } from './told';

it('tells entry by entry what is only in one state', () => {
  const { before, after } = parts('object user = 10, object crl = 2', 'object user = 12, object crl = 2');
  expect(before).toEqual([
    { text: 'object user = 10', how: 'gone' },
    { text: 'object crl = 2', how: 'same' },
  ]);
  expect(after[0]).toEqual({ text: 'object user = 12', how: 'added' });
  expect(parts(null, 'issued')).toEqual({ before: [], after: [{ text: 'issued', how: 'added' }] });
});

it('shortens a long state for its cell alone', () => {
  expect(short('paid\n twice')).toBe('paid twice');
  expect(short('x'.repeat(200))).toHaveLength(90);
});
