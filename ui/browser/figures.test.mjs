// Every number on every screen of the demo is one that `counterfoil-cli` prints for the same question, or an exact sum,
// difference or share of such numbers that is taken here once more.
import assert from 'node:assert/strict';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ask, askHome, exported, figuresIn, figuresOf, percent, plain, scaled, sum, unscaled } from './numbers.mjs';
import { withConsole } from './story.mjs';

/** What usage is asked for by its grain when the address says no more, and what it is compared with: up to where usage ends. */
const RANGES = [
  ['month', ['2025-04', '2026-04'], ['2024-04', '2025-03-19T09:00:00Z']],
  ['day', ['2026-03', '2026-04'], ['2026-02', '2026-02-19T09:00:00Z']],
  ['hour', ['2026-03-19', '2026-03-20'], ['2026-02-19', '2026-02-19T09:00:00Z']],
];

describe('every number of the demo is the one of the command line', () => {
  const desk = withConsole();
  const book = () => join(desk.served.home, 'accounts', 'demo');

  const cli = (...words) => ask(book(), ...words);

  /** Opens a screen and holds every figure in its text against what is known. */
  async function walk(place, known, names = []) {
    const { page, close } = await desk.open(place);
    await page.waitForFunction(() => !document.querySelector('[role=application]:not(:has(svg))'));
    const text = await page.evaluate(() => {
      // Axes are drawn for the eye: round numbers of the scale, not figures of the account.
      document.querySelectorAll('main svg, main kbd, main .vh, main .tick').forEach((node) => node.remove());
      return document.querySelector('main').innerText;
    });
    const figures = figuresIn(text, names);
    const strange = figures.filter((figure) => !known.has(figure));
    assert.deepEqual(strange, [], `figures that the command line does not know on ${place}\n${text}`);
    assert.ok(figures.length > 0, `${place} shows no figure at all`);
    await close();
    return { figures, text };
  }

  /** The known figures of answers, and those that are told beside them. */
  const known = (answers, ...more) => {
    const found = figuresOf(answers);
    for (const figure of more.flat(2).map((one) => one && String(one))) if (figure) found.add(plain(figure)).add(plain(figure).replace(/^-/, ''));
    return found;
  };

  const names = (rows, ...fields) => [...new Set(rows.flatMap((row) => fields.map((field) => row[field]).filter(Boolean)))];

  it('overview', async () => {
    const [rated, month, invoices, quotas, methods, plans] = await Promise.all([
      cli('invoices', 'rerate'),
      cli('report', 'month'),
      cli('invoices', 'list'),
      cli('quotas', 'list'),
      cli('payment-methods', 'list'),
      cli('plans', 'list'),
    ]);
    const overdue = invoices.rows.filter((row) => row.status === 'overdue');
    const { text, figures } = await walk(
      'overview',
      known([month, invoices.rows, quotas.rows, methods, plans], shares(quotas.rows), overdue.length, sum(overdue.map((row) => row.balance)), aged(overdue), differences(rated), WORDS),
      names([...month.rows], 'usage_type'),
    );
    assert.ok(figures.includes(plain(month.totals.amount)) && figures.includes(plain(month.totals.forecast)), text);
    assert.ok(figures.includes(plain(sum(overdue.map((row) => row.balance)))), text);
  });

  for (const [grain, now, before] of RANGES) {
    it(`usage by ${grain}`, async () => {
      const range = (from, to) => ['--from', from, '--to', to];
      const [amounts, earlier, steps, held] = await Promise.all([
        cli('report', 'amounts', ...range(...now)),
        cli('report', 'amounts', ...range(...before)),
        cli('report', 'amounts', '--step', grain, ...range(...now)),
        hours('2026-03', '2026-04'),
      ]);
      const moves = [...amounts.rows.map((row) => [row.amount, amountOf(earlier, row.usage_type)]), [amounts.totals.amount, earlier.totals.amount]];
      const { figures } = await walk(
        `usage?grain=${grain}`,
        known([amounts, earlier, steps], held, await hours(...now), moves.flatMap(moved), byBucket(steps, grain), WORDS),
        names(amounts.rows, 'usage_type', 'unit_billable'),
      );
      for (const row of amounts.rows) assert.ok(figures.includes(plain(row.amount)), row.usage_type);
    });
  }

  /** A usage type that is priced in tiers: its price differs from day to day. */
  const TIERED = 'CE - Data Transfer to RE - Bytes';

  for (const measure of ['billable', 'unit_price', 'quantity']) {
    it(`usage of one type, its ${measure}`, async () => {
      // A month in which the second tier is reached.
      const [from, to] = ['2026-02', '2026-03'];
      const [amounts, earlier, steps, quantities] = await Promise.all([
        cli('report', 'amounts', '--from', from, '--to', to),
        cli('report', 'amounts', '--from', '2026-01', '--to', from),
        cli('report', 'amounts', '--step', 'day', '--from', from, '--to', to),
        cli('report', 'daily-by-metric', '--from', from, '--to', to, '--usage-type', TIERED),
      ]);
      const row = amounts.rows.find((one) => one.usage_type === TIERED);
      const days = { rows: steps.rows.filter((one) => one.metric_label === row.metric_label) };
      const { figures } = await walk(
        `usage?month=${from}&measure=${measure}&usage_type=${encodeURIComponent(TIERED)}`,
        known([row, days, quantities], await hours(from, to), moved([row.amount, amountOf(earlier, TIERED)]), byBucket(days, 'day'), WORDS),
        names([row], 'usage_type', 'unit_billable'),
      );
      const field = { billable: 'quantity_billable', unit_price: 'effective_price', quantity: 'quantity' }[measure];
      assert.ok(figures.includes(plain(row[field])), `${measure}: ${row[field]}`);
      // The sentence under the chart tells of the steps.
      const told = (measure === 'quantity' ? quantities : days).rows.map((day) => day[field]).filter(Boolean);
      assert.ok(told.some((figure) => plain(figure) !== plain(row[field]) && figures.includes(plain(figure))), told.join());
    });
  }

  /** Hours of a range that any series has a fact of, those there should be by now, and those that are missing. */
  async function hours(from, to) {
    const rows = await exported(book(), join(desk.served.home, 'hours.csv'), 'usage-hours', '--from', from, '--to', to);
    const held = new Set(rows.map((row) => row.hour)).size;
    const all = (Math.min(Date.parse(to), Date.parse(`${TODAY}T09:00:00Z`)) - Date.parse(from)) / 3_600_000;
    return [held, all, all - held].map(String);
  }

  it('quotas', async () => {
    const quotas = await cli('quotas', 'list');
    const { figures } = await walk('quotas', known([quotas], shares(quotas.rows), counts(quotas.rows, 'state'), counts(quotas.rows, 'family'), WORDS));
    for (const row of quotas.rows.filter((row) => /^\d/.test(row.used ?? ''))) assert.ok(figures.includes(plain(row.used)), row.kind);
  });

  it('invoices, each of them, and their sums', async () => {
    const [{ rows }, rated, prices] = await Promise.all([cli('invoices', 'list'), cli('invoices', 'rerate'), cli('prices', 'show')]);
    const sums = [rows, ...Object.values(grouped(rows, 'status'))].flatMap((some) => ['total', 'balance'].map((field) => sum(some.map((row) => row[field]))));
    await walk('invoices', known([rows], sums, counts(rows, 'status'), differences(rated), days(rows), WORDS));
    for (const row of rows) {
      const shown = await cli('invoices', 'show', row.number);
      const rerated = { rows: rated.rows.filter((one) => one.invoice === row.number) };
      const known_ = known([shown, rerated, rows, prices], `-${shown.discount}`, differences(rerated), ourSubtotal(shown, rerated), WORDS, days([row]));
      const { figures } = await walk(`invoices/${row.number}`, known_, names(shown.lines, 'usage_type', 'unit_billable'));
      assert.ok(figures.includes(plain(shown.total)), row.number);
    }
  });

  it('payment methods', async () => {
    const methods = await cli('payment-methods', 'list');
    await walk('payment-methods', known([methods], WORDS), names(methods.rows, 'label', 'added_by'));
  });

  it('plans', async () => {
    const plans = await cli('plans', 'list');
    const histories = await Promise.all(plans.rows.filter((row) => !row.current).map((row) => cli('what-if', '--plan', row.plan)));
    const billed = (await cli('invoices', 'list')).rows.filter((row) => row.number.startsWith('INV-'));
    const prices = await cli('prices', 'list');
    const book_ = await cli('prices', 'show');
    await walk('plans', known([plans, histories, prices, book_], kindsOf(plans.rows), billed.length, WORDS));
  });

  it('accounts: how many, and what each takes on the disk', async () => {
    const { home } = desk.served;
    const accounts = await askHome(home, 'accounts', 'list');
    const { text, figures } = await walk('accounts', known([accounts.totals.accounts], WORDS, ...(await sizes(accounts.rows))), names(accounts.rows, 'name', 'folder').concat(home));
    assert.ok(text.includes(`${accounts.totals.accounts} account`), text);
    assert.ok(figures.length > accounts.rows.length, 'no size is shown');
  });

  it('settings: those of the documents as the last invoice was made, the others as the data folder keeps them', async () => {
    const { home } = desk.served;
    const list = (await cli('invoices', 'list')).rows.filter((row) => row.issued_at);
    const last = await cli('invoices', 'show', list[0].number);
    const taxed = unscaled(scaled(last.subtotal) - scaled(last.discount));
    await desk.story('settings', async (page) => {
      // Whatever is changed writes the whole file.
      await page.getByRole('radio', { name: 'Comfortable' }).click();
      const kept = await written(join(home, 'console.json'));
      const shown = (label) => page.getByLabel(label, { exact: true }).inputValue();
      const days = (Date.parse(last.due_at.slice(0, 10)) - Date.parse(last.issued_at.slice(0, 10))) / 86_400_000;
      assert.deepEqual(
        { rate: plain(await shown('Rate, percent')), days: await shown('Days to pay in'), keep: await shown('Keep'), near: await shown('Near from, percent'), full: await shown('Full from, percent') },
        { rate: plain(percent(last.tax, taxed)), days: String(days), keep: `${kept.backup.keep}`, near: `${kept.thresholds.near}`, full: `${kept.thresholds.full}` },
      );
      await page.getByRole('radio', { name: 'Compact' }).click();
    });
    // Beside them stand the choices of the cover in minutes, the hours of a clock, and no copy yet.
    await walk('settings', known([], ['0'], ['1', '5', '15', '60', '24']), [home, '19/03/2026']);
  });

  it('audit', async () => {
    const trail = await cli('audit', 'list');
    const { figures } = await walk('audit', known([trail], WORDS));
    assert.ok(figures.includes(String(trail.rows.length)));
    const sheet = await exported(book(), join(desk.served.home, 'trail.csv'), 'audit');
    assert.deepEqual(sheet.map((row) => row.line), trail.rows.map((row) => String(row.line)));
  });
});

