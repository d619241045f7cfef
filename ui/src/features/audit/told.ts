// What a line of the trail says to a person: the change in short, and what differs between two states.

export interface Part {
  text: string;
  /** `same` in both states, `gone` only before, `added` only after. */
  how: 'same' | 'gone' | 'added';
}

/** The parts of two states as they are told: lists are told apart entry by entry, other words as a whole. */
export function parts(before: string | null, after: string | null): { before: Part[]; after: Part[] } {
  const [old, now] = [split(before), split(after)];
  return {
    before: old.map((text) => ({ text, how: now.includes(text) ? 'same' : 'gone' })),
    after: now.map((text) => ({ text, how: old.includes(text) ? 'same' : 'added' })),
  };
}

function split(state: string | null): string[] {
  return state === null ? [] : state.split(/, |\n/).filter(Boolean);
}

const SHORT = 90;

/** A state as a cell shows it; the whole of it stands beside the table. */
export function short(state: string): string {
  const line = state.replace(/\s+/g, ' ');
  return line.length > SHORT ? `${line.slice(0, SHORT - 1)}…` : line;
}
