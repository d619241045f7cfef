import { expect, it } from 'vitest';
import type { DecimalText, MoneyText, PlanColumn } from '$api/bindings';
import { addonFate, comparedPlan, limitsDiffer } from './comparison';

function plan(name: string, extra: Partial<PlanColumn> = {}): PlanColumn {
  const flat_price: MoneyText = { amount: '0.00' as DecimalText, currency: 'USD' };
  const terms = { renewal_unit: 'month', trial: 0, trial_unit: 'day', billing_disabled: false, method: 'wizard', required_fields: [], needs_approval: false };
  return { name, title: name, subtitle: '', current: false, asked: false, flat_price, addons: [], quotas: [], direction: null, default_when: 'now', ...terms, ...extra };
}

const free = plan('free');
const teams = plan('teams', { current: true });
const organization = plan('organization', { asked: true });
const enterprise = plan('enterprise');

it.each([
  ['the chosen one', [free, teams, organization], 'free', 'free'],
  ['never the held one', [free, teams, enterprise], 'teams', 'enterprise'],
  ['the asked one', [free, teams, enterprise, organization], undefined, 'organization'],
  ['the next one up', [free, teams, enterprise], undefined, 'enterprise'],
  ['any other one below', [free, teams], undefined, 'free'],
  ['none when there is no other', [teams], undefined, undefined],
])('compares with %s', (_, plans, chosen, name) => {
  expect(comparedPlan(plans, chosen)?.name).toBe(name);
});

it.each([
  ['8', '8.0', false],
  ['8', '8.5', true],
  ['-1', '500', true],
  [null, null, false],
  [null, '0', true],
])('limits %s and %s differ: %s', (a, b, differ) => {
  expect(limitsDiffer(a, b)).toBe(differ);
});

it.each([
  ['included', 'included', 'kept'],
  ['subscribed', 'included', 'kept'],
  ['available', 'included', 'gained'],
  ['subscribed', 'allowed', 'kept'],
  ['included', 'allowed', 'choosable'],
  ['not_allowed', 'allowed', 'choosable'],
  ['subscribed', 'none', 'lost'],
  ['included', 'none', 'lost'],
  ['available', 'none', 'none'],
])('an add-on that is %s and then %s is %s', (state, offer, fate) => {
  expect(addonFate(state, offer)).toBe(fate);
});
