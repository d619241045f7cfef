// How calendars show days: in the language of the window, in Thai with the Buddhist era where that is the choice.
import { BuddhistCalendar, GregorianCalendar, parseDate, toCalendar, type DateValue } from '@internationalized/date';
import { display } from './display.svelte';

const isBuddhist = () => display.language === 'th' && display.buddhist;

/** `2026-03-05` as calendars hold it. */
export function heldDay(day: string): DateValue {
  return isBuddhist() ? toCalendar(parseDate(day), new BuddhistCalendar()) : parseDate(day);
}

/** A day that a calendar holds as `2026-03-05`. */
export function writtenDay(day: DateValue): string {
  return toCalendar(day, new GregorianCalendar()).toString().slice(0, 10);
}

/** The locale that names months, weekdays and years. */
export function calendarLocale(): string {
  if (display.language === 'en') return 'en-GB';
  return isBuddhist() ? 'th-TH-u-ca-buddhist' : 'th-TH-u-ca-gregory';
}
