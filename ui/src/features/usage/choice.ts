// What the usage screen shows, as its address says it, and where a click leads. Pure: address in, query or address out.
import type { CompareCode, GrainCode, GroupCode, MeasureCode, UsageQuery, UsageView } from '$api/bindings';
import { parseDay } from '$lib/day';
import { dayRange, isMonth, monthOf, monthRange, shiftMonth, type Range } from '$lib/month';

export interface Choice {
  grain: GrainCode;
  groupBy: GroupCode;
  measure: MeasureCode | null;
  /** `2026-03`. */
  month: string;
  /** `2026-03-19`, for hours. */
  day: string;
  /** A stretch that was chosen instead of the month. */
  stretch: Range | null;
  compare: CompareCode;
  /** What a chosen comparison is. */
  compared: Range | null;
  /** Groups with their sums, or the single hours. */
  rows: 'groups' | 'hours';
  namespace: string | null;
  object: string | null;
  usageType: string | null;
}

/** A change of the address; `null` takes a key away. */
export type Patch = Record<string, string | null>;

export const GRAINS: readonly GrainCode[] = ['month', 'day', 'hour'];
export const GROUPS: readonly GroupCode[] = ['usage_type', 'namespace', 'object', 'metric_label', 'deployment', 'container'];
export const MEASURES: readonly MeasureCode[] = ['quantity', 'billable', 'amount', 'unit_price'];
export const COMPARISONS: readonly CompareCode[] = ['previous', 'last_year', 'range', 'off'];
const MONTHS_SHOWN = 12;
/** `2026-03-05` or `2026-03-05T07`, as it stands in the address. */
const STAMP = /^\d{4}-\d\d-\d\d(T\d\d)?$/;

/** Reads the address; whatever it does not say, or says wrongly, is the usual. `until` is where usage ends. */
export function choiceOf(query: Record<string, string>, until: string): Choice {
  const month = isMonth(query.month) ? query.month : monthOf(until);
  const compared = stretchOf(query.cfrom, query.cto);
  const compare = COMPARISONS.find((one) => one === query.compare) ?? 'previous';
  return {
    grain: GRAINS.find((grain) => grain === query.grain) ?? 'day',
    groupBy: GROUPS.find((group) => group === query.group_by) ?? 'usage_type',
    measure: MEASURES.find((measure) => measure === query.measure) ?? null,
    month,
    day: query.day?.startsWith(month) && parseDay(query.day) === query.day ? query.day : lastDay(month, until),
    stretch: stretchOf(query.from, query.to),
    compare: compare === 'range' && !compared ? 'previous' : compare,
    compared,
    rows: query.rows === 'hours' ? 'hours' : 'groups',
    namespace: query.namespace ?? null,
    object: query.object ?? null,
    usageType: query.usage_type ?? null,
  };
}

/** What was chosen; else twelve months up to the chosen one, its days, or the hours of one of them. */
export function rangeOf(choice: Choice): Range {
  if (choice.stretch) return choice.stretch;
  if (choice.grain === 'hour') return dayRange(choice.day);
  if (choice.grain === 'day') return monthRange(choice.month);
  return monthRange(shiftMonth(choice.month, 1 - MONTHS_SHOWN), MONTHS_SHOWN);
}

export function usageQuery(choice: Choice): UsageQuery {
  const { grain, groupBy, namespace, object, usageType, compare, compared } = choice;
  const of = compare === 'range' ? compared : null;
  return {
    grain,
    group_by: groupBy,
    ...rangeOf(choice),
    namespace,
    object,
    usage_type: usageType,
    compare,
    compare_from: of?.from ?? null,
    compare_to: of?.to ?? null,
  };
}

/** Whether rows are the whole tenant's metered kinds: they alone have exact amounts. */
export function isWholeTenant({ groupBy, namespace, object }: Choice): boolean {
  return (groupBy === 'usage_type' || groupBy === 'metric_label') && namespace === null && object === null;
}

/** Whether a view has what a measure draws: bars want one unit, amounts and prices the whole tenant. */
export function isDrawable({ rows, total_unit, total_unit_billable }: UsageView, measure: MeasureCode): boolean {
  switch (measure) {
    case 'quantity':
      return total_unit !== null;
    case 'billable':
      return total_unit_billable !== null;
    case 'amount':
      return rows.some((row) => row.amount);
    case 'unit_price':
      return rows.some((row) => row.effective_price);
  }
}

/** One usage type alone, where its measure can be drawn: quantities of any part, what is billed of the whole tenant. */
export function narrowed(measure: MeasureCode, usage_type: string): Patch {
  if (measure === 'quantity') return { usage_type };
  if (measure === 'amount') return { usage_type, measure: null };
  return { usage_type, group_by: null, namespace: null, object: null };
}

