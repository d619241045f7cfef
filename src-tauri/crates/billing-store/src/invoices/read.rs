//! Reading invoices: heads for lists, whole ones by name.

use super::words::{discount_type, document, settlement, split, unit_price};
use super::{InvoiceHead, InvoiceRecord, LineRecord};
use crate::values::{decimal, instant};
use crate::{Reader, StoreError};
use billing_domain::coupons::Coupon;
use billing_domain::coupons::discount::Discount;
use billing_domain::invoices::profile::Party;
use billing_domain::invoices::state::Standing;
use billing_domain::tax::{TaxLine, TaxRate};
use billing_domain::{Currency, Money, Period};
use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, Row};

const HEAD: &str = "id, name, number, document, settlement, period_start, period_end, currency, trial, issued_at, \
    due_at, subtotal_minor, discount_minor, tax_minor, total_minor, paid_minor, refunded_minor, price_version, \
    template_version, language, seller_name, seller_address, seller_tax_id, buyer_name, buyer_address, buyer_tax_id, \
    payment_note, credited_minor";

impl Reader<'_> {
    /// Every invoice, the newest period first; of one period, the newest invoice first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn invoice_heads(&self) -> Result<Vec<InvoiceHead>, StoreError> {
        let text = format!("SELECT {HEAD} FROM invoice ORDER BY period_start DESC, id DESC");
        let mut query = self.sql.prepare_cached(&text)?;
        let mut rows = query.query([])?;
        let mut heads = Vec::new();
        while let Some(row) = rows.next()? {
            heads.push(head(row)?);
        }
        Ok(heads)
    }

    /// Names of the invoices whose name, usage types or metric labels contain a text, whatever its case.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn invoices_mentioning(&self, text: &str) -> Result<Vec<String>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT name FROM invoice WHERE instr(lower(name), lower(?1)) > 0 OR EXISTS (\
                SELECT 1 FROM invoice_line AS line WHERE line.invoice = invoice.id AND (\
                    instr(lower(line.usage_type), lower(?1)) > 0 OR instr(lower(line.metric_label), lower(?1)) > 0))",
        )?;
        let names = query.query_map([text], |row| row.get(0))?;
        Ok(names.collect::<Result<_, _>>()?)
    }

    /// A whole invoice; `None` when nobody knows the name.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn invoice(&self, name: &str) -> Result<Option<InvoiceRecord>, StoreError> {
        let text = format!("SELECT {HEAD} FROM invoice WHERE name = ?1");
        let mut query = self.sql.prepare_cached(&text)?;
        let mut rows = query.query([name])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let (id, head) = (row.get(0)?, head(row)?);
        let currency = head.subtotal.currency;
        Ok(Some(InvoiceRecord {
            lines: self.invoice_lines(id, currency)?,
            discounts: self.invoice_discounts(id, currency)?,
            taxes: self.invoice_taxes(id, currency)?,
            inputs: self.invoice_inputs(id)?,
            head,
        }))
    }

    /// The highest number that was given.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn last_invoice_number(&self) -> Result<Option<u32>, StoreError> {
        Ok(self.sql.prepare_cached("SELECT max(number) FROM invoice")?.query_row([], |row| row.get(0))?)
    }

    pub(crate) fn invoice_id(&self, name: &str) -> Result<i64, StoreError> {
        let found = self
            .sql
            .prepare_cached("SELECT id FROM invoice WHERE name = ?1")?
            .query_row([name], |row| row.get(0))
            .optional()?;
        found.ok_or_else(|| StoreError::Corrupt(format!("there is no invoice {name:?}")))
    }

    fn invoice_lines(&self, invoice: i64, currency: Currency) -> Result<Vec<LineRecord>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT usage_type, metric_label, unit, quantity, unit_billable, quantity_billable, unit_price, \
             amount_minor, fixed, tax_category, receipt, span_start, span_end FROM invoice_line WHERE invoice = ?1 ORDER BY n",
        )?;
        let mut rows = query.query([invoice])?;
        let mut lines = Vec::new();
        while let Some(row) = rows.next()? {
            lines.push(line(row, currency)?);
        }
        Ok(lines)
    }

    fn invoice_discounts(&self, invoice: i64, currency: Currency) -> Result<Vec<Discount>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT title, discount_type, discount_amount, amount_minor FROM invoice_discount \
             WHERE invoice = ?1 ORDER BY n",
        )?;
        let discounts = query.query_map([invoice], |row| {
            let (title, kind, discount_amount) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let coupon = Coupon { title, discount_type: discount_type(kind), discount_amount };
            Ok(Discount { coupon, amount: Money::new(row.get(3)?, currency) })
        })?;
        Ok(discounts.collect::<Result<_, _>>()?)
    }

    fn invoice_taxes(&self, invoice: i64, currency: Currency) -> Result<Vec<TaxLine>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT category, label, percent, base_minor, amount_minor FROM invoice_tax WHERE invoice = ?1 ORDER BY n",
        )?;
        let mut rows = query.query([invoice])?;
        let mut taxes = Vec::new();
        while let Some(row) = rows.next()? {
            taxes.push(tax(row, currency)?);
        }
        Ok(taxes)
    }
}

