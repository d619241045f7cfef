// The numbers on a page, and the numbers a command line told: both as plain decimal text, so that they can be compared.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { CLI } from './serve.mjs';

const run = promisify(execFile);

/** What `counterfoil-cli ... --json --book BOOK` prints. Commands that find something wrong print it as well and end with 1. */
export async function ask(book, ...words) {
  const options = { maxBuffer: 64 << 20 };
  const { stdout } = await run(CLI, [...words, '--json', '--book', book], options).catch((ended) => {
    if (ended.code === 1 && ended.stdout) return ended;
    throw new Error(`counterfoil-cli ${words.join(' ')}: ${ended.stderr || ended.message}`);
  });
  return JSON.parse(stdout);
}

/** What `counterfoil-cli ... --json` prints about a data folder. */
export async function askHome(home, ...words) {
  const { stdout } = await run(CLI, [...words, '--json'], { env: { ...process.env, COUNTERFOIL_HOME: home } });
  return JSON.parse(stdout);
}

const MONTHS = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|January|February|March|April|June|July|August|September|October|November|December';
/** What holds digits and is no figure: dates, times, names, keys. Taken out before figures are looked for. */
const NO_FIGURES = [
  /\b(\d{1,2}(–\d{1,2})? )?(\d{1,2} )?(MONTHS)( \d{4})?\b/g,
  /\b\d{4}-\d{2}(-\d{2})?(T\d{2}:\d{2}(:\d{2})?Z)?\b/g,
  /\b\d{1,2}:\d{2}(:\d{2})?\b/g,
  /\b\d{2}\/\d{2,4}\b/g,
  /\b(INV|CN|pm|req)[-_][\w-]+/g,
  /···· \d{4}/g,
  /\bSHA-256\b/g,
  // Where an axis is cut is a round number of the scale.
  /axis starts at [\d,.]+/g,
  /\b[0-9a-f]{4}( (… )?[0-9a-f]{4})+\b/g,
  /\b[0-9a-f]{8}-[0-9a-f-]{27}\b/g,
].map((pattern) => new RegExp(pattern.source.replace('MONTHS', MONTHS), 'g'));

const FIGURE = /(?<![\p{L}\d.,_-])[+\u2212-]?\d[\d,]*(\.\d+)?(?![\d\p{L}_]|,\d)/gu;

/** The figures in a text, as plain decimal text without a plus: `["-34.1", "12505.24"]`. `names` are texts that may hold digits. */
export function figuresIn(text, names = []) {
  let rest = text;
  for (const name of [...names].sort((a, b) => b.length - a.length)) rest = rest.replaceAll(name, ' ');
  rest = rest.replace(/\b([A-Z]{3})(?=[\d\u2212])/g, '$1 ');
  for (const pattern of NO_FIGURES) rest = rest.replace(pattern, ' ');
  return [...rest.matchAll(FIGURE)].map(([figure]) => plain(figure));
}

/** `+1,234.50` and `−1,234.5` as one would compare them: no plus, no commas, no zeros at the end. */
export function plain(figure) {
  const bare = figure.replaceAll(',', '').replace('+', '').replace('\u2212', '-');
  const [whole, fraction = ''] = bare.split('.');
  const digits = fraction.replace(/0+$/, '');
  const value = `${whole.replace(/^(-?)0+(?=\d)/, '$1')}${digits && `.${digits}`}`;
  return value === '-0' ? '0' : value;
}

/** Every figure in an answer of the command line: decimal texts, figures in sentences, counts; at any depth, and without their sign. */
export function figuresOf(answer, found = new Set()) {
  if (typeof answer === 'number' || (typeof answer === 'string' && /^-?\d+(\.\d+)?$/.test(answer))) {
    const value = plain(String(answer));
    found.add(value).add(value.replace(/^-/, ''));
  } else if (typeof answer === 'string') {
    for (const figure of figuresIn(answer)) found.add(figure).add(figure.replace(/^-/, ''));
  } else if (Array.isArray(answer)) {
    found.add(String(answer.length));
    for (const entry of answer) figuresOf(entry, found);
  } else if (answer && typeof answer === 'object') {
    for (const entry of Object.values(answer)) figuresOf(entry, found);
  }
  return found;
}

/** Runs a command that writes a file and gives its rows: objects by the heads of the CSV. */
export async function exported(book, file, ...words) {
  await run(CLI, ['export', ...words, '--format', 'csv', '-o', file, '--book', book]);
  const [head, ...lines] = (await readFile(file, 'utf8')).trim().split('\r\n').map((line) => line.split(','));
  return lines.map((cells) => Object.fromEntries(head.map((name, at) => [name, cells[at]])));
}

const SCALE = 10n ** 18n;

/** Decimal text as an integer of 10^-18: sums and shares are exact. */
export function scaled(text) {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d{1,18}))?$/.exec(text) ?? [];
  if (whole === undefined) throw new Error(`${text} is no decimal of at most 18 places`);
  const value = BigInt(whole) * SCALE + BigInt(fraction.padEnd(18, '0'));
  return sign ? -value : value;
}

/** The integer of 10^-18 as plain decimal text. */
export function unscaled(value) {
  const size = value < 0n ? -value : value;
  return plain(`${value < 0n ? '-' : ''}${size / SCALE}.${String(size % SCALE).padStart(18, '0')}`);
}

/** The exact sum of decimal texts. */
export const sum = (texts) => unscaled(texts.reduce((total, text) => total + scaled(text), 0n));

/** `part` of `whole` in percent, rounded half away from zero to one decimal. */
export function percent(part, whole) {
  const [top, bottom] = [scaled(part) * 1000n, scaled(whole)];
  if (bottom === 0n) return null;
  const negative = top < 0n !== bottom < 0n;
  const [a, b] = [top < 0n ? -top : top, bottom < 0n ? -bottom : bottom];
  const tenths = (a * 2n + b) / (b * 2n);
  return plain(`${negative ? '-' : ''}${tenths / 10n}.${tenths % 10n}`);
}
