//! Imports into the open account.

use crate::commands::*;
use crate::{CommandError, Context};

/// Starts an import; the answer names the job to watch.
pub async fn import_start(context: Context, input: ImportStart) -> Result<JobStatus, CommandError> {
    let account = context.account()?;
    context.jobs.start(account.backend, input)
}

/// Where a job stands.
pub async fn job_status(context: Context, input: JobRef) -> Result<JobStatus, CommandError> {
    context.jobs.status(&input.job)
}

/// Stops a job at the end of its batch.
pub async fn job_cancel(context: Context, input: JobRef) -> Result<JobStatus, CommandError> {
    context.jobs.cancel(&input.job)
}
