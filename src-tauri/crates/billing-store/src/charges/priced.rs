//! Charges one by one, with the figures that their provider computed them from.

use super::ChargeRange;
use crate::values::{instant, instant_text};
use crate::{Reader, StoreError};
use chrono::{DateTime, Utc};
use rusqlite::params;

/// A charge as far as recomputing it needs it. Figures are the texts of the bill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PricedCharge {
    /// Its number in the book.
    pub id: i64,
    /// What it is for begins here.
    pub start: DateTime<Utc>,
    /// Who supplies it.
    pub provider: Option<String>,
    /// Which service.
    pub service: Option<String>,
    /// Which price of it.
    pub sku_price: Option<String>,
    /// What for.
    pub description: Option<String>,
    /// Of all figures.
    pub currency: String,
    /// The list price of one unit.
    pub list_unit_price: Option<String>,
    /// Units.
    pub pricing_quantity: Option<String>,
    /// List price x quantity, as the provider says.
    pub list_cost: Option<String>,
    /// What is asked for.
    pub billed_cost: String,
}

impl Reader<'_> {
    /// Hands over every charge that begins in a range, in order of time; `range.only` is not asked.
    ///
    /// # Errors
    /// [`StoreError`], or what `each` says.
    pub fn each_priced_charge<E: From<StoreError>>(
        &self,
        range: &ChargeRange,
        mut each: impl FnMut(PricedCharge) -> Result<(), E>,
    ) -> Result<(), E> {
        let text =
            |column: &str| format!("(SELECT text FROM charge_term WHERE charge_term.id = charge.{column})");
        let sql = format!(
            "SELECT id, charge_period_start, {}, {}, {}, {}, {}, list_unit_price, pricing_quantity, list_cost, \
             billed_cost FROM charge WHERE (?1 IS NULL OR charge_period_start >= ?1) \
             AND (?2 IS NULL OR charge_period_start < ?2) ORDER BY charge_period_start, id",
            text("provider"),
            text("service_name"),
            text("sku_price_id"),
            text("charge_description"),
            text("currency")
        );
        let mut query = self.sql.prepare_cached(&sql).map_err(StoreError::from)?;
        let asked = params![range.from.map(instant_text), range.to.map(instant_text)];
        let mut rows = query.query(asked).map_err(StoreError::from)?;
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            let charge = || {
                Ok::<_, StoreError>(PricedCharge {
                    id: row.get(0)?,
                    start: instant(&row.get::<_, String>(1)?)?,
                    provider: row.get(2)?,
                    service: row.get(3)?,
                    sku_price: row.get(4)?,
                    description: row.get(5)?,
                    currency: row.get(6)?,
                    list_unit_price: row.get(7)?,
                    pricing_quantity: row.get(8)?,
                    list_cost: row.get(9)?,
                    billed_cost: row.get(10)?,
                })
            };
            each(charge()?)?;
        }
        Ok(())
    }
}
