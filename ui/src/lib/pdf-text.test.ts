import { expect, it } from 'vitest';
import { normalised } from './pdf-text';

it('puts SARA AM together again, so that a search finds the word', () => {
  expect(normalised('ช\u0e4d\u0e32ระเงิน')).toBe('ชำระเงิน');
  expect(normalised('a\u0000b')).toBe('ab');
});
