import { expect, it } from 'vitest';
import { CallFailure } from './failure';

it('keeps code, message and request id of an error body', () => {
  const failure = CallFailure.of('overview', { code: 'not_found', message: 'No account is open.', request_id: '7f3a' });
  expect(failure).toMatchObject({ code: 'not_found', message: 'No account is open.', requestId: '7f3a' });
  expect(failure.copyable()).toContain('call: overview\ncode: not_found');
});

it('takes the plain text with which the host refuses an ungranted command', () => {
  expect(CallFailure.of('overview', 'overview not allowed by ACL')).toMatchObject({ code: 'host_refused' });
});

it('passes a failure on as it is', () => {
  const failure = new CallFailure('refused', 'No.', 'a');
  expect(CallFailure.of('b', failure)).toBe(failure);
});
