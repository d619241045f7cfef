//! Everything that the bill of a month depends on, read in one snapshot.

use billing_domain::coupons::discount::AccountCoupon;
use billing_domain::invoices::bill::{Bill, BillInput};
use billing_domain::invoices::profile::BillingProfile;
use billing_domain::price_book::PriceVersion;
use billing_domain::rating::{FixedCharge, MeteredUsage};
use billing_domain::subscriptions::held::HeldPlan;
use billing_domain::tax::TaxRate;
use billing_domain::{BillingError, Currency, Period};
use billing_store::Reader;
use billing_store::invoices::CouponRecord;
use billing_store::subscriptions::SubscriptionRecord;

/// The input of a bill, owned.
pub(super) struct Gathered {
    pub(super) profile: BillingProfile,
    month: Period,
    currency: Currency,
    usage: Vec<MeteredUsage>,
    prices: Option<PriceVersion>,
    fees: Vec<FixedCharge>,
    coupons: Vec<AccountCoupon>,
    taxes: Vec<TaxRate>,
    trial: bool,
}

impl Gathered {
    /// Reads it for a UTC calendar month.
    pub(super) fn of_month(book: &Reader<'_>, month: Period) -> Result<Self, BillingError> {
        let account = book.account()?;
        let profile = profile(book)?;
        let prices = book.price_book()?.version_at(month.start).cloned();
        let currency = prices.as_ref().map(|version| version.currency);
        let currency = currency.or(account.map(|account| account.currency)).unwrap_or(Currency::USD);
        let held = held_plans(&book.subscriptions()?, prices.as_ref());
        let mut fees = Vec::new();
        for plan in &held {
            fees.extend(plan.fees_in(&month)?);
        }
        Ok(Self {
            month,
            currency,
            usage: book.metered_in_month(&month)?,
            prices,
            fees,
            coupons: coupons_in_force(book.coupons()?, &month),
            taxes: profile.tax.clone().into_iter().collect(),
            trial: held.iter().any(|plan| plan.covers_with_trial(&month)),
            profile,
        })
    }

    /// The bill.
    pub(super) fn bill(&self) -> Result<Bill, BillingError> {
        Bill::make(&BillInput {
            period: self.month,
            currency: self.currency,
            usage: &self.usage,
            prices: self.prices.as_ref(),
            fees: &self.fees,
            coupons: &self.coupons,
            taxes: &self.taxes,
            trial: self.trial,
        })
    }
}

/// The stored profile, or a plain one in the account's name.
pub(super) fn profile(book: &Reader<'_>) -> Result<BillingProfile, BillingError> {
    if let Some(profile) = book.billing_profile()? {
        return Ok(profile);
    }
    let name = book.account()?.map_or_else(|| "This account".to_owned(), |account| account.name);
    Ok(BillingProfile::plain(&name))
}

/// The terms of each subscription; a fee in the price book goes before the one agreed at the start.
fn held_plans(subscriptions: &[SubscriptionRecord], prices: Option<&PriceVersion>) -> Vec<HeldPlan> {
    let fee =
        |record: &SubscriptionRecord| prices.and_then(|version| version.fee_of(&record.plan_object_name));
    subscriptions
        .iter()
        .map(|record| HeldPlan {
            title: fee(record).map_or_else(|| record.plan_name.clone(), |fee| fee.title.clone()),
            fee: fee(record).map_or(record.flat_price, |fee| fee.amount),
            ..held(record)
        })
        .collect()
}

/// The terms as they were agreed.
pub(super) fn held(record: &SubscriptionRecord) -> HeldPlan {
    HeldPlan {
        title: record.plan_name.clone(),
        start: record.start,
        cancelled_at: record.cancelled_at,
        trial_end: record.trial_end,
        unit: record.period_unit.clone(),
        fee: record.flat_price,
    }
}

/// Coupons that hold at the start of the month, in the order of being applied.
fn coupons_in_force(coupons: Vec<CouponRecord>, month: &Period) -> Vec<AccountCoupon> {
    let in_force = |record: &CouponRecord| {
        record.valid_from <= month.start && record.valid_until.is_none_or(|until| month.start < until)
    };
    coupons.into_iter().filter(in_force).map(|record| record.coupon).collect()
}
