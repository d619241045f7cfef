// Our own rating set beside the figures of an invoice. The amounts come from Rust; here they only find their place.
import type { DecimalText, InvoiceLineView, MoneyText, RerateDifference } from '$api/bindings';

/** What a figure comes to by the facts held now; no amount where a difference cannot be laid to one place. */
export interface Rated {
  amount: MoneyText | null;
  differs: boolean;
}

/** Differences of the sums below the lines, by the names that Rust gives them. */
const SUMS = ['subtotal', 'discount', 'tax', 'total'] as const;
export type Sum = (typeof SUMS)[number];

export interface Differences {
  lines: RerateDifference[];
  sums: Partial<Record<Sum, RerateDifference>>;
}

/** Parts the differences of lines from those of the sums that follow from them. */
export function parted(differences: readonly RerateDifference[]): Differences {
  const sums: Differences['sums'] = {};
  for (const difference of differences) {
    const sum = SUMS.find((name) => name === difference.usage_type);
    if (sum) sums[sum] = difference;
  }
  return { lines: differences.filter((difference) => !SUMS.some((name) => name === difference.usage_type)), sums };
}

/** The difference of a discount as it stands among what adds up to the total: with its minus. Rust gives its size. */
export function lessened(of: RerateDifference): RerateDifference {
  const turned = ({ amount, currency }: MoneyText): MoneyText => ({ amount: negated(amount) as DecimalText, currency });
  return {
    ...of,
    billed: of.billed && turned(of.billed),
    rated: of.rated && turned(of.rated),
    difference: turned(of.difference),
    causes: of.causes.map((cause) => ({ ...cause, amount: turned(cause.amount) })),
  };
}

/** By line number. A line without a difference comes to what was billed. */
export function ratedLines(lines: readonly InvoiceLineView[], differences: readonly RerateDifference[]): Map<number, Rated> {
  return new Map(lines.map((line) => [line.line, rated(line, lines, differences)]));
}

/** What a discount or a tax comes to; the difference is of their sum, so it is laid only to one that stands alone. */
export function ratedSum(billed: MoneyText, isAlone: boolean, difference: RerateDifference | undefined): Rated {
  if (!difference) return { amount: billed, differs: false };
  const size = isAlone ? difference.rated : null;
  // Rust gives the size of a discount; on the invoice it stands with its minus.
  return { amount: size && billed.amount.startsWith('-') ? negative(size) : size, differs: true };
}

/** The other sign; no digit changes. */
function negated(amount: string): string {
  if (/^[0.]*$/.test(amount)) return amount;
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}

function negative({ amount, currency }: MoneyText): MoneyText {
  return { amount: (amount.startsWith('-') ? amount : `-${amount}`) as DecimalText, currency };
}

function rated(line: InvoiceLineView, lines: readonly InvoiceLineView[], differences: readonly RerateDifference[]): Rated {
  const mine = differences.filter((difference) => difference.usage_type === line.usage_type);
  if (mine.length === 0) return { amount: line.amount, differs: false };
  const isAlone = mine.length === 1 && lines.filter((other) => other.usage_type === line.usage_type).length === 1;
  return { amount: isAlone ? (mine[0]?.rated ?? null) : null, differs: true };
}
