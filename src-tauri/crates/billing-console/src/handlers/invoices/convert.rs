//! From the service's invoices to what the UI shows.

use super::instant_option;
use crate::commands::*;
use crate::handlers::payment_methods::outcome_word;
use crate::handlers::payments;
use crate::values::{instant_text, price_text};
use billing_domain::Money;
use billing_domain::invoices::InvoiceStatus;
use billing_domain::invoices::profile::percent_text;
use billing_service::billing::{
    self as service, Cause, NewPayment, Party, PaymentKind, PaymentOutcome, Settlement, Share,
    UnbilledReason, UnitPrice,
};

pub(in crate::handlers) fn row(header: service::InvoiceHeader) -> InvoiceRow {
    InvoiceRow {
        number: header.number.map(|_| header.name.clone()),
        name: header.name,
        period: header.period.into(),
        issued_at: instant_option(header.issued_at),
        due_at: instant_option(header.due_at),
        status: status_word(&header.status),
        overdue_days: header.days_overdue,
        active: header.active,
        amount: header.total.into(),
        balance: (!header.active).then(|| header.balance.into()),
        pdf_stored: header.has_pdf,
        gone_since: None,
        reconciled_on: None,
        notes: 0,
    }
}

pub(in crate::handlers) fn status_word(status: &InvoiceStatus) -> String {
    match status {
        InvoiceStatus::Pending => "running",
        InvoiceStatus::Issued => "issued",
        InvoiceStatus::Paid => "paid",
        InvoiceStatus::Refunded => "refunded",
        InvoiceStatus::Cancelled => "cancelled",
        InvoiceStatus::Overdue => "overdue",
        InvoiceStatus::Other(word) => word,
    }
    .to_owned()
}

pub(super) fn detail(invoice: service::InvoiceDetail) -> InvoiceDetail {
    let open = matches!(invoice.header.status, InvoiceStatus::Issued | InvoiceStatus::Overdue);
    let untouched = invoice.header.paid.minor == 0 && invoice.header.credited.minor == 0;
    let can_cancel = invoice.header.status == InvoiceStatus::Issued && untouched;
    let can_credit = open && invoice.header.settlement != Settlement::Processing;
    InvoiceDetail {
        unpriced: unpriced(&invoice).collect(),
        seller: party(&invoice.seller),
        buyer: party(&invoice.buyer),
        lines: invoice.lines.into_iter().map(line).collect(),
        subtotal: invoice.header.subtotal.into(),
        discounts: invoice
            .discounts
            .iter()
            .map(|discount| InvoiceAdjustment {
                label: discount.label(),
                base: None,
                amount: negative(discount.amount),
            })
            .collect(),
        taxes: invoice
            .taxes
            .iter()
            .map(|tax| InvoiceAdjustment {
                label: format!("{} {}", tax.rate.label, percent_text(tax.rate.percent)),
                base: Some(tax.base.into()),
                amount: tax.amount.into(),
            })
            .collect(),
        total: invoice.header.total.into(),
        payments: invoice.payments.into_iter().map(payment).collect(),
        pdf: invoice.pdf.map(|pdf| PdfInfo {
            sha256: pdf.sha256,
            stored_at: instant_text(pdf.stored_at),
            size_kb: u32::try_from(pdf.bytes.div_ceil(1000)).unwrap_or(u32::MAX),
        }),
        audit: invoice
            .trail
            .into_iter()
            .map(|entry| AuditLine {
                at: instant_text(entry.at),
                who: entry.who,
                action: entry.action,
                detail: entry.after.unwrap_or_default(),
            })
            .collect(),
        can_settle: open && !payments::can_resolve(&invoice.attempts),
        can_cancel: can_cancel && invoice.attempts.iter().all(|attempt| attempt.state.is_final()),
        can_charge: payments::can_charge(open, &invoice.attempts),
        can_resolve: payments::can_resolve(&invoice.attempts),
        attempts: payments::attempts(&invoice.attempts),
        can_credit,
        can_reissue: invoice.header.status == InvoiceStatus::Cancelled
            && invoice.header.number.is_some()
            && invoice.replaced_by.is_none(),
        replaced_by: invoice.replaced_by,
        credited: invoice.header.credited.into(),
        credit_notes: invoice.credit_notes.into_iter().map(credit_note).collect(),
        row: row(invoice.header),
    }
}

