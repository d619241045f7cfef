// Exact comparison of decimal texts, for sorting rows on screen. Comparison only: sums and differences belong to Rust.

interface Parts {
  negative: boolean;
  whole: string;
  fraction: string;
}

/** Negative, zero or positive as `a` is less than, equal to or greater than `b`; exact for any number of digits. */
export function compareDecimal(a: string, b: string): number {
  const left = parts(a);
  const right = parts(b);
  if (left.negative !== right.negative) return left.negative ? -1 : 1;
  return left.negative ? -compareSize(left, right) : compareSize(left, right);
}

function parts(text: string): Parts {
  const [whole = '', fraction = ''] = text.replace(/^[+-]/, '').split('.');
  const digits = { whole: whole.replace(/^0+/, ''), fraction: fraction.replace(/0+$/, '') };
  // Minus zero is zero.
  return { ...digits, negative: text.startsWith('-') && digits.whole + digits.fraction !== '' };
}

function compareSize(a: Parts, b: Parts): number {
  return a.whole.length - b.whole.length || order(a.whole, b.whole) || order(a.fraction, b.fraction);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
