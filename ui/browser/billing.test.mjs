// Invoices, payment methods and plans, told on the demo account. The stories change the book, so each has its own console.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { axeFindings, settled } from './page.mjs';
import { withConsole } from './story.mjs';

/** A book of its own with two months of usage, ten hours at 1.00 and five, and one metric without a price. */
async function importedBook(page, home) {
  const [usage, prices] = [join(home, 'usage.csv'), join(home, 'prices.json')];
  const hours = (month, many) => Array.from({ length: many }, (_, hour) => `shop,web,lb-hours,Load Balancer,2024-${month}-03T${String(hour).padStart(2, '0')}:00:00Z,1,hour,,`);
  const head = 'namespace,object_name,metric_label,usage_type,hour,quantity,unit_name,deployment,container';
  const gpu = 'shop,web,gpu-hours,GPU,2024-02-03T00:00:00Z,1,hour,,';
  await writeFile(usage, `${[head, ...hours('01', 10), ...hours('02', 5), gpu].join('\n')}\n`);
  await writeFile(prices, JSON.stringify({ 'lb-hours': { usage_type: 'Load Balancer', unit: 'hour', tiers: [{ up_to: null, unit_price: '1' }] } }));
  await command(page, 'account_create', { name: 'House book', currency: 'USD' });
  for (const [kind, path] of [['prices', prices], ['usage', usage]]) {
    let job = await command(page, 'import_start', { kind, path });
    while (job.state === 'running') job = await command(page, 'job_status', { job: job.job });
    assert.equal(job.state, 'done', job.message ?? kind);
  }
  await page.reload();
  await settled(page);
}

/** Asks the door itself, as the page would. */
async function command(page, name, input) {
  const [ok, answer] = await page.evaluate(
    async ([path, body]) => {
      const response = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      return [response.ok, await response.json()];
    },
    [`/api/console/${name}`, JSON.stringify(input)],
  );
  assert.ok(ok, `${name}: ${JSON.stringify(answer)}`);
  return answer;
}

