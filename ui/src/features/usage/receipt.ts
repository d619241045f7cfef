// From an amount of the usage table to its receipt: the line of that month's invoice that says the same.
import type { MoneyText } from '$api/bindings';
import { call } from '$api/client';
import { go } from '$lib/route.svelte';
import { monthRange } from '$lib/month';

/** Opens the receipt of a usage type in a month; answers what that line says, `null` when no invoice of ours has one. */
export async function openReceipt(month: string, usageType: string): Promise<MoneyText | null> {
  const { rows } = await call('invoices_view', { tab: 'all', search: '' });
  const start = monthRange(month).from;
  // The one that holds: a cancelled invoice of the month says nothing any more.
  const invoice = rows.find((row) => row.period.start === start && row.status !== 'cancelled');
  if (!invoice) return null;
  const { lines } = await call('invoice_detail', { name: invoice.name });
  const line = lines.find((one) => one.usage_type === usageType && !one.fixed);
  if (!line) return null;
  go('invoices', invoice.name, { receipt: `${line.line}` });
  return line.amount;
}
