//! Imports under way: each on a thread of its own, watched and cancelled by its name. One at a time per console.

use crate::CommandError;
use crate::commands::{DecimalText, ImportKind, ImportStart, JobState, JobStatus, Refusal};
use billing_domain::{BillingError, ErrorCode};
use billing_service::LocalBackend;
use billing_service::accounts::{AccountEntry, OpenAccount};
use billing_service::import::{self, Book, ImportReport, Phase, Progress, Step};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use uuid::Uuid;

/// All jobs since the start; finished ones stay readable.
#[derive(Default)]
pub(crate) struct Jobs {
    by_id: Mutex<HashMap<String, Arc<Job>>>,
}

struct Job {
    id: String,
    account: AccountEntry,
    kind: ImportKind,
    path: PathBuf,
    stop: AtomicBool,
    percent: AtomicU8,
    end: Mutex<Option<Result<ImportReport, BillingError>>>,
}

impl Jobs {
    /// Starts an import into a book.
    pub(crate) fn start(&self, account: OpenAccount, input: ImportStart) -> Result<JobStatus, CommandError> {
        let OpenAccount { backend, entry, .. } = account;
        self.refuse_while_running()?;
        let job = Arc::new(Job {
            id: Uuid::new_v4().to_string(),
            account: entry,
            kind: input.kind,
            path: PathBuf::from(input.path.trim()),
            stop: AtomicBool::new(false),
            percent: AtomicU8::new(0),
            end: Mutex::new(None),
        });
        self.lock().insert(job.id.clone(), Arc::clone(&job));
        let working = Arc::clone(&job);
        let started = std::thread::Builder::new().name("import".to_owned()).spawn(move || {
            let end = working.run(&backend);
            *working.end.lock().unwrap_or_else(PoisonError::into_inner) = Some(end);
        });
        started
            .map_err(|error| BillingError::internal(format!("The import could not be started: {error}.")))?;
        Ok(job.status())
    }

    pub(crate) fn status(&self, id: &str) -> Result<JobStatus, CommandError> {
        Ok(self.find(id)?.status())
    }

    /// Asks a job to stop; it does so at the end of its batch.
    pub(crate) fn cancel(&self, id: &str) -> Result<JobStatus, CommandError> {
        let job = self.find(id)?;
        job.stop.store(true, Ordering::Relaxed);
        Ok(job.status())
    }

    /// The book of an account is not taken away under an import.
    pub(crate) fn refuse_while_running_into(&self, account: &str) -> Result<(), CommandError> {
        if self.lock().values().any(|job| job.account.id == account && job.end().is_none()) {
            let message = "An import into this account is under way. Wait for it, or cancel it.";
            return Err(BillingError::refused(message).into());
        }
        Ok(())
    }

    /// Two imports into one book would only wait for each other.
    pub(crate) fn refuse_while_running(&self) -> Result<(), CommandError> {
        if self.lock().values().any(|job| job.end().is_none()) {
            return Err(BillingError::refused("An import is under way. Wait for it, or cancel it.").into());
        }
        Ok(())
    }

    fn find(&self, id: &str) -> Result<Arc<Job>, CommandError> {
        let job = self.lock().get(id).cloned();
        job.ok_or_else(|| BillingError::not_found(format!("There is no import {id:?}.")).into())
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Arc<Job>>> {
        self.by_id.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Progress for Job {
    fn at(&self, step: Step) {
        // Reading the file is the smaller part of the work.
        let (from, width) = match step.phase {
            Phase::Reading => (0, 30),
            Phase::Writing => (30, 70),
        };
        let part = (step.done * width).checked_div(step.total).unwrap_or(0).min(width);
        self.percent.store(u8::try_from(from + part).unwrap_or(100), Ordering::Relaxed);
    }

    fn cancelled(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

impl Job {
    fn run(&self, backend: &LocalBackend) -> Result<ImportReport, BillingError> {
        let book = Book {
            store: backend.store(),
            who: backend.actor(),
            progress: self,
            now: backend.now(),
            facts_in_batch: None,
        };
        match self.kind {
            ImportKind::Usage => import::hourly(&book, &self.path),
            ImportKind::Focus => import::focus(&book, &self.path),
            ImportKind::Prices => load_prices(backend, &self.path),
        }
    }

    fn end(&self) -> Option<Result<ImportReport, BillingError>> {
        self.end.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn status(&self) -> JobStatus {
        let end = self.end();
        let state = match &end {
            None => JobState::Running,
            Some(Ok(_)) => JobState::Done,
            Some(Err(error)) if error.code == ErrorCode::Cancelled => JobState::Cancelled,
            Some(Err(_)) => JobState::Failed,
        };
        let error = end.as_ref().and_then(|end| end.as_ref().err()).cloned();
        let report = end.and_then(Result::ok).unwrap_or_default();
        JobStatus {
            job: self.id.clone(),
            account: self.account.id.clone(),
            account_name: self.account.name.clone(),
            kind: self.kind,
            file: self.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            state,
            percent: self.percent(state),
            rows_read: DecimalText::from(report.rows_read),
            rows_new: DecimalText::from(report.rows_new),
            rows_unchanged: DecimalText::from(report.rows_unchanged),
            rows_restated: DecimalText::from(report.rows_restated),
            rows_refused: DecimalText::from(report.rows_refused),
            refusals: report.refusals.iter().map(refusal).collect(),
            code: error.as_ref().map(|error| error.code.to_string()),
            message: error.map(|error| error.message),
        }
    }

    fn percent(&self, state: JobState) -> u8 {
        if state == JobState::Done { 100 } else { self.percent.load(Ordering::Relaxed).min(99) }
    }
}

fn refusal(refusal: &import::Refusal) -> Refusal {
    Refusal { line: DecimalText::from(refusal.line), reason: refusal.reason.clone() }
}

fn load_prices(backend: &LocalBackend, path: &Path) -> Result<ImportReport, BillingError> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| BillingError::not_found(format!("{} cannot be read: {error}.", path.display())))?;
    let loaded = backend.billing().load_prices(&text, backend.now())?;
    let prices = u64::try_from(loaded.prices + loaded.plan_fees).unwrap_or(u64::MAX);
    if !loaded.is_new {
        return Ok(ImportReport { rows_read: prices, rows_unchanged: prices, ..ImportReport::default() });
    }
    Ok(ImportReport { rows_read: prices, rows_new: prices, ..ImportReport::default() })
}
