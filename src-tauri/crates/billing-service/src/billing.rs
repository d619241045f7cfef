//! From usage and the price book to a running invoice, an issued one, its PDF, and the money that comes for it.
//!
//! [`Billing`] is a book with somebody who acts in it. Its calls block; on async threads use [`LocalBackend::bill`]
//! (crate root). Every figure comes from [`billing_domain::invoices::bill::Bill`], whether it is shown or issued.
//!
//! [`LocalBackend::bill`]: crate::LocalBackend::bill

mod audit;
mod chart;
mod close;
mod corrections;
mod credit_notes;
mod detail;
mod document;
mod draft;
mod gather;
mod list;
mod open_differences;
pub(crate) mod pdf_text;
mod previews;
mod price_file;
mod prices;
mod receipts;
mod rerate;
mod running;
mod settle;
mod setup;
mod subscribe;
mod what_if;

#[cfg(test)]
pub(crate) mod tests;

pub use audit::{AuditReport, AuditSource, AuditedInvoice};
pub use corrections::{Correction, UsageDifference};
pub use credit_notes::NewCreditNote;
pub(crate) use credit_notes::credit_refund;
pub use detail::{DetailLine, InvoiceDetail, InvoiceHeader};
pub use document::{InvoiceFile, stored_pdf};
pub use list::{InvoiceList, InvoiceQuery, InvoiceTab, TabSummary};
pub use open_differences::OpenDifference;
pub use previews::{BillPreview, PreviewOf, PreviewOutcome};
pub use prices::PricesLoaded;
pub use receipts::LineReceipt;
pub use rerate::RerateReport;
pub use subscribe::NewSubscription;
pub(crate) use subscribe::subscribe;
pub use what_if::{EveryPlan, PlanHistory, WhatIf, WhatIfMonth, WhatIfQuery};

pub use billing_domain::invoices::corrections::{AtStake, CategoryAtStake};
pub use billing_domain::invoices::credit_notes::CreditKind;
pub use billing_domain::invoices::profile::{BillingProfile, Party};
pub use billing_domain::invoices::rerating::{Cause, Difference, Share};
pub use billing_domain::invoices::state::{PaymentOutcome, Settlement};
pub use billing_domain::rating::{Receipt, Unbilled, UnbilledReason, UnitPrice};
pub use billing_store::invoices::{
    CouponRecord, CreditNoteRecord, NewPayment, PaymentKind, PdfInfo, PreviewKind, PreviewRecord, ShownLine,
};

pub(crate) use close::check as check_invoice;
pub(crate) use detail::status_of;
pub(crate) use gather::{held_at, terms, usage_parts};
pub(crate) use list::{sums, wire_invoices};
pub(crate) use settle::check_money;

use crate::tenant::refuse_in_a_copy;
use billing_domain::BillingError;
use billing_domain::audit::AuditEntry;
use billing_store::{Store, Writer};
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// An open book, and who acts in it.
#[derive(Clone)]
pub struct Billing {
    store: Arc<Store>,
    actor: Arc<str>,
}

impl Billing {
    /// The billing side of a book; `actor` is written into the trail of every change.
    pub fn new(store: Arc<Store>, actor: &str) -> Self {
        Self { store, actor: actor.into() }
    }
}

/// Who does what when: written beside every change.
#[derive(Clone)]
pub(crate) struct Acting {
    pub(crate) actor: Arc<str>,
    pub(crate) now: DateTime<Utc>,
}

impl Acting {
    /// Adds a line to the trail of an object.
    pub(crate) fn note(
        &self,
        tx: &Writer<'_>,
        action: &str,
        object: &str,
        after: &str,
    ) -> Result<(), BillingError> {
        self.add(tx, self.line(action, object, None, after))
    }

    /// A line to be told more of before it is added.
    pub(crate) fn line(&self, action: &str, object: &str, before: Option<String>, after: &str) -> AuditEntry {
        AuditEntry::new(self.now, &self.actor, action, object, before, Some(after.to_owned()))
    }

    /// Adds it.
    pub(crate) fn add(&self, tx: &Writer<'_>, line: AuditEntry) -> Result<(), BillingError> {
        refuse_in_a_copy(tx, &line.action)?;
        Ok(tx.add_audit(&line)?)
    }
}

impl Billing {
    fn acting(&self, now: DateTime<Utc>) -> Acting {
        Acting { actor: Arc::clone(&self.actor), now }
    }
}

/// The trail's name for an invoice.
pub(crate) fn trail_of(invoice: &str) -> String {
    format!("invoice/{invoice}")
}

/// `NotFound`, in words.
pub(crate) fn unknown_invoice(name: &str) -> BillingError {
    BillingError::not_found(format!("No invoice is called {name:?}. See the list of invoices."))
}
