import { expect, it } from 'vitest';
import { bytesOf } from './base64';

it('gives back every byte, also those that are no letters', () => {
  expect([...bytesOf('AP+AJVBERg==')]).toEqual([0, 255, 128, 37, 80, 68, 70]);
  expect(bytesOf('')).toHaveLength(0);
});
