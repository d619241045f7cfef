import { describe, expect, it } from 'vitest';
import { brushed, choiceOf, drillBar, drillRow, levels, MEASURES, narrowed, rangeOf, stretchOf, usageQuery } from './choice';

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
      compare: 'previous',
      compare_from: null,
      compare_to: null,
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
    expect(drillRow({ ...top, groupBy: 'object' }, 'lb-1')).toEqual({ object: 'lb-1', group_by: null, rows: 'hours' });
  });

  it('goes from a month to its days and from a day to its hours, and stops there', () => {
    expect(drillBar(choiceOf({ grain: 'month' }, UNTIL), 10)).toEqual({ grain: 'day', month: '2026-02', day: null, from: null, to: null });
    expect(drillBar(choiceOf({}, UNTIL), 18)).toEqual({ grain: 'hour', month: '2026-03', day: '2026-03-19', from: null, to: null });
    expect(drillBar(choiceOf({ grain: 'hour' }, UNTIL), 3)).toBeNull();
  });
});

describe('a stretch', () => {
  it('is what lies between two places of the axis, both within', () => {
    expect(brushed(choiceOf({}, UNTIL), 11, 4)).toEqual({ from: '2026-03-05', to: '2026-03-13' });
    expect(brushed(choiceOf({ grain: 'hour' }, UNTIL), 7, 22)).toEqual({ from: '2026-03-19T07', to: '2026-03-19T23' });
    expect(brushed(choiceOf({ grain: 'month' }, UNTIL), 10, 11)).toEqual({ from: '2026-02-01', to: '2026-04-01' });
    expect(brushed(choiceOf({}, UNTIL), -1, 3)).toBeNull();
  });

  it('stands in the place of the month, and is brushed again from its own start', () => {
    const choice = choiceOf({ from: '2026-03-05', to: '2026-03-13' }, UNTIL);
    expect(rangeOf(choice)).toEqual({ from: '2026-03-05T00:00:00Z', to: '2026-03-13T00:00:00Z' });
    expect(brushed(choice, 0, 1)).toEqual({ from: '2026-03-05', to: '2026-03-07' });
  });

  it('that is none is not shown', () => {
    for (const [from, to] of [['2026-03-05', '2026-03-05'], ['2026-03-06', '2026-03-05'], ['x', 'y'], ['2026-13-41', '2026-13-42'], [undefined, '2026-03-05']]) {
      expect(stretchOf(from, to)).toBeNull();
    }
  });
});

describe('the way back', () => {
  it('names each level above, and leads to it', () => {
    const choice = choiceOf({ usage_type: 'CE', namespace: 'shop', object: 'lb-1', grain: 'hour', rows: 'hours' }, UNTIL);
    const path = levels(choice);
    expect(path.map(({ level }) => level)).toEqual(['range', 'usage_type', 'namespace', 'object', 'day']);
    const back = { ...path[1]?.back };
    expect(choiceOf({ usage_type: 'CE', group_by: back.group_by ?? '' }, UNTIL).groupBy).toBe('namespace');
    expect(levels(choiceOf({}, UNTIL))).toHaveLength(1);
  });
});

it('knows every measure of the address', () => {
  expect(MEASURES.map((measure) => choiceOf({ measure }, UNTIL).measure)).toEqual(MEASURES);
});

it('narrows to one usage type where its measure can be drawn', () => {
  expect(narrowed('quantity', 'CE')).toEqual({ usage_type: 'CE' });
  expect(narrowed('amount', 'CE')).toEqual({ usage_type: 'CE', measure: null });
  expect(narrowed('billable', 'CE')).toEqual({ usage_type: 'CE', group_by: null, namespace: null, object: null });
});

it('compares with nothing that was not chosen', () => {
  expect(choiceOf({ compare: 'range' }, UNTIL).compare).toBe('previous');
  const chosen = choiceOf({ compare: 'range', cfrom: '2025-12-01', cto: '2026-01-01' }, UNTIL);
  expect(usageQuery(chosen)).toMatchObject({ compare: 'range', compare_from: '2025-12-01T00:00:00Z', compare_to: '2026-01-01T00:00:00Z' });
});
