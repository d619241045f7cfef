// What a move asks of the person, and what is sent for it. Rust checks it all again.
import type { AddonRow, PlanColumn, TransitionStart } from '$api/bindings';
import { addonFate } from './comparison';

export interface MoveForm {
  token: string;
  domain: string;
  address: string;
  note: string;
  /** Add-ons to take, by name. */
  take: string[];
  /** Add-ons to drop, by name. */
  drop: string[];
  when: When;
  /** `2026-04-15`, for a move on a day. */
  day: string;
}

/** When a move takes effect. */
export type When = 'now' | 'period_end' | 'day';

export type Step = 'details' | 'addons' | 'confirm';

/** Which field of the form answers which requirement of a plan. */
const FIELDS: Record<string, 'token' | 'domain' | 'address'> = { payment_token: 'token', domain: 'domain', contacts: 'address' };

/** Empty, and with the plan's own choice of when. */
export function emptyForm(plan?: Pick<PlanColumn, 'default_when'>): MoveForm {
  const when: When = plan?.default_when === 'period_end' ? 'period_end' : 'now';
  return { token: '', domain: '', address: '', note: '', take: [], drop: [], when, day: '' };
}

/** When, as Rust reads it; `null` while a day is still to be said. A day begins at midnight UTC. */
export function whenOf(form: Pick<MoveForm, 'when' | 'day'>): string | null {
  if (form.when !== 'day') return form.when;
  return form.day === '' ? null : `${form.day}T00:00:00Z`;
}

/** The fields to fill, in the plan's order. */
export function fieldsOf(plan: Pick<PlanColumn, 'required_fields'>): ('token' | 'domain' | 'address')[] {
  return plan.required_fields.flatMap((field) => FIELDS[field] ?? []);
}

/** Requirements that this console has no field for. */
export function unknownFields(plan: Pick<PlanColumn, 'required_fields'>): string[] {
  return plan.required_fields.filter((field) => !(field in FIELDS));
}

/** Only the steps in which there is something to do; the last one is always the question. */
export function stepsOf(plan: PlanColumn, addons: readonly AddonRow[]): Step[] {
  const asks = fieldsOf(plan).length > 0 || plan.method === 'support';
  const offers = choicesOf(plan, addons).length > 0;
  return [...(asks ? (['details'] as const) : []), ...(offers ? (['addons'] as const) : []), 'confirm'];
}

/** The add-ons about which there is a choice: to take one that is allowed, or to drop one that could be kept. */
export function choicesOf(plan: PlanColumn, addons: readonly AddonRow[]): AddonRow[] {
  return addons.filter((addon, index) => {
    const fate = addonFate(addon.state, plan.addons[index] ?? 'none');
    return fate === 'choosable' ? addon.subscribable : fate === 'kept' && addon.state === 'subscribed' && plan.addons[index] === 'allowed';
  });
}

export function isComplete(plan: PlanColumn, form: MoveForm): boolean {
  return fieldsOf(plan).every((field) => form[field].trim() !== '');
}

/** The request. A subscribed add-on that the plan does not know is dropped with the move. */
export function startOf(plan: PlanColumn, addons: readonly AddonRow[], form: MoveForm): TransitionStart {
  const asked = fieldsOf(plan);
  const value = (field: 'token' | 'domain' | 'address') => (asked.includes(field) ? form[field].trim() : null);
  const lost = addons.filter((addon, index) => addon.state === 'subscribed' && (plan.addons[index] ?? 'none') === 'none');
  return {
    new_plan: plan.name,
    payment_token: value('token'),
    domain: value('domain'),
    billing_address: value('address'),
    note: form.note.trim() || null,
    subscribe_addons: [...form.take],
    unsubscribe_addons: [...new Set([...form.drop, ...lost.map((addon) => addon.name)])],
    when: whenOf(form),
    typed_tenant: null,
    preview: null,
  };
}
