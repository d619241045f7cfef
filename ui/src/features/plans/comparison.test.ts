import { expect, it } from 'vitest';
import type { DecimalText, MoneyText, PlanColumn } from '$api/bindings';
import { addonFate, columnShares, comparedPlan, isMarked, limitsDiffer } from './comparison';

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

it('marks the looked at plan where it differs from the held one, and no other', () => {
  const plans = [free, teams, organization];
  const title = { label: 'Title', value: (of: PlanColumn) => of.title };
  const asked = { label: 'Price', value: () => '0.00', differs: (of: PlanColumn) => of.asked };
  expect(plans.map((of) => isMarked(title, of, plans, 'organization'))).toEqual([false, false, true]);
  expect(plans.map((of) => isMarked(asked, of, plans, 'free'))).toEqual([false, false, false]);
  expect(isMarked(title, free, [free, organization], 'free')).toBe(false);
});

it('gives a head with a tag more room, and fills the whole width', () => {
  const [names, plain, held, other] = columnShares([free, teams, enterprise]);
  expect(names).toBe(31);
  expect(plain).toBe(other);
  expect(held).toBeGreaterThan(plain ?? 0);
  expect((names ?? 0) + (plain ?? 0) + (held ?? 0) + (other ?? 0)).toBeCloseTo(100);
});
