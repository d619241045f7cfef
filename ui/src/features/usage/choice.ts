// What the usage screen shows, as its address says it, and where a click leads. Pure: address in, query or address out.
import type { GrainCode, GroupCode, MeasureCode, UsageQuery } from '$api/bindings';
import { dayRange, isMonth, monthOf, monthRange, shiftMonth, type Range } from '$lib/month';

export interface Choice {
  grain: GrainCode;
  groupBy: GroupCode;
  measure: MeasureCode | null;
  /** `2026-03`. */
  month: string;
  /** `2026-03-19`, for hours. */
  day: string;
  namespace: string | null;
  object: string | null;
  usageType: string | null;
}

/** A change of the address; `null` takes a key away. */
export type Patch = Record<string, string | null>;

export const GRAINS: readonly GrainCode[] = ['month', 'day', 'hour'];
export const GROUPS: readonly GroupCode[] = ['usage_type', 'namespace', 'object', 'metric_label'];
const MONTHS_SHOWN = 12;

/** Reads the address; whatever it does not say, or says wrongly, is the usual. `until` is where usage ends. */
export function choiceOf(query: Record<string, string>, until: string): Choice {
  const month = isMonth(query.month) ? query.month : monthOf(until);
  return {
    grain: GRAINS.find((grain) => grain === query.grain) ?? 'day',
    groupBy: GROUPS.find((group) => group === query.group_by) ?? 'usage_type',
    measure: query.measure === 'amount' || query.measure === 'quantity' ? query.measure : null,
    month,
    day: query.day?.startsWith(month) ? query.day : lastDay(month, until),
    namespace: query.namespace ?? null,
    object: query.object ?? null,
    usageType: query.usage_type ?? null,
  };
}

/** Twelve months up to the chosen one, its days, or the hours of one of them. */
export function rangeOf(choice: Choice): Range {
  if (choice.grain === 'hour') return dayRange(choice.day);
  if (choice.grain === 'day') return monthRange(choice.month);
  return monthRange(shiftMonth(choice.month, 1 - MONTHS_SHOWN), MONTHS_SHOWN);
}

export function usageQuery(choice: Choice): UsageQuery {
  const { grain, groupBy, namespace, object, usageType } = choice;
  return { grain, group_by: groupBy, ...rangeOf(choice), namespace, object, usage_type: usageType };
}

/** One level down through a row: usage type → namespace → object → its hours. */
export function drillRow(choice: Choice, group: string): Patch {
  switch (choice.groupBy) {
    case 'usage_type':
      return { usage_type: group, group_by: choice.namespace === null ? 'namespace' : 'object' };
    case 'namespace':
      return { namespace: group, group_by: 'object' };
    case 'object':
      return { object: group, group_by: 'usage_type', grain: 'hour' };
    case 'metric_label':
      return { group_by: null };
  }
}

/** One level down through a bar, by its place on the axis: month → days → hours. Hours have nothing below. */
export function drillBar(choice: Choice, index: number): Patch | null {
  if (index < 0 || choice.grain === 'hour') return null;
  const start = rangeOf(choice).from;
  if (choice.grain === 'month') return { grain: 'day', month: shiftMonth(monthOf(start), index), day: null };
  const day = new Date(start);
  day.setUTCDate(day.getUTCDate() + index);
  return { grain: 'hour', day: day.toISOString().slice(0, 10) };
}

/** The last day of the month that usage reaches. `until` is the end of the last hour, so it may be the next day's 00:00. */
function lastDay(month: string, until: string): string {
  const end = [monthRange(month).to, until].sort()[0] ?? until;
  return new Date(new Date(end).getTime() - 1).toISOString().slice(0, 10);
}
