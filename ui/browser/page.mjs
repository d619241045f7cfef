// A page of the console in Chromium, as strict as the window: frozen prototypes, and every complaint of the browser kept.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { answerLate } from './late.mjs';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
// A console needs no other host; what Chromium would look up by itself stays off.
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
/** Every story with late answers, in the order of this number: finds what passes on a fast machine only. */
const LATE = Number(process.env.COUNTERFOIL_LATE ?? 0);
/** bits-ui's Command has one static style attribute; our stylesheet says the same, so dropping it changes nothing. */
const KNOWN_COMPLAINT = /Applying inline style violates .*style-src 'self'/;

export function launch() {
  // Bars of scrolling are part of the window.
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS, ignoreDefaultArgs: ['--hide-scrollbars'] });
}

/**
 * Opens a page at a place such as `usage?grain=hour`, in a theme and a language. `zoom` enlarges everything: so many times
 * fewer CSS pixels for the same window.
 */
export async function openPage(browser, entrance, place, { theme = 'light', language = 'en', width = 1280, height = 800, zoom = 1, motion = 'reduce', forcedColors = 'none' } = {}) {
  const viewport = { width: width / zoom, height: height / zoom };
  const context = await browser.newContext({ viewport, deviceScaleFactor: zoom, reducedMotion: motion, forcedColors, permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  if (LATE > 0) await answerLate(page, LATE);
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const serious = message.type() === 'error' && !(KNOWN_COMPLAINT.test(message.text()));
    if (serious) complaints.push(message.text());
  });
  await page.addInitScript(
    (choices) => {
      // The window freezes it (`freezePrototype`), so a library that cannot live with that must fail here too.
      Object.freeze(Object.prototype);
      localStorage.setItem('counterfoil.display', JSON.stringify(choices));
    },
    { theme, language },
  );
  // The door answers with a redirect that takes the key away; the place behind the # survives it.
  await page.goto(`${entrance}#/${place}`);
  await settled(page);
  return { page, complaints, close: () => context.close() };
}

/** Waits until the screen has its answers: a heading, and nothing that is still read. */
export async function settled(page) {
  await page.locator('main h1').first().waitFor();
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'));
  await page.evaluate(() => document.fonts.ready);
}

/**
 * Does something and waits until the desk has written what came of it: `what` is part of what is kept. What is kept is
 * written a moment later, and only that stands after a reload.
 */
export async function kept(page, what, doing) {
  const written = page.waitForResponse((response) => response.url().endsWith('/desk_write') && response.request().postData().includes(what));
  await doing();
  await written;
}

/** What axe finds on the page, one line each. An open popup lies outside the landmarks on purpose. */
export async function axeFindings(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, { rules: { region: { enabled: !document.querySelector('[role=menu], [role=dialog]') } } }),
  );
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} (${node.failureSummary?.split('\n')[1]?.trim()})`));
}
