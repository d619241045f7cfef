import { afterEach, describe, expect, it } from 'vitest';
import { display } from './display.svelte';
import * as format from './format';

afterEach(() => {
  display.language = 'en';
  display.buddhist = true;
});

describe('amounts', () => {
  it.each([
    ['1234.50', '1,234.50'],
    ['-1234.50', '\u22121,234.50'],
    ['0.00', '0.00'],
    ['12345678901234567890.12', '12,345,678,901,234,567,890.12'],
    ['0.000000000000001', '0.000000000000001'],
    ['18.00663861840', '18.00663861840'],
  ])('keeps every digit of %s', (text, shown) => {
    expect(format.decimal(text)).toBe(shown);
  });

  it('shows the unknown as a dash, never as zero', () => {
    expect(format.decimal(null)).toBe('—');
    expect(format.money(undefined)).toBe('—');
    expect(format.percent(null)).toBe('—');
  });

  it('gives changes their sign, but not zero', () => {
    expect(format.signed('739.13')).toBe('+739.13');
    expect(format.signed('-74.15')).toBe('\u221274.15');
    expect(format.signed('0.00')).toBe('0.00');
    expect(format.signedPercent('6.8')).toBe('+6.8%');
  });

  it('drops the empty end of a quantity, and only that', () => {
    expect(format.quantity('22261.384000')).toBe('22,261.384');
    expect(format.quantity('500.000')).toBe('500');
    expect(format.quantity('500')).toBe('500');
  });

  it('says the currency first in running text', () => {
    expect(format.money({ amount: '19601.37', currency: 'USD' })).toBe('USD\u00a019,601.37');
  });
});

describe('time', () => {
  it('reads instants in UTC', () => {
    expect(format.date('2026-03-19T23:59:59Z')).toBe('19 Mar 2026');
    expect(format.dateTime('2026-09-01T09:14:00Z')).toBe('1 Sep 09:14');
  });

  it('shows half-open periods by their last day', () => {
    expect(format.period('2026-03-01T00:00:00Z', '2026-04-01T00:00:00Z')).toBe('1–31 Mar 2026');
    expect(format.period('2026-03-31T00:00:00Z', '2026-04-30T00:00:00Z')).toBe('31 Mar – 29 Apr 2026');
    expect(format.period('2025-12-15T00:00:00Z', '2026-01-15T00:00:00Z')).toBe('15 Dec 2025 – 14 Jan 2026');
    expect(format.period('2026-03-05T00:00:00Z', '2026-03-06T00:00:00Z')).toBe('5 Mar 2026');
  });

  it('counts years of the Buddhist era in Thai, unless the person prefers not to', () => {
    display.language = 'th';
    expect(format.date('2026-03-19T00:00:00Z')).toBe('19 มี.ค. 2569');
    display.buddhist = false;
    expect(format.date('2026-03-19T00:00:00Z')).toBe('19 มี.ค. 2026');
  });
});

it('tells the same moment in the zone of choice, with its name, and nothing where that is UTC', () => {
  expect(format.zoned('2026-03-19T18:30:00Z')).toBeNull();
  display.zone = 'Asia/Bangkok';
  expect(format.zoned('2026-03-19T18:30:00Z')).toBe('20 Mar 01:30 Asia/Bangkok');
  expect(format.zoned(null)).toBeNull();
  display.date_style = 'iso';
  expect(format.zoned('2026-03-19T18:30:00Z')).toBe('03-20 01:30 Asia/Bangkok');
  expect(format.date('2026-03-19T18:30:00Z')).toBe('2026-03-19');
  display.date_style = 'numbers';
  expect(format.date('2026-03-19T18:30:00Z')).toBe('19/03/2026');
  display.date_style = 'words';
  display.zone = 'UTC';
});

it('a currency stands before its figure, a unit after it', () => {
  expect(format.measured('1234.5', 'USD')).toBe('USD\u00a01,234.5');
  expect(format.measured('1234.5', 'GB')).toBe('1,234.5 GB');
  expect(format.measured('3', '')).toBe('3');
});

it('writes an expiry as a card does', () => {
  expect(format.onCard('2026-04')).toBe('04/2026');
});

it('takes the sign of a figure, and nothing else', () => {
  expect(['-2.45', '+0.10', '1234.50'].map(format.unsigned)).toEqual(['2.45', '0.10', '1234.50']);
});