/** Ages of what is overdue, and for how long a warning is given: figures of the words, not of the account. */
const WORDS = ['0', '30', '31', '60', '61', '90', '7', '80', '100', '1', '2'];
/** How many kinds any plan limits, and how many of them differ between some two plans. */
function kindsOf(plans) {
  const limits = plans.map((plan) => ({ ...plan.limits.objects, ...plan.limits.resources }));
  const kinds = [...new Set(limits.flatMap(Object.keys))];
  const differing = (one, other) => kinds.filter((kind) => one[kind] !== other[kind]).length;
  return [String(kinds.length), ...limits.flatMap((one) => limits.map((other) => String(differing(one, other))))];
}

/** A difference and its share, as tables show them beside an amount. */
const moved = ([now, before]) => (before === null || now === null ? [] : [unscaled(scaled(now) - scaled(before)), percent(unscaled(scaled(now) - scaled(before)), before)]);
const amountOf = (report, usageType) => report.rows.find((row) => row.usage_type === usageType)?.amount ?? null;
/** Sums of the buckets: what the sentence under the chart names. */
function byBucket(steps, grain) {
  const buckets = Object.values(grouped(steps.rows, grain));
  return [...buckets.map((rows) => sum(rows.map((row) => row.amount))), String(buckets.filter((rows) => rows[0][grain].slice(0, TODAY.length) <= TODAY).length)];
}

