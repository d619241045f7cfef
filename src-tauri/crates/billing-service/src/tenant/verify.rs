//! The copy held against the tenant: counts and exact sums, part by part. Changes nothing on either side.

use super::offline::OfflineBackend;
use super::sync::SyncControl;
use crate::local::usage::details;
use billing_domain::invoices::Invoice;
use billing_domain::period::hour_start;
use billing_domain::quotas::QuotaObject;
use billing_domain::usage::UsageItem;
use billing_domain::{BillingError, Currency, Decimal, Money, Namespace, Period};
use std::collections::{BTreeMap, BTreeSet};

/// One comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// `hours`, `invoices`, `documents` or `quotas`.
    pub part: &'static str,
    /// Which of them: a month such as `2026-02`, else empty.
    pub what: String,
    /// As the copy has it.
    pub here: Tally,
    /// As the tenant tells it.
    pub there: Tally,
    /// What is not the same on both sides, by name; at most twenty.
    pub differing: Vec<String>,
    /// How many are not the same.
    pub differences: u64,
}

/// A count, and exact sums by unit or currency.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// How many.
    pub count: u64,
    /// `(unit or currency, exact sum)`.
    pub sums: Vec<(String, Decimal)>,
}

impl Comparison {
    /// True when both sides say the same.
    #[must_use]
    pub const fn is_equal(&self) -> bool {
        self.differences == 0
    }
}

/// Named at most.
const NAMED: usize = 20;

impl OfflineBackend {
    /// Compares every month that is held (or those of a range), the invoices, their documents, the quota objects.
    ///
    /// # Errors
    /// `Unavailable` when the tenant cannot be asked; `Cancelled` when it was stopped.
    pub async fn verify(
        &self,
        range: Option<Period>,
        control: &SyncControl,
    ) -> Result<Vec<Comparison>, BillingError> {
        let mut told = vec![self.verify_invoices(control).await?, self.verify_documents(control).await?];
        told.push(self.verify_quotas(control).await?);
        let months = self.book.read(|book| Ok(book.tenant_months()?)).await?;
        for month in months {
            let held = held_range(month.month, month.until_hour)?;
            let wanted = range.is_none_or(|range| range.start < held.end && held.start < range.end);
            if wanted {
                told.push(self.verify_month(held, control).await?);
            }
        }
        Ok(told)
    }

    async fn verify_month(&self, month: Period, control: &SyncControl) -> Result<Comparison, BillingError> {
        let call = self.live(|tenant| async move { tenant.usage_details(&Namespace::system(), month).await });
        let there = control.call(call).await?;
        let here = self.book.read(move |book| details(book, month)).await?;
        Ok(compare("hours", month.start.format("%Y-%m").to_string(), &here, &there, tally_items, |item| {
            let series = &item.series;
            let name = format!("{}/{} {}", series.namespace, series.object, series.metric_label);
            (series.clone(), name, item.quantity)
        }))
    }

    async fn verify_invoices(&self, control: &SyncControl) -> Result<Comparison, BillingError> {
        let call = self.live(|tenant| async move { tenant.list_invoices(&Namespace::system(), None).await });
        let there = control.call(call).await?;
        let records = self.book.read(|book| Ok(book.tenant_invoices()?)).await?;
        let here: Vec<Invoice> = records.into_iter().map(|record| record.invoice).collect();
        Ok(compare("invoices", String::new(), &here, &there, tally_invoices, |invoice| {
            (
                invoice.name.clone(),
                invoice.name.clone(),
                (invoice.amount, invoice.status.clone(), invoice.period),
            )
        }))
    }

