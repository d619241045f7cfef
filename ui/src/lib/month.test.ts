import { expect, it } from 'vitest';
import { dayRange, isMonth, monthRange, shiftMonth } from './month';

it('steps over the year, both ways', () => {
  expect(shiftMonth('2026-01', -1)).toBe('2025-12');
  expect(shiftMonth('2025-12', 1)).toBe('2026-01');
  expect(shiftMonth('2026-03', -24)).toBe('2024-03');
});

it('gives half-open ranges', () => {
  expect(monthRange('2024-02')).toEqual({ from: '2024-02-01T00:00:00Z', to: '2024-03-01T00:00:00Z' });
  expect(dayRange('2024-02-29')).toEqual({ from: '2024-02-29T00:00:00Z', to: '2024-03-01T00:00:00Z' });
});

it('takes no month that is none', () => {
  expect([isMonth('2026-03'), isMonth('2026-13'), isMonth('March'), isMonth(undefined)]).toEqual([true, false, false, false]);
});
