import { render, screen, within } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import Headline from './Headline.svelte';
import Needs from './Needs.svelte';
import Payment from './Payment.svelte';
import type { ChargedMethod, Need, OverviewView, PaymentAndPlan } from '$api/bindings';

const differs = (amount: string, more = 0) => ({ kind: 'invoice_differs', invoice: 'INV-000022', difference: { amount, currency: 'USD' }, more }) as Need;
const overdue = (invoice: string) => ({ kind: 'invoice_overdue', invoice, days: 3, balance: { amount: '9.00', currency: 'USD' } }) as Need;
const visa = (expiry_state: string): ChargedMethod => ({ label: 'Visa ···· 4242', expiry: '2026-04', expiry_state });
const nobody: PaymentAndPlan = { next_charge: null, primary: null, secondary: null, plan: null, plan_price: null, asked: null };

it('tells which way an invoice differs without a sign', () => {
  render(Needs, { needs: [differs('-2.45'), differs('3.00'), differs('0.00')] });
  const [more, less, none] = screen.getAllByRole('listitem').map((item) => item.textContent);
  expect(more).toContain('Charges USD\u00a02.45 more than our rating');
  expect(less).toContain('Charges USD\u00a03.00 less than our rating');
  expect(none).toContain('its total does not');
  expect(screen.getAllByRole('link')[0]!.getAttribute('href')).toContain('invoices/INV-000022?part=rerate');
});

it('leads to the list where many invoices differ', () => {
  render(Needs, { needs: [differs('-2.45', 11)] });
  expect(screen.getByText('INV-000022 and 11 more do not reconcile')).toBeTruthy();
  expect(screen.getByRole('link').getAttribute('href')).toMatch(/invoices$/);
});

it('shows the worst five and counts the rest', async () => {
  render(Needs, { needs: Array.from({ length: 7 }, (_, index) => overdue(`INV-${index}`)) });
  expect(screen.getAllByRole('listitem')).toHaveLength(5);
  screen.getByRole('button', { name: 'Show 2 more' }).click();
  expect(await screen.findByText('INV-6 is 3 days overdue')).toBeTruthy();
  expect(screen.getAllByRole('listitem')).toHaveLength(7);
});

it('says until when the methods that are charged are good', () => {
  render(Payment, { payment: { ...nobody, primary: visa('soon'), secondary: { label: 'SEPA debit', expiry: null, expiry_state: null } } });
  const rows = screen.getAllByRole('row').map((row) => within(row).getAllByRole('cell').map((cell) => cell.textContent?.replace(/\s+/g, ' ').trim()).join(': '));
  expect(rows).toContain('Primary: Visa ···· 4242 04/2026');
  expect(rows).toContain('Secondary: SEPA debit');
});

it('says that nobody is charged only where something is to be charged', async () => {
  const charge = { at: '2026-03-31T00:00:00Z', invoice: 'INV-000024', amount: { amount: '5.00', currency: 'USD' }, overdue: false } as PaymentAndPlan['next_charge'];
  const { rerender } = render(Payment, { payment: nobody });
  expect(screen.queryByText('nobody is charged first')).toBeNull();
  await rerender({ payment: { ...nobody, next_charge: charge } });
  expect(screen.getByText('nobody is charged first')).toBeTruthy();
});

it('never says that there was no usage where only prices are missing', async () => {
  const month = { period: { start: '2026-03-01T00:00:00Z', end: '2026-04-01T00:00:00Z' }, data_as_of: '2026-03-19T09:00:00Z', running: true, unknown_hours: 0, month_to_date: null, change: null, change_percent: null, daily: [], invoiced: [], forecast: null, last_invoice: null, overdue_count: 0, overdue_total: null, ageing: [] };
  const { rerender } = render(Headline, { view: { ...month, metered: true } as unknown as OverviewView });
  expect(screen.queryByText('No usage in this month')).toBeNull();
  expect(screen.getAllByText('No price book, so no amount')).toHaveLength(2);
  await rerender({ view: { ...month, metered: false } as unknown as OverviewView });
  expect(screen.getAllByText('No usage in this month')).toHaveLength(2);
});
