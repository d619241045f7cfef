// Another account, from wherever one is chosen: its overview, or why it cannot be opened.
import { run } from '$api/queries.svelte';
import { words } from '$lib/i18n';
import { go } from '$lib/route.svelte';
import { tellFailure } from '$lib/trouble.svelte';
import en from './en';
import th from './th';

const w = words(en, th);

export async function openAccount(id: string): Promise<void> {
  try {
    await run('account_open', { id });
    go('overview');
  } catch (thrown) {
    tellFailure(w.accountNotOpened, 'account_open', thrown);
  }
}
