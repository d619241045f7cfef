// Days: typed in any way, chosen by keyboard, and shown in the language and the era of the window.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { axeFindings, settled } from './page.mjs';
import { withConsole } from './story.mjs';

describe('days', () => {
  const { story } = withConsole();

  it('are typed as one writes them, and what is no day is marked and not taken', () =>
    story('audit', async (page) => {
      const from = page.getByLabel('From', { exact: true });
      await from.fill('31 Feb 2026');
      await page.keyboard.press('Tab');
      assert.equal(await from.getAttribute('aria-invalid'), 'true');
      assert.ok(!(await page.evaluate(() => location.hash)).includes('from='));
      await from.fill('1/2/2026');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => location.hash.includes('from=2026-02-01'));
      assert.equal(await from.inputValue(), '1 Feb 2026');
      await from.fill('');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => !location.hash.includes('from='));
    }));

  it('are chosen by keyboard in a calendar', () =>
    story('audit?from=2026-02-10', async (page) => {
      await page.getByRole('button', { name: 'Choose a day: From' }).focus();
      await page.keyboard.press('Enter');
      await page.locator('[data-calendar-day][data-value="2026-02-10"]').waitFor();
      assert.deepEqual(await axeFindings(page), []);
      await page.waitForFunction(() => document.activeElement?.matches('[data-calendar-day]'));
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => location.hash.includes('from=2026-02-18'));
      await page.locator('[data-calendar-day]').first().waitFor({ state: 'detached' });
    }));

  it('are looked for where the data are, not where the calendar of the machine stands', () =>
    // With a filter, so that the days of the story before are not looked for again.
    story('audit?group=invoice', async (page) => {
      await page.getByRole('button', { name: 'Choose a day: From' }).click();
      await page.locator('[data-calendar-day][data-value="2026-03-19"]').waitFor();
    }));

  it('are of the Buddhist era in Thai, and Gregorian in the address', () =>
    story(
      'audit?from=2026-02-10',
      async (page) => {
        const from = page.getByLabel('ตั้งแต่', { exact: true });
        assert.equal(await from.inputValue(), '10 ก.พ. 2569');
        await page.getByRole('button', { name: 'เลือกวัน: ตั้งแต่' }).click();
        const calendar = page.locator('.daycal');
        await calendar.getByText(/กุมภาพันธ์.*2569/).first().waitFor();
        assert.deepEqual(await axeFindings(page), []);
        await calendar.getByRole('button', { name: 'เดือนถัดไป' }).click();
        await calendar.getByText(/มีนาคม.*2569/).first().waitFor();
        await calendar.locator('[data-calendar-day]:not([data-outside-month])').nth(4).click();
        await page.waitForFunction(() => location.hash.includes('from=2026-03-05'));
        await from.fill('19 มี.ค. 2569');
        await page.keyboard.press('Enter');
        await page.waitForFunction(() => location.hash.includes('from=2026-03-19'));
      },
      { language: 'th' },
    ));

  it('are of the Buddhist era in the calendar of a range as well', () =>
    story(
      'usage?grain=day&month=2026-02',
      async (page) => {
        await page.getByRole('button', { name: /2569/ }).and(page.locator('.main .chip')).first().click();
        const calendar = page.locator('.rangecal');
        await calendar.getByText(/กุมภาพันธ์.*2569/).first().waitFor();
        assert.deepEqual(await axeFindings(page), []);
        const days = calendar.locator('table').first().locator('[data-range-calendar-day]:not([data-outside-month])');
        assert.equal(await days.count(), 28);
        await days.nth(2).click();
        await days.nth(9).click();
        await page.waitForFunction(() => location.hash.includes('from=2026-02-03&to=2026-02-11'));
        await settled(page);
        await page.getByText('3–10 ก.พ. 2569').first().waitFor();
      },
      { language: 'th' },
    ));
});
