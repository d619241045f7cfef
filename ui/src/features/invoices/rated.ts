// Our own rating set beside the lines of an invoice. The amounts come from Rust; here they only find their line.
import type { InvoiceLineView, MoneyText, RerateDifference } from '$api/bindings';

/** What a line comes to by the facts held now; no amount where a difference cannot be laid to one line. */
export interface Rated {
  amount: MoneyText | null;
  differs: boolean;
}

/** By line number. A line without a difference comes to what was billed. */
export function ratedLines(lines: readonly InvoiceLineView[], differences: readonly RerateDifference[]): Map<number, Rated> {
  return new Map(lines.map((line) => [line.line, rated(line, lines, differences)]));
}

function rated(line: InvoiceLineView, lines: readonly InvoiceLineView[], differences: readonly RerateDifference[]): Rated {
  const mine = differences.filter((difference) => difference.usage_type === line.usage_type);
  if (mine.length === 0) return { amount: line.amount, differs: false };
  const isAlone = mine.length === 1 && lines.filter((other) => other.usage_type === line.usage_type).length === 1;
  return { amount: isAlone ? (mine[0]?.rated ?? null) : null, differs: true };
}