describe('a finance person', () => {
  const desk = withConsole({ each: true });
  const { story } = desk;

  const button = (page, name) => page.getByRole('button', { name, exact: true });
  const textbox = (page, name) => page.getByRole('textbox', { name });
  const dialogGone = (page) => page.getByRole('dialog').waitFor({ state: 'detached' });
  const figures = (page) => page.getByRole('tabpanel', { name: 'Lines' });

  it('finds an invoice by keyboard and reads its document and its receipt', () =>
    story('invoices', async (page) => {
      await page.keyboard.press('/');
      await page.keyboard.type('000022');
      await page.getByRole('row', { name: /INV-000022/ }).waitFor();
      await page.waitForFunction(() => document.querySelectorAll('tr[data-row]').length === 1);
      assert.match(await page.locator('tfoot').innerText(), /Total of 1 invoice .*found by “000022”/);
      await page.getByRole('row', { name: /INV-000022/ }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'INV-000022', level: 1 }).waitFor();
      await page.locator('canvas[data-page="1"]').waitFor();
      await page.getByText('unchanged').waitFor();
      // The text of the page is there for readers that see no canvas; it comes after the drawing.
      await page.getByRole('group', { name: /\.pdf$/ }).locator('.vh', { hasText: 'INV-000022' }).waitFor();
      await button(page, 'Next page').click();
      await page.locator('canvas[data-page="2"]').waitFor();
      await page.getByRole('row', { name: /^CE - Data Transfer to RE/ }).focus();
      await page.keyboard.press('Enter');
      const receipt = page.getByRole('dialog', { name: 'Receipt of the line' });
      await receipt.getByText('half away from zero').waitFor();
      assert.deepEqual(await axeFindings(page), []);
      await receipt.getByText('JSON', { exact: true }).click();
      await button(page, 'Copy').click();
      const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
      assert.equal(typeof copied, 'object');
      await page.keyboard.press('Escape');
      await dialogGone(page);
      await page.getByRole('heading', { name: 'INV-000022', level: 1 }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('heading', { name: 'Invoices', level: 1 }).waitFor();
    }));

  it('sees where the provider differs, and why', () =>
    story('invoices', async (page) => {
      await page.getByRole('link', { name: 'INV-000022' }).click();
      await button(page, 'See what differs').click();
      const verdict = page.getByRole('tabpanel', { name: 'Re-rating' });
      await verdict.getByText('1 line differs').waitFor();
      assert.match(await verdict.innerText(), /CE - Data Transfer to RE - Bytes\s+Hours came again with another quantity: 3 hours/);
      assert.deepEqual(await axeFindings(page), []);
      await page.goBack();
      await page.getByRole('link', { name: 'INV-000020' }).click();
      await page.getByRole('tab', { name: 'Re-rating Matches' }).waitFor();
    }));

  it('puts a difference of usage on the next invoice, and takes it back', () =>
    story('invoices', async (page) => {
      await page.getByRole('link', { name: 'INV-000022' }).click();
      await button(page, 'See what differs').click();
      const tab = page.getByRole('tabpanel', { name: 'Re-rating' });
      await tab.getByText('USD −2.29 before tax is open.').waitFor();
      await button(page, 'Put on the next invoice…').click();
      await textbox(page, 'Reason').fill('Meter swapped');
      assert.deepEqual(await axeFindings(page), []);
      await button(page, 'Put on the next invoice').click();
      await dialogGone(page);
      await tab.getByText('Put right: nothing is open.').waitFor();
      await tab.getByText('goes on Mar 2026').waitFor();
      assert.deepEqual(await axeFindings(page), []);
      await page.goBack();
      await page.getByRole('row', { name: /Mar 2026/ }).first().click();
      await page.getByRole('gridcell', { name: /Correction of INV-000022, 2025-12/ }).waitFor();
      await page.goBack();
      await page.getByRole('link', { name: 'INV-000022' }).click();
      await button(page, 'See what differs').click();
      await button(page, 'Take back').click();
      await tab.getByText('USD −2.29 before tax is open.').waitFor();
    }));

  it('issues a credit note and reads its document', () =>
    story('invoices', async (page) => {
      await page.getByRole('link', { name: 'INV-000024' }).click();
      await button(page, 'Credit note…').click();
      await button(page, 'Issue credit note').click();
      await page.getByText('Write an amount in plain digits, such as 107.00.').waitFor();
      await textbox(page, 'Amount with tax').fill('10.70');
      await textbox(page, 'Reason').fill('Outage on 3 February');
      assert.deepEqual(await axeFindings(page), []);
      await button(page, 'Issue credit note').click();
      await dialogGone(page);
      await page.getByRole('tab', { name: 'Credit notes 1' }).click();
      await page.getByRole('row', { name: /Outage on 3 February/ }).click();
      const dialog = page.getByRole('dialog');
      await dialog.locator('canvas[data-page="1"]').waitFor();
      assert.deepEqual(await axeFindings(page), []);
      await dialog.getByRole('button', { name: 'Close' }).last().click();
      await dialogGone(page);
    }));

  it('cancels an invoice by typing its number', () =>
    story('invoices', async (page) => {
      await page.getByRole('link', { name: 'INV-000024' }).click();
      await button(page, 'Cancel invoice…').click();
      const yes = page.getByRole('dialog').getByRole('button', { name: 'Cancel invoice' });
      assert.ok(await yes.isDisabled());
      await textbox(page, 'Type INV-000024 to confirm').fill('INV-000024');
      assert.deepEqual(await axeFindings(page), []);
      await yes.click();
      await dialogGone(page);
      await page.locator('.title').getByText('Cancelled', { exact: true }).waitFor();
      assert.equal(await button(page, 'Settle…').count(), 0);
    }));

  it('closes the months of an imported book, and is told what has no price', () =>
    story('accounts', async (page) => {
      await importedBook(page, desk.served.home);
      await page.getByRole('link', { name: 'Invoices' }).click();
      await settled(page);
      await button(page, 'Close period…').first().click();
      await button(page, 'Issue 2 invoices').waitFor();
      const dialog = page.getByRole('dialog');
      assert.match(await dialog.innerText(), /Jan 2024[\s\S]*Feb 2024[\s\S]*Total of 2 invoices\s+15\.00/);
      await dialog.getByText('Usage without a price is not billed: gpu-hours').waitFor();
      assert.deepEqual(await axeFindings(page), []);
      await button(page, 'Issue 2 invoices').click();
      await dialogGone(page);
      await page.getByRole('row', { name: /Feb 2024/ }).click();
      await page.getByRole('tab', { name: 'Re-rating Matches' }).waitFor();
      await page.locator('canvas[data-page="1"]').waitFor();
    }));

  it('settles an overdue invoice with a word on how', () =>
    story('invoices?tab=overdue', async (page) => {
      await page.getByRole('link', { name: 'INV-000023' }).click();
      await button(page, 'Settle…').click();
      await button(page, 'Settle').click();
      await page.getByText('Say how it was paid').waitFor();
      await textbox(page, 'How it was paid').fill('bank transfer 4711');
      await button(page, 'Settle').click();
      await dialogGone(page);
      await page.locator('.title').getByText('Paid', { exact: true }).waitFor();
      await page.getByRole('tab', { name: /^Payments/ }).click();
      assert.match(await page.getByRole('tabpanel').innerText(), /bank transfer 4711/);
    }));

  it('sees the running invoice as a document made now', () =>
    story('invoices?tab=running', async (page) => {
      await page.getByRole('link', { name: 'no number yet' }).click();
      await page.getByText('made just now, watermarked').waitFor();
      assert.match(await figures(page).innerText(), /Total USD/);
      assert.equal(await page.getByRole('tab', { name: /Re-rating/ }).count(), 0);
    }));

  it('adds a method by token, never by card number, and takes it away', () =>
    story(
      'payment-methods',
      async (page) => {
        await button(page, 'Add a method').click();
        await textbox(page, 'Token of the provider').fill('4242 4242 4242 4242');
        await button(page, 'Add method').click();
        await page.getByRole('alert').getByText('card number').waitFor();
        assert.deepEqual(await axeFindings(page), []);
        await textbox(page, 'Token of the provider').fill('tok_amex_0005_0927');
        await textbox(page, 'Contact').fill('J. Doe');
        await button(page, 'Add method').click();
        await dialogGone(page);
        await page.getByRole('row', { name: /American Express ···· 0005 Normal .*J\. Doe/ }).waitFor();
        await button(page, 'More: American Express ···· 0005').click();
        await page.getByRole('menuitem', { name: 'Delete' }).click();
        await button(page, 'Delete').click();
        await dialogGone(page);
        assert.equal(await page.getByRole('row', { name: /American Express/ }).count(), 0);
        // The primary is still needed: something is owed.
        await button(page, 'More: Visa ···· 4242').click();
        await page.getByRole('menuitem', { name: 'Delete' }).click();
        await button(page, 'Delete').click();
        await page.getByRole('dialog').locator('.fault').waitFor();
        await button(page, 'Cancel').click();
        await page.getByRole('row', { name: /Visa ···· 4242 Primary/ }).waitFor();
      },
      { refused: 2 },
    ));

  it('changes roles after seeing before and after, and is warned when nobody is primary', () =>
    story('payment-methods', async (page) => {
      await button(page, 'More: Mastercard ···· 8210').focus();
      await page.keyboard.press('Enter');
      assert.deepEqual(await axeFindings(page), []);
      await page.getByRole('menuitem', { name: 'Swap with the primary' }).click();
      await page.getByRole('row', { name: 'Visa ···· 4242 Primary Secondary' }).waitFor();
      await button(page, 'Swap roles').click();
      await dialogGone(page);
      await page.getByRole('row', { name: /Visa ···· 4242 Secondary/ }).waitFor();
      await button(page, 'More: Mastercard ···· 8210').click();
      await page.getByRole('menuitem', { name: 'Make secondary' }).click();
      await page.getByRole('alert').getByText('Nobody would be primary afterwards').waitFor();
      assert.deepEqual(await axeFindings(page), []);
      await button(page, 'Leave no primary').click();
      await dialogGone(page);
      await page.getByRole('alert').getByText('No method is primary').waitFor();
    }));

  it('takes an add-on and drops it again', () =>
    story('plans', async (page) => {
      await button(page, 'Subscribe to WAAP Advanced').click();
      await page.getByRole('dialog').getByRole('button', { name: 'Subscribe' }).click();
      await dialogGone(page);
      await button(page, 'Unsubscribe from WAAP Advanced').click();
      await page.getByRole('dialog').getByRole('button', { name: 'Unsubscribe' }).click();
      await dialogGone(page);
      await button(page, 'Subscribe to WAAP Advanced').waitFor();
    }));

  it('asks for a plan, waits for another person, and gets it', () =>
    story('plans', async (page) => {
      await button(page, 'Move to Organization').click();
      await textbox(page, 'Domain').fill('acme.example');
      await textbox(page, 'Billing address').fill('1234 Main road, Sunnyvale');
      await button(page, 'Next').click();
      await page.getByRole('checkbox', { name: /Secure Mesh Advanced/ }).check();
      assert.deepEqual(await axeFindings(page), []);
      await button(page, 'Next').click();
      assert.match(await page.getByRole('dialog').innerText(), /Secure Mesh Advanced\s+off\s+on/);
      assert.deepEqual(await axeFindings(page), []);
      await button(page, 'Start the move').click();
      await dialogGone(page);
      await page.getByText('Waiting for approval', { exact: true }).waitFor();
      assert.deepEqual(await axeFindings(page), []);
      await button(page, 'Approve…').click();
      await textbox(page, 'Your name').fill('A. Weber');
      await button(page, 'Approve').click();
      await dialogGone(page);
      await page.getByText('Organization, USD 2,400.00 a month').waitFor();
      await page.getByRole('heading', { name: 'Past moves' }).waitFor();
    }));

  it('gets a ticket for a move that support makes', () =>
    story('plans', async (page) => {
      await button(page, 'Move to Individual').click();
      await textbox(page, 'For the ticket').fill('before the audit, please');
      await button(page, 'Next').click();
      await button(page, 'Next').click();
      await button(page, 'Write the ticket').click();
      const ticket = page.getByRole('dialog', { name: 'Ticket: Teams to Individual' });
      assert.match(await ticket.getByRole('region', { name: 'Ticket text' }).innerText(), /before the audit, please/);
    }));

  it('puts a move off to the end of the period, shows its bill, and calls it off', () =>
    story('plans', async (page) => {
      await button(page, 'Move to Organization').click();
      await textbox(page, 'Domain').fill('acme.example');
      await textbox(page, 'Billing address').fill('1234 Main road, Sunnyvale');
      await button(page, 'Next').click();
      await button(page, 'Next').click();
      await page.getByRole('radio', { name: 'At the end of the period, 1 Apr 2026' }).check();
      await page.getByText('Bill of Apr 2026 after the change').waitFor();
      assert.deepEqual(await axeFindings(page), []);
      await button(page, 'Start the move').click();
      await dialogGone(page);
      await button(page, 'Approve…').click();
      await textbox(page, 'Your name').fill('A. Weber');
      await button(page, 'Approve').click();
      await dialogGone(page);
      await page.getByText('Takes effect on 1 Apr 2026 00:00 UTC').waitFor();
      await page.getByText('3 steps written down').click();
      await page.getByText('Approval asked for').waitFor();
      assert.deepEqual(await axeFindings(page), []);
      await button(page, 'Call off…').click();
      await button(page, 'Call off').click();
      await dialogGone(page);
      await page.getByText('Called off.', { exact: true }).first().waitFor();
    }));

  it('does not recreate the tenant before its name is typed and the book is copied', () =>
    story('plans', async (page) => {
      await button(page, 'Move to Free').click();
      await page.getByRole('alert').getByText('This deletes the tenant acmecorp').waitFor();
      const yes = button(page, 'Delete and recreate');
      await textbox(page, 'Type acmecorp to confirm').fill('acme');
      assert.ok(await yes.isDisabled());
      await textbox(page, 'Type acmecorp to confirm').fill('acmecorp');
      assert.ok(await yes.isDisabled(), 'there is no copy of the book yet');
      await button(page, 'Back up now').click();
      await page.getByText('Made on 19 Mar 2026').waitFor();
      assert.ok(await yes.isEnabled());
      assert.deepEqual(await axeFindings(page), []);
    }));

  for (const [dress, name] of [
    [{ theme: 'dark', language: 'th' }, 'dark, th'],
    [{ theme: 'contrast', language: 'en', width: 1024 }, 'contrast, 1024 px'],
  ]) {
    it(`reads an invoice in ${name}`, () =>
      story(
        'invoices',
        async (page) => {
          await page.getByRole('link', { name: 'INV-000021' }).click();
          await page.locator('canvas[data-page="1"]').waitFor();
          await settled(page);
          assert.deepEqual(await axeFindings(page), []);
          assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0);
        },
        dress,
      ));
  }
});
