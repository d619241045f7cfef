// The import that is under way, or the last one. It belongs to the window, not to the screen: leaving the screen
// neither stops it nor forgets it.
import type { ImportKind, JobStatus } from '$api/bindings';
import { call } from '$api/client';
import { refreshAll } from '$api/queries.svelte';
import { ended } from '$lib/ended.svelte';
import { CallFailure } from '$lib/failure';

const ASK_AGAIN_MS = 250;
/** So many questions in a row may go without an answer. */
const MISSED_MAX = 8;

export const importing = $state<{ job: JobStatus | null; failure: CallFailure | null }>({ job: null, failure: null });

/** Starts an import into the open account and follows it to its end. */
export async function startImport(kind: ImportKind, path: string): Promise<void> {
  importing.failure = null;
  try {
    importing.job = await call('import_start', { kind, path });
    await follow();
  } catch (thrown) {
    importing.failure = CallFailure.of('import_start', thrown);
  }
}

/** Asks the running import to stop; whole batches stay. */
export async function cancelImport(): Promise<void> {
  if (importing.job?.state !== 'running') return;
  try {
    importing.job = await call('job_cancel', { job: importing.job.job });
  } catch (thrown) {
    importing.failure = CallFailure.of('job_cancel', thrown);
  }
}

async function follow(): Promise<void> {
  let missed = 0;
  while (importing.job?.state === 'running') {
    await new Promise((resume) => setTimeout(resume, ASK_AGAIN_MS));
    try {
      importing.job = await call('job_status', { job: importing.job.job });
      missed = 0;
    } catch (thrown) {
      // The import goes on whether it is asked or not.
      if (++missed > MISSED_MAX) throw thrown;
    }
  }
  await refreshAll();
  if (importing.job) ended.import = { file: importing.job.file, done: importing.job.state === 'done' };
}
