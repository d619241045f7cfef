// Figures, dates and spans as a person reads them. Amounts arrive as decimal text and stay text: nothing here adds,
// rounds or turns them into a JavaScript number.
import { display } from './display.svelte';

/** An amount in the shape of the bindings: exact decimal text and its ISO 4217 code. */
export interface MoneyText {
  amount: string;
  currency: string;
}

export const UNKNOWN = '—';
const MINUS = '\u2212';
const DECIMAL = /^[+-]?\d+(\.\d+)?$/;

/** `-1234.50` → `−1,234.50`: grouped, every given decimal kept. Unknown is "—", never zero. */
export function decimal(text: string | null | undefined): string {
  if (text === null || text === undefined) return UNKNOWN;
  if (!DECIMAL.test(text)) return text;
  const decimals = text.split('.')[1]?.length ?? 0;
  // Given text, Intl formats exactly, whatever the number of digits.
  return numbers(decimals).format(text as Intl.StringNumericLiteral).replace('-', MINUS);
}

/** Like `decimal`, without zeros at the end of the fraction: for quantities and prices, never for money. */
export function quantity(text: string | null | undefined): string {
  return decimal(text && text.includes('.') ? text.replace(/\.?0+$/, '') : text);
}

/** A price of one unit: as many decimals as it has, but two where it has one, as money is read: `0.6` → `0.60`. */
export function price(text: string | null | undefined): string {
  return decimal(text && /\.\d$/.test(text) ? `${text}0` : text);
}

/** A change: always with its sign, except for zero. */
export function signed(text: string | null | undefined): string {
  const plain = decimal(text);
  return text && DECIMAL.test(text) && signOf(text) > 0 && !plain.startsWith('+') ? `+${plain}` : plain;
}

/** The size of a figure, as text: for where a word says which way it goes. */
export function unsigned(text: string): string {
  return text.replace(/^[+-]/, '');
}

/** A percentage that Rust has worked out; `signed` for changes. */
export function percent(text: string | null | undefined): string {
  return text === null || text === undefined ? UNKNOWN : `${decimal(text)}%`;
}

export function signedPercent(text: string | null | undefined): string {
  return text === null || text === undefined ? UNKNOWN : `${signed(text)}%`;
}

/** In running text the currency comes first: `USD 1,234.50`. */
export function money(value: MoneyText | null | undefined): string {
  return value ? `${value.currency}\u00a0${decimal(value.amount)}` : UNKNOWN;
}

/** A value with what it is in: a currency stands before it, a unit after it. */
export function measured(text: string, unit: string): string {
  return /^[A-Z]{3}$/.test(unit) ? `${unit}\u00a0${decimal(text)}` : `${decimal(text)} ${unit}`.trim();
}

/** -1, 0 or 1 of a decimal text, read off its digits. */
export function signOf(text: string): -1 | 0 | 1 {
  if (!/[1-9]/.test(text)) return 0;
  return text.startsWith('-') ? -1 : 1;
}

/** Whole things that JavaScript counted itself (rows, items). */
export function count(whole: number): string {
  return numbers(0).format(whole);
}

/** `19 Mar 2026`, in Thai `19 มี.ค. 2569` (Buddhist era by choice); by choice `19/03/2026` or `2026-03-19`. In UTC. */
export function date(instant: string | null | undefined): string {
  const day = instant && new Date(instant);
  if (!day) return UNKNOWN;
  if (display.date_style === 'iso') return day.toISOString().slice(0, 10);
  return display.date_style === 'numbers' ? `${inNumbers(day)}/${year(day)}` : `${day.getUTCDate()} ${month(day)} ${year(day)}`;
}

/** `19 Mar`, for lists in which the year is plain. */
export function shortDate(instant: string | null | undefined): string {
  const day = instant && new Date(instant);
  if (!day) return UNKNOWN;
  if (display.date_style === 'iso') return day.toISOString().slice(5, 10);
  return display.date_style === 'numbers' ? inNumbers(day) : `${day.getUTCDate()} ${month(day)}`;
}

/** `Mar 2026`. */
export function monthYear(instant: string): string {
  const day = new Date(instant);
  return `${month(day)} ${year(day)}`;
}

/** `Mar`, or `Mar 26` with the year's last two digits: for the months of an axis. */
export function monthShort(instant: string, withYear: boolean): string {
  const day = new Date(instant);
  return withYear ? `${month(day)} ${String(year(day)).slice(-2)}` : month(day);
}

/** `March`, for headings. */
export function monthName(instant: string): string {
  return months('long').format(new Date(instant));
}

/** `09:14`; whoever shows it says the zone beside it. */
export function time(instant: string | null | undefined): string {
  return instant ? new Date(instant).toISOString().slice(11, 16) : UNKNOWN;
}

/** `19 Mar 09:14`. */
export function dateTime(instant: string | null | undefined): string {
  return instant ? `${shortDate(instant)} ${time(instant)}` : UNKNOWN;
}

/** `19 Mar 16:14` in the zone of choice, with its name; `null` when that is UTC, which is told anyway. */
export function zoned(instant: string | null | undefined): string | null {
  if (!instant || display.zone === 'UTC') return null;
  const shape = { timeZone: display.zone, day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', year: 'numeric' } as const;
  const parts = new Map(new Intl.DateTimeFormat('en-GB', shape).formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  // The same day in UTC is written as every other day is.
  const day = shortDate(`${part('year')}-${part('month')}-${part('day')}T00:00:00Z`);
  return `${day} ${part('hour')}:${part('minute')} ${display.zone}`;
}

/** A half-open period as its first and last day: `1–31 Mar 2026`. */
export function period(start: string, end: string): string {
  const first = new Date(start);
  const last = new Date(new Date(end).getTime() - 1);
  if (display.date_style !== 'words') return date(start) === date(last.toISOString()) ? date(start) : `${date(start)} – ${date(last.toISOString())}`;
  if (year(first) !== year(last)) return `${date(start)} – ${date(last.toISOString())}`;
  if (first.getUTCMonth() !== last.getUTCMonth()) return `${shortDate(start)} – ${date(last.toISOString())}`;
  if (first.getUTCDate() === last.getUTCDate()) return date(start);
  return `${first.getUTCDate()}–${date(last.toISOString())}`;
}

// Making a formatter costs far more than using it, and a screen has hundreds of figures: each is made once.
const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function once<F extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => F): F {
  const known = made.get(key);
  if (known) return known as F;
  const formatter = make();
  made.set(key, formatter);
  return formatter;
}

function numbers(decimals: number): Intl.NumberFormat {
  return once(`number ${decimals}`, () => new Intl.NumberFormat('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals }));
}

function months(length: 'long' | 'short'): Intl.DateTimeFormat {
  const locale = display.language === 'th' ? 'th-TH' : 'en-US';
  return once(`month ${length} ${locale}`, () => new Intl.DateTimeFormat(locale, { month: length, timeZone: 'UTC' }));
}

function month(day: Date): string {
  return months('short').format(day);
}

/** `19/03`. */
function inNumbers(day: Date): string {
  const iso = day.toISOString();
  return `${iso.slice(8, 10)}/${iso.slice(5, 7)}`;
}

function year(day: Date): number {
  return day.getUTCFullYear() + (display.language === 'th' && display.buddhist ? 543 : 0);
}

/** `04/2026` of `2026-04`, as it stands on a card. */
export function onCard(expiry: string): string {
  return expiry.replace(/^(\d{4})-(\d{2})$/, '$2/$1');
}
