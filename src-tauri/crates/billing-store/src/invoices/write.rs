//! Writing invoices: a draft is written anew each time, a final one only moves its money on.

use super::words::{discount_type_word, document_word, joined, settlement_word, unit_price_word};
use super::{InvoiceHead, InvoiceRecord, LineRecord};
use crate::values::instant_text;
use crate::{StoreError, Writer};
use billing_domain::coupons::discount::Discount;
use billing_domain::invoices::state::{Document, Standing};
use billing_domain::tax::TaxLine;
use chrono::{DateTime, Utc};
use rusqlite::params;

/// What makes a draft final.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// The name it has as a draft.
    pub draft: String,
    /// The name it has from now on.
    pub name: String,
    /// Its place in the row of numbers.
    pub number: u32,
    /// When.
    pub issued_at: DateTime<Utc>,
    /// Where it stands afterwards.
    pub standing: Standing,
}

impl Writer<'_> {
    /// Writes a draft; one of the same name is replaced.
    ///
    /// # Errors
    /// [`StoreError`]; the name of a final invoice breaks a constraint.
    pub fn put_draft(&self, draft: &InvoiceRecord) -> Result<(), StoreError> {
        self.delete_draft(&draft.head.name)?;
        self.insert_head(&draft.head)?;
        let id = self.sql.last_insert_rowid();
        self.insert_lines(id, &draft.lines)?;
        self.insert_discounts(id, &draft.discounts)?;
        self.insert_taxes(id, &draft.taxes)?;
        self.insert_inputs(id, &draft.inputs)
    }

    /// Forgets a draft; does nothing when there is none of that name.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn delete_draft(&self, name: &str) -> Result<(), StoreError> {
        const DRAFT: &str = "(SELECT id FROM invoice WHERE name = ?1 AND document = 'draft')";
        for table in ["invoice_line", "invoice_discount", "invoice_tax", "invoice_input"] {
            self.sql
                .prepare_cached(&format!("DELETE FROM {table} WHERE invoice = {DRAFT}"))?
                .execute([name])?;
        }
        self.sql
            .prepare_cached("DELETE FROM invoice WHERE name = ?1 AND document = 'draft'")?
            .execute([name])?;
        Ok(())
    }

    /// Makes a draft final: number, dates and amounts are frozen from here on.
    ///
    /// # Errors
    /// [`StoreError`]; a taken number breaks a constraint.
    pub fn issue_invoice(&self, issue: &Issue) -> Result<(), StoreError> {
        self.sql
            .prepare_cached(
                "UPDATE invoice SET name = ?2, number = ?3, issued_at = ?4, due_at = ?5, document = ?6, settlement = ?7 \
                 WHERE name = ?1",
            )?
            .execute(params![
                issue.draft,
                issue.name,
                issue.number,
                instant_text(issue.issued_at),
                issue.standing.due.map(instant_text),
                document_word(issue.standing.document),
                settlement_word(issue.standing.settlement)
            ])?;
        Ok(())
    }

    /// Moves an invoice on: its two axes and the money that came and went.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn set_standing(&self, name: &str, standing: &Standing) -> Result<(), StoreError> {
        let changed = self
            .sql
            .prepare_cached(
                "UPDATE invoice SET document = ?2, settlement = ?3, paid_minor = ?4, refunded_minor = ?5, credited_minor = ?6 \
                 WHERE name = ?1",
            )?
            .execute(params![
                name,
                document_word(standing.document),
                settlement_word(standing.settlement),
                standing.paid.minor,
                standing.refunded.minor,
                standing.credited.minor
            ])?;
        if changed == 1 { Ok(()) } else { Err(StoreError::Corrupt(format!("there is no invoice {name:?}"))) }
    }

    fn insert_head(&self, head: &InvoiceHead) -> Result<(), StoreError> {
        let standing = &head.standing;
        debug_assert_eq!(standing.document, Document::Draft);
        self.sql
            .prepare_cached(
                "INSERT INTO invoice (name, document, settlement, period_start, period_end, currency, trial, \
                 subtotal_minor, discount_minor, tax_minor, total_minor, price_version, template_version, language, \
                 seller_name, seller_address, seller_tax_id, buyer_name, buyer_address, buyer_tax_id, payment_note) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)",
            )?
            .execute(params![
                head.name,
                document_word(standing.document),
                settlement_word(standing.settlement),
                instant_text(standing.period.start),
                instant_text(standing.period.end),
                head.subtotal.currency.as_str(),
                head.trial,
                head.subtotal.minor,
                head.discount.minor,
                head.tax.minor,
                standing.total.minor,
                head.price_version,
                head.template_version,
                head.language,
                head.seller.name,
                joined(&head.seller.address),
                head.seller.tax_id,
                head.buyer.name,
                joined(&head.buyer.address),
                head.buyer.tax_id,
                joined(&head.payment_note)
            ])?;
        Ok(())
    }

    fn insert_lines(&self, invoice: i64, lines: &[LineRecord]) -> Result<(), StoreError> {
        let mut insert = self.sql.prepare_cached(
            "INSERT INTO invoice_line (invoice, n, usage_type, metric_label, unit, quantity, unit_billable, \
             quantity_billable, unit_price, amount_minor, fixed, tax_category, receipt, span_start, span_end) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        )?;
        for (n, line) in (1u32..).zip(lines) {
            insert.execute(params![
                invoice,
                n,
                line.usage_type,
                line.metric_label,
                line.unit,
                line.quantity.to_string(),
                line.unit_billable,
                line.quantity_billable.to_string(),
                unit_price_word(line.unit_price),
                line.amount.minor,
                line.fixed,
                line.tax_category,
                line.receipt,
                line.span.map(|span| instant_text(span.start)),
                line.span.map(|span| instant_text(span.end))
            ])?;
        }
        Ok(())
    }

    fn insert_discounts(&self, invoice: i64, discounts: &[Discount]) -> Result<(), StoreError> {
        let mut insert = self.sql.prepare_cached(
            "INSERT INTO invoice_discount (invoice, n, title, discount_type, discount_amount, amount_minor) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        for (n, Discount { coupon, amount }) in (1u32..).zip(discounts) {
            let kind = discount_type_word(&coupon.discount_type);
            insert.execute(params![invoice, n, coupon.title, kind, coupon.discount_amount, amount.minor])?;
        }
        Ok(())
    }

    fn insert_taxes(&self, invoice: i64, taxes: &[TaxLine]) -> Result<(), StoreError> {
        let mut insert = self.sql.prepare_cached(
            "INSERT INTO invoice_tax (invoice, n, category, label, percent, base_minor, amount_minor) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        for (n, TaxLine { rate, base, amount }) in (1u32..).zip(taxes) {
            let percent = rate.percent.to_string();
            insert.execute(params![
                invoice,
                n,
                rate.category,
                rate.label,
                percent,
                base.minor,
                amount.minor
            ])?;
        }
        Ok(())
    }
}
