//! What the test provider remembers: lines of JSON, only ever added, in a file or in memory.

use billing_domain::payments::AttemptKind;
use billing_domain::{BillingError, ErrorCode, Money};
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// What became of a request inside the provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Outcome {
    Taken,
    Declined,
    Pending,
    /// It never arrived; kept so that it arrives the next time.
    Lost,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    pub(super) key: String,
    refund: bool,
    pub(super) reference: String,
    minor: i64,
    currency: String,
    pub(super) outcome: Outcome,
    pub(super) script: String,
    /// The charge that a refund gives back; else empty.
    of: String,
}

impl Entry {
    #[allow(clippy::too_many_arguments, reason = "one line's fields")]
    pub(super) fn new(
        key: &str,
        kind: AttemptKind,
        amount: Money,
        reference: String,
        outcome: Outcome,
        script: &str,
        of: &str,
    ) -> Self {
        Self {
            key: key.to_owned(),
            refund: kind == AttemptKind::Refund,
            reference,
            minor: amount.minor,
            currency: amount.currency.to_string(),
            outcome,
            script: script.to_owned(),
            of: of.to_owned(),
        }
    }

    /// The same request, with another end.
    pub(super) fn ended(&self, outcome: Outcome) -> Self {
        Self { outcome, ..self.clone() }
    }

    pub(super) const fn kind(&self) -> AttemptKind {
        if self.refund { AttemptKind::Refund } else { AttemptKind::Charge }
    }

    pub(super) fn money(&self) -> Result<Money, BillingError> {
        Ok(Money::new(self.minor, self.currency.parse()?))
    }
}

/// Entries, oldest first. One at a time: a repeated request sees what the first one left.
#[derive(Debug)]
pub(super) struct Memory {
    entries: Mutex<Vec<Entry>>,
    file: Option<PathBuf>,
}

impl Memory {
    pub(super) const fn in_memory() -> Self {
        Self { entries: Mutex::new(Vec::new()), file: None }
    }

    pub(super) const fn kept_in(file: PathBuf) -> Self {
        Self { entries: Mutex::new(Vec::new()), file: Some(file) }
    }

    /// Works on what is remembered; what it adds is on disk before it goes on.
    pub(super) fn with<T>(
        &self,
        work: impl FnOnce(&[Entry], &mut dyn FnMut(&Entry) -> Result<(), BillingError>) -> Result<T, BillingError>,
    ) -> Result<T, BillingError> {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = &self.file {
            // Another program may have added to it since.
            *entries = read(file)?;
        }
        let mut added = Vec::new();
        let done = work(&entries, &mut |entry| {
            if let Some(file) = &self.file {
                append(file, entry)?;
            }
            added.push(entry.clone());
            Ok(())
        });
        entries.append(&mut added);
        done
    }
}

fn read(file: &Path) -> Result<Vec<Entry>, BillingError> {
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unusable(file, &error.to_string())),
    };
    // A last line that was cut off by a crash was never answered for: it counts as not arrived.
    let whole = text.rfind('\n').map_or("", |end| &text[..end]);
    whole
        .lines()
        .map(|line| serde_json::from_str(line).map_err(|error| unusable(file, &error.to_string())))
        .collect()
}

fn append(file: &Path, entry: &Entry) -> Result<(), BillingError> {
    let line = serde_json::to_string(entry).map_err(|error| unusable(file, &error.to_string()))?;
    let write = || {
        let mut out = std::fs::OpenOptions::new().create(true).append(true).open(file)?;
        let text = std::fs::read(file)?;
        let whole = text.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        // What a crash cut off goes, or it would spoil the next line.
        out.set_len(whole as u64)?;
        out.write_all(format!("{line}\n").as_bytes())?;
        out.sync_data()
    };
    write().map_err(|error: std::io::Error| unusable(file, &error.to_string()))
}

fn unusable(file: &Path, why: &str) -> BillingError {
    let message = format!("The test provider's memory {} cannot be used: {why}.", file.display());
    BillingError::new(ErrorCode::Unavailable, message)
}
