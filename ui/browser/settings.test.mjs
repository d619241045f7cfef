// Settings, each changing something real; keys, the palette that finds things, the cover, and the network through a proxy.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { axeFindings, settled } from './page.mjs';
import { withConsole } from './story.mjs';

describe('settings', () => {
  const desk = withConsole();
  const { story } = desk;

  const onDisk = async () => JSON.parse(await readFile(join(desk.served.home, 'console.json'), 'utf8'));
  const until = async (look) => {
    for (;;) {
      const found = await look();
      if (found) return found;
    }
  };

  it('are found by typing, marked when changed, and go back to usual', () =>
    story('settings', async (page) => {
      await page.getByRole('textbox', { name: 'Find a setting' }).fill('motion');
      await page.getByRole('radiogroup', { name: 'Density' }).waitFor({ state: 'detached' });
      await page.getByRole('radiogroup', { name: 'Motion' }).getByRole('radio', { name: 'None' }).click();
      assert.equal(await page.evaluate(() => document.documentElement.dataset.motion), 'reduced');
      await until(async () => (await onDisk().catch(() => null))?.display?.motion === 'reduced');
      await page.getByRole('button', { name: 'Back to usual: Motion' }).click();
      await page.getByText('changed', { exact: true }).waitFor({ state: 'detached' });
      await until(async () => (await onDisk()).display.motion === 'system');
      await page.getByRole('textbox', { name: 'Find a setting' }).fill('no such thing');
      await page.getByText('No setting of that name').waitFor();
      assert.deepEqual(await axeFindings(page), []);
    }));

  it('writes dates as chosen, and names the zone beside UTC', () =>
    story('settings?find=dates', async (page) => {
      await page.getByRole('radio', { name: '2026-03-19' }).click();
      await page.getByLabel('Time zone').selectOption('Asia/Bangkok');
      await page.locator('.top', { hasText: 'Asia/Bangkok' }).waitFor();
      assert.match(await page.locator('.top').innerText(), /03-19 09:00 UTC[^]*03-19 16:00 Asia\/Bangkok/);
      await page.getByRole('button', { name: 'Back to usual: Time zone' }).click();
      await page.getByRole('button', { name: 'Back to usual: Dates' }).click();
    }));

  it('gives a command other keys, refuses those that are taken, and the new ones act', () =>
    story('settings?find=usage', async (page) => {
      await page.getByRole('button', { name: 'Change the keys of Usage' }).click();
      await page.keyboard.press('g');
      await page.keyboard.press('q');
      await page.getByText('g q is Quotas already. Press others.').waitFor();
      await page.keyboard.press('g');
      await page.keyboard.press('x');
      await page.getByRole('button', { name: 'Back to usual: Usage' }).waitFor();
      await page.getByRole('heading', { level: 1 }).click();
      await page.keyboard.press('g');
      await page.keyboard.press('x');
      await page.getByRole('heading', { name: 'Usage', level: 1 }).waitFor();
      assert.deepEqual((await onDisk()).keys, { 'go.usage': 'g x' });
    }));

  it('prints another seller on the next document, and says what is wrong with a rate', () =>
    story('settings?find=tax', async (page) => {
      await page.getByLabel('Seller').fill('Andaman Cloud Ltd.');
      await page.getByLabel('Rate, percent').fill('seven');
      await page.getByRole('button', { name: 'Save profile' }).click();
      await page.getByRole('alert').waitFor();
      await page.getByLabel('Rate, percent').fill('7');
      await page.getByLabel('Tax, as printed').fill('VAT');
      await page.getByRole('button', { name: 'Save profile' }).click();
      await page.getByText('The next document is printed with it.').waitFor();
      await page.reload();
      await settled(page);
      assert.equal(await page.getByLabel('Seller').inputValue(), 'Andaman Cloud Ltd.');
      assert.deepEqual(await axeFindings(page), []);
    }, { refused: 1 }));

  it('copies the open book when asked, and says where', () =>
    story('settings?find=backup', async (page) => {
      await page.getByRole('button', { name: 'Copy now' }).click();
      await page.getByText('1 copy of this account there').waitFor();
      const files = await readdir(join(desk.served.home, 'backups'));
      assert.equal(files.length, 1);
      assert.match(files[0], /^acme-corp_\d{8}T\d{6}Z_\w+\.copy\.db$/);
    }));

  it('covers an open dialog too, and no key reaches what lies under the cover', () =>
    story('settings?find=cover', async (page) => {
      await page.clock.install();
      await page.getByRole('radio', { name: '1 min', exact: true }).click();
      await page.evaluate(() => (location.hash = '#/invoices/INV-000024'));
      await page.getByRole('button', { name: 'Credit note…' }).click();
      const credit = page.getByRole('dialog', { name: /Credit note/ });
      await credit.getByLabel('Reason').fill('Outage');
      await page.clock.fastForward('02:00');
      const lift = page.getByRole('button', { name: 'Go on' });
      await lift.waitFor();
      await credit.waitFor({ state: 'hidden' });
      for (const keys of ['Control+p', 'Control+k', 'Escape', 'Tab', 'Tab']) await page.keyboard.press(keys);
      assert.equal(await page.evaluate(() => document.activeElement.closest('dialog.cover') !== null || document.activeElement === document.body), true);
      assert.equal(await page.getByRole('dialog', { name: /pdf/ }).count(), 0);
      assert.deepEqual(await axeFindings(page), []);
      await lift.click();
      await lift.waitFor({ state: 'detached' });
      assert.equal(await credit.getByLabel('Reason').inputValue(), 'Outage');
      await page.keyboard.press('Escape');
      await page.evaluate(() => (location.hash = '#/settings?find=cover'));
      await page.getByRole('radio', { name: 'Never', exact: true }).click();
      await page.locator('[role=radio][aria-checked=true]', { hasText: 'Never' }).waitFor();
    }));

  it('covers the window, and only the passphrase lifts the cover', () =>
    story('settings?find=cover', async (page) => {
      await page.getByLabel('Passphrase', { exact: true }).fill('correct horse');
      await page.getByRole('button', { name: 'Set passphrase' }).click();
      await page.getByText('The passphrase is set.').waitFor();
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Go to or do' }).fill('cover the');
      await page.keyboard.press('Enter');
      const cover = page.getByRole('dialog', { name: 'Counterfoil is covered' });
      await cover.getByLabel('Passphrase').fill('wrong');
      await page.keyboard.press('Enter');
      await cover.getByText('That is not the passphrase.').waitFor();
      assert.deepEqual(await axeFindings(page), []);
      await cover.getByLabel('Passphrase').fill('correct horse');
      await page.keyboard.press('Enter');
      await cover.waitFor({ state: 'detached' });
    }, { refused: 1 }));

  it('finds an invoice, a month and a quota by name from anywhere', () =>
    story('overview', async (page) => {
      const find = async (text, option, title) => {
        await page.keyboard.press('Control+k');
        await page.getByRole('combobox', { name: 'Go to or do' }).fill(text);
        await page.getByRole('option', { name: option }).first().waitFor();
        assert.deepEqual(await axeFindings(page), []);
        await page.getByRole('option', { name: option }).first().click();
        await page.getByRole('heading', { level: 1, name: title }).waitFor();
      };
      await find('inv-000022', /INV-000022/, /INV-000022/);
      await find('january 2026', /Jan 2026/, 'Overview');
      await page.locator('.top', { hasText: '1–31 Jan 2026' }).waitFor();
      await find('settings', /Settings/, 'Settings');
    }));

  it('tells a failure in Thai, with the words of Rust as detail', () =>
    story(
      'invoices/INV-999999',
      async (page) => {
        await page.getByRole('alert').first().waitFor();
        assert.match(await page.getByRole('alert').first().innerText(), /[\u0E00-\u0E7F]/);
        assert.match(await page.locator('.fault').first().innerText(), /INV-999999/);
        assert.deepEqual(await axeFindings(page), []);
      },
      { language: 'th', refused: 1 },
    ));
});
