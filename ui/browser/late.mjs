// Answers that come late, and in another order than they were asked for: as from a slow machine or a remote console.
/** The longest that an answer is held back, ms. */
const SLOWEST = 400;

/** How long the answer to a question is held back in an order: the same each time, and not at all in order 0. */
function delay(question, order) {
  let mixed = order;
  for (const letter of question) mixed = (mixed * 31 + letter.charCodeAt(0)) % 9973;
  return order === 0 ? 0 : mixed % SLOWEST;
}

/** Holds back the answers to all that a page asks the console from now on. */
export async function answerLate(page, order) {
  await page.route('**/api/console/*', async (route) => {
    await new Promise((over) => setTimeout(over, delay(route.request().url().split('/').at(-1), order)));
    // The page may be closed by now.
    await route.fallback().catch(() => {});
  });
}
