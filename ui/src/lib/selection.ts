// Which rows are selected, and what Space, Shift and the head's box do to it. Pure: keys in, keys out.

export interface Selection {
  keys: ReadonlySet<string>;
  /** Where a range starts: the row that was selected last without Shift. */
  anchor: string | null;
}

export const NOTHING_SELECTED: Selection = { keys: new Set(), anchor: null };

/** Selects a row, or takes it out. */
export function toggled({ keys }: Selection, key: string): Selection {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return { keys: next, anchor: key };
}

/** Selects from the anchor to a row; without an anchor that row alone. `order` is how the rows stand. */
export function extended({ keys, anchor }: Selection, order: readonly string[], key: string): Selection {
  const [from, to] = [order.indexOf(anchor ?? key), order.indexOf(key)];
  if (from < 0 || to < 0) return { keys: new Set(keys).add(key), anchor: key };
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { keys: new Set([...keys, ...range]), anchor: anchor ?? key };
}

/** All rows, or none when all are selected. */
export function allOrNone({ keys }: Selection, order: readonly string[]): Selection {
  return order.every((key) => keys.has(key)) ? NOTHING_SELECTED : { keys: new Set(order), anchor: null };
}

/** The selection without rows that are gone. */
export function within(selection: Selection, order: readonly string[]): Selection {
  const left = order.filter((key) => selection.keys.has(key));
  return left.length === selection.keys.size ? selection : { ...selection, keys: new Set(left) };
}
