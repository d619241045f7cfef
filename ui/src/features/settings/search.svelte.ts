// What is looked for among the settings. Each row asks whether it is meant; a section without rows is not shown.

export const search = $state({ text: '' });

/** Whether any of these words has all of the words that were typed. */
export function isMeant(text: string, words: readonly (string | undefined)[]): boolean {
  const all = words.filter(Boolean).join(' ').toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
