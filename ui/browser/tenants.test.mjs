// A remote tenant from being added to being read without it, against the public API of our own server.
import assert from 'node:assert/strict';
import { createServer, request } from 'node:http';
import { describe, it } from 'node:test';
import { axeFindings, settled } from './page.mjs';
import { withConsole } from './story.mjs';
import { CANARY, filesWith, makeTenant, serveEmpty, serveTenant } from './tenant.mjs';

const SYNC_MS = 240_000;

/** A proxy on this machine that hands plain requests on and counts them. */
async function forwardProxy() {
  let count = 0;
  const server = createServer((asked, answer) => {
    count += 1;
    const onward = request(asked.url, { method: asked.method, headers: asked.headers }, (got) => {
      answer.writeHead(got.statusCode, got.headers);
      got.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    asked.pipe(onward);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    count: () => count,
    stop: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}

describe('a tenant', () => {
  let made;
  let tenant;
  const desk = withConsole({
    start: async () => {
      made = await makeTenant();
      tenant = await serveTenant(made);
      const served = await serveEmpty();
      return { ...served, stop: () => served.stop().then(() => tenant.stop()).then(made.remove) };
    },
  });
  const { story } = desk;

  const synced = (page) => page.locator('.conn', { hasText: 'Online' }).waitFor({ timeout: SYNC_MS });
  const dialog = (page) => page.getByRole('dialog');

  it('shows a wrong token as the step that failed, in red and with what to do, and stores nothing', () =>
    story('accounts', async (page) => {
      await page.getByRole('button', { name: 'Add a tenant' }).click();
      await dialog(page).getByLabel('Address').fill(`${tenant.address}/api/`);
      await dialog(page).getByText(`at ${tenant.address}`).waitFor();
      await dialog(page).getByLabel('API token').fill(`wrong-${CANARY}`);
      await dialog(page).getByRole('button', { name: 'Test the connection' }).click();
      const step = dialog(page).locator('tr[data-step=authentication][data-state=failed]');
      await step.waitFor();
      assert.match(await step.innerText(), /token/i);
      assert.equal(await dialog(page).locator('tr[data-step=permission]').getAttribute('data-state'), 'skipped');
      assert.equal(await dialog(page).getByLabel('API token').inputValue(), '', 'the token has left the field');
      await dialog(page).getByRole('button', { name: 'Add anyway' }).waitFor();
      assert.equal(await dialog(page).getByRole('button', { name: 'Add', exact: true }).count(), 0);
      assert.deepEqual(await axeFindings(page), []);
      await dialog(page).getByRole('button', { name: 'Cancel' }).click();
      await page.getByText('No account yet').waitFor();
    }));

  it('is added after its test and synced, and its token lies in no file', () =>
    story('accounts', async (page) => {
      await page.getByRole('button', { name: 'Add a tenant' }).click();
      await dialog(page).getByLabel('Address').fill(tenant.address);
      await dialog(page).getByLabel('Name').fill('Acme at its provider');
      await dialog(page).getByLabel('API token').fill(CANARY);
      await dialog(page).getByRole('button', { name: 'Test the connection' }).click();
      const add = dialog(page).getByRole('button', { name: 'Add', exact: true });
      await add.waitFor();
      // Another address was not tested: it cannot be added by the test of this one.
      await dialog(page).getByLabel('Address').fill(`${tenant.address}/other`);
      await add.waitFor({ state: 'detached' });
      await dialog(page).getByLabel('Address').fill(tenant.address);
      await add.click();
      await page.getByText('Its first sync has begun').waitFor();
      await page.getByText('for this session only', { exact: true }).waitFor();
      await synced(page);
      for (const part of ['plans', 'subscriptions', 'quotas', 'invoices', 'documents', 'monthly_usage', 'hours']) {
        await page.locator(`tr[data-part=${part}][data-state=whole]`).waitFor();
      }
      assert.deepEqual(await axeFindings(page), []);
      assert.deepEqual(await filesWith(desk.served.home, CANARY), []);
    }));

  it('is verified against its server', () =>
    story('accounts', async (page) => {
      await page.getByRole('button', { name: 'Verify', exact: true }).click();
      await page.locator('table[data-verified=equal]').waitFor({ timeout: SYNC_MS });
      assert.deepEqual(await axeFindings(page), []);
    }));

  for (const dress of [{ theme: 'light' }, { theme: 'dark' }, { theme: 'light', language: 'th' }, { theme: 'dark', language: 'th', width: 1024 }]) {
    for (const place of ['overview', 'usage', 'quotas', 'invoices', 'invoices/INV-000020', 'payment-methods', 'plans', 'accounts']) {
      it(`has a face: ${place}, ${Object.values(dress).join(', ')}`, () =>
        story(
          place,
          async (page) => {
            assert.equal(await page.locator('.fault').count(), 0, 'a part of the screen failed');
            assert.deepEqual(await axeFindings(page), []);
            const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            assert.ok(overflow <= 0, `the page is ${overflow} px wider than the window`);
          },
          dress,
        ));
    }
  }

  it('is not asked while the console is air-gapped', () =>
    story('settings?find=air', async (page) => {
      await page.getByRole('switch', { name: /^Air-gapped/ }).check();
      await page.locator('.conn', { hasText: 'Air-gapped' }).waitFor();
      await page.getByRole('link', { name: 'Accounts' }).click();
      const sync = page.getByRole('button', { name: 'Sync now' });
      assert.equal(await sync.getAttribute('aria-disabled'), 'true');
      assert.equal(await sync.getAttribute('title'), 'Turn the air-gapped switch off first');
      assert.deepEqual(await axeFindings(page), []);
      await page.goBack();
      await page.getByRole('switch', { name: /^Air-gapped/ }).uncheck();
      await page.getByRole('link', { name: 'Accounts' }).click();
      await page.getByRole('button', { name: 'Connect', exact: true }).click();
      await synced(page);
    }));

  it('is reached through the proxy of Settings, and straight again without it', async () => {
    const proxy = await forwardProxy();
    await story('settings?find=proxy', async (page) => {
      await page.getByLabel('Proxy', { exact: true }).fill(proxy.address);
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByRole('button', { name: 'Back to usual: Proxy' }).waitFor();
      const connectAgain = async () => {
        await page.getByRole('link', { name: 'Accounts' }).click();
        await page.getByRole('button', { name: 'Disconnect' }).click();
        await page.getByRole('button', { name: 'Connect', exact: true }).click();
        await synced(page);
      };
      await connectAgain();
      const through = proxy.count();
      assert.ok(through > 0, 'nothing came through the proxy');
      await page.goto(page.url().replace(/#.*/, '#/settings?find=proxy'));
      await page.getByRole('button', { name: 'Back to usual: Proxy' }).click();
      await page.getByRole('button', { name: 'Back to usual: Proxy' }).waitFor({ state: 'detached' });
      await connectAgain();
      assert.equal(proxy.count(), through, 'the proxy is out of the way');
    });
    await proxy.stop();
  });

  it('is read from the copy when it is gone, a limit becomes a draft, and it is sent when it is back', async () => {
    const port = tenant.port;
    await tenant.stop();
    await story('accounts', async (page) => {
      await page.getByRole('button', { name: 'Sync now' }).click();
      await page.locator('.conn', { hasText: 'Offline since' }).waitFor({ timeout: SYNC_MS });
      await page.getByText(/^Copy of /).first().waitFor();
      assert.deepEqual(await axeFindings(page), []);
      await page.goto(page.url().replace(/#.*/, '#/usage'));
      await settled(page);
      const beyond = await page.locator('.top').evaluate((top) => top.scrollWidth - top.clientWidth);
      assert.ok(beyond <= 0, `the head is ${beyond} px wider than the window`);
      await page.goto(page.url().replace(/#.*/, '#/invoices?tab=paid'));
      await settled(page);
      await page.locator('tbody tr').first().getByRole('link').click();
      await page.locator('canvas[data-page="1"]').waitFor();
      await page.getByRole('button', { name: 'Verify document' }).click();
      await page.getByText('their SHA-256 is the same').waitFor();
      await page.goto(page.url().replace(/#.*/, '#/quotas'));
      await settled(page);
      await page.locator('tr[data-row]').first().click();
      await page.getByRole('button', { name: 'Change limit' }).click();
      await dialog(page).getByLabel('New limit').fill('4321');
      await dialog(page).getByRole('button', { name: 'Set the limit' }).click();
      await page.getByText('waits as a draft').waitFor();
    });
    tenant = await serveTenant(made, port);
    await story('accounts', async (page) => {
      await page.locator('li[data-state=draft]').waitFor();
      await page.getByRole('button', { name: 'Try again' }).click();
      await synced(page);
      await page.getByRole('button', { name: 'Look and send' }).click();
      await dialog(page).locator('table[data-conflict=false]').waitFor();
      assert.deepEqual(await axeFindings(page), []);
      await dialog(page).getByRole('button', { name: 'Send', exact: true }).click();
      await page.getByText('The tenant has done it.').waitFor();
      await page.locator('li[data-intent=create_quota][data-state=done], li[data-intent=replace_quota][data-state=done]').waitFor();
    });
  });

  it('is removed with its files, and nothing of it is left', () =>
    story('accounts', async (page) => {
      await page.getByRole('button', { name: 'Remove account' }).click();
      await dialog(page).getByLabel('Delete its files too', { exact: false }).check();
      await dialog(page).getByLabel('Type Acme at its provider to confirm').fill('Acme at its provider');
      assert.deepEqual(await axeFindings(page), []);
      await dialog(page).getByRole('button', { name: 'Remove and delete' }).click();
      await page.getByText('No account yet').waitFor();
    }));
});
