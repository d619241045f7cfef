// The measures of usage: each draws, says what its values are in, and its chart, its table and the row below agree.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { figuresIn, plain, scaled } from './numbers.mjs';
import { axeFindings, settled } from './page.mjs';
import { withConsole } from './story.mjs';

/** Priced in tiers and billed in another unit than it is metered in. */
const TYPE = 'CE - Data Transfer to RE - Bytes';
const ALONE = `usage?grain=month&from=2026-02-01&to=2026-03-01&usage_type=${encodeURIComponent(TYPE)}`;

describe('the measures of usage', () => {
  const { open } = withConsole();

  for (const [measure, title, head, unit] of [
    ['quantity', 'Quantity a month', 'Quantity', /^byte/],
    ['billable', 'Billable quantity a month', 'Billable', /^GB/],
    ['amount', 'Amount a month', 'Amount', /^USD/],
    ['unit_price', 'Unit price a month', 'Unit price', /^USD per GB/],
  ]) {
    it(`${measure}: chart, its table and the row say the same`, async () => {
      const { page, complaints, close } = await open(`${ALONE}&measure=${measure}`);
      const plot = page.getByRole('application', { name: new RegExp(`^${title}`) });
      // Before it is drawn there is nothing to step through.
      await plot.locator('svg').waitFor();
      await plot.focus();
      await page.keyboard.press('ArrowRight');
      const tip = await page.locator('.tip b').innerText();
      const section = page.locator('section', { has: plot });
      assert.match(await section.locator('header .t3').innerText(), unit);
      await section.getByRole('button', { name: 'Table', exact: true }).click();
      const drawn = await page.getByRole('region', { name: new RegExp(`^${title}`) }).locator('tbody td').nth(1).innerText();
      const heads = await page.getByRole('grid', { name: 'Usage' }).getByRole('columnheader').allInnerTexts();
      const at = heads.findIndex((one) => one.replace(/\s*USD.*$/s, '').trim() === head);
      assert.ok(at >= 0, heads.join());
      const cell = await page.getByRole('grid', { name: 'Usage' }).locator('tbody tr').first().locator('th, td').nth(at).innerText();
      assert.equal(plain(drawn), plain(cell), 'the table of the chart and the row');
      assert.ok(tip.includes(drawn), `${tip} is ${drawn}`);
      assert.deepEqual(await axeFindings(page), []);
      assert.deepEqual(complaints, []);
      await close();
    });
  }

  it('draws prices of many types as lines, without a sum', async () => {
    const { page, complaints, close } = await open('usage?measure=unit_price');
    const plot = page.getByRole('application', { name: /^Unit price a day/ });
    await plot.locator('svg').waitFor();
    const shapes = await page.locator('.legend :is(i.line, svg line)').evaluateAll((marks) => marks.map((mark) => [mark.localName, getComputedStyle(mark).strokeDasharray].join()));
    assert.ok(shapes.length > 1 && new Set(shapes).size === shapes.length, `each line of the legend has a dash of its own: ${shapes.join(' ')}`);
    assert.match(await page.locator('.say.fig').first().innerText(), / \/ .+: Last USD/);
    const foot = page.getByRole('grid', { name: 'Usage' }).locator('tfoot tr').first();
    const heads = await page.getByRole('grid', { name: 'Usage' }).getByRole('columnheader').allInnerTexts();
    // The label of the total reaches over the prices: they have no sum.
    const covered = await foot.locator('td').first().evaluate((cell) => cell.colSpan);
    const at = heads.findIndex((one) => one.startsWith('Unit price'));
    assert.ok(at >= 0 && covered > at, `${covered} columns of ${heads.join()}`);
    await page.getByText('7 of 11 drawn').waitFor();
    assert.deepEqual(await axeFindings(page), []);
    assert.deepEqual(complaints, []);
    await close();
  });

  it('draws nothing of several billed units, and leads to one', async () => {
    const { page, complaints, close } = await open('usage?measure=billable');
    await page.getByText('There is no one billed unit here.').waitFor();
    await page.getByRole('button', { name: TYPE }).first().click();
    await settled(page);
    await page.getByRole('application', { name: /^Billable quantity a day/ }).locator('svg').waitFor();
    assert.deepEqual(complaints, []);
    await close();
  });

  it('tells what an amount of a stretch is part of, and leads to the receipt of the month', async () => {
    const { page, complaints, close } = await open('usage?from=2026-02-10&to=2026-03-06');
    await page.getByTitle(`Receipt of ${TYPE}`).click();
    const dialog = page.getByRole('dialog');
    const rows = dialog.getByRole('table', { name: 'The months behind this amount' }).locator('tbody tr');
    await rows.first().waitFor();
    assert.equal(await rows.count(), 2);
    const figures = figuresIn(await rows.first().innerText()).map(scaled);
    const [end, start, own] = [1, 3, 4].map((at) => figures[at]);
    assert.equal(own, end - start, 'the part is the difference of the two ratings');
    assert.deepEqual(await axeFindings(page), []);
    await rows.first().getByRole('button', { name: 'Receipt of Feb 2026' }).click();
    await page.waitForFunction(() => /#\/invoices\/INV-\d+\?receipt=\d+/.test(location.hash));
    assert.deepEqual(complaints, []);
    await close();
  });

  it('tells in words and by shape that hours of a range were never fetched', async () => {
    const { page, complaints, close } = await open('usage?month=2026-03&measure=amount&group_by=usage_type&grain=day');
    const grid = page.getByRole('grid', { name: 'Usage' });
    await page.getByText('4 h of this range were never fetched').waitFor();
    // They are missing from every row alike, and said once.
    assert.equal(await grid.getByText('Unknown').count(), 0);
    await page.getByText('not complete, before discount and tax').waitFor();
    await page.evaluate(() => (location.hash = '#/usage?month=2026-02'));
    // The former month stands until the other one is there.
    await page.getByText('were never fetched').waitFor({ state: 'detached' });
    await grid.getByText('Active').first().waitFor();
    assert.deepEqual(complaints, []);
    await close();
  });
});
