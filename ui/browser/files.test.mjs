// Files that leave the console: exported, printed, packed; each is opened and held against the screen.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { axeFindings, settled } from './page.mjs';
import { withConsole } from './story.mjs';

describe('files', () => {
  const desk = withConsole();
  const { story } = desk;

  /** What a deed hands to the browser. */
  async function downloaded(page, deed) {
    const [download] = await Promise.all([page.waitForEvent('download'), deed()]);
    const path = await download.path();
    return { name: download.suggestedFilename(), path, bytes: await readFile(path) };
  }

  const rows = (bytes) => bytes.toString('utf8').trimEnd().split('\r\n').map((line) => line.split(','));

  it('export the list of invoices as it is seen, by keyboard', () =>
    story('invoices?tab=paid', async (page) => {
      const shown = await page.locator('tbody tr[data-row]').count();
      await page.keyboard.press('Control+e');
      await page.getByRole('menuitem', { name: 'What I see: CSV, exact text' }).waitFor();
      assert.deepEqual(await axeFindings(page), []);
      const { name, bytes } = await downloaded(page, () => page.getByRole('menuitem', { name: 'What I see: CSV, exact text' }).click());
      assert.match(name, /_invoices_.*_2026-03-19\.csv$/);
      const [head, ...body] = rows(bytes);
      assert.equal(body.length, shown);
      const first = await page.locator('tbody tr[data-row]').first().innerText();
      assert.ok(first.replaceAll(',', '').includes(body[0][head.findIndex((cell) => cell.startsWith('Amount'))]));
    }));

  it('export the single hours that are shown, with their columns and no others', () =>
    story('usage?rows=hours', async (page) => {
      const grid = page.getByRole('grid', { name: 'Single hours' });
      const names = (row) => row.innerText();
      await grid.locator('tr[data-row]').first().waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type('shop-prod');
      await page.waitForFunction(() => [...document.querySelectorAll('tr[data-row]')].every((row) => row.innerText.includes('shop-prod')));
      await settled(page);
      assert.match(await names(grid.locator('tr[data-row]').first()), /shop-prod/);
      const said = await page.getByRole('heading', { name: 'Single hours' }).locator('xpath=..').innerText();
      await page.keyboard.press('Control+e');
      const { name, bytes } = await downloaded(page, () => page.getByRole('menuitem', { name: 'What I see: CSV, exact text' }).click());
      assert.match(name, /_usage-hours_/);
      const [head, ...body] = rows(bytes);
      assert.ok(!head.some((cell) => /label/i.test(cell)), `${head} has a column that is not on the screen`);
      assert.ok(body.length > 100 && body.every((row) => row.includes('shop-prod')), `${body.length} rows, ${said}`);
    }));

  it('export everything as a workbook, in Thai', () =>
    story('invoices?tab=paid', async (page) => {
      await page.getByRole('button', { name: 'ส่งออก' }).click();
      const { name, bytes } = await downloaded(page, () => page.getByRole('menuitem', { name: 'ทั้งหมด: สมุดงาน XLSX' }).click());
      assert.match(name, /\.xlsx$/);
      assert.equal(bytes.subarray(0, 2).toString('latin1'), 'PK');
    }, { language: 'th' }));

  it('show what is printed inside the window first', () =>
    story('usage?grain=day', async (page) => {
      await page.keyboard.press('Control+p');
      const dialog = page.getByRole('dialog');
      await dialog.waitFor();
      await dialog.locator('canvas[data-page="1"]').waitFor();
      // The text of the page is there for readers; it comes after the drawing.
      await dialog.locator('.vh', { hasText: 'Usage type' }).waitFor();
      assert.deepEqual(await axeFindings(page), []);
      const { name, bytes } = await downloaded(page, () => dialog.getByRole('button', { name: 'Save…' }).click());
      assert.match(name, /_usage_2026-03_2026-03-19\.pdf$/);
      assert.equal(bytes.subarray(0, 8).toString('latin1'), '%PDF-1.7');
    }));

  it('print the overview as one page in both languages', async () => {
    for (const language of ['en', 'th']) {
      await story('overview', async (page) => {
        await page.keyboard.press('Control+p');
        const dialog = page.getByRole('dialog');
        await dialog.locator('canvas[data-page="1"]').waitFor();
        const save = language === 'en' ? 'Save…' : 'บันทึก…';
        const { path } = await downloaded(page, () => dialog.getByRole('button', { name: save }).click());
        const told = execFileSync('pdfinfo', [path], { encoding: 'utf8' });
        assert.match(told, /Pages:\s+1\n/);
        const figure = await page.locator('.stat .v').first().innerText();
        const text = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' });
        assert.ok(text.includes(figure.replace(/^[A-Z]+\s*/, '')), `${figure} is not on\n${text}`);
      }, { language });
    }
  });

  it('pack a dispute: document, differences, evidence and receipts', () =>
    story('invoices/INV-000022', async (page) => {
      const { name, path } = await downloaded(page, () => page.getByRole('button', { name: 'Dispute pack' }).click());
      assert.match(name, /_dispute-inv-000022_.*\.zip$/);
      const list = execFileSync('python3', ['-c', 'import sys,zipfile;print("\\n".join(zipfile.ZipFile(sys.argv[1]).namelist()))', path], { encoding: 'utf8' });
      for (const file of ['INV-000022.pdf', 'differences.csv', 'differences.pdf', 'hourly-evidence.csv', 'receipts/line-01.txt']) {
        assert.ok(list.includes(`INV-000022/${file}`), `${file} is not in\n${list}`);
      }
    }));

  it('bundle what is selected by keyboard, and export only that', () =>
    story('invoices?tab=overdue', async (page) => {
      const first = page.locator('tbody tr[data-row]').first();
      await first.focus();
      await page.keyboard.press(' ');
      await page.keyboard.press('Shift+ArrowDown');
      const bar = page.getByRole('group', { name: 'Selected invoices' });
      await bar.getByText('2 selected').waitFor();
      const sum = await page.locator('tfoot tr').innerText();
      await page.waitForFunction(() => document.querySelector('[role=group] [role=status]')?.textContent?.includes('USD'));
      const told = await bar.getByRole('status').innerText();
      assert.ok(sum.includes(/USD.([\d,.]+),/.exec(told)?.[1] ?? 'no sum'), `${told} is not ${sum}`);
      assert.deepEqual(await axeFindings(page), []);
      const zip = await downloaded(page, () => bar.getByRole('button', { name: 'Zip' }).click());
      const list = execFileSync('python3', ['-c', 'import sys,zipfile;print(len(zipfile.ZipFile(sys.argv[1]).namelist()))', zip.path], { encoding: 'utf8' });
      assert.equal(list.trim(), '2');
      const one = await downloaded(page, () => bar.getByRole('button', { name: 'One PDF' }).click());
      assert.match(execFileSync('pdfinfo', [one.path], { encoding: 'utf8' }), /Pages:\s+4\n/);
      await bar.getByRole('button', { name: 'Clear the selection' }).click();
      await bar.waitFor({ state: 'detached' });
    }));

  it('find an invoice by words that stand in its document alone', () =>
    story('invoices?find=Harbour%20Street', async (page) => {
      await page.locator('tbody tr[data-row]').first().waitFor();
      assert.ok((await page.locator('tbody tr[data-row]').count()) > 5);
    }));

  it('show the hours behind an invoice and lead to them', () =>
    story('invoices/INV-000022?part=evidence', async (page) => {
      const row = page.locator('#invoice-part tbody tr').first();
      const kind = await row.locator('td').first().innerText();
      await row.click();
      await settled(page);
      assert.ok(page.url().includes(`usage_type=${new URLSearchParams({ k: kind }).toString().slice(2)}`), page.url());
    }));

  it('put an invoice beside the one before it', () =>
    story('invoices/INV-000022', async (page) => {
      await page.getByRole('button', { name: 'Compare' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('table').waitFor();
      assert.deepEqual(await axeFindings(page), []);
      assert.match(await dialog.locator('tfoot').innerText(), /Total/);
    }));
});
