//! Audit: every issued invoice rated again from every single hour of usage, and compared to the last digit.
//!
//! Re-rating asks the roll-ups and explains; an audit trusts none of them, and only says whether all is equal.

use super::{Billing, corrections, gather, unknown_invoice};
use crate::usage::{SeriesFilter, hours_of, metered};
use billing_domain::invoices::bill::Bill;
use billing_domain::invoices::state::Document;
use billing_domain::invoices::terms::Terms;
use billing_domain::rating::{MeteredUsage, RatedLine, UsagePart};
use billing_domain::usage::UsageStatus;
use billing_domain::{BillingError, Money, Period};
use billing_store::invoices::{InvoiceRecord, LineRecord};
use billing_store::usage::ExactTotal;
use billing_store::{Reader, StoreError};
use chrono::Datelike;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// What quantities are added up from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditSource {
    /// Every single hour.
    Hours,
    /// Roll-ups; hours only where a plan changed inside a month.
    RollUps,
}

/// What an audit found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditReport {
    /// The oldest period first.
    pub invoices: Vec<AuditedInvoice>,
    /// How many hours of usage the invoices bill; `None` when roll-ups were asked.
    pub hours: Option<u64>,
}

/// An issued invoice, and what it comes to again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditedInvoice {
    /// Its name.
    pub invoice: String,
    /// What it bills.
    pub period: Period,
    /// The total as issued.
    pub billed: Money,
    /// The total as rated again.
    pub rated: Money,
    /// Every figure that differs, in words; empty when all are equal.
    pub findings: Vec<String>,
}

impl Billing {
    /// Rates every issued invoice again, all in one snapshot; cancelled ones are left out. Changes nothing. Sums are
    /// streamed: what is held does not grow with the hours.
    ///
    /// `rated` is called when all is rated and nothing compared yet.
    ///
    /// # Errors
    /// What rating and the store say; a difference is no error but a finding.
    pub fn audit(&self, source: AuditSource, rated: impl FnOnce()) -> Result<AuditReport, BillingError> {
        self.store.read(|book| {
            let (terms, invoices) = (gather::terms(book)?, issued(book)?);
            let usage = Usage::of(book, &terms, &invoices, source)?;
            let again: Vec<Bill> = invoices
                .iter()
                .map(|(_, period)| {
                    let carried = corrections::carried_by(book, period)?;
                    Bill::make(&terms.input(*period, usage.parts(&terms, *period)?, carried)?)
                })
                .collect::<Result<_, _>>()?;
            rated();
            let compared = invoices.iter().zip(&again).map(|((name, _), bill)| compared(book, name, bill));
            Ok(AuditReport { invoices: compared.collect::<Result<_, _>>()?, hours: usage.hours })
        })
    }
}

/// Names and periods, the oldest first.
fn issued(book: &Reader<'_>) -> Result<Vec<(String, Period)>, BillingError> {
    let heads = book.invoice_heads()?.into_iter();
    let finals = heads.filter(|head| head.standing.document == Document::Final);
    let mut invoices: Vec<_> = finals.map(|head| (head.name, head.standing.period)).collect();
    invoices.sort_by_key(|(_, period)| period.start);
    Ok(invoices)
}

/// What was metered in each part of each period.
struct Usage {
    by_span: BTreeMap<Period, Vec<MeteredUsage>>,
    hours: Option<u64>,
}

impl Usage {
    fn of(
        book: &Reader<'_>,
        terms: &Terms,
        invoices: &[(String, Period)],
        source: AuditSource,
    ) -> Result<Self, BillingError> {
        let mut spans = Vec::new();
        for (_, period) in invoices {
            spans.extend(terms.parts(*period)?.into_iter().map(|part| part.span));
        }
        match source {
            AuditSource::Hours => from_hours(book, &spans),
            AuditSource::RollUps => from_roll_ups(book, &spans),
        }
    }

    fn parts(&self, terms: &Terms, period: Period) -> Result<Vec<UsagePart>, BillingError> {
        let parts = terms.parts(period)?.into_iter().map(|part| UsagePart {
            usage: self.by_span.get(&part.span).cloned().unwrap_or_default(),
            span: part.span,
            plan: part.plan,
            trial: part.trial,
        });
        Ok(parts.collect())
    }
}

/// Metric label, unit, display text: of one label and unit the first text is the one that is shown.
type Kind = (String, String, String);

/// What each series meters, as a place among the kinds.
#[derive(Default)]
struct Kinds {
    kinds: Vec<Kind>,
    of_series: FxHashMap<i64, usize>,
}

impl Kinds {
    fn of(book: &Reader<'_>) -> Result<Self, BillingError> {
        let mut found = Self::default();
        let mut places: FxHashMap<String, usize> = FxHashMap::default();
        let mut key = String::new();
        book.each_series_kind(|series, metric_label, unit, usage_type| {
            key.clear();
            for part in [metric_label, "\0", unit, "\0", usage_type] {
                key.push_str(part);
            }
            let place = places.get(&key).copied().unwrap_or_else(|| {
                places.insert(key.clone(), found.kinds.len());
                found.kinds.push((metric_label.to_owned(), unit.to_owned(), usage_type.to_owned()));
                found.kinds.len() - 1
            });
            found.of_series.insert(series, place);
        })?;
        Ok(found)
    }

    fn number(&self, series: i64) -> Result<usize, StoreError> {
        let unknown = || StoreError::Corrupt(format!("usage of series {series}, which is not there"));
        self.of_series.get(&series).copied().ok_or_else(unknown)
    }

