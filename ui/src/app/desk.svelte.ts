// What is remembered of the account on the desk: read once when it is opened, written as it changes.
import { untrack } from 'svelte';
import { call } from '$api/client';
import { read } from '$api/queries.svelte';
import { clearDesk, layDesk } from '$lib/desk.svelte';

/** Keeps the desk in step with the open account; call it once, from the frame. */
export function keepDesk(): void {
  const desk = read('desk_read', () => ({}));
  const owner = $derived(desk.data?.account);
  // Once for each account: from then on the desk in the window is the newest.
  $effect(() => {
    const account = owner;
    clearDesk();
    if (account === undefined) return;
    const notes = untrack(() => desk.data?.notes ?? []);
    layDesk(notes, async (key, value) => account && call('desk_write', { account, key, value }));
  });
}
