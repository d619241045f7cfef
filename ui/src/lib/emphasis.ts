// A sentence with its figures set apart, so that the eye finds them first.

export interface Piece {
  text: string;
  strong: boolean;
}

/** Parts a sentence at the figures that stand in it: each once, where it stands first. */
export function pieces(sentence: string, figures: readonly string[]): Piece[] {
  const found = figures
    .filter((figure) => figure !== '')
    .map((figure) => ({ at: sentence.indexOf(figure), figure }))
    .filter(({ at }) => at >= 0)
    .toSorted((a, b) => a.at - b.at);
  const parts: Piece[] = [];
  let from = 0;
  for (const { at, figure } of found) {
    // One that stands inside another is set apart with it.
    if (at < from) continue;
    parts.push({ text: sentence.slice(from, at), strong: false }, { text: figure, strong: true });
    from = at + figure.length;
  }
  parts.push({ text: sentence.slice(from), strong: false });
  return parts.filter(({ text }) => text !== '');
}
