// What a person reads stays where it is: nothing on a screen moves while its answers arrive.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { answerLate } from './late.mjs';
import { settled } from './page.mjs';
import { withConsole } from './story.mjs';

const SCREENS = ['overview', 'usage', 'quotas', 'invoices', 'invoices/INV-000022', 'payment-methods', 'plans', 'accounts', 'audit', 'settings'];
/** Share of the window that moved, times how far: 0.1 is what browsers' makers call good. */
const MOST = 0.05;
/** The answers come in another order each time: as asked, and in two that a slow or a remote console could have. */
const ORDERS = [0, 1, 2];

describe('nothing moves while it is read', () => {
  const { open } = withConsole();

  for (const [place, order] of SCREENS.flatMap((place) => ORDERS.map((order) => [place, order]))) {
    it(`${place}, answers in order ${order}`, async () => {
      const from = place === 'overview' ? 'settings' : 'overview';
      const { page, close } = await open(from);
      await answerLate(page, order);
      await page.evaluate(() => {
        globalThis.shifts = [];
        const named = (node) => (node instanceof Element ? `${node.tagName.toLowerCase()}.${node.className} "${node.textContent.trim().slice(0, 30)}"` : '?');
        new PerformanceObserver((list) => {
          for (const { value, sources } of list.getEntries()) globalThis.shifts.push({ value, what: sources.map(({ node }) => named(node)) });
        }).observe({ type: 'layout-shift' });
      });
      await page.evaluate((to) => (location.hash = `#/${to}`), place);
      await page.waitForFunction((to) => location.hash.startsWith(`#/${to}`), place);
      await settled(page);
      if (place.includes('/')) await page.locator('canvas[data-page]').waitFor();
      // Two frames more: a shift is told in the frame after it.
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      const shifts = await page.evaluate(() => globalThis.shifts);
      const sum = shifts.reduce((all, { value }) => all + value, 0);
      assert.ok(sum <= MOST, `${sum.toFixed(3)}: ${JSON.stringify(shifts, null, 1)}`);
      await close();
    });
  }
});
