import { expect, it } from 'vitest';
import { pageOf, windowOf } from './filters';

it('reads the whole question off the address', () => {
  const asked = windowOf({ group: 'invoice', who: 'a.weber', from: '2026-02-01', to: '2026-02-28', find: 'paid', page: '3' }, [{ key: 'who', down: true }]);
  expect(asked).toEqual({
    group: 'invoice',
    who: 'a.weber',
    object: null,
    from: '2026-02-01T00:00:00Z',
    to: '2026-03-01T00:00:00.000Z',
    text: 'paid',
    sorts: [{ key: 'who', down: true }],
    skip: 400,
    limit: 200,
  });
});

it('takes nonsense for nothing', () => {
  expect(pageOf({ page: '-3' })).toBe(1);
  expect(pageOf({ page: 'x' })).toBe(1);
  expect(pageOf({ page: '12' })).toBe(12);
  expect(windowOf({ from: 'yesterday' }).from).toBeNull();
});
