import { describe, expect, it } from 'vitest';
import { rangeOfMonths } from './months';

describe('a range of months', () => {
  it('goes from the first day to the end of the last month', () => {
    expect(rangeOfMonths('2026-01', ' 2026-03 ')).toEqual({ from: '2026-01-01T00:00:00Z', to: '2026-04-01T00:00:00Z' });
    expect(rangeOfMonths('2025-12', '2025-12')).toEqual({ from: '2025-12-01T00:00:00Z', to: '2026-01-01T00:00:00Z' });
  });

  it('is none when it is typed otherwise or stands the wrong way round', () => {
    for (const [from, to] of [['2026-03', '2026-02'], ['2026-13', '2026-13'], ['2026', '2026-02'], ['', '']] as const) {
      expect(rangeOfMonths(from, to)).toBeNull();
    }
  });
});
