// Every screen in every dress: it shows its heading, the browser has nothing to complain about, and axe finds nothing.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { axeFindings, settled } from './page.mjs';
import { withConsole } from './story.mjs';

const SCREENS = [
  { place: 'overview', en: 'Overview', th: 'ภาพรวม' },
  { place: 'usage', en: 'Usage', th: 'การใช้งาน' },
  { place: 'usage?grain=month&group_by=namespace', en: 'Usage', th: 'การใช้งาน' },
  { place: 'usage?grain=hour&group_by=object', en: 'Usage', th: 'การใช้งาน' },
  { place: 'quotas', en: 'Quotas', th: 'โควต้า' },
  { place: 'invoices', en: 'Invoices', th: 'ใบแจ้งหนี้' },
  { place: 'payment-methods', en: 'Payment methods', th: 'วิธีการชำระเงิน' },
  { place: 'plans', en: 'Plans & add-ons', th: 'แพ็กเกจและบริการเสริม' },
  { place: 'accounts', en: 'Accounts', th: 'บัญชีที่ดูแล' },
  { place: 'settings', en: 'Settings', th: 'การตั้งค่า' },
  { place: 'nowhere', en: 'There is no such screen', th: 'ไม่มีหน้าจอนี้' },
];
const DRESSES = [
  { theme: 'light', language: 'en' },
  { theme: 'dark', language: 'en' },
  { theme: 'contrast', language: 'en' },
  { theme: 'light', language: 'th' },
  { theme: 'dark', language: 'th', width: 1024 },
];

describe('every screen', () => {
  const desk = withConsole();

  for (const { place, ...headings } of SCREENS) {
    for (const dress of DRESSES) {
      it(`${place}, ${dress.theme}, ${dress.language}${dress.width ? `, ${dress.width} px` : ''}`, async () => {
        const { page, complaints, close } = await desk.open(place, dress);
        assert.equal(await page.locator('main h1').first().innerText(), headings[dress.language]);
        assert.equal(await page.locator('.fault').count(), 0, 'a part of the screen failed');
        assert.deepEqual(await axeFindings(page), []);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `the page is ${overflow} px wider than the window`);
        // Only the screen's own part scrolls: else the window can be scrolled into nothing.
        const below = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
        assert.ok(below <= 0, `the page is ${below} px higher than the window`);
        assert.deepEqual(complaints, []);
        await close();
      });
    }
  }

  it('starts at its top, wherever the one before was left', async () => {
    // It was here before, so that it is high at once: bars that hold the place of figures would be too low to scroll.
    const { page, close } = await desk.open('plans');
    await page.getByRole('link', { name: 'Usage', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Usage' }).waitFor();
    await settled(page);
    await page.locator('main').evaluate((node) => (node.scrollTop = 300));
    const drawn = () => page.evaluate(() => new Promise((over) => requestAnimationFrame(() => requestAnimationFrame(over))));
    await drawn();
    const top = () => page.locator('main').evaluate((node) => node.scrollTop);
    assert.equal(await top(), 300);
    await page.getByRole('link', { name: 'Plans & add-ons' }).click();
    await page.getByRole('heading', { level: 1, name: 'Plans & add-ons' }).waitFor();
    await drawn();
    assert.equal(await top(), 0);
    await close();
  });

  // Written by hand, or cut off on its way: what is no day, no number and no text is taken for nothing.
  for (const place of ['invoices/%E0%A4', 'audit?from=yesterday&to=2026-99-99&page=-1', 'usage?grain=hour&day=2026-03-99', 'usage?from=2026-02-31&to=2026-13-01T99&compare=range&cfrom=x', 'quotas?kind=nothing&state=x', 'overview?month=2026-13', 'plans?version=x&against=-1']) {
    it(`takes an address with nonsense in it: ${place}`, async () => {
      const { page, complaints, close } = await desk.open(place);
      await page.locator('main h1').first().waitFor();
      assert.deepEqual(complaints.filter((complaint) => !/status of 4\d\d/.test(complaint)), []);
      assert.equal(await page.locator('.fault', { hasText: 'screen_broken' }).count(), 0);
      await close();
    });
  }

  it('goes back to the invoice that was opened, by keyboard', async () => {
    const { page, complaints, close } = await desk.open('invoices');
    await page.locator('tr[data-row="INV-000021"]').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'INV-000021' }).waitFor();
    await settled(page);
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-row') === 'INV-000021');
    assert.deepEqual(complaints, []);
    await close();
  });

  it('forgets what was selected and is not shown any more', async () => {
    const { page, close } = await desk.open('invoices?tab=overdue');
    await page.locator('tbody input[type=checkbox]').first().check();
    await page.getByText('1 selected').waitFor();
    await page.keyboard.press('Control+c');
    await page.getByText(/copied/i).first().waitFor();
    await page.evaluate(() => (location.hash = '#/invoices?find=nothing-is-called-so'));
    await page.getByText('1 selected').waitFor({ state: 'detached' });
    await page.evaluate(() => (location.hash = '#/invoices?tab=overdue'));
    await page.locator('tbody tr[data-row]').first().waitFor();
    await settled(page);
    assert.equal(await page.getByText('1 selected').count(), 0);
    await close();
  });

  it('leads from what moved in a month to the usage of that month', async () => {
    const { page, close } = await desk.open('overview?month=2026-02');
    await page.getByRole('heading', { name: 'Top movers' }).waitFor();
    await page.locator('section', { hasText: 'Top movers' }).last().getByRole('link').first().click();
    await page.waitForFunction(() => location.hash.includes('month=2026-02') && location.hash.includes('usage_type='));
    await close();
  });

  it('says which invoice bills a cancelled month, and offers no second one', async () => {
    const { page, complaints, close } = await desk.open('invoices/INV-000017');
    await page.getByText('its month is billed by INV-000018').waitFor();
    assert.equal(await page.getByRole('button', { name: /Bill the month again/ }).count(), 0);
    await page.getByRole('link', { name: 'Open it' }).click();
    await page.getByRole('heading', { level: 1, name: 'INV-000018' }).waitFor();
    assert.deepEqual(complaints, []);
    await close();
  });
});