    fn usage(&self, sums: &[Option<ExactTotal>]) -> Result<Vec<MeteredUsage>, BillingError> {
        let metered = self.kinds.iter().zip(sums).filter_map(|(kind, sum)| Some((kind, sum.as_ref()?)));
        let mut metered: Vec<(&Kind, &ExactTotal)> = metered.collect();
        metered.sort_by_key(|(kind, _)| *kind);
        metered
            .into_iter()
            .map(|((metric_label, unit, usage_type), sum)| {
                Ok(MeteredUsage {
                    metric_label: metric_label.clone(),
                    usage_type: usage_type.clone(),
                    unit: unit.clone(),
                    quantity: sum.value()?,
                    status: UsageStatus::Active,
                })
            })
            .collect()
    }
}

/// Sums by span and kind.
struct Sums(Vec<Vec<Option<ExactTotal>>>);

impl Sums {
    fn add(&mut self, span: usize, kind: usize, total: &ExactTotal) -> Result<(), StoreError> {
        Ok(self.0[span][kind].get_or_insert_default().add_total(total)?)
    }
}

fn from_hours(book: &Reader<'_>, spans: &[Period]) -> Result<Usage, BillingError> {
    let kinds = Kinds::of(book)?;
    let mut sums = Sums(vec![vec![None; kinds.kinds.len()]; spans.len()]);
    // Spans are in order and do not overlap; between two of them there may be hours that no invoice bills.
    let ranges: Vec<_> = spans.iter().map(|span| hours_of(*span)).collect();
    let mut cuts: Vec<i32> = ranges.iter().flat_map(|range| [range.start, range.end]).collect();
    cuts.dedup();
    let of_cut: Vec<Option<usize>> =
        cuts.iter().map(|cut| ranges.iter().position(|range| range.start == *cut)).collect();
    let mut hours = 0;
    book.each_span_total(&cuts, |found| {
        let Some(span) = of_cut[found.span] else { return Ok(()) };
        hours += found.hours;
        sums.add(span, kinds.number(found.series_id)?, &found.total)
    })?;
    let usage = spans.iter().zip(&sums.0).map(|(span, sums)| Ok((*span, kinds.usage(sums)?)));
    Ok(Usage { by_span: usage.collect::<Result<_, BillingError>>()?, hours: Some(hours) })
}

fn from_roll_ups(book: &Reader<'_>, spans: &[Period]) -> Result<Usage, BillingError> {
    let kinds = Kinds::of(book)?;
    let mut by_span = BTreeMap::new();
    let mut months: BTreeMap<i32, usize> = BTreeMap::new();
    for (n, span) in spans.iter().enumerate() {
        if Period::month_of(span.start)? == *span {
            months.insert(span.start.year() * 12 + span.start.month0() as i32, n);
        } else {
            by_span.insert(*span, metered(book, *span, &SeriesFilter::default())?);
        }
    }
    let mut sums = Sums(vec![vec![None; kinds.kinds.len()]; spans.len()]);
    book.each_month_total(|series, month, total| {
        let Some(span) = months.get(&month) else { return Ok(()) };
        sums.add(*span, kinds.number(series)?, &total)
    })?;
    for span in months.into_values() {
        by_span.insert(spans[span], kinds.usage(&sums.0[span])?);
    }
    Ok(Usage { by_span, hours: None })
}

fn compared(book: &Reader<'_>, name: &str, again: &Bill) -> Result<AuditedInvoice, BillingError> {
    let record = book.invoice(name)?.ok_or_else(|| unknown_invoice(name))?;
    Ok(AuditedInvoice {
        invoice: name.to_owned(),
        period: again.period,
        billed: record.head.standing.total,
        rated: again.totals.total,
        findings: findings(&record, again),
    })
}

fn findings(record: &InvoiceRecord, again: &Bill) -> Vec<String> {
    let mut left: Vec<&RatedLine> = again.lines.iter().collect();
    let mut found = Vec::new();
    let unmatched: Vec<&LineRecord> = record
        .lines
        .iter()
        .filter(|line| match left.iter().position(|rated| is_equal(line, rated)) {
            Some(at) => {
                left.remove(at);
                false
            }
            None => true,
        })
        .collect();
    let billed = unmatched.into_iter().map(|line| {
        format!(
            "billed: {}, {} {}, {}",
            title(&line.usage_type, &line.metric_label),
            line.quantity,
            line.unit,
            line.amount
        )
    });
    found.extend(billed);
    let rated = left.into_iter().map(|line| {
        format!(
            "rated: {}, {} {}, {}",
            title(&line.usage_type, &line.metric_label),
            line.quantity,
            line.unit,
            line.amount
        )
    });
    found.extend(rated);
    let (head, totals) = (&record.head, &again.totals);
    let feet = [
        ("subtotal", head.subtotal, totals.subtotal),
        ("discount", head.discount, totals.discount),
        ("tax", head.tax, totals.tax),
        ("total", head.standing.total, totals.total),
    ];
    let differing = feet.into_iter().filter(|(_, billed, rated)| billed != rated);
    found.extend(differing.map(|(what, billed, rated)| format!("{what}: billed {billed}, rated {rated}")));
    found
}

fn title(usage_type: &str, metric_label: &str) -> String {
    if metric_label.is_empty() { usage_type.to_owned() } else { format!("{usage_type} ({metric_label})") }
}

/// Every figure of a line, and what it is for.
fn is_equal(billed: &LineRecord, rated: &RatedLine) -> bool {
    billed.usage_type == rated.usage_type
        && billed.metric_label == rated.metric_label
        && billed.unit == rated.unit
        && billed.quantity == rated.quantity
        && billed.unit_billable == rated.unit_billable
        && billed.quantity_billable == rated.quantity_billable
        && billed.amount == rated.amount
        && billed.fixed == rated.fixed
        && billed.tax_category == rated.tax_category
        && billed.span.is_none_or(|span| span == rated.span)
}
