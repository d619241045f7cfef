// The figures of one month are never taken for those of another, however late the other's come.
import { describe, it } from 'node:test';
import { settled } from './page.mjs';
import { withConsole } from './story.mjs';

/** A screen, what it asks, and what its figures stand in. */
const SCREENS = [
  { screen: 'overview', asks: 'overview', figures: '.stats' },
  { screen: 'usage', asks: 'usage_view', figures: '[role=grid][aria-label=Usage]' },
];

describe('former figures', () => {
  const { story } = withConsole();

  for (const { screen, asks, figures } of SCREENS) {
    it(`of ${screen} fade until those asked for are there`, () =>
      story(`${screen}?month=2026-03`, async (page) => {
        const opacity = (wanted) =>
          page.waitForFunction(
            ([at, full]) => {
              let shown = 1;
              for (let node = document.querySelector(at); node; node = node.parentElement) shown *= Number(getComputedStyle(node).opacity);
              return full ? shown === 1 : shown < 0.5;
            },
            [figures, wanted === 'full'],
          );
        await opacity('full');
        let answer;
        const held = new Promise((told) => (answer = told));
        await page.route(`**/api/console/${asks}`, async (route) => {
          await held;
          await route.fallback();
        });
        const before = await page.locator(figures).first().innerText();
        await page.evaluate((to) => (location.hash = `#/${to}?month=2026-02`), screen);
        await opacity('faded');
        answer();
        await settled(page);
        await opacity('full');
        await page.waitForFunction(([at, text]) => document.querySelector(at).innerText !== text, [figures, before]);
      }));
  }
});
