// One console and one browser for the tests of a suite, and stories told on a page of them.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach } from 'node:test';
import { launch, openPage } from './page.mjs';
import { serveDemo } from './serve.mjs';

/** The browser tells by itself of each answer that is a refusal. */
const REFUSAL = /status of 4\d\d/;

/**
 * Starts a browser and a console for the suite that calls it, and ends both after it: the demo's, or what `start` gives
 * (`entrance` and `stop`). With `each` every test has a console of its own.
 */
export function withConsole({ start = serveDemo, each = false } = {}) {
  const desk = { served: undefined, browser: undefined, open, story };
  before(async () => {
    desk.browser = await launch();
    if (!each) desk.served = await start(desk.browser);
  });
  after(async () => {
    await desk.browser?.close();
    if (!each) await desk.served?.stop();
  });
  if (each) {
    beforeEach(async () => (desk.served = await start(desk.browser)));
    afterEach(() => desk.served?.stop());
  }

  /** A page at a place, in a dress: theme, language, size. */
  function open(place, dress) {
    return openPage(desk.browser, desk.served.entrance, place, dress);
  }

  /**
   * Tells one story on a page; afterwards the browser must have nothing to complain about. What Rust refuses on purpose is
   * `refused`: so many times, or 'some'.
   */
  async function story(place, told, { refused = 0, ...dress } = {}) {
    const { page, complaints, close } = await open(place, dress);
    try {
      await told(page);
    } catch (error) {
      // What a person would have seen, and what the browser said: without it a failure on another machine tells nothing.
      const seen = await page.locator('[role=dialog], main').last().innerText().catch(() => '');
      throw new Error(`${error.message}\nThe page showed:\n${seen.slice(0, 1500)}\n${complaints.join('\n')}`, { cause: error });
    }
    const refusals = complaints.filter((complaint) => REFUSAL.test(complaint));
    assert.deepEqual(complaints.filter((complaint) => !refusals.includes(complaint)), []);
    if (refused === 'some') assert.ok(refusals.length > 0, 'nothing was refused');
    else assert.equal(refusals.length, refused, refusals.join('\n'));
    await close();
  }

  return desk;
}
