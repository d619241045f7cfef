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
