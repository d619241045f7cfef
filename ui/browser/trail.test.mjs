// What a person edits, takes back and finds in the audit; thresholds and the course of a quota. Told on the demo account.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { axeFindings, kept, settled } from './page.mjs';
import { withConsole } from './story.mjs';

describe('edits and the trail', () => {
  const desk = withConsole();
  const { story } = desk;

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

  it('marks several invoices at once, and one undo takes all of them back', () =>
    story('invoices', async (page) => {
      const rows = ['INV-000023', 'INV-000022', 'INV-000021'].map((name) => page.locator(`tr[data-row="${name}"]`));
      await rows[0].focus();
      await page.keyboard.press('Space');
      for (let step = 1; step < rows.length; step++) await page.keyboard.press('Shift+ArrowDown');
      const bar = page.getByRole('group', { name: 'Selected invoices' });
      await bar.getByText('3 selected').waitFor();
      await bar.getByRole('button', { name: 'Mark reconciled' }).click();
      for (const row of rows) await row.getByText('19 Mar', { exact: true }).waitFor();
      await page.keyboard.press('Control+z');
      for (const row of rows) await row.getByText('no', { exact: true }).waitFor();
      await at(page, 'audit?group=invoice');
      await settled(page);
      const words = (await page.getByRole('grid', { name: 'Lines of the trail' }).locator('tr[data-row]').allInnerTexts()).slice(0, 6);
      assert.equal(words.filter((line) => line.includes('No longer reconciled') || line.includes('Reconciled, taken back')).length, 3, words.join('\n'));
    }));

  it('tells the trail in Thai, with amounts and days as they are written everywhere', () =>
    story(
      'audit',
      async (page) => {
        const lines = await page.locator('tr[data-row]').allInnerTexts();
        assert.ok(lines.length > 50);
        assert.deepEqual(lines.filter((line) => /\b(issued|paid|succeeded|failed|cancelled|refunded|begun|rows|reconciled|over|by)\b/.test(line)), []);
        assert.ok(lines.some((line) => /USD\s18,805\.07/.test(line)), lines.join('\n'));
        // Beside the link to the invoice.
        await page.getByRole('row', { name: /18,805\.07/ }).locator('time').click();
        await page.getByText('invoice.issue').waitFor();
        assert.deepEqual(await axeFindings(page), []);
      },
      { language: 'th' },
    ));

  it('sorts the trail in Rust, keeps its columns, and copies what is selected', () =>
    story('audit?group=invoices', async (page) => {
      await page.getByRole('button', { name: 'Clear filters' }).first().click();
      const first = () => page.locator('tr[data-row]').first();
      const newest = await first().getAttribute('data-row');
      await page.getByTitle('Sort by Line').click();
      await page.locator('th[aria-sort=descending]').waitFor();
      await page.getByTitle('Sort by Line').click();
      await page.locator('th[aria-sort=ascending]').waitFor();
      await page.locator('tr[data-row="1"][data-index="0"]').waitFor();
      await page.getByRole('button', { name: 'Columns' }).click();
      await kept(page, 'reason', () => page.getByRole('menuitemcheckbox', { name: 'Reason' }).click());
      await page.keyboard.press('Escape');
      await page.getByRole('columnheader', { name: 'Reason' }).waitFor();
      await page.reload();
      await settled(page);
      await page.getByRole('columnheader', { name: 'Reason' }).waitFor();
      assert.equal(await first().getAttribute('data-row'), '1');
      await first().focus();
      await page.keyboard.press('Space');
      await page.keyboard.press('Shift+ArrowDown');
      await page.keyboard.press('Control+c');
      const copied = (await page.evaluate(() => navigator.clipboard.readText())).split('\n');
      assert.match(copied[0], /^Line\tWhen \(UTC\)\tWho\t/);
      assert.deepEqual(copied.slice(1).map((line) => line.split('\t')[0]), ['1', '2']);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Columns' }).click();
      await page.getByRole('menuitem', { name: 'As usual' }).click();
      await page.locator(`tr[data-row="${newest}"][data-index="0"]`).waitFor();
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
    }, { refused: 'some' }));

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
      await page.locator('tr[data-row] time').first().click();
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
      // Under a dialog nothing is taken back.
      await page.getByRole('dialog').waitFor({ state: 'detached' });
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