/** One level down through a row: usage type → namespace → object → its hours. Nothing lies below the other groups. */
export function drillRow(choice: Choice, group: string): Patch | null {
  switch (choice.groupBy) {
    case 'usage_type':
      return { usage_type: group, group_by: choice.namespace === null ? 'namespace' : 'object' };
    case 'namespace':
      return { namespace: group, group_by: 'object' };
    case 'object':
      return { object: group, group_by: null, rows: 'hours' };
    default:
      return null;
  }
}

/** One level down through a bar, by its place on the axis: month → days → hours. Hours have nothing below. */
export function drillBar(choice: Choice, index: number): Patch | null {
  if (index < 0 || choice.grain === 'hour') return null;
  const start = placeStart(choice, index);
  if (choice.grain === 'month') return { grain: 'day', month: monthOf(start), day: null, from: null, to: null };
  return { grain: 'hour', month: monthOf(start), day: start.slice(0, 10), from: null, to: null };
}

/** The stretch from one place of the axis to another, both within. */
export function brushed(choice: Choice, from: number, to: number): Patch | null {
  if (from < 0 || to < 0) return null;
  const [first, last] = [Math.min(from, to), Math.max(from, to)];
  return { from: stamp(placeStart(choice, first)), to: stamp(placeStart(choice, last + 1)) };
}

/** Which levels lie above what is shown, each with the way back to it. The last one is where one is. */
export function levels(choice: Choice): { level: 'range' | 'usage_type' | 'namespace' | 'object' | 'day'; value: string; back: Patch }[] {
  const below = { usage_type: null, namespace: null, object: null, grain: null, day: null, rows: null, group_by: null };
  const path: ReturnType<typeof levels> = [{ level: 'range', value: '', back: below }];
  const { usageType, namespace, object } = choice;
  if (usageType !== null) path.push({ level: 'usage_type', value: usageType, back: { namespace: null, object: null, grain: null, day: null, rows: null, group_by: 'namespace' } });
  if (namespace !== null) path.push({ level: 'namespace', value: namespace, back: { object: null, grain: null, day: null, rows: null, group_by: 'object' } });
  if (object !== null) path.push({ level: 'object', value: object, back: { grain: null, day: null, rows: null, group_by: null } });
  if (choice.grain === 'hour' && !choice.stretch) path.push({ level: 'day', value: choice.day, back: {} });
  return path;
}

/** The stamps of an address as a range; `null` when they are none, or the wrong way round. */
export function stretchOf(from: string | undefined, to: string | undefined): Range | null {
  if (!from || !to || !STAMP.test(from) || !STAMP.test(to) || from >= to) return null;
  const isTime = (at: string) => parseDay(at.slice(0, 10)) === at.slice(0, 10) && !isNaN(new Date(instant(at)).getTime());
  return isTime(from) && isTime(to) ? { from: instant(from), to: instant(to) } : null;
}

/** The days that a range touches, both within: `2026-03-05`. */
export function daysOf({ from, to }: Range): Range {
  return { from: from.slice(0, 10), to: new Date(new Date(to).getTime() - 1).toISOString().slice(0, 10) };
}

/** The day after, as the end of a stretch. */
export function dayAfter(day: string): string {
  return dayRange(day).to.slice(0, 10);
}

/** An instant as it stands in an address: the day, with its hour unless it is midnight. */
export function stamp(at: string): string {
  return at.endsWith('T00:00:00Z') ? at.slice(0, 10) : at.slice(0, 13);
}

function instant(text: string): string {
  return text.length === 10 ? `${text}T00:00:00Z` : `${text}:00:00Z`;
}

/** Where a place of the axis starts. A stretch may start inside its first month. */
function placeStart(choice: Choice, index: number): string {
  const start = new Date(rangeOf(choice).from);
  if (index === 0) return iso(start);
  if (choice.grain === 'month') return monthRange(shiftMonth(monthOf(iso(start)), index)).from;
  if (choice.grain === 'day') start.setUTCHours(0);
  start.setTime(start.getTime() + index * (choice.grain === 'day' ? 24 : 1) * 3_600_000);
  return iso(start);
}

function iso(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}

/** The last day of the month that usage reaches. `until` is the end of the last hour, so it may be the next day's 00:00. */
function lastDay(month: string, until: string): string {
  const end = [monthRange(month).to, until].sort()[0] ?? until;
  return new Date(new Date(end).getTime() - 1).toISOString().slice(0, 10);
}
