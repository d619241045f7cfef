import { expect, it } from 'vitest';
import { refuse, rustAnswers } from '../../testing/rust';
import { ConnectionTest, credentialOf, type Asked } from './tenant-test.svelte';

const asked = (change: Partial<Asked>): Asked => ({ account: null, address: 'acme.example', kind: 'token', token: '', path: '', password: '', customCa: '', proxy: '', ...change });
const view = (verdict: string, job = 'j1') => ({ job, tenant: 'acme', address: 'https://acme.example', credential: 'token', verdict, steps: [] });

it('takes what is typed before what is held, and holds nothing of another kind', () => {
  const held = { job: 'j1', credential: 'token' };
  expect(credentialOf(asked({ token: 'new' }), held)).toEqual({ kind: 'token', token: 'new' });
  expect(credentialOf(asked({}), held)).toEqual({ kind: 'tested', job: 'j1' });
  expect(credentialOf(asked({ kind: 'certificate', path: ' /a.p12 ', password: 'pw' }), held)).toEqual({ kind: 'certificate', path: '/a.p12', password: 'pw' });
  expect(credentialOf(asked({ kind: 'certificate' }), held)).toEqual({ kind: 'certificate', path: '', password: '' });
});

it('follows a test to its end and then says "the same again" instead of the token', async () => {
  let left = 2;
  const sent = rustAnswers({
    tenant_test_start: () => view('running', `j${sent.length}`),
    tenant_test_status: ({ job }: { job: string }) => view(--left > 0 ? 'running' : 'failed', job),
    tenant_test_end: {},
  });
  const test = new ConnectionTest();
  expect(await test.start(asked({ token: 'secret' }))).toBe(true);
  expect(test.view?.verdict).toBe('failed');
  await test.start(asked({ proxy: ' http://proxy:3128 ' }));
  const starts = sent.filter((one) => one.name === 'tenant_test_start').map((one) => one.input as { credential: unknown; proxy: string | null });
  expect(starts.map((start) => start.credential)).toEqual([{ kind: 'token', token: 'secret' }, { kind: 'tested', job: 'j1' }]);
  expect(starts[1]?.proxy).toBe('http://proxy:3128');
  expect(sent.some((one) => one.name === 'tenant_test_end' && (one.input as { job: string }).job === 'j1')).toBe(true);
});

it('says why a test could not begin and keeps the field', async () => {
  rustAnswers({ tenant_test_start: () => refuse('invalid_input', 'That is no address.') });
  const test = new ConnectionTest();
  expect(await test.start(asked({ token: 'secret' }))).toBe(false);
  expect(test.failure?.message).toBe('That is no address.');
  expect(test.busy).toBe(false);
});
