// Whole numbers that a person types: counts and minutes, never amounts.

/** `14` as 14; `null` for anything that is not a whole number of at most six digits. */
export function whole(text: string): number | null {
  return /^\d{1,6}$/.test(text.trim()) ? parseInt(text, 10) : null;
}
