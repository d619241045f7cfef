//! Writing what a usage file delivers: whole series, in whole batches, each one transaction.

use super::progress::{Phase, Step};
use super::{Book, cancelled};
use billing_domain::BillingError;
use billing_domain::usage::{Series, UsageStatus};
use billing_store::usage::{Fact, MergeCounts, Origin, SeriesFacts};

/// Facts in a batch: one transaction, one wait for the disk.
const FACTS_IN_BATCH: usize = 1_000_000;

/// Facts by series, and hours without a quantity by the place of their series.
#[derive(Default)]
pub(super) struct Delivery {
    pub(super) series: Vec<(Series, Vec<Fact>)>,
    pub(super) gaps: Vec<(usize, i32, UsageStatus)>,
}

/// What one transaction writes.
type Batch = Vec<(Series, Vec<Fact>)>;

/// Merges a delivery into the book. When it is cancelled or killed, whole batches stay.
pub(super) fn write_batches(
    book: &Book<'_>,
    source: i64,
    delivery: Delivery,
) -> Result<MergeCounts, BillingError> {
    let origin = Origin { source, at: book.now };
    let total: usize = delivery.series.iter().map(|(_, facts)| facts.len()).sum();
    let gaps = named(&delivery);
    let mut counts = MergeCounts::default();
    let mut done = 0;
    for batch in cut(delivery.series, book.facts_in_batch.unwrap_or(FACTS_IN_BATCH)) {
        cancelled(book.progress)?;
        done += batch.iter().map(|(_, facts)| facts.len()).sum::<usize>();
        counts += write(book, batch, origin)?;
        book.progress.at(Step { phase: Phase::Writing, done: done as u64, total: total as u64 });
    }
    if !gaps.is_empty() {
        counts += write_gaps(book, gaps)?;
    }
    Ok(counts)
}

fn write(book: &Book<'_>, batch: Batch, origin: Origin) -> Result<MergeCounts, BillingError> {
    book.store.write(move |tx| {
        let mut merged = Vec::with_capacity(batch.len());
        for (series, facts) in batch {
            merged.push(SeriesFacts { series_id: tx.intern_series(&series)?, facts });
        }
        // New facts are then appended in the order of the table.
        merged.sort_by_key(|series| series.series_id);
        Ok(tx.merge_usage(merged, origin)?)
    })
}

fn write_gaps(book: &Book<'_>, gaps: Vec<(Series, i32, UsageStatus)>) -> Result<MergeCounts, BillingError> {
    book.store.write(move |tx| {
        let mut counts = MergeCounts::default();
        for (series, hour, status) in &gaps {
            let id = tx.intern_series(series)?;
            match tx.add_usage_gap(id, *hour, status)? {
                true => counts.new += 1,
                false => counts.unchanged += 1,
            }
        }
        Ok(counts)
    })
}

fn named(delivery: &Delivery) -> Vec<(Series, i32, UsageStatus)> {
    let name = |(series, hour, status): &(usize, i32, UsageStatus)| {
        (delivery.series[*series].0.clone(), *hour, status.clone())
    };
    delivery.gaps.iter().map(name).collect()
}

/// Whole series, until a batch is full.
fn cut(series: Batch, full: usize) -> Vec<Batch> {
    let mut batches = vec![Vec::new()];
    let mut held = 0;
    for (series, facts) in series {
        if held >= full {
            batches.push(Vec::new());
            held = 0;
        }
        held += facts.len();
        if let Some(batch) = batches.last_mut() {
            batch.push((series, facts));
        }
    }
    batches
}