/// `category, label, percent, base, amount`.
pub(super) fn tax(row: &Row<'_>, currency: Currency) -> Result<TaxLine, StoreError> {
    let percent = decimal(&row.get::<_, String>(2)?)?;
    Ok(TaxLine {
        rate: TaxRate { category: row.get(0)?, label: row.get(1)?, percent },
        base: Money::new(row.get(3)?, currency),
        amount: Money::new(row.get(4)?, currency),
    })
}

fn head(row: &Row<'_>) -> Result<InvoiceHead, StoreError> {
    let text = |column: usize| row.get::<_, String>(column);
    let currency: Currency =
        text(7)?.parse().map_err(|_| StoreError::Corrupt("the currency of an invoice".to_owned()))?;
    let money = |column: usize| Ok::<_, StoreError>(Money::new(row.get(column)?, currency));
    let at = |column: usize| {
        let text: Option<String> = row.get(column)?;
        text.as_deref().map(instant).transpose()
    };
    let party = |column: usize| {
        let address = split(&text(column + 1)?);
        Ok::<_, StoreError>(Party { name: text(column)?, address, tax_id: row.get(column + 2)? })
    };
    Ok(InvoiceHead {
        name: text(1)?,
        number: row.get(2)?,
        standing: Standing {
            document: document(&text(3)?)?,
            settlement: settlement(&text(4)?)?,
            period: Period { start: instant(&text(5)?)?, end: instant(&text(6)?)? },
            due: at(10)?,
            total: money(14)?,
            paid: money(15)?,
            refunded: money(16)?,
            credited: money(27)?,
        },
        trial: row.get(8)?,
        issued_at: at(9)?,
        subtotal: money(11)?,
        discount: money(12)?,
        tax: money(13)?,
        price_version: row.get(17)?,
        template_version: row.get(18)?,
        language: text(19)?,
        seller: party(20)?,
        buyer: party(23)?,
        payment_note: split(&text(26)?),
    })
}

fn line(row: &Row<'_>, currency: Currency) -> Result<LineRecord, StoreError> {
    let at = |column: usize| -> Result<Option<DateTime<Utc>>, StoreError> {
        row.get::<_, Option<String>>(column)?.as_deref().map(instant).transpose()
    };
    Ok(LineRecord {
        usage_type: row.get(0)?,
        metric_label: row.get(1)?,
        unit: row.get(2)?,
        quantity: decimal(&row.get::<_, String>(3)?)?,
        unit_billable: row.get(4)?,
        quantity_billable: decimal(&row.get::<_, String>(5)?)?,
        unit_price: unit_price(row.get::<_, Option<String>>(6)?.as_deref())?,
        amount: Money::new(row.get(7)?, currency),
        fixed: row.get(8)?,
        span: at(11)?.zip(at(12)?).map(|(start, end)| Period { start, end }),
        tax_category: row.get(9)?,
        receipt: row.get(10)?,
    })
}
