// Reading and changing through the command table: reads are cached, and a command makes stale what its tags name.
import { createQuery, keepPreviousData, QueryClient, type CreateQueryResult } from '@tanstack/svelte-query';
import { tick } from 'svelte';
import { CallFailure } from '$lib/failure';
import { forget } from '$lib/undo.svelte';
import { COMMANDS } from './bindings';
import { call, type CommandName, type Input, type Output } from './client';

/** The cache of the window. Our "network" is IPC, so being offline never pauses it, and Rust does its own retries. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { networkMode: 'always', retry: false, refetchOnWindowFocus: false, staleTime: 60_000, gcTime: 300_000 },
    mutations: { networkMode: 'always', retry: false },
  },
});

export type Reading<K extends CommandName> = CreateQueryResult<Output<K>, CallFailure>;

/**
 * Reads through the cache and follows its input: `const usage = read('usage_view', () => ({ grain }))`.
 * While a new input loads, the former answer stays (`isPlaceholderData`). `null` as input asks for nothing yet.
 * `every` says after how many milliseconds it is asked again, by what it answered: for what goes on by itself.
 */
export function read<K extends CommandName>(
  name: K,
  input: () => Input<K> | null,
  every?: (answer: Output<K> | undefined) => number | false,
): Reading<K> {
  return createQuery<Output<K>, CallFailure>(
    () => {
      const wanted = input();
      return {
        queryKey: [name, wanted],
        queryFn: () => call(name, wanted as Input<K>),
        enabled: wanted !== null,
        placeholderData: keepPreviousData,
        refetchInterval: every && ((query) => every(query.state.data)),
      };
    },
    () => queryClient,
  );
}

/** Asks before anything is drawn that shows it; who reads it afterwards finds the answer, or waits for the same one. */
export function readAhead<K extends CommandName>(name: K, input: Input<K>): Promise<void> {
  // It never rejects: whoever reads it tells of a failure.
  return queryClient.prefetchQuery({ queryKey: [name, input], queryFn: () => call(name, input) });
}

/**
 * Runs a command that changes something, then refreshes every screen that shows what it changed. `done` is told in between:
 * once the screens show the change, everything that belongs to it is there.
 */
export async function run<K extends CommandName>(name: K, input: Input<K>, done?: (output: Output<K>) => void): Promise<Output<K>> {
  const { stales } = COMMANDS[name];
  let output: Output<K>;
  try {
    output = await call(name, input);
  } catch (thrown) {
    if (stales.includes('account')) await lookWhoseAccount();
    throw thrown;
  }
  done?.(output);
  await refresh(stales);
  return output;
}

/** Marks everything stale: after a job has ended. */
export function refreshAll(): Promise<void> {
  return queryClient.invalidateQueries();
}

function refresh(stales: readonly string[]): Promise<void> {
  if (stales.length === 0) return Promise.resolve();
  if (stales.includes('account')) return changeAccount();
  return queryClient.invalidateQueries({
    predicate: ({ queryKey }) => {
      const name = queryKey[0] as CommandName;
      return COMMANDS[name].reads.some((tag) => stales.includes(tag));
    },
  });
}

/** What opens an account may fail with another one open than before: whose figures stand here must be true all the same. */
async function lookWhoseAccount(): Promise<void> {
  const open = () => queryClient.getQueryData<Output<'header'>>(['header', {}])?.account?.id;
  const before = open();
  await queryClient.refetchQueries({ queryKey: ['header', {}], exact: true });
  if (open() !== before) await changeAccount();
}

/** What says which account is open: the frame, and the list of accounts. */
const FRAME: readonly unknown[] = ['header', 'accounts_list'] satisfies CommandName[];

/**
 * Another account: its figures must never stand, not even for a moment, under the other one's name. And parts of the
 * screen that only the former account has are gone before anything of them is asked again.
 */
async function changeAccount(): Promise<void> {
  forget();
  const isFrame = ({ queryKey }: { queryKey: readonly unknown[] }) => FRAME.includes(queryKey[0]);
  for (const query of queryClient.getQueryCache().getAll()) query.reset();
  await queryClient.refetchQueries({ type: 'active', predicate: isFrame });
  await tick();
  await queryClient.refetchQueries({ type: 'active', predicate: (query) => !isFrame(query) });
}
