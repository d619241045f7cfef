//! Usage hour by hour: a month's series are compared by their exact sums, and fetched where they differ.
//!
//! A round asks for the month's series and fetches what differs; the next round must find nothing that differs, or the
//! tenant has moved meanwhile. What was merged stays, so that a run that breaks off loses nothing.

use super::super::mirror::record_of;
use super::super::offline::OfflineBackend;
use super::months::{MonthToRead, hour_number, months_to_read};
use super::report::Brought;
use super::{Part, SyncControl, SyncOrder};
use crate::local::usage::details;
use billing_domain::tenants::{Anomaly, AnomalyCode};
use billing_domain::usage::{HourlyUsage, Series, UsageItem};
use billing_domain::{BillingError, Decimal, ErrorCode, Namespace, Period};
use billing_store::tenant::{AnomalyRecord, MonthRecord};
use billing_store::usage::{Fact, MergeCounts, NewSource, Origin, SeriesFacts, SourceCounts};
use billing_store::{Reader, Writer};
use futures::StreamExt;
use std::collections::{BTreeMap, BTreeSet};

/// Calls under way at once: a polite number.
const AT_ONCE: usize = 4;

/// Facts in one transaction: few enough for a screen to read beside it, many enough to be worth the disk's while.
const FACTS_AT_ONCE: usize = 20_000;

/// Rounds until a month must stand still.
const ROUNDS: u32 = 3;

/// The source row of this run, made with the first fact.
#[derive(Default)]
struct Delivery {
    source: Option<i64>,
    counts: MergeCounts,
}

impl OfflineBackend {
    pub(super) async fn sync_hours(
        &self,
        order: &SyncOrder,
        control: &SyncControl,
        brought: &mut Brought,
    ) -> Result<(), BillingError> {
        let (asked, now) = (order.clone(), self.book.now());
        let months = self.book.read(move |book| months_to_read(book, &asked, now)).await?;
        let mut delivery = Delivery::default();
        let mut missed = None;
        for (done, month) in months.iter().enumerate() {
            control.at(Part::Hours, done as u64, months.len() as u64);
            match self.sync_month(*month, control, &mut delivery).await {
                Ok(()) => brought.months += 1,
                Err(error) if matches!(error.code, ErrorCode::Cancelled | ErrorCode::Unauthenticated) => {
                    missed = Some(error);
                    break;
                }
                Err(error) => {
                    let name = month.range.start.format("%Y-%m");
                    let message = format!("Not every hour could be fetched; {name}: {}", error.message);
                    missed.get_or_insert(BillingError { message, ..error });
                }
            }
        }
        self.finish(&delivery).await?;
        brought.hours = delivery.counts;
        missed.map_or(Ok(()), Err)
    }

    async fn sync_month(
        &self,
        month: MonthToRead,
        control: &SyncControl,
        delivery: &mut Delivery,
    ) -> Result<(), BillingError> {
        let range = month.range;
        let mut whole = month.whole;
        for _ in 0..ROUNDS {
            let items = control.call(self.fetch_details(range)).await?;
            let sums = self.held_sums(range).await?;
            check_items(&items, range)?;
            let differing: Vec<UsageItem> = items
                .iter()
                .filter(|item| whole || sums.get(&item.series) != Some(&item.quantity))
                .cloned()
                .collect();
            if differing.is_empty() {
                let told = items.iter().map(|item| &item.series).collect();
                return self.month_is_held(month, &told, &sums).await;
            }
            self.fetch_hours(differing, range, control, delivery).await?;
            whole = false;
        }
        Err(BillingError::new(
            ErrorCode::Unavailable,
            "The tenant's hours do not add up to its own sums, or change while they are read. The next sync looks again.",
        ))
    }

    async fn fetch_details(&self, range: Period) -> Result<Vec<UsageItem>, BillingError> {
        self.live(|tenant| async move { tenant.usage_details(&Namespace::system(), range).await }).await
    }

    /// The exact sum of each series in a range, as the copy holds it.
    async fn held_sums(&self, range: Period) -> Result<BTreeMap<Series, Decimal>, BillingError> {
        self.book
            .read(move |book| {
                Ok(details(book, range)?.into_iter().map(|item| (item.series, item.quantity)).collect())
            })
            .await
    }

    /// Fetches the hours of items, a few at once, and merges them in batches as they come.
    async fn fetch_hours(
        &self,
        items: Vec<UsageItem>,
        range: Period,
        control: &SyncControl,
        delivery: &mut Delivery,
    ) -> Result<(), BillingError> {
        let fetch = |item: UsageItem| async move {
            let query = item.hourly_breakdown_query.clone();
            let call =
                self.live(
                    |tenant| async move { tenant.hourly_usage_details(&Namespace::system(), &query).await },
                );
            let hours = control.call(call).await?;
            Ok::<_, BillingError>((item.series, facts_of(&hours, range)?))
        };
        let mut coming = futures::stream::iter(items).map(fetch).buffer_unordered(AT_ONCE);
        let mut batch = Vec::new();
        let mut held = 0;
        let mut failed = None;
        while let Some(come) = coming.next().await {
            match come {
                Ok((series, facts)) => {
                    held += facts.len();
                    batch.push((series, facts));
                }
                // What has come is merged all the same, so that the next run need not fetch it again.
                Err(error) => {
                    failed = Some(error);
                    break;
                }
            }
            if held >= FACTS_AT_ONCE {
                self.merge(std::mem::take(&mut batch), range, delivery).await?;
                held = 0;
            }
        }
        self.merge(batch, range, delivery).await?;
        failed.map_or(Ok(()), Err)
    }

