import { expect, it } from 'vitest';
import { pieces } from './emphasis';

const told = (sentence: string, ...figures: string[]) => pieces(sentence, figures).map(({ text, strong }) => (strong ? `[${text}]` : text)).join('');

it('sets figures apart and loses nothing of the sentence', () => {
  expect(told('March runs −0.3% and ends near USD 21,005.80.', '−0.3%', 'USD 21,005.80')).toBe('March runs [−0.3%] and ends near [USD 21,005.80].');
  expect(told('USD 5.00 of USD 7.00', 'USD 7.00', 'USD 5.00')).toBe('[USD 5.00] of [USD 7.00]');
});

it('leaves alone what does not stand there', () => {
  expect(told('Nothing to compare with.', '−0.3%', '')).toBe('Nothing to compare with.');
});

it('parts no figure that stands inside another', () => {
  expect(told('12,505.24 in all', '12,505.24', '505.24')).toBe('[12,505.24] in all');
});