/// Metric labels without a price, each once.
pub(super) fn unpriced(invoice: &service::InvoiceDetail) -> impl Iterator<Item = String> + use<> {
    let without = invoice.unbilled.iter().filter(|unbilled| {
        matches!(unbilled.reason, UnbilledReason::NoPrice | UnbilledReason::OtherUnit { .. })
    });
    without.map(|unbilled| unbilled.usage.metric_label.clone()).collect::<Vec<_>>().into_iter()
}

fn party(party: &Party) -> Vec<String> {
    let name = std::iter::once(party.name.clone());
    name.chain(party.address.iter().cloned()).chain(party.tax_id.clone()).collect()
}

fn line(line: service::DetailLine) -> InvoiceLineView {
    InvoiceLineView {
        line: line.n,
        usage_type: line.usage_type,
        metric_label: line.metric_label,
        quantity: (!line.fixed).then(|| line.quantity.into()),
        unit: line.unit,
        billable: (!line.fixed).then(|| line.quantity_billable.into()),
        unit_billable: line.unit_billable,
        unit_price: match line.unit_price {
            UnitPrice::Each(price) => Some(price_text(price)),
            UnitPrice::Tiered | UnitPrice::None => None,
        },
        tiered: line.unit_price == UnitPrice::Tiered,
        amount: line.amount.into(),
        fixed: line.fixed,
        span_start: line.span.map(|span| instant_text(span.start)),
        span_end: line.span.map(|span| instant_text(span.end)),
    }
}

/// A discount as it stands in the column: below zero, and 0 as 0.
fn negative(amount: Money) -> MoneyText {
    amount.negated().unwrap_or(amount).into()
}

fn payment(payment: NewPayment) -> PaymentView {
    let refund = payment.kind == PaymentKind::Refund;
    let gone = refund && payment.outcome == PaymentOutcome::Succeeded;
    PaymentView {
        at: instant_text(payment.at),
        method: payment.method,
        amount: if refund { negative(payment.amount) } else { payment.amount.into() },
        outcome: if gone { "refunded" } else { outcome_word(payment.outcome) }.to_owned(),
        note: payment.note,
    }
}

/// Why a line differs, and by how much.
pub(super) fn cause(share: &Share) -> RerateCause {
    let hours = match &share.cause {
        Cause::HoursRestated { hours } | Cause::MissingHours { hours } => u32::try_from(*hours).ok(),
        _ => None,
    };
    let (billed_version, rated_version) = match &share.cause {
        Cause::PriceVersion { billed, now } => (*billed, *now),
        _ => (None, None),
    };
    RerateCause {
        code: share.cause.as_str().to_owned(),
        amount: share.amount.into(),
        hours: hours.filter(|hours| *hours > 0),
        billed_version,
        rated_version,
    }
}

fn credit_note(note: service::CreditNoteRecord) -> CreditNoteView {
    CreditNoteView {
        number: note.name,
        issued_at: instant_text(note.issued_at),
        issued_by: note.issued_by,
        kind: note.kind.as_str().to_owned(),
        reason: note.reason,
        net: note.net.into(),
        tax: note.tax.into(),
        total: note.total.into(),
    }
}

pub(in crate::handlers) const fn tab(tab: service::InvoiceTab) -> InvoiceTab {
    match tab {
        service::InvoiceTab::All => InvoiceTab::All,
        service::InvoiceTab::Running => InvoiceTab::Running,
        service::InvoiceTab::Issued => InvoiceTab::Issued,
        service::InvoiceTab::Overdue => InvoiceTab::Overdue,
        service::InvoiceTab::Paid => InvoiceTab::Paid,
        service::InvoiceTab::Refunded => InvoiceTab::Refunded,
        service::InvoiceTab::Cancelled => InvoiceTab::Cancelled,
    }
}

pub(super) const fn tab_of(tab: InvoiceTab) -> service::InvoiceTab {
    match tab {
        InvoiceTab::All => service::InvoiceTab::All,
        InvoiceTab::Running => service::InvoiceTab::Running,
        InvoiceTab::Issued => service::InvoiceTab::Issued,
        InvoiceTab::Overdue => service::InvoiceTab::Overdue,
        InvoiceTab::Paid => service::InvoiceTab::Paid,
        InvoiceTab::Refunded => service::InvoiceTab::Refunded,
        InvoiceTab::Cancelled => service::InvoiceTab::Cancelled,
    }
}
