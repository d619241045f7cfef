// Setting plans side by side: which one is looked at, and where it differs from the one that is held.
import type { PlanColumn } from '$api/bindings';
import { compareDecimal } from '$lib/decimal';

/** How a default limit says "no limit". */
export const UNLIMITED = '-1';

export function currentPlan(plans: readonly PlanColumn[]): PlanColumn | undefined {
  return plans.find((plan) => plan.current);
}

/** The plan set against the held one: the chosen, else the asked for, else the next one up, else any other. */
export function comparedPlan(plans: readonly PlanColumn[], chosen: string | undefined): PlanColumn | undefined {
  const others = plans.filter((plan) => !plan.current);
  const next = plans[plans.findIndex((plan) => plan.current) + 1];
  return others.find((plan) => plan.name === chosen) ?? others.find((plan) => plan.asked) ?? next ?? others[0];
}

/** One row of the comparison. */
export interface Row {
  label: string;
  value: (plan: PlanColumn) => string;
  /** What makes two plans differ in this row; default: the shown value. */
  differs?: (plan: PlanColumn, held: PlanColumn) => boolean;
  /** Drawn with a check. */
  included?: (plan: PlanColumn) => boolean;
}

/** True where the plan that is looked at differs from the one that is held. */
export function isMarked(row: Row, plan: PlanColumn, plans: readonly PlanColumn[], compared: string | null): boolean {
  const held = currentPlan(plans);
  if (!held || plan.name !== compared) return false;
  return row.differs ? row.differs(plan, held) : row.value(plan) !== row.value(held);
}

/** Width of the column of names, in percent. */
const NAMES = 31;
/** How much wider a column is whose head holds a tag beside the title. */
const TAGGED = 1.6;

/** The widths of all columns in percent: the names, then each plan. The same plans give the same widths, so that tables stand in line. */
export function columnShares(plans: readonly Pick<PlanColumn, 'current' | 'asked'>[]): number[] {
  const parts = plans.map((plan) => (plan.current || plan.asked ? TAGGED : 1));
  const whole = parts.reduce((sum, part) => sum + part, 0);
  return [NAMES, ...parts.map((part) => ((100 - NAMES) * part) / whole)];
}

/** True when two limits are not the same limit; `8` and `8.0` are, `null` is one that nobody stated. */
export function limitsDiffer(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return a !== b;
  return compareDecimal(a, b) !== 0;
}

/** What a move does to the add-ons, by their place in `PlansView.addons`. */
export type AddonFate = 'kept' | 'gained' | 'lost' | 'choosable' | 'none';

/** `state` is the add-on's under the held plan; `offer` what the other plan says about it. */
export function addonFate(state: string, offer: string): AddonFate {
  const has = state === 'included' || state === 'subscribed';
  if (offer === 'included') return has ? 'kept' : 'gained';
  if (offer === 'allowed') return state === 'subscribed' ? 'kept' : 'choosable';
  return has ? 'lost' : 'none';
}
