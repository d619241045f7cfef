// The window at 200 %, as somebody reads it who needs large letters: nothing is cut, covered or out of reach, the page never
// scrolls in two directions, and what the system asks for (less motion, forced colours) is done.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { unreadableTexts } from './legible.mjs';
import { axeFindings, settled } from './page.mjs';
import { outOfReach, sideways } from './reach.mjs';
import { withConsole } from './story.mjs';

const PLACES = ['overview', 'usage', 'quotas', 'quotas?kind=virtual_site', 'invoices', 'invoices/INV-000022', 'payment-methods', 'plans', 'accounts', 'audit', 'settings'];

describe('at 200 %', () => {
  const desk = withConsole();
  for (const language of ['en', 'th']) {
    for (const place of PLACES) {
      it(`${place}, ${language}`, () =>
        desk.story(
          place,
          async (page) => {
            await settled(page);
            assert.deepEqual({ sideways: await sideways(page), unreadable: await unreadableTexts(page), outOfReach: await outOfReach(page), axe: await axeFindings(page) }, { sideways: [], unreadable: [], outOfReach: [], axe: [] });
          },
          { language, zoom: 2 },
        ));
    }
  }
});

describe('what the system asks for', () => {
  const desk = withConsole();
  const moving = (page) => page.evaluate(() => document.getAnimations().filter((one) => one.effect.getComputedTiming().duration > 0).length);

  /** How much moves while a dialog opens. */
  async function opening(motion) {
    let most = 0;
    await desk.story(
      'accounts',
      async (page) => {
        await page.evaluate(() => {
          globalThis.started = 0;
          for (const kind of ['animationstart', 'transitionstart']) document.addEventListener(kind, () => globalThis.started++, true);
        });
        await page.getByRole('button', { name: 'Add account' }).click();
        await page.getByRole('dialog').waitFor();
        most = (await page.evaluate(() => globalThis.started)) + (await moving(page));
      },
      { motion },
    );
    return most;
  }

  it('moves nothing when less motion is asked for', async () => {
    assert.ok((await opening('no-preference')) > 0, 'nothing moves at all, so this would not notice');
    assert.equal(await opening('reduce'), 0);
  });

  it('keeps what is chosen, and samples of colour, apart where colours are forced', () =>
    desk.story(
      'quotas?kind=virtual_site',
      async (page) => {
        const look = (selector) => page.locator(selector).first().evaluate((node) => ({ line: getComputedStyle(node).outlineStyle, ground: getComputedStyle(node).backgroundColor }));
        assert.equal((await look('tr.sel')).line, 'solid');
        assert.equal((await look('tr[data-row]:not(.sel)')).line, 'none');
        assert.equal((await look('.nav a[aria-current]')).line, 'solid');
        assert.deepEqual(await axeFindings(page), []);
        await page.evaluate(() => (location.hash = '#/usage'));
        await page.getByRole('heading', { level: 1, name: 'Usage' }).waitFor();
        await settled(page);
        const samples = await page.locator('tbody .sw').evaluateAll((all) => all.map((one) => getComputedStyle(one).backgroundColor));
        assert.ok(new Set(samples).size > 5, `${samples}`);
      },
      { forcedColors: 'active' },
    ));
});
