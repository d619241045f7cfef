//! The account's coupons, in the order of being applied.

use super::words::{discount_type, discount_type_word};
use crate::values::{instant, instant_text};
use crate::{Reader, StoreError, Writer};
use billing_domain::coupons::Coupon;
use billing_domain::coupons::discount::AccountCoupon;
use chrono::{DateTime, Utc};
use rusqlite::params;

/// A coupon and when it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CouponRecord {
    /// What it gives.
    pub coupon: AccountCoupon,
    /// A period that starts from here on is discounted.
    pub valid_from: DateTime<Utc>,
    /// First instant after; `None` for ever.
    pub valid_until: Option<DateTime<Utc>>,
}

impl Reader<'_> {
    /// Every coupon, in the order of being applied.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn coupons(&self) -> Result<Vec<CouponRecord>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT title, discount_type, discount_amount, currency, valid_from, valid_until FROM coupon ORDER BY id",
        )?;
        let mut rows = query.query([])?;
        let mut coupons = Vec::new();
        while let Some(row) = rows.next()? {
            let currency: String = row.get(3)?;
            let currency =
                currency.parse().map_err(|_| StoreError::Corrupt("the currency of a coupon".to_owned()))?;
            let coupon = Coupon {
                title: row.get(0)?,
                discount_type: discount_type(row.get(1)?),
                discount_amount: row.get(2)?,
            };
            let until: Option<String> = row.get(5)?;
            coupons.push(CouponRecord {
                coupon: AccountCoupon { coupon, currency },
                valid_from: instant(&row.get::<_, String>(4)?)?,
                valid_until: until.as_deref().map(instant).transpose()?,
            });
        }
        Ok(coupons)
    }
}

impl Writer<'_> {
    /// Adds a coupon behind the others.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn add_coupon(&self, record: &CouponRecord) -> Result<(), StoreError> {
        let AccountCoupon { coupon, currency } = &record.coupon;
        self.sql.execute(
            "INSERT INTO coupon (title, discount_type, discount_amount, currency, valid_from, valid_until) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                coupon.title,
                discount_type_word(&coupon.discount_type),
                coupon.discount_amount,
                currency.as_str(),
                instant_text(record.valid_from),
                record.valid_until.map(instant_text)
            ],
        )?;
        Ok(())
    }
}
