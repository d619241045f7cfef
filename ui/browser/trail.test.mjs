// What a person edits, takes back and finds in the audit; thresholds and the course of a quota. Told on the demo account.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { axeFindings, launch, openPage, settled } from './page.mjs';
import { serveDemo } from './serve.mjs';

describe('edits and the trail', () => {
  let served;
  let browser;
  before(async () => {
    served = await serveDemo();
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await served?.stop();
  });

  /** `refused` names the status of a refusal that belongs to the story: the browser tells of it by itself. */
  async function story(place, told, refused = 'no such') {
    const { page, complaints, close } = await openPage(browser, served.entrance, place);
    await told(page);
    assert.deepEqual(complaints.filter((complaint) => !complaint.includes(refused)), []);
    await close();
  }

  const toast = (page, text) => page.locator('.toast', { hasText: text }).last().waitFor();
  const at = (page, place) => page.evaluate((hash) => void (location.hash = hash), `#/${place}`);

  it('marks an invoice, takes it back and marks it again, by keyboard and across screens', () =>
    story('invoices/INV-000024', async (page) => {
      await page.getByRole('button', { name: 'Mark reconciled' }).click();
      await page.getByLabel('Statement').fill('March, page 2');
      assert.deepEqual(await axeFindings(page), []);
      // While somebody types, Ctrl+Z is the field's.
      await page.keyboard.press('Control+z');
      await page.getByLabel('Statement').fill('March, page 2');
      await page.keyboard.press('Enter');
      await toast(page, 'INV-000024 is marked as reconciled.');
      await page.getByText('Reconciled 19 Mar 2026, March, page 2').waitFor();

      await at(page, 'invoices');
      await page.getByRole('heading', { name: 'Invoices', level: 1 }).waitFor();
      const row = page.locator('tr[data-row="INV-000024"]');
      await row.getByText('19 Mar').waitFor();
      await page.keyboard.press('Control+z');
      await toast(page, 'Taken back: INV-000024 is marked as reconciled.');
      await row.getByText('no', { exact: true }).waitFor();
      await page.keyboard.press('Control+Shift+z');
      await toast(page, 'Done again');
      await row.getByText('19 Mar').waitFor();
      await page.locator('.toast', { hasText: 'Done again' }).getByRole('button', { name: 'Undo' }).click();
      await row.getByText('no', { exact: true }).waitFor();

      await at(page, 'audit?object=INV-000024');
      await settled(page);
      const lines = page.getByRole('grid', { name: 'Lines of the trail' }).locator('tr[data-row]');
      const words = await lines.allInnerTexts();
      assert.ok(words.some((line) => line.includes('Reconciled, done again')), words.join('\n'));
      assert.ok(words.some((line) => line.includes('No longer reconciled, taken back')), words.join('\n'));
    }));

  it('writes a note and deletes it', () =>
    story('invoices/INV-000022', async (page) => {
      await page.getByRole('button', { name: 'Add a note' }).click();
      await page.getByLabel('Note').fill('card 4242 4242 4242 4242');
      await page.getByRole('button', { name: 'Keep the note' }).click();
      await page.getByText(/looks like a card number/).first().waitFor();
      await page.getByLabel('Note').fill('Ask Weber about page 2');
      await page.getByRole('button', { name: 'Keep the note' }).click();
      await page.getByText('Ask Weber about page 2').waitFor();
      await page.getByRole('button', { name: 'Delete' }).click();
      await page.getByText('No notes yet.').waitFor();
      await page.keyboard.press('Control+z');
      await page.getByText('Ask Weber about page 2').waitFor();
    }, 'status of 400'));

  it('narrows the trail, keeps the filters in the address and verifies the chain', () =>
    story('audit', async (page) => {
      await page.getByText('The chain was never verified').waitFor();
      await page.getByRole('button', { name: 'Verify now' }).click();
      await page.getByText('Chain whole').waitFor();
      await page.getByText(/lines verified 19 Mar 2026 09:14 UTC/).waitFor();
      await page.getByRole('button', { name: /^About/ }).click();
      await page.getByRole('menuitemradio', { name: 'Invoices' }).click();
      await page.waitForFunction(() => location.hash.includes('group=invoice'));
      await settled(page);
      await page.reload();
      await settled(page);
      assert.match(await page.getByRole('button', { name: /^About/ }).innerText(), /Invoices/);
      await page.getByLabel('To', { exact: true }).fill('2025-01-31');
      await page.keyboard.press('Tab');
      await page.waitForFunction(() => location.hash.includes('to=2025-01-31'));
      await settled(page);
      await page.locator('tr[data-row]').first().click();
      await page.getByText('Hash before').waitFor();
      assert.deepEqual(await axeFindings(page), []);
      await page.keyboard.press('Escape');
      await page.getByText('Hash before').waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Clear filters' }).click();
      await page.waitForFunction(() => !location.hash.includes('group='));
    }));

  it('moves a threshold, sees the zone follow, and takes it back', () =>
    story('quotas?kind=alert_policy', async (page) => {
      const row = page.locator('tr[data-row="alert_policy"]');
      await row.getByText('OK').waitFor();
      await page.getByRole('button', { name: 'Change', exact: true }).click();
      await page.getByLabel('Near from, %').fill('70');
      assert.deepEqual(await axeFindings(page), []);
      await page.getByRole('button', { name: 'Set the thresholds' }).click();
      await row.getByText('Near').waitFor();
      await page.locator('dd', { hasText: '70% and 100%' }).waitFor();
      await page.keyboard.press('Control+z');
      await row.getByText('OK').waitFor();
    }));

  it('shows when a kind runs out, its year as a chart and as a table', () =>
    story('quotas?kind=virtual_site', async (page) => {
      await page.getByText(/The limit moved in Aug 2025 \(80 to 100\) and Dec 2025 \(100 to 120\)/).waitFor();
      await page.getByRole('application', { name: '12 months' }).locator('svg').waitFor();
      await page.getByRole('button', { name: 'Table' }).click();
      await page.getByRole('columnheader', { name: 'Forecast' }).waitFor();
      assert.deepEqual(await axeFindings(page), []);
      await page.getByRole('button', { name: 'Request an increase' }).click();
      assert.match(await page.getByLabel('Text').inputValue(), /Growth: [\d.]+ a week over the last 12 weeks\nRuns out: \d+ \w+/);
    }));
});
