// A tour of the nine screens with the keyboard alone: what a mouse can do here, Tab, Enter and the keys of the key sheet can.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settled } from './page.mjs';
import { withConsole } from './story.mjs';

/** So many steps of Tab must reach any part of a screen. */
const STEPS = 160;

describe('with the keyboard alone', () => {
  const desk = withConsole();

  const story = (place, told) =>
    desk.story(place, (page) => {
      // Whoever moves or presses a mouse in this file has left the tour.
      page.mouse.click = page.mouse.move = () => assert.fail('a mouse in a tour of the keyboard');
      return told(page, (keys) => page.keyboard.press(keys));
    });

  /** Presses Tab until what has the keyboard is called so, and gives back the name it has. */
  async function reach(page, name, kind = /./) {
    const passed = [];
    for (let step = 0; step < STEPS; step++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const node = document.activeElement;
        const label = node.labels?.[0]?.innerText ?? '';
        const by = node.getAttribute('aria-labelledby');
        const named = by ? by.split(' ').map((id) => document.getElementById(id)?.innerText ?? '').join(' ') : '';
        return { kind: node.getAttribute('role') ?? node.tagName.toLowerCase(), name: (node.getAttribute('aria-label') ?? (named || node.innerText || label)).replace(/\s+/g, ' ').trim() };
      });
      if (name.test(at.name) && kind.test(at.kind)) return at;
      passed.push(`${at.kind} ${at.name.slice(0, 40)}`);
    }
    return assert.fail(`Tab does not come to ${name}; it came to:\n${[...new Set(passed)].join('\n')}`);
  }

  /** Goes down in a menu or a list until the entry is the one that Enter takes, and takes it. */
  async function choose(page, role, name) {
    const entry = page.getByRole(role, { name }).first();
    for (let step = 0; step < STEPS; step++) {
      const here = await entry.evaluate((node) => node === document.activeElement || node.getAttribute('aria-selected') === 'true' || node.hasAttribute('data-highlighted'));
      if (here) return page.keyboard.press('Enter');
      await page.keyboard.press('ArrowDown');
    }
    return assert.fail(`the arrows do not come to ${name}`);
  }

  const heading = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor();

  it('goes to each of the nine screens and back through all of them', () =>
    story('overview', async (page, press) => {
      const tour = [['u', 'Usage'], ['q', 'Quotas'], ['i', 'Invoices'], ['p', 'Payment methods'], ['l', 'Plans & add-ons'], ['a', 'Accounts'], ['t', 'Audit'], ['s', 'Settings'], ['o', 'Overview']];
      for (const [letter, name] of tour) {
        await press('g');
        await press(letter);
        await heading(page, name);
        await settled(page);
      }
      for (const [, name] of tour.slice(0, -1).reverse()) {
        await press('Alt+ArrowLeft');
        await heading(page, name);
      }
      await press('Alt+ArrowRight');
      await heading(page, 'Quotas');
    }));

  it('overview: the chart as a table, a task, a print', () =>
    story('overview', async (page, press) => {
      await reach(page, /^Table$/, /button/);
      await press('Enter');
      await page.getByRole('table').first().waitFor();
      await reach(page, /^Open/);
      await press('Enter');
      await heading(page, /^INV-/);
      await press('Alt+ArrowLeft');
      await heading(page, 'Overview');
      await press('Control+p');
      await page.getByRole('dialog', { name: /overview.*pdf/ }).waitFor();
      await press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }));

  it('usage: filtering, stepping through the chart and the rows, drilling and coming back', () =>
    story('usage', async (page, press) => {
      await press('/');
      await page.keyboard.type('Rate');
      await page.locator('tbody tr').nth(1).waitFor({ state: 'detached' });
      await page.keyboard.press('Control+a');
      await press('Delete');
      await press('Escape');
      await reach(page, /Amount a day/, /application/);
      await press('ArrowRight');
      await page.locator('.tip').waitFor();
      await reach(page, /CE - App Stack Combo - Medium/, /^(row|tr)$/);
      await press('j');
      await press('Enter');
      await page.waitForFunction(() => location.hash.includes('usage_type='));
      await settled(page);
      await press('Alt+ArrowLeft');
      await page.waitForFunction(() => !location.hash.includes('usage_type='));
    }));

  it('quotas: a kind beside the table, its thresholds, and undo', () =>
    story('quotas', async (page, press) => {
      await reach(page, /Namespace Role/, /^(row|tr)$/);
      for (let step = 0; step < 7; step++) await press('ArrowDown');
      await press('Enter');
      await page.getByRole('heading', { level: 2, name: 'Virtual Site' }).waitFor();
      await reach(page, /^Change/);
      await press('Enter');
      const dialog = page.getByRole('dialog');
      await dialog.waitFor();
      await press('Control+a');
      await page.keyboard.type('70');
      await reach(page, /Set the thresholds/);
      await press('Enter');
      await page.getByText(/Virtual Site warns at/).waitFor();
      await dialog.waitFor({ state: 'detached' });
      await settled(page);
      await press('Control+z');
      await page.getByText(/80% and 100%/).first().waitFor();
    }));

  it('invoices: selecting, marking in bulk, undo, opening one and its tabs', () =>
    story('invoices', async (page, press) => {
      await reach(page, /no number yet|INV-/, /^(row|tr)$/);
      await press('ArrowDown');
      await press('Space');
      await press('Shift+ArrowDown');
      await page.getByText(/^2 selected/).waitFor();
      await press('Escape');
      await page.getByText(/^2 selected/).waitFor({ state: 'detached' });
      await press('Enter');
      await heading(page, /^INV-/);
      await reach(page, /^Mark reconciled/);
      await press('Enter');
      await page.getByRole('dialog').waitFor();
      await reach(page, /^Mark$/);
      await press('Enter');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.getByText(/^Reconciled/).first().waitFor();
      await settled(page);
      await press('Control+z');
      await page.getByText(/^Reconciled/).first().waitFor({ state: 'detached' });
      await reach(page, /^Mark reconciled/);
      await reach(page, /^Lines/, /tab/);
      await press('ArrowRight');
      await page.getByRole('tab', { name: /Usage evidence/, selected: true }).waitFor();
      await press('Alt+ArrowLeft');
    }));

  it('payment methods: who is charged first, seen before it is done', () =>
    story('payment-methods', async (page, press) => {
      await reach(page, /^More/);
      await press('Enter');
      await page.getByRole('menu').waitFor();
      await press('ArrowDown');
      await press('Escape');
      await page.getByRole('menu').waitFor({ state: 'detached' });
      // The first method is the primary already.
      await reach(page, /^More/);
      await reach(page, /^More/);
      await press('Enter');
      await page.getByRole('menuitem', { name: 'Make primary' }).waitFor();
      await choose(page, 'menuitem', /Make primary/);
      await page.getByRole('dialog').waitFor();
      await press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }));

  it('plans: the way onto another plan', () =>
    story('plans', async (page, press) => {
      await reach(page, /^Move/);
      await press('Enter');
      await page.getByRole('dialog').waitFor();
      await press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }));

  it('accounts: a new one, and back to the demo through the palette', () =>
    story('accounts', async (page, press) => {
      await reach(page, /^Add account/);
      await press('Enter');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.type('Side book');
      await press('Enter');
      await page.getByText('Side book is added and open.').waitFor();
      await press('Control+k');
      await page.getByRole('dialog').getByRole('combobox').waitFor();
      await page.keyboard.type('Acme');
      await page.getByRole('option', { name: /Acme Corp/ }).first().waitFor();
      await choose(page, 'option', /Acme Corp/);
      await page.locator('header.top', { hasText: 'Acme Corp' }).waitFor();
    }));

  it('audit: the chain is verified', () =>
    story('audit', async (page, press) => {
      await reach(page, /^Verify now/);
      await press('Enter');
      await page.getByText(/verified/i).first().waitFor();
    }));

  it('settings: one is found, changed, and put back', () =>
    story('settings', async (page, press) => {
      await press('/');
      await page.keyboard.type('density');
      await reach(page, /Compact/);
      await press('ArrowRight');
      await page.waitForFunction(() => document.documentElement.dataset.density === 'comfortable');
      await reach(page, /Back to usual/);
      await press('Enter');
      await page.waitForFunction(() => document.documentElement.dataset.density === 'compact');
    }));

  it('exports what is seen', () =>
    story('quotas', async (page, press) => {
      await press('Control+e');
      await page.getByRole('menuitem').first().waitFor();
      const [download] = await Promise.all([page.waitForEvent('download'), press('Enter')]);
      assert.match(download.suggestedFilename(), /quotas.*\.csv$/);
    }));
});
