import { expect, it } from 'vitest';
import { actionOf, parts, short } from './told';

it('parts an action from being taken back or done again', () => {
  expect(actionOf('invoice.reconcile.undo')).toEqual({ base: 'invoice.reconcile', turn: 'undo' });
  expect(actionOf('invoice.reconcile.remove.redo')).toEqual({ base: 'invoice.reconcile.remove', turn: 'redo' });
  expect(actionOf('quota.take')).toEqual({ base: 'quota.take', turn: null });
});

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
