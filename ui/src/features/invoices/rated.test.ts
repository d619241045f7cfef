import { expect, it } from 'vitest';
import type { DecimalText, InvoiceLineView, MoneyText, RerateDifference } from '$api/bindings';
import { ratedLines } from './rated';

const usd = (amount: string): MoneyText => ({ amount: amount as DecimalText, currency: 'USD' });

function lines(...named: [string, string][]): InvoiceLineView[] {
  const rest = { metric_label: '', quantity: null, unit: '', billable: null, unit_billable: '', unit_price: null, tiered: false, fixed: false };
  return named.map(([usage_type, amount], index) => ({ ...rest, line: index + 1, usage_type, amount: usd(amount) }));
}

function difference(usage_type: string, billed: string | null, rated: string | null): RerateDifference {
  return { usage_type, billed: billed === null ? null : usd(billed), rated: rated === null ? null : usd(rated), difference: usd('0'), cause: '' };
}

it('gives a line without a difference what was billed', () => {
  const rated = ratedLines(lines(['A', '1.00'], ['B', '2.00']), [difference('B', '2.00', '1.90')]);
  expect(rated.get(1)).toEqual({ amount: usd('1.00'), differs: false });
  expect(rated.get(2)).toEqual({ amount: usd('1.90'), differs: true });
});

it('knows no amount for a line that has no facts any more', () => {
  expect(ratedLines(lines(['A', '1.00']), [difference('A', '1.00', null)]).get(1)).toEqual({ amount: null, differs: true });
});

it('lays a difference to no line when two lines share its name', () => {
  const rated = ratedLines(lines(['A', '1.00'], ['A', '2.00']), [difference('A', '3.00', '2.90')]);
  expect([...rated.values()]).toEqual([
    { amount: null, differs: true },
    { amount: null, differs: true },
  ]);
});
