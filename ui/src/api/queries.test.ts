import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, expect, it, vi } from 'vitest';
import { CallFailure } from '$lib/failure';
import MonthStory from '../testing/MonthStory.svelte';
import ReadingStory from '../testing/ReadingStory.svelte';
import { useTransport } from './client';
import { queryClient, run } from './queries.svelte';

const answers = new Map<string, () => unknown>();
const send = vi.fn(async (name: string, _input: unknown) => answers.get(name)?.());

beforeEach(() => {
  queryClient.clear();
  answers.clear();
  send.mockClear();
  useTransport({ send });
});

const accountsIn = (home: string) => ({ accounts: [], home, total_mb: '0.0' });

it('shows the skeleton, then the answer', async () => {
  answers.set('accounts_list', () => accountsIn('books'));
  render(ReadingStory);
  expect(screen.getByText('reading')).toBeInTheDocument();
  expect(await screen.findByText('kept in books')).toBeInTheDocument();
});

it('shows what failed, with its code and request id, and reads again on Retry', async () => {
  answers.set('accounts_list', () => {
    throw new CallFailure('io', 'The disk is full.', 'accounts_list', null, '7f3a');
  });
  render(ReadingStory);
  expect(await screen.findByRole('alert')).toHaveTextContent('The disk is full.');
  expect(screen.getByText('7f3a')).toBeInTheDocument();
  answers.set('accounts_list', () => accountsIn('books'));
  await fireEvent.click(screen.getByRole('button', { name: 'Retry' }));
  expect(await screen.findByText('kept in books')).toBeInTheDocument();
  expect(screen.queryByRole('alert')).toBeNull();
});

it('reads again what a command made stale, and nothing else', async () => {
  answers.set('accounts_list', () => accountsIn('old'));
  render(ReadingStory);
  await screen.findByText('kept in old');
  answers.set('accounts_list', () => accountsIn('new'));
  await run('payment_method_delete', { name: 'visa' });
  expect(screen.getByText('kept in old')).toBeInTheDocument();
  await run('account_remove', { id: 'a', wipe: false });
  expect(await screen.findByText('kept in new')).toBeInTheDocument();
});

it('drops every figure of the former account before the other one answers', async () => {
  answers.set('accounts_list', () => accountsIn('first'));
  render(ReadingStory);
  await screen.findByText('kept in first');
  let answer = (_: unknown) => {};
  answers.set('accounts_list', () => new Promise((resolve) => (answer = resolve)));
  const opening = run('account_open', { id: 'b' });
  expect(await screen.findByText('reading')).toBeInTheDocument();
  expect(screen.queryByText('kept in first')).toBeNull();
  answer(accountsIn('second'));
  await opening;
  expect(await screen.findByText('kept in second')).toBeInTheDocument();
});

it('looks whose account is open when opening one has failed', async () => {
  const account = (id: string) => ({ account: { id } });
  answers.set('header', () => account('a'));
  answers.set('accounts_list', () => accountsIn('first'));
  await queryClient.fetchQuery({ queryKey: ['header', {}], queryFn: () => send('header', {}) });
  render(ReadingStory);
  await screen.findByText('kept in first');
  answers.set('account_open', () => {
    answers.set('header', () => account('b'));
    answers.set('accounts_list', () => accountsIn('second'));
    throw new CallFailure('internal', 'Half done.', 'account_open');
  });
  await expect(run('account_open', { id: 'b' })).rejects.toThrow('Half done.');
  expect(await screen.findByText('kept in second')).toBeInTheDocument();
});

it('marks the former answer while another month is read', async () => {
  const busy = () => document.querySelector('.former[aria-busy=true]');
  answers.set('overview', () => ({ data_as_of: '2026-03-19' }));
  const story = render(MonthStory, { month: '2026-03' });
  await screen.findByText('as of 2026-03-19');
  expect(busy()).toBeNull();
  let answer = (_: unknown) => {};
  answers.set('overview', () => new Promise((resolve) => (answer = resolve)));
  await story.rerender({ month: '2026-02' });
  await vi.waitFor(() => expect(busy()).not.toBeNull());
  expect(screen.getByText('as of 2026-03-19')).toBeInTheDocument();
  answer({ data_as_of: '2026-02-28' });
  await screen.findByText('as of 2026-02-28');
  expect(busy()).toBeNull();
});
