import { describe, expect, it } from 'vitest';
import { choiceOf, drillBar, drillRow, rangeOf, usageQuery } from './choice';

const UNTIL = '2026-03-19T09:00:00Z';

describe('the address', () => {
  it('says nothing: the days of the last month by usage type', () => {
    expect(usageQuery(choiceOf({}, UNTIL))).toEqual({
      grain: 'day',
      group_by: 'usage_type',
      from: '2026-03-01T00:00:00Z',
      to: '2026-04-01T00:00:00Z',
      namespace: null,
      object: null,
      usage_type: null,
    });
  });

  it('says nonsense: the usual stands in', () => {
    expect(choiceOf({ grain: 'week', group_by: 'x', month: '2026-99', measure: '?' }, UNTIL)).toEqual(choiceOf({}, UNTIL));
  });

  it('shows twelve months that end with the chosen one', () => {
    expect(rangeOf(choiceOf({ grain: 'month' }, UNTIL))).toEqual({ from: '2025-04-01T00:00:00Z', to: '2026-04-01T00:00:00Z' });
  });

  it('shows the hours of the last day that usage reaches', () => {
    expect(choiceOf({ grain: 'hour' }, UNTIL).day).toBe('2026-03-19');
    expect(choiceOf({ grain: 'hour', month: '2026-02' }, UNTIL).day).toBe('2026-02-28');
    expect(choiceOf({ grain: 'hour' }, '2026-04-01T00:00:00Z').month).toBe('2026-04');
    expect(choiceOf({ grain: 'hour', month: '2026-03' }, '2026-03-20T00:00:00Z').day).toBe('2026-03-19');
  });

  it('drops a day of another month', () => {
    expect(choiceOf({ grain: 'hour', month: '2026-02', day: '2026-03-05' }, UNTIL).day).toBe('2026-02-28');
  });
});

describe('drilling', () => {
  it('goes from usage type to namespace to object to hours', () => {
    const top = choiceOf({}, UNTIL);
    expect(drillRow(top, 'CE')).toEqual({ usage_type: 'CE', group_by: 'namespace' });
    expect(drillRow({ ...top, groupBy: 'namespace' }, 'shop')).toEqual({ namespace: 'shop', group_by: 'object' });
    expect(drillRow({ ...top, groupBy: 'object' }, 'lb-1')).toEqual({ object: 'lb-1', group_by: 'usage_type', grain: 'hour' });
  });

  it('goes from a month to its days and from a day to its hours, and stops there', () => {
    expect(drillBar(choiceOf({ grain: 'month' }, UNTIL), 10)).toEqual({ grain: 'day', month: '2026-02', day: null });
    expect(drillBar(choiceOf({}, UNTIL), 18)).toEqual({ grain: 'hour', day: '2026-03-19' });
    expect(drillBar(choiceOf({ grain: 'hour' }, UNTIL), 3)).toBeNull();
  });
});
