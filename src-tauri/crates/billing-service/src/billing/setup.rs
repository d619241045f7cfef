//! What future invoices are made with: the profile, coupons.

use super::gather;
use super::{Billing, BillingProfile, CouponRecord};
use billing_domain::BillingError;
use billing_domain::coupons::discount;
use chrono::{DateTime, Utc};

impl Billing {
    /// What is printed on invoices from now on; a plain one in the account's name until somebody sets it.
    ///
    /// # Errors
    /// The store's.
    pub fn profile(&self) -> Result<BillingProfile, BillingError> {
        self.store.read(gather::profile)
    }

    /// Replaces the profile; issued invoices keep theirs.
    ///
    /// # Errors
    /// `InvalidInput` for a profile that cannot be printed.
    pub fn set_profile(&self, profile: BillingProfile, now: DateTime<Utc>) -> Result<(), BillingError> {
        profile.check()?;
        let acting = self.acting(now);
        self.store.write(move |tx| {
            tx.set_billing_profile(&profile)?;
            acting.note(tx, "billing_profile.set", "billing_profile", &profile.buyer.name)
        })
    }

    /// Every coupon, in the order of being applied.
    ///
    /// # Errors
    /// The store's.
    pub fn coupons(&self) -> Result<Vec<CouponRecord>, BillingError> {
        self.store.read(|book| Ok(book.coupons()?))
    }

    /// Adds a coupon behind the others; invoices that are issued keep what they were issued with.
    ///
    /// # Errors
    /// `InvalidInput` for a coupon that could not be applied.
    pub fn add_coupon(&self, coupon: CouponRecord, now: DateTime<Utc>) -> Result<(), BillingError> {
        discount::check(&coupon.coupon)?;
        if coupon.valid_until.is_some_and(|until| until <= coupon.valid_from) {
            return Err(BillingError::invalid("A coupon must end after it begins."));
        }
        let acting = self.acting(now);
        self.store.write(move |tx| {
            tx.add_coupon(&coupon)?;
            acting.note(tx, "coupon.add", "coupon", &coupon.coupon.coupon.title)
        })
    }
}
