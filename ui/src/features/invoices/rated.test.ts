import { expect, it } from 'vitest';
import type { DecimalText, InvoiceLineView, MoneyText, RerateDifference } from '$api/bindings';
import { lessened, parted, ratedLines, ratedSum } from './rated';

const usd = (amount: string): MoneyText => ({ amount: amount as DecimalText, currency: 'USD' });

function lines(...named: [string, string][]): InvoiceLineView[] {
  const rest = { metric_label: '', quantity: null, unit: '', billable: null, unit_billable: '', unit_price: null, tiered: false, fixed: false, span_start: null, span_end: null };
  return named.map(([usage_type, amount], index) => ({ ...rest, line: index + 1, usage_type, amount: usd(amount) }));
}

function difference(usage_type: string, billed: string | null, rated: string | null): RerateDifference {
  return { usage_type, billed: billed === null ? null : usd(billed), rated: rated === null ? null : usd(rated), difference: usd('0'), causes: [] };
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

it('parts the sums from the lines they follow from', () => {
  const [line, discount, total] = [difference('A', '1.00', '0.90'), difference('discount', '0.10', '0.09'), difference('total', '0.90', '0.81')];
  expect(parted([line, discount, total])).toEqual({ lines: [line], sums: { discount, total } });
});

it.each([
  ['a discount keeps its minus', '-0.10', true, ['0.10', '0.09'], '-0.09'],
  ['a tax is as it is', '0.07', true, ['0.07', '0.06'], '0.06'],
  ['one of several taxes is not known', '0.07', false, ['0.07', '0.06'], undefined],
  ['without a difference it is what was billed', '-0.10', true, null, '-0.10'],
] as const)('%s', (_, billed, isAlone, sizes, amount) => {
  const found = sizes ? difference('discount', sizes[0], sizes[1]) : undefined;
  expect(ratedSum(usd(billed), isAlone, found)).toEqual({ amount: amount === undefined ? null : usd(amount), differs: sizes !== null });
});

it('tells the difference of a discount with the sign it has among what adds up', () => {
  const told = lessened({ ...difference('discount', '2127.16', '2126.91'), difference: usd('-0.25'), causes: [{ code: 'follows', amount: usd('-0.25'), hours: null, billed_version: null, rated_version: null }] });
  expect([told.billed, told.rated, told.difference, told.causes[0]?.amount].map((money) => money?.amount)).toEqual(['-2127.16', '-2126.91', '0.25', '0.25']);
  expect(lessened(difference('discount', '0.00', null))).toMatchObject({ billed: usd('0.00'), rated: null });
});
