// The desk: many rows scrolled and sorted in windows, views that are there after a reload, a chart brushed by keyboard,
// a drill and the way back.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { axeFindings, kept, settled } from './page.mjs';
import { withConsole } from './story.mjs';

describe('the desk', () => {
  const desk = withConsole();

  const { open } = desk;
  const rowsShown = (page) =>
    page.evaluate(() => {
      const { top, bottom } = document.querySelector('.main').getBoundingClientRect();
      const seen = [...document.querySelectorAll('table.windowed tr[data-index]')].filter((row) => {
        const place = row.getBoundingClientRect();
        return place.bottom > top && place.top < bottom;
      });
      return { seen: seen.length, waiting: seen.filter((row) => row.getAttribute('aria-busy') === 'true').length };
    });

  it('scrolls through more than 100,000 hours without a blank row and sums them in Rust', async () => {
    const { page, complaints, close } = await open('usage?rows=hours&grain=day&from=2025-07-01&to=2026-03-19');
    const grid = page.getByRole('grid', { name: 'Single hours' });
    const count = Number(await grid.getAttribute('aria-rowcount'));
    assert.ok(count > 100_000, `${count} rows`);
    const height = await page.evaluate(() => document.querySelector('.main').scrollHeight);
    for (const part of [0.13, 0.5, 0.77, 0.98]) {
      await page.evaluate((to) => document.querySelector('.main').scrollTo(0, to), height * part);
      // The frame after the scroll has rows or their skeletons wherever one looks.
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      const { seen } = await rowsShown(page);
      assert.ok(seen >= 18, `${seen} rows at ${part}`);
      await page.waitForFunction(() => !document.querySelector('table.windowed tr[aria-busy=true]'));
      assert.equal((await rowsShown(page)).waiting, 0);
      assert.equal(await page.evaluate(() => document.querySelector('.main').scrollHeight), height, 'the layout moved');
    }
    await page.getByRole('button', { name: 'Quantity' }).click();
    await settled(page);
    await page.evaluate(() => document.querySelector('.main').scrollTo(0, 0));
    await page.waitForFunction(() => !document.querySelector('table.windowed tr[aria-busy=true]'));
    const first = grid.locator('tr[data-index="0"]');
    await first.focus();
    await page.keyboard.press('End');
    await page.waitForFunction((last) => document.activeElement?.getAttribute('data-index') === last, `${count - 2}`);
    assert.deepEqual(complaints, []);
    await close();
  });

  it('copies what is selected by keyboard, under its heads', async () => {
    const { page, close } = await open('usage?rows=hours&grain=hour');
    const first = page.locator('tr[data-index="0"]');
    await first.focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    assert.equal(await page.locator('tr[aria-selected=true]').count(), 3);
    await page.keyboard.press('Control+c');
    const lines = (await page.evaluate(() => navigator.clipboard.readText())).split('\n');
    assert.equal(lines.length, 4);
    assert.match(lines[0], /^Hour, UTC\tUsage type\t/);
    assert.ok(lines.every((line) => line.split('\t').length === 7));
    assert.deepEqual(await axeFindings(page), []);
    await close();
  });

  it('keeps columns, their order and a saved view over a reload', async () => {
    const { page, complaints, close } = await open('usage?grain=month');
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Unit', exact: true }).click();
    await page.keyboard.press('Escape');
    const price = page.getByRole('columnheader', { name: /^Price/ }).getByRole('button');
    await price.focus();
    await page.keyboard.press('Control+ArrowRight');
    const heads = () => page.getByRole('columnheader').allInnerTexts();
    const laid = await heads();
    assert.ok(!laid.includes('Unit') && laid.indexOf('Price') > laid.findIndex((head) => head.startsWith('Amount')), laid.join());
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: 'Save what is shown' }).click();
    await page.getByLabel('Name').fill('Year by type');
    await kept(page, 'Year by type', () => page.getByRole('button', { name: 'Save', exact: true }).click());
    await page.getByRole('button', { name: 'Views Year by type' }).waitFor();
    await kept(page, 'day', () => page.getByRole('radio', { name: 'Day' }).click());
    await page.goto(`${page.url().split('#')[0]}#/usage`);
    await page.reload();
    await settled(page);
    assert.deepEqual(await heads(), laid);
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitemradio', { name: 'Year by type' }).click();
    await page.waitForFunction(() => location.hash.includes('grain=month'));
    assert.deepEqual(complaints, []);
    await close();
  });

  it('opens the invoices as they were left, and shows a saved view of them', async () => {
    const { page, complaints, close } = await open('invoices');
    const subset = (name) => page.getByRole('tab', { name: new RegExp(`^${name}`), selected: true });
    await page.getByRole('tab', { name: /^Overdue/ }).click();
    await subset('Overdue').waitFor();
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: 'Save what is shown' }).click();
    await page.getByLabel('Name').fill('To be chased');
    await kept(page, 'To be chased', () => page.getByRole('button', { name: 'Save', exact: true }).click());
    await page.getByRole('button', { name: 'Views To be chased' }).waitFor();
    await kept(page, 'paid', () => page.getByRole('tab', { name: /^Paid/ }).click());
    await page.goto(`${page.url().split('#')[0]}#/invoices`);
    await page.reload();
    await subset('Paid').waitFor();
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitemradio', { name: 'To be chased' }).click();
    await subset('Overdue').waitFor();
    // Back from one of them, the subset is still there.
    await page.getByRole('link', { name: 'INV-000021' }).click();
    await page.getByRole('heading', { level: 1, name: 'INV-000021' }).waitFor();
    await page.getByRole('link', { name: 'Back to invoices' }).click();
    await subset('Overdue').waitFor();
    assert.deepEqual(complaints, []);
    await close();
  });

  it('shows a stretch alone that was brushed by keyboard, and Alt+Left leads back', async () => {
    const { page, close } = await open('usage?grain=day&month=2026-02');
    const plot = page.getByRole('application', { name: /Amount a day/ });
    await plot.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => location.hash.includes('from=2026-02-02&to=2026-02-05'));
    await settled(page);
    await page.getByText('2–4 Feb 2026').first().waitFor();
    await page.keyboard.press('Alt+ArrowLeft');
    await page.waitForFunction(() => !location.hash.includes('from='));
    await close();
  });

  it('drills from a month to the hours of an object and back by its path', async () => {
    const { page, complaints, close } = await open('usage?grain=day&month=2026-02');
    const openRow = async (name) => {
      const row = page.getByRole('row', { name }).first();
      await row.focus();
      await page.keyboard.press('Enter');
      await settled(page);
    };
    await openRow(/^CE - App Stack Combo - Medium/);
    await openRow(/^shop-prod/);
    await openRow(/^shop-cluster/);
    await page.getByRole('grid', { name: 'Single hours' }).waitFor();
    const path = page.getByRole('navigation', { name: 'Where you are' });
    assert.equal(await path.getByRole('listitem').count(), 4);
    // The hours are those of the range that the rows were of, not of one of its days.
    await page.getByText(/^672 rows/).waitFor();
    await path.getByRole('button', { name: '1–28 Feb 2026' }).click();
    await page.waitForFunction(() => location.hash === '#/usage?month=2026-02');
    assert.deepEqual(complaints, []);
    await close();
  });

  it('says why the total changed, and compares with a chosen range', async () => {
    const { page, complaints, close } = await open('usage?grain=day&compare=last_year');
    await page.getByRole('heading', { name: 'What changed since 1–19 Mar 2025' }).waitFor();
    await page.getByRole('button', { name: /^Compare/ }).click();
    await page.getByRole('menuitemradio', { name: 'a chosen range' }).click();
    await page.getByRole('button', { name: /^Compare with/ }).click();
    const day = (date) => page.locator(`[data-range-calendar-day][data-value="${date}"]:not([data-outside-month])`).first();
    await day('2026-03-03').waitFor();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
    await day('2026-03-03').click();
    await day('2026-03-10').click();
    await page.waitForFunction(() => location.hash.includes('cfrom=2026-03-03&cto=2026-03-11'));
    await page.getByRole('heading', { name: 'What changed since 3–10 Mar 2026' }).waitFor();
    assert.deepEqual(complaints, []);
    await close();
  });
});
