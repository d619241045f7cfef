// Runs the browser tests and says how many passed. Ends with 1 when one failed, or when there was none.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

const here = fileURLToPath(new URL('.', import.meta.url));
const asked = process.argv.slice(2);
const files = readdirSync(here)
  .filter((name) => name.endsWith('.test.mjs') && (asked.length === 0 || asked.some((word) => name.includes(word))))
  .map((name) => here + name);

const count = { passed: 0, failed: 0 };
const isTest = (event) => event.details?.type !== 'suite' && !files.includes(event.name);
const tests = run({ files, concurrency: 1, timeout: 900_000 });
tests.on('test:pass', (event) => isTest(event) && count.passed++);
tests.on('test:fail', (event) => {
  // A suite that fails by itself (its server did not start) counts as well.
  if (isTest(event) || event.details?.error?.failureType === 'hookFailed') count.failed++;
});
// The count comes last, after all that the reporter has to say.
const report = tests.compose(new spec());
report.on('end', () => {
  console.log(`${count.passed} passed, ${count.failed} failed`);
  process.exitCode = count.failed > 0 || count.passed === 0 ? 1 : 0;
});
report.pipe(process.stdout, { end: false });