    /// Every document that is held is fetched once more and must be the same, byte for byte.
    async fn verify_documents(&self, control: &SyncControl) -> Result<Comparison, BillingError> {
        let names: Vec<String> =
            self.book.read(|book| Ok(book.tenant_document_counts()?.into_keys().collect())).await?;
        let (mut here, mut there) = (Vec::new(), Vec::new());
        for name in names {
            let asked = name.clone();
            let call =
                self.live(|tenant| async move { tenant.invoice_pdf(&Namespace::system(), &asked).await });
            let bytes = control.call(call).await?;
            let named = name.clone();
            let held = self.book.read(move |book| Ok(book.tenant_document(&named)?)).await?;
            here.push((name.clone(), held.map(|held| held.bytes).unwrap_or_default()));
            there.push((name, bytes));
        }
        let tally = |all: &[(String, Vec<u8>)]| Tally { count: all.len() as u64, sums: Vec::new() };
        Ok(compare("documents", String::new(), &here, &there, tally, |(name, bytes)| {
            (name.clone(), name.clone(), bytes.clone())
        }))
    }

    async fn verify_quotas(&self, control: &SyncControl) -> Result<Comparison, BillingError> {
        let call = self.live(|tenant| async move { tenant.list_quotas(&Namespace::system(), None).await });
        let there = control.call(call).await?;
        let here = self.book.read(|book| Ok(book.quota_objects(Some("system"))?)).await?;
        let tally = |all: &[QuotaObject]| Tally { count: all.len() as u64, sums: Vec::new() };
        Ok(compare("quotas", String::new(), &here, &there, tally, |object| {
            (object.metadata.name.clone(), object.metadata.name.clone(), object.clone())
        }))
    }
}

/// Both sides by key; what one side lacks, or has otherwise, is named.
fn compare<T, K: Ord, V: PartialEq>(
    part: &'static str,
    what: String,
    here: &[T],
    there: &[T],
    tally: impl Fn(&[T]) -> Tally,
    entry: impl Fn(&T) -> (K, String, V),
) -> Comparison {
    let by_key = |side: &[T]| -> BTreeMap<K, (String, V)> {
        side.iter().map(&entry).map(|(key, name, value)| (key, (name, value))).collect()
    };
    let (held, told) = (by_key(here), by_key(there));
    let mut names = BTreeSet::new();
    let mut differences = 0;
    for (key, (name, value)) in &held {
        if told.get(key).is_none_or(|(_, other)| other != value) {
            differences += 1;
            names.insert(name.clone());
        }
    }
    for (key, (name, _)) in &told {
        if !held.contains_key(key) {
            differences += 1;
            names.insert(name.clone());
        }
    }
    let differing = names.into_iter().take(NAMED).collect();
    Comparison { part, what, here: tally(here), there: tally(there), differing, differences }
}

/// A sum that does not fit is left out of the tally; each series is compared for itself all the same.
fn tally_items(items: &[UsageItem]) -> Tally {
    let mut sums: BTreeMap<String, Option<Decimal>> = BTreeMap::new();
    for item in items {
        let sum = sums.entry(item.series.unit.clone()).or_insert(Some(Decimal::ZERO));
        *sum = sum.and_then(|sum| sum.checked_add(item.quantity).ok());
    }
    let sums = sums.into_iter().filter_map(|(unit, sum)| Some((unit, sum?))).collect();
    Tally { count: items.len() as u64, sums }
}

fn tally_invoices(invoices: &[Invoice]) -> Tally {
    let currencies: BTreeSet<Currency> = invoices.iter().map(|invoice| invoice.amount.currency).collect();
    let sum = |currency: Currency| {
        let amounts =
            invoices.iter().map(|invoice| invoice.amount).filter(|amount| amount.currency == currency);
        Money::sum(currency, amounts).ok().map(|sum| (currency.to_string(), sum.amount()))
    };
    Tally { count: invoices.len() as u64, sums: currencies.into_iter().filter_map(sum).collect() }
}

/// From the start of a month to the last hour that is held.
fn held_range(month: i32, until_hour: i32) -> Result<Period, BillingError> {
    let number = u32::try_from(month.rem_euclid(12)).unwrap_or(0) + 1;
    let start = Period::month(month.div_euclid(12), number)?.start;
    Period::new(start, hour_start(i64::from(until_hour))?)
}
