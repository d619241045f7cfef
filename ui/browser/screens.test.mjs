// Every screen in every dress: it shows its heading, the browser has nothing to complain about, and axe finds nothing.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { axeFindings } from './page.mjs';
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
    const { page, close } = await desk.open('usage');
    const main = page.locator('main');
    await main.evaluate((node) => (node.scrollTop = 300));
    await page.waitForFunction(() => document.querySelector('main').scrollTop > 0);
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    await page.getByRole('link', { name: 'Plans & add-ons' }).click();
    await page.getByRole('heading', { level: 1, name: 'Plans & add-ons' }).waitFor();
    await page.waitForFunction(() => document.querySelector('main').scrollTop === 0);
    await close();
  });
});
