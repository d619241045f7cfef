// What the shell of the window tells, and what the system is told: menu entries, links, files; notifications.
import { call, hasHost, listenToHost, notifyHost } from '$api/client';
import { isUnderWay, readSync } from '$api/sync.svelte';
import { read } from '$api/queries.svelte';
import { ended } from '$lib/ended.svelte';
import { runCommand } from '$lib/commands.svelte';
import { afterFirstFigures } from '$lib/later';
import { go } from '$lib/route.svelte';
import { cover } from './cover.svelte';
import type en from './en';

/** How often it is looked whether a quota crossed its threshold or a card came near its end. */
const LOOK_MS = 15 * 60_000;

/** Listens to the shell and notifies; call it once, from the frame. */
export function followHost(w: typeof en): void {
  if (!hasHost()) return;
  void listenToHost((message) => {
    // Under the cover nothing is done; where a link leads is hidden by it.
    if (message.kind === 'command') {
      if (!cover.on) runCommand(message.id);
    } else if (message.kind === 'open') location.hash = `#${message.address}`;
    else openFile(message.path);
  });
  const header = read('header', () => ({}));
  const settings = read('settings_view', () => ({}));
  const sync = readSync(() => Boolean(header.data?.tenant));
  let wasUnderWay = false;

  /** Only a person who looks elsewhere needs to be told. */
  function tell(title: string, body: string) {
    if (settings.data?.now.notify.on && !document.hasFocus()) void notifyHost(title, body);
  }

  $effect(() => {
    const now = isUnderWay(sync.data);
    if (wasUnderWay && !now && sync.data) tell(w.notice.sync, sync.data.state === 'failed' ? w.notice.syncFailed : w.notice.syncDone);
    wasUnderWay = now;
  });
  $effect(() => {
    if (ended.import) tell(w.notice.import, ended.import.done ? w.notice.importDone(ended.import.file) : w.notice.importFailed(ended.import.file));
  });
  $effect(() => {
    void header.data?.account?.id;
    const look = () => void notices(w);
    afterFirstFigures(look);
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  });
}

/** Names the file where imports are started; the person says what it is, and whether. */
export function openFile(path: string): void {
  const kind = path.toLowerCase().endsWith('.json') ? 'prices' : 'usage';
  go('accounts', { import: kind, file: path });
}

async function notices(w: typeof en): Promise<void> {
  try {
    const { account, notices } = await call('notices_take', {});
    for (const notice of notices) {
      const words = notice.kind === 'card_expires' ? w.notice.card_expires(notice.subject ?? w.notice.someCard, notice.days ?? 0) : w.notice[notice.kind](notice.subject ?? w.notice.some[notice.kind]);
      await notifyHost(account, words);
    }
  } catch {
    // What is not told by a notification stands on its screen.
  }
}
