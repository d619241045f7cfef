//! `sync`: brings the copy of a tenant up to date, or holds it against the tenant.

use super::blocking;
use crate::arguments::SyncArguments;
use crate::failure::Failure;
use crate::output::{self, Report};
use crate::tenants;
use billing_domain::{BillingError, ErrorCode, Period};
use billing_service::tenant::OfflineBackend;
use billing_service::tenant::sync::{SyncControl, SyncOrder, SyncProgress, SyncReport};
use billing_service::tenant::verify::{Comparison, Tally};
use billing_store::tenant::SyncState;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::{Map, Value, json};
use std::io::IsTerminal;
use std::sync::Arc;
use std::time::Duration;

/// How often the bar looks.
const LOOKS: Duration = Duration::from_millis(100);

pub async fn run(arguments: SyncArguments, json: bool) -> Result<(), Failure> {
    let again = arguments.again.as_deref().map(month).transpose()?;
    let SyncArguments { account, credential, verify, .. } = arguments;
    let copy = blocking(move || tenants::open(&account, &credential)).await?;
    copy.recover_outbox().await?;
    let control = Arc::new(SyncControl::new());
    let _watch = Watch::start(Arc::clone(&control));
    if verify {
        return compare(&copy, &control, json).await;
    }
    let report = copy.sync(&SyncOrder { again }, &control).await?;
    tell(&copy, &report, json);
    match report.state {
        SyncState::Done => Ok(()),
        _ => Err(why(&report).into()),
    }
}

fn tell(copy: &OfflineBackend, report: &SyncReport, json: bool) {
    let rows = report.parts.iter().map(|part| {
        let message = part.error.as_ref().map(|error| error.message.clone());
        let request = part.error.as_ref().and_then(|error| error.request_id.clone());
        row([
            ("part", part.part.as_str().into()),
            ("state", part_word(part.state).into()),
            ("message", message.into()),
            ("request_id", request.into()),
        ])
    });
    let brought = &report.brought;
    let totals = json!({
        "state": state_word(report.state),
        "tenant": copy.address(),
        "calls": report.calls,
        "months": brought.months,
        "hours_new": brought.hours.new,
        "hours_unchanged": brought.hours.unchanged,
        "hours_restated": brought.hours.restated,
        "invoices": brought.invoices.listed,
        "invoices_new": brought.invoices.new,
        "invoices_changed": brought.invoices.changed,
        "documents": brought.documents,
        "anomalies": brought.invoices.anomalies,
    });
    output::report(
        &Report { columns: vec!["part", "state", "message", "request_id"], rows: rows.collect(), totals },
        json,
    );
}

async fn compare(copy: &OfflineBackend, control: &SyncControl, json: bool) -> Result<(), Failure> {
    let told = copy.verify(None, control).await?;
    let rows = told.iter().map(|one| {
        row([
            ("part", one.part.into()),
            ("what", one.what.clone().into()),
            ("here", tally(&one.here).into()),
            ("there", tally(&one.there).into()),
            ("equal", one.is_equal().into()),
            ("differing", one.differing.clone().into()),
        ])
    });
    let wrong = told.iter().filter(|one| !one.is_equal()).count();
    let columns = vec!["part", "what", "here", "there", "equal"];
    let totals = json!({ "compared": told.len(), "differing": wrong, "tenant": copy.address() });
    output::report(&Report { columns, rows: rows.collect(), totals }, json);
    match told.iter().find(|one| !one.is_equal()) {
        None => Ok(()),
        Some(first) => Err(differs(first, wrong).into()),
    }
}

fn differs(first: &Comparison, wrong: usize) -> BillingError {
    let what = if first.what.is_empty() {
        first.part.to_owned()
    } else {
        format!("{} of {}", first.part, first.what)
    };
    let names = first.differing.join(", ");
    BillingError::refused(format!(
        "The copy and the tenant differ in {wrong} places, the first in {what} ({names}). Sync, and read that month \
         again with --again."
    ))
}

fn tally(side: &Tally) -> String {
    let sums = side.sums.iter().map(|(unit, sum)| format!("{sum} {unit}"));
    std::iter::once(side.count.to_string()).chain(sums).collect::<Vec<_>>().join(", ")
}

fn why(report: &SyncReport) -> BillingError {
    let first = report.parts.iter().find_map(|part| part.error.clone());
    first.unwrap_or_else(|| BillingError::new(ErrorCode::Unavailable, "The sync did not come to its end."))
}

fn part_word(state: billing_store::tenant::PartState) -> &'static str {
    use billing_store::tenant::PartState;
    match state {
        PartState::Whole => "whole",
        PartState::Partial => "partial",
        PartState::Failed => "failed",
    }
}

fn state_word(state: SyncState) -> &'static str {
    match state {
        SyncState::Running => "running",
        SyncState::Done => "done",
        SyncState::Partial => "partial",
        SyncState::Cancelled => "cancelled",
        SyncState::Failed => "failed",
    }
}

fn row<const N: usize>(fields: [(&str, Value); N]) -> Map<String, Value> {
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// `2026-02`.
fn month(text: &str) -> Result<Period, Failure> {
    let wrong = || Failure::arguments(format!("{text:?} is no month: write it like 2026-02"));
    let (year, month) = text.split_once('-').ok_or_else(wrong)?;
    let (year, month) = (year.parse().map_err(|_| wrong())?, month.parse().map_err(|_| wrong())?);
    Period::month(year, month).map_err(|_| wrong())
}

/// A bar on a terminal; Ctrl+C stops the sync and keeps what it has, a second one ends the program.
struct Watch {
    bar: ProgressBar,
}

impl Watch {
    fn start(control: Arc<SyncControl>) -> Self {
        let shown = std::io::stderr().is_terminal();
        let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(None, target);
        if let Ok(style) = ProgressStyle::with_template("{msg:14} [{wide_bar}] {pos}/{len}") {
            bar.set_style(style.progress_chars("=> "));
        }
        let stopping = Arc::clone(&control);
        tokio::spawn(async move {
            let mut asked = false;
            while tokio::signal::ctrl_c().await.is_ok() {
                if std::mem::replace(&mut asked, true) {
                    std::process::exit(130);
                }
                stopping.stop();
            }
        });
        if shown {
            let shown = bar.clone();
            tokio::spawn(async move {
                let mut looks = tokio::time::interval(LOOKS);
                while !shown.is_finished() {
                    looks.tick().await;
                    show(&shown, control.progress());
                }
            });
        }
        Self { bar }
    }
}

fn show(bar: &ProgressBar, at: SyncProgress) {
    bar.set_message(at.part.map_or("", |part| part.as_str()));
    bar.set_length(at.total);
    bar.set_position(at.done);
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
