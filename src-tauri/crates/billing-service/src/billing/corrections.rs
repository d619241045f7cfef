//! Usage that came or changed after an invoice was issued: what is at stake, and correction lines on a later invoice.

use super::receipts::read_receipt;
use super::rerate::billed_invoice;
use super::{Acting, Billing, draft, gather, trail_of, unknown_invoice};
use billing_domain::coupons::discount::AccountCoupon;
use billing_domain::invoices::bill::{Bill, BillInput};
use billing_domain::invoices::corrections::{self, AtStake};
use billing_domain::invoices::state::Document;
use billing_domain::period::PeriodUnit;
use billing_domain::rating::{RatedLine, Receipt};
use billing_domain::{BillingError, Money, Period};
use billing_store::invoices::{
    CorrectionLine, CorrectionRecord, InvoiceHead, InvoiceRecord, LineRecord, NewCorrection,
};
use billing_store::{Reader, Writer};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// What usage that is held now would have changed on an issued invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsageDifference {
    /// The invoice.
    pub invoice: String,
    /// What it bills.
    pub period: Period,
    /// By tax category and line, before tax.
    pub at_stake: AtStake,
    /// What was put right, or taken back, the oldest first.
    pub corrections: Vec<Correction>,
}

/// A correction and the invoice that carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Its number.
    pub id: i64,
    /// The invoice that is corrected.
    pub invoice: String,
    /// The month whose invoice carries it.
    pub carried: Period,
    /// The issued invoice that carries it; `None` until its month is closed.
    pub carried_by: Option<String>,
    /// Before tax; below 0 when too much was asked for.
    pub amount: Money,
    /// When.
    pub made_at: DateTime<Utc>,
    /// By whom.
    pub made_by: String,
    /// In words.
    pub reason: String,
    /// When it was taken back.
    pub withdrawn_at: Option<DateTime<Utc>>,
}

impl Billing {
    /// The difference of one issued invoice. Changes nothing.
    ///
    /// # Errors
    /// `NotFound`; `FailedPrecondition` unless it is issued and stands.
    pub fn usage_difference(&self, invoice: &str) -> Result<UsageDifference, BillingError> {
        self.store.read(|book| difference(book, &issued(book, invoice)?))
    }

    /// Every issued invoice whose usage is another one now, or that was corrected, the newest first.
    ///
    /// # Errors
    /// What rating and the store say.
    pub fn usage_differences(&self) -> Result<Vec<UsageDifference>, BillingError> {
        self.store.read(|book| {
            let mut differences = Vec::new();
            for head in book.invoice_heads()? {
                if head.standing.document != Document::Final {
                    continue;
                }
                let difference = difference(book, &issued(book, &head.name)?)?;
                if !difference.at_stake.categories.is_empty()
                    || !difference.at_stake.lines.is_empty()
                    || !difference.corrections.is_empty()
                {
                    differences.push(difference);
                }
            }
            Ok(differences)
        })
    }

    /// Puts what is open on the invoice of the first later month that is not billed yet. The issued invoice stays as it is.
    ///
    /// # Errors
    /// `NotFound`; `FailedPrecondition` when nothing is open.
    pub fn correct(
        &self,
        invoice: &str,
        reason: &str,
        now: DateTime<Utc>,
    ) -> Result<UsageDifference, BillingError> {
        let (invoice, reason, acting) = (invoice.to_owned(), reason.trim().to_owned(), self.acting(now));
        self.store.write(move |tx| correct(tx, &invoice, &reason, &acting))
    }

    /// Takes a correction back while the month that carries it is not billed.
    ///
    /// # Errors
    /// `NotFound`; `FailedPrecondition` once it is billed, or when it was taken back before.
    pub fn withdraw_correction(&self, id: i64, now: DateTime<Utc>) -> Result<UsageDifference, BillingError> {
        let acting = self.acting(now);
        self.store.write(move |tx| {
            let found = tx.corrections()?.into_iter().find(|known| known.id == id);
            let record =
                found.ok_or_else(|| BillingError::not_found(format!("There is no correction {id}.")))?;
            if record.withdrawn_at.is_some() {
                return Err(BillingError::refused(format!("Correction {id} was taken back before.")));
            }
            if let Some(carrier) = carrier(&tx.invoice_heads()?, &record.correction.carried) {
                return Err(BillingError::refused(format!(
                    "Correction {id} is billed by {carrier}; an issued invoice never changes. Correct that one instead."
                )));
            }
            tx.withdraw_correction(id, acting.now)?;
            let trail = trail_of(&record.correction.invoice);
            acting.note(tx, "invoice.correction.withdraw", &trail, &format!("correction {id} taken back"))?;
            difference(tx, &issued(tx, &record.correction.invoice)?)
        })
    }
}

