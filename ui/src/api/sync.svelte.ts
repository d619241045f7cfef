// The sync of the open tenant: it may begin by itself, so it is looked at again and again, more often while it is under way.
import type { SyncView } from './bindings';
import { read, refreshAll, type Reading } from './queries.svelte';

const UNDER_WAY_MS = 400;
const ELSE_MS = 2_000;

/** True until it has ended. */
export function isUnderWay(sync: Pick<SyncView, 'state'> | undefined): boolean {
  return sync !== undefined && ['running', 'paused', 'stopping'].includes(sync.state);
}

/** Follows it, as long as there is a tenant. */
export function readSync(hasTenant: () => boolean): Reading<'sync_status'> {
  return read(
    'sync_status',
    () => (hasTenant() ? {} : null),
    (sync) => (hasTenant() ? (isUnderWay(sync) ? UNDER_WAY_MS : ELSE_MS) : false),
  );
}

/** Once, for the whole window: when a sync has ended, everything that was read before it is stale. */
export function refreshAfterSync(sync: Reading<'sync_status'>): void {
  let seen: string | null = null;
  $effect(() => {
    const ended = sync.data?.ended_at ?? null;
    if (ended && ended !== seen) void refreshAll();
    seen = ended;
  });
}
