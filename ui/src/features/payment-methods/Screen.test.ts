import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { beforeEach, expect, it } from 'vitest';
import type { PaymentMethodsView } from '$api/bindings';
import { refuse, rustAnswers } from '../../testing/rust';
import ScreenStory from '../../testing/ScreenStory.svelte';
import ChangeRole from './ChangeRole.svelte';
import Screen from './Screen.svelte';

const method = (name: string, role: string) => ({
  ...{ name, role, brand: name, last_four: '4242', expiry: null, expiry_state: null, expiry_days: null },
  ...{ contact: null, added_by: null, added_at: '2026-01-01T00:00:00Z', last_charge: null },
});
const [visa, sepa] = [method('Visa', 'primary'), method('SEPA', 'normal')];
const view: PaymentMethodsView = { methods: [visa, sepa], no_primary: false, next_charge: null, register: false };
const preview = (before: string, after: string, no_primary_after: boolean) => ({
  rows: [{ name: 'Visa', label: 'Visa ···· 4242', before, after }],
  no_primary_after,
  nothing: false,
});

beforeEach(() => {
  location.hash = '#/payment-methods';
});

it('says loudly when nobody would be primary, and names the deed by what it does', async () => {
  const asked = rustAnswers({ payment_method_role_preview: preview('primary', 'secondary', true), payment_method_role_set: view });
  render(ScreenStory, { part: ChangeRole, given: { method: visa, change: 'secondary', next: null, onclose: () => {} } });
  expect(await screen.findByRole('alert')).toHaveTextContent('Nobody would be primary afterwards');
  await fireEvent.click(screen.getByRole('button', { name: 'Leave no primary' }));
  expect(asked).toContainEqual({ name: 'payment_method_role_set', input: { name: 'Visa', change: 'secondary' } });
});

it('does nothing while its preview has failed', async () => {
  rustAnswers({ payment_method_role_preview: () => refuse('unavailable', 'The tenant cannot be reached.') });
  render(ScreenStory, { part: ChangeRole, given: { method: sepa, change: 'primary', next: null, onclose: () => {} } });
  expect(await screen.findByText('The tenant cannot be reached.')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Make primary' })).toBeDisabled();
  expect(screen.queryByRole('table')).toBeNull();
});

it('keeps the refusal of a card number in place, and the dialog open', async () => {
  const asked = rustAnswers({ payment_methods_view: view, payment_method_add: () => refuse('invalid_input', 'That looks like a card number.') });
  render(ScreenStory, { part: Screen });
  await fireEvent.click(screen.getByRole('button', { name: 'Add a method' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Add a payment method' }));
  await fireEvent.click(dialog.getByRole('button', { name: 'Add method' }));
  expect(dialog.getByText('A token is needed.')).toBeInTheDocument();
  expect(asked.some(({ name }) => name === 'payment_method_add')).toBe(false);
  await fireEvent.input(dialog.getByRole('textbox', { name: 'Token of the provider' }), { target: { value: '4242 4242 4242 4242' } });
  await fireEvent.click(dialog.getByRole('button', { name: 'Add method' }));
  expect(await dialog.findByRole('alert')).toHaveTextContent('That looks like a card number.');
});

it('warns when nobody is primary now', async () => {
  rustAnswers({ payment_methods_view: { ...view, methods: [sepa], no_primary: true } });
  render(ScreenStory, { part: Screen });
  expect(await screen.findByRole('alert')).toHaveTextContent('No method is primary');
});

it('says why there is nothing, and what to do', async () => {
  rustAnswers({ payment_methods_view: { ...view, methods: [] } });
  render(ScreenStory, { part: Screen });
  expect(await screen.findByRole('heading', { name: 'No payment method known' })).toBeInTheDocument();
  expect(screen.getAllByRole('button', { name: 'Add a method' })).toHaveLength(2);
});