    async fn merge(
        &self,
        batch: Vec<(Series, Vec<Fact>)>,
        range: Period,
        delivery: &mut Delivery,
    ) -> Result<(), BillingError> {
        if batch.is_empty() {
            return Ok(());
        }
        let (at, source, name) = (self.book.now(), delivery.source, format!("sync of {}", self.address));
        let (source, counts) = self
            .book
            .write(move |tx| {
                let source = match source {
                    Some(source) => source,
                    None => {
                        tx.add_source(&NewSource { kind: "ingest", name, sha256: None, started_at: at })?
                    }
                };
                let mut facts = Vec::new();
                for (series, told) in batch {
                    let id = tx.intern_series(&series)?;
                    note_missing(tx, id, &series, &told, range, at)?;
                    facts.push(SeriesFacts { series_id: id, facts: told });
                }
                Ok::<_, BillingError>((source, tx.merge_usage(facts, Origin { source, at })?))
            })
            .await?;
        delivery.source = Some(source);
        delivery.counts += counts;
        Ok(())
    }

    async fn month_is_held(
        &self,
        month: MonthToRead,
        told: &BTreeSet<&Series>,
        held: &BTreeMap<Series, Decimal>,
    ) -> Result<(), BillingError> {
        let at = self.book.now();
        let untold: Vec<AnomalyRecord> = held
            .keys()
            .filter(|series| !told.contains(series))
            .map(|series| {
                let month = month.range.start.format("%Y-%m");
                let told = format!("The tenant no longer tells its usage of {month}.");
                record_of("usage", &name_of(series), Anomaly::new(AnomalyCode::UsageGone, told), at)
            })
            .collect();
        let record = MonthRecord {
            month: month.number,
            until_hour: month.until_hour()?,
            series: u32::try_from(told.len()).unwrap_or(u32::MAX),
            checked_at: at,
            settled: month.settles,
        };
        self.book
            .write(move |tx| {
                for anomaly in &untold {
                    tx.add_tenant_anomaly(anomaly)?;
                }
                Ok(tx.put_tenant_month(&record)?)
            })
            .await
    }

    async fn finish(&self, delivery: &Delivery) -> Result<(), BillingError> {
        let Some(source) = delivery.source else { return Ok(()) };
        let MergeCounts { new, unchanged, restated } = delivery.counts;
        let counts = SourceCounts { read: new + unchanged + restated, new, unchanged, restated, refused: 0 };
        let at = self.book.now();
        self.book.write(move |tx| Ok(tx.finish_source(source, counts, at)?)).await
    }
}

/// Each series once, inside the range, and never below 0.
fn check_items(items: &[UsageItem], range: Period) -> Result<(), BillingError> {
    let mut seen = BTreeSet::new();
    for item in items {
        if !seen.insert(&item.series) {
            return Err(unreadable(&item.series, "it is told twice"));
        }
        if item.quantity.is_negative() {
            return Err(unreadable(&item.series, "its quantity is below 0"));
        }
        if item.period.start < range.start || range.end < item.period.end {
            return Err(unreadable(&item.series, "its period is not the one asked for"));
        }
    }
    Ok(())
}

/// Hours as facts: whole UTC hours inside the range, each once, none below 0.
fn facts_of(hours: &[HourlyUsage], range: Period) -> Result<Vec<Fact>, BillingError> {
    let broken = |why: &str| BillingError::internal(format!("The tenant's hours cannot be read: {why}."));
    let mut facts = Vec::with_capacity(hours.len());
    let mut seen = BTreeSet::new();
    for one in hours {
        let Period { start, end } = one.period;
        if start.timestamp().rem_euclid(3_600) != 0 || (end - start).num_seconds() != 3_600 {
            return Err(broken("a span is no whole hour"));
        }
        if start < range.start || range.end < end {
            return Err(broken("an hour lies outside of what was asked for"));
        }
        if one.quantity.is_negative() {
            return Err(broken("a quantity is below 0"));
        }
        let hour = hour_number(start)?;
        if !seen.insert(hour) {
            return Err(broken("an hour is told twice"));
        }
        facts.push(Fact::new(hour, one.quantity));
    }
    Ok(facts)
}

/// Hours that are held and not told any more are kept, and recorded.
fn note_missing(
    tx: &Writer<'_>,
    id: i64,
    series: &Series,
    told: &[Fact],
    range: Period,
    at: chrono::DateTime<chrono::Utc>,
) -> Result<(), BillingError> {
    let told: BTreeSet<i32> = told.iter().map(Fact::hour).collect();
    let missing = missing_hours(tx, id, &told, range)?;
    if missing == 0 {
        return Ok(());
    }
    let month = range.start.format("%Y-%m");
    let told = format!("The tenant no longer tells {missing} of its hours of {month}.");
    let gone = Anomaly::new(AnomalyCode::HoursGone, told);
    Ok(tx.add_tenant_anomaly(&record_of("usage", &name_of(series), gone, at))?)
}

/// A series for people.
fn name_of(series: &Series) -> String {
    format!("{}/{} {}", series.namespace, series.object, series.metric_label)
}

fn missing_hours(
    book: &Reader<'_>,
    id: i64,
    told: &BTreeSet<i32>,
    range: Period,
) -> Result<usize, BillingError> {
    let mut missing = 0;
    book.each_hour(id, hour_number(range.start)?..hour_number(range.end)?, |fact| {
        missing += usize::from(!told.contains(&fact.hour()));
        Ok(())
    })?;
    Ok(missing)
}

fn unreadable(series: &Series, why: &str) -> BillingError {
    BillingError::internal(format!(
        "The tenant's usage cannot be read: {}/{} {}: {why}.",
        series.namespace, series.object, series.metric_label
    ))
}
