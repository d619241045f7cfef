// Rows that stay in Rust and come in windows: which of them a scrolled table shows, and what has arrived of them.

/** Rows that Rust keeps in their order. */
export interface RowSource<Row> {
  /** Names the question; another one forgets what has arrived. */
  question: string;
  /** Rows in all. */
  count: number;
  /** Rows from a place on, at most that many. */
  fetch: (from: number, count: number) => Promise<readonly Row[]>;
}

export interface Span {
  /** First row. */
  from: number;
  /** First row after. */
  to: number;
}

export const WINDOW = 250;
const WINDOWS_KEPT = 40;
/** Rows drawn beyond each edge, so that a step of the wheel meets rows. */
const BEYOND = 30;

/** The rows on screen, and some beyond: `above` is how much of the table lies over the edge of what scrolls, px. */
export function spanShown(above: number, height: number, row: number, count: number): Span {
  const first = Math.floor(above / row) - BEYOND;
  const from = Math.min(Math.max(0, first), Math.max(0, count - 1));
  return { from, to: Math.min(count, Math.max(from, Math.ceil((above + height) / row) + BEYOND)) };
}

/** The windows that a span touches, and the one after it: who scrolls goes on. */
export function windowsOf({ from, to }: Span, count: number): number[] {
  const last = Math.min(Math.floor(Math.max(from, to - 1) / WINDOW) + 1, Math.floor(Math.max(0, count - 1) / WINDOW));
  const first = Math.floor(from / WINDOW);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** What has arrived of a source. */
export class RowWindows<Row> {
  #question = '';
  /** Newest use last. */
  #asked: number[] = [];
  #arrived: Record<number, readonly Row[]> = $state.raw({});
  failure: unknown = $state.raw(null);

  /** The row at a place, once it is there. */
  at(index: number): Row | undefined {
    return this.#arrived[Math.floor(index / WINDOW)]?.[index % WINDOW];
  }

  /** Asks for what a span needs and is not there yet. */
  need(source: RowSource<Row>, span: Span): void {
    if (source.question !== this.#question) {
      this.#question = source.question;
      this.#asked = [];
      this.#arrived = {};
      this.failure = null;
    }
    for (const window of windowsOf(span, source.count)) {
      const known = this.#asked.indexOf(window);
      if (known >= 0) this.#asked.splice(known, 1);
      this.#asked.push(window);
      if (known < 0) void this.#fetch(source, window);
    }
    this.#forgetOldest();
  }

  /** Asks again for what failed. */
  retry(source: RowSource<Row>, span: Span): void {
    this.failure = null;
    this.#asked = this.#asked.filter((window) => this.#arrived[window]);
    this.need(source, span);
  }

  async #fetch(source: RowSource<Row>, window: number): Promise<void> {
    try {
      const rows = await source.fetch(window * WINDOW, WINDOW);
      // What was scrolled past meanwhile is not kept.
      if (source.question === this.#question && this.#asked.includes(window)) this.#arrived = { ...this.#arrived, [window]: rows };
    } catch (thrown) {
      if (source.question !== this.#question) return;
      this.#asked = this.#asked.filter((one) => one !== window);
      this.failure = thrown;
    }
  }

  #forgetOldest(): void {
    const gone = this.#asked.splice(0, Math.max(0, this.#asked.length - WINDOWS_KEPT));
    if (gone.length === 0) return;
    const left = { ...this.#arrived };
    gone.forEach((window) => delete left[window]);
    this.#arrived = left;
  }
}
