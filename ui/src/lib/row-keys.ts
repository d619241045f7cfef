// Where a key leads among the rows of a table.

/** The row that a key leads to from `at`; `null` when the key is not for rows. `page` is how many rows a page has. */
export function rowStep(key: string, at: number, last: number, page: number): number | null {
  switch (key) {
    case 'ArrowDown':
    case 'j':
    case 'J':
      return Math.min(at + 1, last);
    case 'ArrowUp':
    case 'k':
    case 'K':
      return Math.max(at - 1, 0);
    case 'PageDown':
      return Math.min(at + page, last);
    case 'PageUp':
      return Math.max(at - page, 0);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
