// Every screen with each of its faces, in both languages and both themes: axe finds nothing, every text can be read
// whole, and no sentence is left in another language. Pictures of all of them are kept under `target/screens`, to be looked at.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { after, before, describe, it } from 'node:test';
import { unreadableTexts } from './legible.mjs';
import { axeFindings, openPage, settled } from './page.mjs';
import { serveDemo } from './serve.mjs';
import { withConsole } from './story.mjs';
import { CANARY, makeTenant, serveEmpty, serveTenant } from './tenant.mjs';
import { englishTexts } from './thai.mjs';

const SCREENS = ['overview', 'usage', 'quotas', 'invoices', 'payment-methods', 'plans', 'accounts', 'audit', 'settings'];
const DRESSES = ['en', 'th'].flatMap((language) => ['light', 'dark'].map((theme) => ({ language, theme })));
const PICTURES = process.env.COUNTERFOIL_SCREENS ?? fileURLToPath(new URL('../../target/screens', import.meta.url));
const SYNC_MS = 240_000;

mkdirSync(PICTURES, { recursive: true });

/** Everything of one face: how its console comes about, and what must be true of every screen of it. */
function face(name, { start, check = async () => {}, around = async () => {} }) {
  describe(`every screen, ${name}`, () => {
    const desk = withConsole({ start });

    for (const dress of DRESSES) {
      describe(`${dress.language}, ${dress.theme}`, () => {
        let opened;
        before(async () => {
          opened = await desk.open('nowhere', dress);
          await around(opened.page);
        });
        after(() => opened?.close());

        for (const place of SCREENS) {
          it(place, async () => {
            const { page } = opened;
            await page.evaluate((to) => (location.hash = `#/${to}`), place);
            await page.locator(`nav a[aria-current=page][href='#/${place}']`).waitFor();
            await settled(page);
            await page.screenshot({ path: `${PICTURES}/${place}-${name}-${dress.language}-${dress.theme}.png` });
            assert.deepEqual(await axeFindings(page), []);
            assert.deepEqual(await unreadableTexts(page), []);
            if (dress.language === 'th') assert.deepEqual(await englishTexts(page), []);
            await check(page, place);
          });
        }
      });
    }
  });
}

const noFault = async (page) => assert.equal(await page.locator('.fault').count(), 0, 'a part of the screen failed');

face('full', { start: serveDemo, check: noFault });

face('empty', {
  // An account of which nothing is known yet.
  start: async (browser) => {
    const served = await serveEmpty();
    const { page, close } = await openPage(browser, served.entrance, 'accounts');
    await page.getByRole('button', { name: 'Add account' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Fresh Ltd');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await close();
    return served;
  },
  check: noFault,
});

face('offline', {
  // The copy of a tenant that nobody answers for any more.
  start: async (browser) => {
    const made = await makeTenant();
    const tenant = await serveTenant(made);
    const served = await serveEmpty();
    const { page, close } = await openPage(browser, served.entrance, 'accounts');
    await page.getByRole('button', { name: 'Add a tenant' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Address').fill(tenant.address);
    await dialog.getByLabel('Name').fill('Acme');
    await dialog.getByLabel('API token').fill(CANARY);
    await dialog.getByRole('button', { name: 'Test the connection' }).click();
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await page.locator('tr[data-part=hours][data-state=whole]').waitFor({ timeout: SYNC_MS });
    await tenant.stop();
    await page.getByRole('button', { name: 'Sync now' }).click();
    await page.locator('.conn', { hasText: 'Offline' }).waitFor({ timeout: SYNC_MS });
    await close();
    return { ...served, stop: () => served.stop().then(made.remove) };
  },
  check: noFault,
});

face('error', {
  start: serveDemo,
  // Whatever a screen asks for fails; the head, which the window needs, is answered.
  around: async (page) => {
    await page.route(/\/api\/console\/(?!header$)/, (route) =>
      route.fulfill({
        status: 500,
        contentType: 'application/json',
        body: JSON.stringify({ code: 'internal', message: 'The book cannot be read: page 17 is damaged.', request_id: '6f1d2c9ab1' }),
      }),
    );
    await page.reload();
  },
  check: async (page) => {
    const fault = page.locator('.fault').first();
    await fault.waitFor();
    assert.ok(await fault.getByRole('button').count() > 0, 'a fault without a next step');
  },
});