/// The lines that the invoice of a month carries for earlier ones.
pub(crate) fn carried_by(book: &Reader<'_>, month: &Period) -> Result<Vec<RatedLine>, BillingError> {
    let mut lines = Vec::new();
    for record in book.corrections()? {
        if record.withdrawn_at.is_some() || record.correction.carried != *month {
            continue;
        }
        for line in &record.correction.lines {
            let Receipt::Correction(receipt) = read_receipt(&line.receipt)? else {
                return Err(BillingError::internal("A correction has the receipt of another kind of line."));
            };
            lines.push(corrections::line(&line.title, line.amount, &line.tax_category, *receipt, *month));
        }
    }
    Ok(lines)
}

/// Takes back what a cancelled invoice carried: its month asks for nothing any more, so the difference is open again.
pub(super) fn release(tx: &Writer<'_>, month: &Period, acting: &Acting) -> Result<(), BillingError> {
    for record in tx.corrections()? {
        if record.withdrawn_at.is_none() && record.correction.carried == *month {
            tx.withdraw_correction(record.id, acting.now)?;
            let words = format!("correction {} taken back with the invoice that carried it", record.id);
            let trail = trail_of(&record.correction.invoice);
            acting.note(tx, "invoice.correction.withdraw", &trail, &words)?;
        }
    }
    Ok(())
}

fn correct(
    tx: &Writer<'_>,
    invoice: &str,
    reason: &str,
    acting: &Acting,
) -> Result<UsageDifference, BillingError> {
    let record = issued(tx, invoice)?;
    let found = difference(tx, &record)?;
    if found.at_stake.is_settled() {
        return Err(BillingError::refused(format!(
            "Nothing of {invoice} is open; there is nothing to correct."
        )));
    }
    let carried = next_unbilled(&tx.invoice_heads()?, &found.period)?;
    let title = corrections::title(invoice, &found.period);
    let currency = found.at_stake.open.currency;
    let lines = corrections::receipts(invoice, &found.period, &found.at_stake).into_iter().map(|receipt| {
        let amount = Money::from_text(&receipt.amount, currency)?;
        let tax_category = receipt.tax_category.clone();
        let line = corrections::line(&title, amount, &tax_category, receipt, carried);
        let receipt = draft::line(&line)?.receipt;
        Ok(CorrectionLine { title: title.clone(), tax_category, amount, receipt })
    });
    tx.add_correction(&NewCorrection {
        invoice: invoice.to_owned(),
        carried,
        made_at: acting.now,
        made_by: acting.actor.to_string(),
        reason: reason.to_owned(),
        lines: lines.collect::<Result<_, BillingError>>()?,
    })?;
    let month = carried.start.format("%Y-%m");
    let words = format!("{} before tax goes on the invoice of {month}", found.at_stake.open);
    acting.note(tx, "invoice.correction", &trail_of(invoice), &words)?;
    difference(tx, &record)
}

/// The first month after a period that has no invoice but a running one.
fn next_unbilled(heads: &[InvoiceHead], after: &Period) -> Result<Period, BillingError> {
    for n in 1.. {
        let month = PeriodUnit::Month.nth(Period::month_of(after.start)?.start, n)?;
        let billed =
            |head: &&InvoiceHead| head.standing.document != Document::Draft && head.standing.period == month;
        if !heads.iter().any(|head| billed(&head)) {
            return Ok(month);
        }
    }
    Err(BillingError::internal("Every later month is billed."))
}

/// An issued invoice that stands.
fn issued(book: &Reader<'_>, name: &str) -> Result<InvoiceRecord, BillingError> {
    let record = book.invoice(name)?.ok_or_else(|| unknown_invoice(name))?;
    match record.head.standing.document {
        Document::Final => Ok(record),
        Document::Draft => {
            Err(BillingError::refused("The running invoice is rated anew whenever it is shown."))
        }
        Document::Void => Err(BillingError::refused(format!("{name} is cancelled; it asks for nothing."))),
    }
}

/// The issued invoice of a month.
fn carrier(heads: &[InvoiceHead], month: &Period) -> Option<String> {
    let is_it =
        |head: &&InvoiceHead| head.standing.document == Document::Final && head.standing.period == *month;
    heads.iter().find(is_it).map(|head| head.name.clone())
}