/** What the folders of accounts hold, in tenths of a megabyte. */
async function sizes(accounts) {
  const tenths = await Promise.all(
    accounts.map(async ({ folder }) => {
      const files = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isFile());
      const bytes = await Promise.all(files.map(async (entry) => (await stat(join(folder, entry.name))).size));
      return bytes.reduce((all, one) => all + one, 0);
    }),
  );
  const megabytes = (bytes) => (Math.round(bytes / 100_000) / 10).toFixed(1);
  return [...tenths, tenths.reduce((all, one) => all + one, 0)].map((bytes) => [megabytes(bytes)]);
}

/** A file of JSON, once it is there. */
async function written(file) {
  for (;;) {
    const text = await readFile(file, 'utf8').catch(() => '');
    if (text.includes('comfortable')) return JSON.parse(text);
  }
}

const grouped = (rows, field) => rows.reduce((groups, row) => ({ ...groups, [row[field]]: [...(groups[row[field]] ?? []), row] }), {});
const counts = (rows, field) => Object.values(grouped(rows, field)).map((some) => String(some.length));
const shares = (rows) => rows.filter((row) => /^\d/.test(row.used ?? '') && /^\d/.test(row.limit ?? '')).map((row) => percent(row.used, row.limit));

/** Sums of what is overdue by age, on the day on which the demo stands still. */
function aged(rows) {
  const sums = [[0, 30], [31, 60], [61, 90], [91, Infinity]].map(([from, to]) =>
    sum(rows.filter((row) => overdueDays(row) >= from && overdueDays(row) <= to).map((row) => row.balance)),
  );
  return [...sums, ...rows.map((row) => String(overdueDays(row)))];
}

const days = (rows) => rows.filter((row) => row.due_at && row.status === 'overdue').map((row) => String(overdueDays(row)));
const TODAY = '2026-03-19';
const overdueDays = (row) => (Date.parse(TODAY) - Date.parse(row.due_at.slice(0, 10))) / 86_400_000;
/** The subtotal by our rating: as billed, and what the lines that differ make of it. */
const ourSubtotal = (shown, { rows }) =>
  unscaled(rows.flatMap((row) => row.differences.filter((one) => one.metric_label)).reduce((sum_, one) => sum_ + scaled(one.rated ?? '0') - scaled(one.billed ?? '0'), scaled(shown.subtotal)));
/** What rating again finds, as a difference and, for what is taken off, with a minus. */
const differences = (rerated) =>
  rerated.rows.flatMap((row) => [unscaled(scaled(row.rated) - scaled(row.billed)), ...row.differences.flatMap((one) => [one.rated, one.billed].filter(Boolean).map((figure) => `-${figure}`))]);
