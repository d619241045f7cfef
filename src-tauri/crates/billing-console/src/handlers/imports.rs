//! Imports into the open account.

use crate::commands::*;
use crate::{CommandError, Context};

/// Starts an import; the answer names the job to watch.
pub async fn import_start(context: Context, input: ImportStart) -> Result<JobStatus, CommandError> {
    // Prices are ours to load, so that a provider's bill can be held against them; its usage comes with a sync alone.
    let account = match input.kind {
        ImportKind::Prices => context.account()?,
        ImportKind::Usage | ImportKind::Focus => context.local_account()?,
    };
    context.jobs.start(account, input)
}

/// Where a job stands.
pub async fn job_status(context: Context, input: JobRef) -> Result<JobStatus, CommandError> {
    context.jobs.status(&input.job)
}

/// Stops a job at the end of its batch.
pub async fn job_cancel(context: Context, input: JobRef) -> Result<JobStatus, CommandError> {
    context.jobs.cancel(&input.job)
}