pub(super) fn difference(book: &Reader<'_>, record: &InvoiceRecord) -> Result<UsageDifference, BillingError> {
    let head = &record.head;
    let heads = book.invoice_heads()?;
    let of_invoice = |known: &CorrectionRecord| known.correction.invoice == head.name;
    let records: Vec<CorrectionRecord> = book.corrections()?.into_iter().filter(of_invoice).collect();
    let mut corrected: BTreeMap<String, Money> = BTreeMap::new();
    let mut put_right = |category: &str, amount: Money| {
        let sum = corrected.entry(category.to_owned()).or_insert(Money::zero(amount.currency));
        *sum = sum.checked_add(amount)?;
        Ok::<_, BillingError>(())
    };
    for record in records.iter().filter(|record| record.withdrawn_at.is_none()) {
        for line in &record.correction.lines {
            put_right(&line.tax_category, line.amount)?;
        }
    }
    for note in book.credit_notes(Some(&head.name))?.into_iter().filter(|note| note.for_usage) {
        let mut left = note.net;
        for tax in &note.taxes {
            put_right(&tax.rate.category, tax.base.negated()?)?;
            left = left.checked_sub(tax.base)?;
        }
        if left.minor != 0 {
            put_right(&untaxed_category(record), left.negated()?)?;
        }
    }
    let at_stake = corrections::at_stake(&billed_invoice(record)?, &pinned(book, record)?, &corrected)?;
    let corrections = records.into_iter().map(|record| {
        let amounts = record.correction.lines.iter().map(|line| line.amount);
        Ok(Correction {
            id: record.id,
            carried_by: carrier(&heads, &record.correction.carried),
            amount: Money::sum(head.subtotal.currency, amounts)?,
            invoice: record.correction.invoice,
            carried: record.correction.carried,
            made_at: record.correction.made_at,
            made_by: record.correction.made_by,
            reason: record.correction.reason,
            withdrawn_at: record.withdrawn_at,
        })
    });
    Ok(UsageDifference {
        invoice: head.name.clone(),
        period: head.standing.period,
        at_stake,
        corrections: corrections.collect::<Result<_, BillingError>>()?,
    })
}

/// What has no tax of its own is credited to the first category without one.
fn untaxed_category(record: &InvoiceRecord) -> String {
    let taxed = |category: &str| record.taxes.iter().any(|tax| tax.rate.category == category);
    let line = record.lines.iter().find(|line| !taxed(&line.tax_category)).or(record.lines.first());
    line.map(|line| line.tax_category.clone()).unwrap_or_default()
}

/// The bill of the period with the usage of now, and all else as it was billed: a closed period keeps its price version,
/// its fees, its coupons and its tax rates.
fn pinned(book: &Reader<'_>, record: &InvoiceRecord) -> Result<Bill, BillingError> {
    let terms = gather::terms(book)?;
    let period = record.head.standing.period;
    let currency = record.head.subtotal.currency;
    let number = record.head.price_version;
    let kept = record.lines.iter().filter(|line| line.fixed).map(|line| kept_line(line, period));
    let kept: Vec<RatedLine> = kept.collect::<Result<_, _>>()?;
    let coupons =
        record.discounts.iter().map(|discount| AccountCoupon { coupon: discount.coupon.clone(), currency });
    let mut taxes: Vec<_> = record.taxes.iter().map(|tax| tax.rate.clone()).collect();
    // A category that had no line then is taxed as it is now.
    taxes.extend(
        terms
            .taxes
            .iter()
            .filter(|rate| !record.taxes.iter().any(|tax| tax.rate.category == rate.category))
            .cloned(),
    );
    Bill::make(&BillInput {
        period,
        currency,
        parts: gather::usage_parts(book, &terms, period)?,
        prices: number.and_then(|number| terms.prices.version(number)),
        fees: Vec::new(),
        // What is waived follows the usage; every other fixed line stands as it was billed.
        corrections: kept.into_iter().filter(|line| !matches!(line.receipt, Receipt::Waiver(_))).collect(),
        coupons: coupons.collect(),
        taxes,
    })
}

/// A stored line, as the bill function takes it.
fn kept_line(line: &LineRecord, period: Period) -> Result<RatedLine, BillingError> {
    Ok(RatedLine {
        usage_type: line.usage_type.clone(),
        metric_label: line.metric_label.clone(),
        unit: line.unit.clone(),
        quantity: line.quantity,
        unit_billable: line.unit_billable.clone(),
        quantity_billable: line.quantity_billable,
        unit_price: line.unit_price,
        amount: line.amount,
        fixed: line.fixed,
        span: line.span.unwrap_or(period),
        tax_category: line.tax_category.clone(),
        receipt: read_receipt(&line.receipt)?,
    })
}
