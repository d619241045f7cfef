import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';
import ScreenStory from '../../testing/ScreenStory.svelte';
import { rustAnswers } from '../../testing/rust';
import AddTenant from './AddTenant.svelte';

const STEPS = ['dns', 'connect', 'tls', 'authentication', 'permission', 'clock'] as const;
const step = (name: string, failed: boolean) => ({
  step: name,
  state: failed && name === 'authentication' ? 'failed' : 'passed',
  message: failed && name === 'authentication' ? 'The tenant does not know this token. Make a new one.' : 'fine',
  code: null,
  request_id: failed ? '7f3a' : null,
  millis: 12,
});
const view = (failed: boolean) => ({
  job: 'j1',
  tenant: 'acme',
  address: 'https://acme.example',
  credential: 'token',
  verdict: failed ? 'failed' : 'passed',
  steps: STEPS.map((name) => step(name, failed)),
});

async function opened(failed: boolean) {
  const sent = rustAnswers({
    tenant_address_read: { base: 'https://acme.example', tenant: 'acme' },
    tenant_test_start: view(failed),
    tenant_test_end: {},
    tenant_add: { id: 'a1', name: 'acme', kind: 'remote' },
  });
  const onclose = vi.fn();
  render(ScreenStory, { part: AddTenant, given: { onclose } });
  await fireEvent.input(screen.getByLabelText('Address'), { target: { value: 'acme.example/api/' } });
  await screen.findByText('Tenant acme at https://acme.example');
  await fireEvent.input(screen.getByLabelText('API token'), { target: { value: 'secret' } });
  await fireEvent.click(screen.getByRole('button', { name: 'Test the connection' }));
  await screen.findByText(failed ? /What to do stands/ : /as it should be/);
  return { sent, onclose };
}

it('empties the token field once the console has it, and adds what was tested', async () => {
  const { sent, onclose } = await opened(false);
  expect(screen.getByLabelText<HTMLInputElement>('API token').value).toBe('');
  expect(screen.getByText('A token is given; type another to replace it')).toBeInTheDocument();
  await fireEvent.click(screen.getByRole('button', { name: 'Add' }));
  await vi.waitFor(() => expect(onclose).toHaveBeenCalled());
  expect(sent.find((one) => one.name === 'tenant_add')?.input).toEqual({ name: 'acme', test: 'j1', anyway: false });
  expect(JSON.stringify(sent.filter((one) => one.name !== 'tenant_test_start'))).not.toContain('secret');
});

it('shows the step that failed with what to do, and adds only anyway', async () => {
  const { sent } = await opened(true);
  expect(screen.getByText(/Make a new one/)).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Add' })).toBeNull();
  await fireEvent.click(screen.getByRole('button', { name: 'Add anyway' }));
  await vi.waitFor(() => expect(sent.find((one) => one.name === 'tenant_add')?.input).toEqual({ name: 'acme', test: 'j1', anyway: true }));
});

it('puts the test away when one leaves', async () => {
  const { sent } = await opened(true);
  await fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(sent.some((one) => one.name === 'tenant_test_end')).toBe(true);
});
