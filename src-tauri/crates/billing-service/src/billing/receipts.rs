//! Receipts: the derivation of a line as kept, with the days it was metered on, and the derivation of the foot.

use super::close::totals_of;
use super::detail::current;
use super::{Billing, DetailLine};
use crate::usage::{Grain, SeriesFilter, quantities};
use billing_domain::invoices::totals::SummedLine;
use billing_domain::rating::Receipt;
use billing_domain::rating::receipt::{FootReceipt, ReceiptFact, UsageReceipt};
use billing_domain::{BillingError, Decimal, Period};
use billing_store::Reader;
use billing_store::invoices::{InvoiceRecord, LineRecord};
use chrono::{DateTime, Utc};

/// How a line, or the foot, came to its amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineReceipt {
    /// The invoice.
    pub invoice: String,
    /// The line, from 1; [`FOOT`] for the foot.
    pub line: u32,
    /// Display text of the line; empty for the foot.
    pub usage_type: String,
    /// Structured.
    pub receipt: Receipt,
    /// For people.
    pub text: String,
    /// For a checking script.
    pub json: String,
    /// What the days add up to now, when that is no longer the billed quantity: hours came or were restated since.
    pub facts_now: Option<Decimal>,
}

/// Asks for the receipt of the foot.
pub const FOOT: u32 = 0;

impl Billing {
    /// The receipt of line `line` (from 1) of an invoice, or of its foot ([`FOOT`]).
    ///
    /// # Errors
    /// `NotFound` for an unknown invoice or line.
    pub fn receipt(&self, invoice: &str, line: u32, now: DateTime<Utc>) -> Result<LineReceipt, BillingError> {
        self.store.read(|book| {
            let record = current(book, invoice, now)?.into_record();
            if line == FOOT {
                return foot(invoice, &record);
            }
            let index = usize::try_from(line).ok().and_then(|n| n.checked_sub(1));
            let found = index.and_then(|index| record.lines.get(index)).ok_or_else(|| {
                let count = record.lines.len();
                BillingError::not_found(format!("{invoice} has lines 1 to {count}, not {line}."))
            })?;
            of_line(book, invoice, line, found, record.head.standing.period)
        })
    }

    /// Every receipt of an invoice: its lines in order, then the foot.
    ///
    /// # Errors
    /// `NotFound` for an unknown invoice.
    pub fn receipts(&self, invoice: &str, now: DateTime<Utc>) -> Result<Vec<LineReceipt>, BillingError> {
        let lines: Vec<DetailLine> = self.invoice(invoice, now)?.lines;
        let all = lines.iter().map(|line| line.n).chain([FOOT]);
        all.map(|line| self.receipt(invoice, line, now)).collect()
    }
}

fn of_line(
    book: &Reader<'_>,
    invoice: &str,
    line: u32,
    found: &LineRecord,
    period: Period,
) -> Result<LineReceipt, BillingError> {
    let mut receipt = read_receipt(&found.receipt)?;
    let mut facts_now = None;
    if let Receipt::Usage(usage) = &mut receipt {
        facts_now = add_facts(book, usage, found, found.span.unwrap_or(period))?;
    }
    finished(invoice, line, &found.usage_type, receipt, facts_now)
}

/// A receipt as it is kept beside its line.
pub(super) fn read_receipt(json: &str) -> Result<Receipt, BillingError> {
    serde_json::from_str(json)
        .map_err(|error| BillingError::internal(format!("The receipt cannot be read: {error}.")))
}

/// Adds what was metered day by day, or says what the days add up to when that is another quantity.
fn add_facts(
    book: &Reader<'_>,
    receipt: &mut UsageReceipt,
    line: &LineRecord,
    span: Period,
) -> Result<Option<Decimal>, BillingError> {
    let filter = SeriesFilter {
        metric_label: Some(line.metric_label.clone()),
        unit: Some(line.unit.clone()),
        ..SeriesFilter::default()
    };
    let mut days = Vec::new();
    for (day, sums) in quantities(book, span, Grain::Day, &filter, |_| ())? {
        if let Some(quantity) = sums.get(&()) {
            days.push((day.start, *quantity));
        }
    }
    let sum = Decimal::sum(days.iter().map(|(_, quantity)| *quantity))?;
    if sum != line.quantity {
        return Ok(Some(sum));
    }
    let fact = |(day, quantity): (DateTime<Utc>, Decimal)| ReceiptFact {
        day: day.format("%Y-%m-%d").to_string(),
        quantity: quantity.to_string(),
    };
    receipt.facts = days.into_iter().map(fact).collect();
    Ok(None)
}

fn foot(invoice: &str, record: &InvoiceRecord) -> Result<LineReceipt, BillingError> {
    let lines = record.lines.iter().map(|line| {
        // What is stored was written by us; a receipt that cannot be read is told when its own line is asked for.
        let correction = read_receipt(&line.receipt).is_ok_and(|receipt| receipt.is_correction());
        SummedLine { category: &line.tax_category, amount: line.amount, discounted: !correction }
    });
    let lines: Vec<SummedLine<'_>> = lines.collect();
    let receipt = Receipt::Foot(Box::new(FootReceipt::of(&lines, &totals_of(record))));
    finished(invoice, FOOT, "", receipt, None)
}

fn finished(
    invoice: &str,
    line: u32,
    usage_type: &str,
    receipt: Receipt,
    facts_now: Option<Decimal>,
) -> Result<LineReceipt, BillingError> {
    let json = serde_json::to_string(&receipt)
        .map_err(|error| BillingError::internal(format!("The receipt cannot be written: {error}.")))?;
    let mut text = receipt.to_string();
    if let Some(sum) = facts_now {
        text.push_str(&format!(
            "  note        the days add up to {sum} now: hours came or were restated after this was billed\n"
        ));
    }
    Ok(LineReceipt {
        invoice: invoice.to_owned(),
        line,
        usage_type: usage_type.to_owned(),
        receipt,
        text,
        json,
        facts_now,
    })
}
