//! Closing: each month that has ended becomes an issued invoice, with its number, frozen lines and PDF.

use super::draft::{Draft, draft};
use super::{Acting, Billing, InvoiceDetail, detail, document, gather, subscribe, trail_of};
use crate::local::plans::progress::catch_up;
use crate::local::trail::Trail;
use crate::tenant::refuse_in_a_copy;
use billing_domain::invoices::state::Document;
use billing_domain::invoices::totals::Totals;
use billing_domain::period::PeriodUnit;
use billing_domain::{BillingError, Money, Period};
use billing_store::invoices::{InvoiceRecord, Issue};
use billing_store::{Reader, Writer};
use chrono::{DateTime, Utc};
use std::sync::Arc;

impl Billing {
    /// Issues the invoice of every month that has ended by `until` and by `now` and has none yet, oldest first, each in
    /// a transaction of its own. Again does nothing. A cancelled month is not billed a second time.
    ///
    /// # Errors
    /// What rating refuses, naming the month; the months before it stay issued.
    pub fn close(
        &self,
        until: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<Vec<InvoiceDetail>, BillingError> {
        self.store.read(|book| refuse_in_a_copy(book, "invoice.issue"))?;
        // A change of plan whose time has come belongs on these invoices; afterwards they never change.
        catch_up(&self.store, &Trail { who: Arc::clone(&self.actor), at: now })?;
        let months = self.store.read(|book| unbilled_months(book, until.min(now)))?;
        let mut issued = Vec::new();
        for month in months {
            let acting = self.acting(now);
            let invoice = self.store.write(move |tx| issue(tx, month, &acting));
            issued.extend(invoice.map_err(|error| in_month(error, &month))?);
        }
        let acting = self.acting(now);
        self.store.write(move |tx| subscribe::add_billing_periods(tx, acting.now))?;
        Ok(issued)
    }

    /// What [`Billing::close`] would issue, by the same rating; writes nothing.
    ///
    /// # Errors
    /// As [`Billing::close`].
    pub fn close_preview(
        &self,
        until: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<Vec<InvoiceDetail>, BillingError> {
        self.store.read(|book| {
            refuse_in_a_copy(book, "invoice.issue")?;
            let mut previews = Vec::new();
            for month in unbilled_months(book, until.min(now))? {
                let draft = draft(book, month).map_err(|error| in_month(error, &month))?;
                if !draft.bill.is_empty() {
                    previews.push(detail::of_draft(&draft, now)?);
                }
            }
            Ok(previews)
        })
    }
}

impl Billing {
    /// Bills the month of a cancelled invoice again, under a new number. Closing never does so by itself: what a person
    /// has cancelled comes back only when a person asks.
    ///
    /// # Errors
    /// `NotFound`; `FailedPrecondition` when it is not cancelled, or its month has another invoice, or nothing to bill.
    pub fn reissue(&self, cancelled: &str, now: DateTime<Utc>) -> Result<InvoiceDetail, BillingError> {
        let (name, acting) = (cancelled.to_owned(), self.acting(now));
        self.store.write(move |tx| {
            let head = tx.invoice(&name)?.ok_or_else(|| super::unknown_invoice(&name))?.head;
            if head.standing.document != Document::Void {
                return Err(BillingError::refused(format!("{name} is not cancelled; it stands as it is.")));
            }
            let month = head.standing.period;
            if let Some(other) = detail::billed_instead(tx, month)? {
                return Err(BillingError::refused(format!("{other} bills that month already.")));
            }
            issue(tx, month, &acting)?
                .ok_or_else(|| BillingError::refused("There is nothing to bill in that month."))
        })
    }
}

/// Months that have ended by `until` and have no invoice, from the first usage or subscription on.
fn unbilled_months(book: &Reader<'_>, until: DateTime<Utc>) -> Result<Vec<Period>, BillingError> {
    let subscribed = book.subscriptions()?.into_iter().map(|subscription| subscription.start).min();
    let Some(first) = book.first_metered_month()?.into_iter().chain(subscribed).min() else {
        return Ok(Vec::new());
    };
    let anchor = Period::month_of(first)?.start;
    let heads = book.invoice_heads()?;
    let is_billed = |month: &Period| {
        let of_month = heads.iter().filter(|head| head.standing.period == *month);
        of_month.into_iter().any(|head| head.standing.document != Document::Draft)
    };
    let mut months = Vec::new();
    for n in 0.. {
        let month = PeriodUnit::Month.nth(anchor, n)?;
        if month.end > until {
            break;
        }
        if !is_billed(&month) {
            months.push(month);
        }
    }
    Ok(months)
}

/// Issues one month; `None` when there is nothing to bill.
fn issue(tx: &Writer<'_>, month: Period, acting: &Acting) -> Result<Option<InvoiceDetail>, BillingError> {
    let draft = draft(tx, month)?;
    if draft.bill.is_empty() {
        return Ok(None);
    }
    draft.bill.check_issuable()?;
    let name = freeze(tx, &draft, acting)?;
    let record = tx.invoice(&name)?.ok_or_else(|| super::unknown_invoice(&name))?;
    check(&record)?;
    tx.add_invoice_pdf(&name, &document::issued(tx, &record, acting.now)?)?;
    let words = format!("issued over {}", record.head.standing.total);
    acting.note(tx, "invoice.issue", &trail_of(&name), &words)?;
    detail::of_stored(tx, &record, acting.now).map(Some)
}

/// Writes the draft and gives it its number.
fn freeze(tx: &Writer<'_>, draft: &Draft, acting: &Acting) -> Result<String, BillingError> {
    let head = &draft.record.head;
    let due = gather::profile(tx)?.due_at(acting.now)?;
    let standing = head.standing.issue(due, acting.now)?;
    let number = tx.last_invoice_number()?.unwrap_or(0) + 1;
    let name = invoice_name(number);
    // Under its own name from the first: the running one's may still be that of one that was cancelled.
    tx.delete_draft(&head.name)?;
    let mut record = draft.record.clone();
    record.head.name.clone_from(&name);
    tx.put_draft(&record)?;
    tx.issue_invoice(&Issue {
        draft: name.clone(),
        name: name.clone(),
        number,
        issued_at: acting.now,
        standing,
    })?;
    Ok(name)
}

/// `INV-000001`.
fn invoice_name(number: u32) -> String {
    format!("INV-{number:06}")
}

/// The invariant of every invoice, asserted before the commit: total = lines - discounts + tax.
pub(crate) fn check(record: &InvoiceRecord) -> Result<(), BillingError> {
    let head = &record.head;
    let totals = totals_of(record);
    let lines: Vec<Money> = record.lines.iter().map(|line| line.amount).collect();
    totals.check(&lines)?;
    let standing = &head.standing;
    if standing.paid.checked_add(standing.credited)?.minor > standing.total.minor.max(0) {
        return Err(BillingError::internal(format!(
            "{} is paid and credited with more than it asks for.",
            head.name
        )));
    }
    Ok(())
}

/// The foot of a stored invoice.
pub(super) fn totals_of(record: &InvoiceRecord) -> Totals {
    Totals {
        subtotal: record.head.subtotal,
        discounts: record.discounts.clone(),
        discount: record.head.discount,
        taxes: record.taxes.clone(),
        tax: record.head.tax,
        total: record.head.standing.total,
    }
}

fn in_month(error: BillingError, month: &Period) -> BillingError {
    let message = format!("{} cannot be billed. {}", month.start.format("%Y-%m"), error.message);
    BillingError { message, ..error }
}
