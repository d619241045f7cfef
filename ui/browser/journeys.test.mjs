// What a person does in the console, told on the demo account: keyboard, drilling, limits, files, choices that stay.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { axeFindings, settled } from './page.mjs';
import { withConsole } from './story.mjs';

describe('a person', () => {
  const desk = withConsole();
  const { story } = desk;

  const heading = (page) => page.locator('main h1').first();

  it('goes to a screen by palette and by keys', () =>
    story('overview', async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Go to or do' }).fill('quo');
      assert.deepEqual(await axeFindings(page), []);
      await page.keyboard.press('Enter');
      await settled(page);
      assert.equal(await heading(page).innerText(), 'Quotas');
      await page.keyboard.press('g');
      await page.keyboard.press('u');
      await page.getByRole('heading', { name: 'Usage', level: 1 }).waitFor();
      await page.goBack();
      await page.getByRole('heading', { name: 'Quotas', level: 1 }).waitFor();
    }));

  it('is told the keys by a question mark', () =>
    story('overview', async (page) => {
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keys' }).waitFor();
      assert.deepEqual(await axeFindings(page), []);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }));

  it('gets charts of exactly the size of their place', () =>
    story('usage', async (page) => {
      const place = page.getByRole('application').first();
      await place.locator('svg').waitFor();
      const [box, drawing] = [await place.boundingBox(), await place.locator('svg').boundingBox()];
      assert.equal(drawing.width, Math.round(box.width));
      assert.equal(drawing.height, Math.round(box.height));
    }));

  it('steps through a chart and down to hours without a mouse', () =>
    story('usage', async (page) => {
      const place = page.getByRole('application').first();
      await place.locator('svg').waitFor();
      await place.focus();
      await page.keyboard.press('ArrowRight');
      assert.match(await place.locator('.tip').innerText(), /\d/);
      await page.keyboard.press('Enter');
      await page.getByRole('radio', { name: 'Hour', checked: true }).waitFor();
      await settled(page);
      assert.equal(await page.locator('.fault').count(), 0);
    }));

  it('sees the figures of a chart as a table', () =>
    story('overview', async (page) => {
      await page.getByRole('button', { name: 'Table' }).first().click();
      await page.locator('.scroll tbody tr').first().waitFor();
      assert.ok((await page.locator('.scroll tbody tr').count()) >= 28, 'a row for each day');
      assert.deepEqual(await axeFindings(page), []);
    }));

  it('narrows usage from a type to a namespace to an object', () =>
    story('usage', async (page) => {
      for (const group of ['namespace', 'object']) {
        const row = page.getByRole('grid', { name: 'Usage' }).locator('tr[data-row]').first();
        await row.focus();
        await page.keyboard.press('Enter');
        await page.getByRole('button', { name: `Group by ${group}` }).waitFor();
        await settled(page);
      }
      assert.match(page.url(), /usage_type=.+&?/);
      assert.match(page.url(), /namespace=/);
      assert.equal(await page.locator('.fault').count(), 0);
    }));

  it('tells quotas apart that have a percentage from those that must not', () =>
    story('quotas', async (page) => {
      const row = (state) => page.locator('tr[data-row]', { has: page.getByText(state, { exact: true }) }).first();
      assert.match(await row('Over').innerText(), /%\s+over by/);
      for (const state of ['Unlimited', 'Not tracked', 'Rate']) {
        assert.doesNotMatch(await row(state).innerText(), /%/, `${state} has no percentage`);
      }
    }));

  it('changes a limit, and takes it back by its name', () =>
    story('quotas', async (page) => {
      const row = page.locator('tr[data-row]', { hasText: 'Near' }).first();
      const kind = await row.locator('td').first().innerText();
      await row.click();
      await page.getByRole('button', { name: 'Change limit' }).click();
      await page.getByRole('button', { name: 'Set the limit' }).click();
      await page.getByText('A whole number of zero or more.').waitFor();
      await page.getByLabel('New limit').fill('987654');
      assert.deepEqual(await axeFindings(page), []);
      await page.getByRole('button', { name: 'Set the limit' }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.locator('tr[data-row]', { hasText: kind }).getByText('987,654').waitFor();
      await page.getByRole('button', { name: 'Remove our limit' }).click();
      const field = page.getByLabel(/^Type .* to confirm$/);
      const name = /^Type (.*) to confirm$/.exec(await page.locator('label', { hasText: 'to confirm' }).innerText())[1];
      assert.ok(await page.getByRole('button', { name: 'Delete' }).isDisabled());
      await field.fill(name);
      await page.getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.getByText('987,654').waitFor({ state: 'detached' });
    }));

  it('opens the document of an invoice inside the window', () =>
    story('invoices', async (page) => {
      const link = page.getByRole('link', { name: /^INV-\d+$/ }).first();
      const number = await link.innerText();
      await link.click();
      const sheet = page.locator('canvas[data-page="1"]');
      await sheet.waitFor();
      // The text of the page is there for readers; it comes after the drawing.
      await page.locator('.pdf .vh', { hasText: number }).waitFor();
      const ink = await sheet.evaluate((canvas) => {
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        return data.filter((value, index) => index % 4 === 0 && value < 128).length;
      });
      assert.ok(ink > 1000, `only ${ink} dark points: the page is as good as blank`);
      await page.getByRole('button', { name: 'Next page' }).click();
      await page.locator('canvas[data-page="2"]').waitFor();
      assert.deepEqual(await axeFindings(page), []);
    }));

  it('keeps language, theme and density over a new start', () =>
    story('overview', async (page) => {
      await page.keyboard.press('g');
      await page.keyboard.press('s');
      await page.getByRole('radio', { name: 'Comfortable' }).click();
      await page.getByRole('radio', { name: 'Dark' }).click();
      await page.getByRole('radiogroup', { name: 'Language', exact: true }).getByRole('radio', { name: 'ไทย' }).click();
      assert.deepEqual(await axeFindings(page), []);
      const kept = await page.evaluate(() => localStorage.getItem('counterfoil.display'));
      assert.deepEqual(JSON.parse(kept), {
        language: 'th',
        theme: 'dark',
        density: 'comfortable',
        motion: 'system',
        date_style: 'words',
        buddhist: true,
        zone: 'UTC',
      });
      assert.deepEqual(await page.evaluate(() => ({ ...document.documentElement.dataset, lang: document.documentElement.lang })), {
        theme: 'dark',
        density: 'comfortable',
        motion: 'system',
        lang: 'th',
      });
      assert.equal(await heading(page).innerText(), 'การตั้งค่า');
    }));

  it('makes a book, imports a file with progress, and imports it again to no effect', () =>
    story('accounts', async (page) => {
      await page.getByRole('button', { name: 'Add account' }).click();
      await page.getByLabel('Name').fill('House book');
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.getByText('into House book').waitFor();
      const file = join(desk.served.home, 'usage.csv');
      await writeFile(file, usageFile());
      const imports = async (expected) => {
        await page.getByLabel('File', { exact: true }).fill(file);
        await page.getByRole('button', { name: 'Import', exact: true }).click();
        await page.locator('tr', { hasText: /^(New|Unchanged)/ }).getByText(String(expected), { exact: true }).first().waitFor();
        await page.getByText('Done', { exact: true }).waitFor();
      };
      await imports(48);
      await page.locator('tr', { hasText: /^New\s*48$/ }).waitFor();
      await imports(48);
      await page.locator('tr', { hasText: /^Unchanged\s*48$/ }).waitFor();
      await page.getByRole('link', { name: 'See usage' }).click();
      await page.getByRole('grid', { name: 'Usage' }).getByText('Requests').waitFor();
    }));

  it('is told what is wrong with a file that is not there', () =>
    story('accounts', async (page) => {
      await page.getByLabel('File', { exact: true }).fill(join(desk.served.home, 'missing.csv'));
      await page.getByRole('button', { name: 'Import', exact: true }).click();
      await page.getByRole('alert').first().waitFor();
      assert.deepEqual(await axeFindings(page), []);
    }));
});

/** Two days of one series, hour by hour. */
function usageFile() {
  const hours = Array.from({ length: 48 }, (_, hour) => new Date(Date.UTC(2026, 0, 1, hour)).toISOString().replace('.000', ''));
  const rows = hours.map((hour) => `shop,lb-1,requests,Requests,${hour},10.5,request`);
  return ['namespace,object_name,metric_label,usage_type,hour,quantity,unit_name', ...rows, ''].join('\n');
}
