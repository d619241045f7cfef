//! Everything that bills depend on, read in one snapshot: the terms of the account, and the usage of a month.

use super::corrections;
use crate::usage::{SeriesFilter, metered};
use billing_domain::invoices::bill::{Bill, BillInput};
use billing_domain::invoices::profile::BillingProfile;
use billing_domain::invoices::terms::{CouponTerm, HeldAddon, Terms};
use billing_domain::rating::UsagePart;
use billing_domain::subscriptions::held::HeldPlan;
use billing_domain::{BillingError, Currency, Period};
use billing_store::Reader;
use billing_store::plans::DEFAULT_LOCALE;
use billing_store::subscriptions::SubscriptionRecord;
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// The terms of the account, as they stand in this snapshot.
pub(crate) fn terms(book: &Reader<'_>) -> Result<Terms, BillingError> {
    let coupon = |record: billing_store::invoices::CouponRecord| CouponTerm {
        coupon: record.coupon,
        valid_from: record.valid_from,
        valid_until: record.valid_until,
    };
    Ok(Terms {
        currency: book.account()?.map_or(Currency::USD, |account| account.currency),
        prices: book.price_book()?,
        plans: book.subscriptions()?.iter().map(held).collect(),
        addons: addons(book)?,
        included_addons: included_addons(book)?,
        coupons: book.coupons()?.into_iter().map(coupon).collect(),
        taxes: profile(book)?.tax.into_iter().collect(),
    })
}

/// The input of a month's bill under some terms, which may be thought of.
pub(crate) fn input<'t>(
    book: &Reader<'_>,
    terms: &'t Terms,
    month: Period,
) -> Result<BillInput<'t>, BillingError> {
    terms.input(month, usage_parts(book, terms, month)?, corrections::carried_by(book, &month)?)
}

/// The bill of a month as things stand in this snapshot.
pub(crate) fn bill(book: &Reader<'_>, terms: &Terms, month: Period) -> Result<Bill, BillingError> {
    Bill::make(&input(book, terms, month)?)
}

/// The usage of a range in the parts that lie under one plan each; a whole calendar month comes from its roll-up.
pub(crate) fn usage_parts(
    book: &Reader<'_>,
    terms: &Terms,
    range: Period,
) -> Result<Vec<UsagePart>, BillingError> {
    let parts = terms.parts(range)?.into_iter().map(|part| {
        let is_month = Period::month_of(part.span.start)? == part.span;
        let usage = if is_month {
            book.metered_in_month(&part.span)?
        } else {
            metered(book, part.span, &SeriesFilter::default())?
        };
        Ok(UsagePart { span: part.span, plan: part.plan, trial: part.trial, usage })
    });
    parts.collect()
}

/// The stored profile, or a plain one in the account's name.
pub(super) fn profile(book: &Reader<'_>) -> Result<BillingProfile, BillingError> {
    if let Some(profile) = book.billing_profile()? {
        return Ok(profile);
    }
    let name = book.account()?.map_or_else(|| "This account".to_owned(), |account| account.name);
    Ok(BillingProfile::plain(&name))
}

/// The terms of a subscription as they were agreed.
pub(crate) fn held(record: &SubscriptionRecord) -> HeldPlan {
    HeldPlan {
        plan: record.plan_object_name.clone(),
        title: record.plan_name.clone(),
        start: record.start,
        cancelled_at: record.cancelled_at,
        trial_end: record.trial_end,
        unit: record.period_unit.clone(),
        fee: record.flat_price,
    }
}

/// The terms under which a plan is held at an instant.
pub(crate) fn held_at(book: &Reader<'_>, at: DateTime<Utc>) -> Result<Option<HeldPlan>, BillingError> {
    let all = book.subscriptions()?;
    let current = all.iter().map(held).filter(|plan| plan.is_current(at));
    Ok(current.max_by_key(|plan| plan.start))
}

fn addons(book: &Reader<'_>) -> Result<Vec<HeldAddon>, BillingError> {
    let subscriptions = book.addon_subscriptions()?.into_iter();
    Ok(subscriptions
        .map(|held| HeldAddon { addon: held.addon, from: held.from, until: held.until })
        .collect())
}

fn included_addons(book: &Reader<'_>) -> Result<BTreeMap<String, BTreeSet<String>>, BillingError> {
    let plans = book.plans(DEFAULT_LOCALE)?.into_iter();
    let included = plans.map(|plan| {
        (plan.name, plan.included_addons.into_iter().map(|addon| addon.name).collect::<BTreeSet<_>>())
    });
    Ok(included.collect())
}
