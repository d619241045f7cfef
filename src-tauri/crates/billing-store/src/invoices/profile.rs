//! The billing profile: one row, or none yet.

use super::words::{joined, split};
use crate::values::decimal;
use crate::{Reader, StoreError, Writer};
use billing_domain::invoices::profile::{BillingProfile, Party};
use billing_domain::tax::TaxRate;
use rusqlite::params;

impl Reader<'_> {
    /// What is printed on invoices from now on; `None` until somebody has said so.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn billing_profile(&self) -> Result<Option<BillingProfile>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT seller_name, seller_address, seller_tax_id, buyer_name, buyer_address, buyer_tax_id, \
             tax_category, tax_label, tax_percent, due_days, language, payment_note FROM billing_profile",
        )?;
        let mut rows = query.query([])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let party = |column: usize| {
            let address: String = row.get(column + 1)?;
            Ok::<_, StoreError>(Party {
                name: row.get(column)?,
                address: split(&address),
                tax_id: row.get(column + 2)?,
            })
        };
        let tax = match (row.get(6)?, row.get(7)?, row.get::<_, Option<String>>(8)?) {
            (Some(category), Some(label), Some(percent)) => {
                Some(TaxRate { category, label, percent: decimal(&percent)? })
            }
            _ => None,
        };
        Ok(Some(BillingProfile {
            seller: party(0)?,
            buyer: party(3)?,
            tax,
            due_days: row.get(9)?,
            language: row.get(10)?,
            payment_note: split(&row.get::<_, String>(11)?),
        }))
    }
}

impl Writer<'_> {
    /// Replaces the profile.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn set_billing_profile(&self, profile: &BillingProfile) -> Result<(), StoreError> {
        let tax = profile.tax.as_ref();
        self.sql.execute(
            "INSERT OR REPLACE INTO billing_profile (id, seller_name, seller_address, seller_tax_id, buyer_name, \
             buyer_address, buyer_tax_id, tax_category, tax_label, tax_percent, due_days, language, payment_note) \
             VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            params![
                profile.seller.name,
                joined(&profile.seller.address),
                profile.seller.tax_id,
                profile.buyer.name,
                joined(&profile.buyer.address),
                profile.buyer.tax_id,
                tax.map(|t| &t.category),
                tax.map(|t| &t.label),
                tax.map(|t| t.percent.to_string()),
                profile.due_days,
                profile.language,
                joined(&profile.payment_note)
            ],
        )?;
        Ok(())
    }
}
