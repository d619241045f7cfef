//! Priced usage: the lines of a range, and the cost of each month, before tax and without plan fees.

use crate::usage::{TypeUsage, months_of, priced};
use billing_domain::coupons::discount::{AccountCoupon, discounts};
use billing_domain::period::{Hour, hour_start};
use billing_domain::usage::{CalculatedUsage, CurrentUsage, MonthlyUsage, UsageStatus};
use billing_domain::{BillingError, Currency, Money, Period};
use billing_store::Reader;
use billing_store::invoices::CouponRecord;
use chrono::{DateTime, Utc};

/// What a line says that has a quantity and no price: shown, never billed.
const NO_PRICE: &str = "NO_PRICE";

/// The priced lines of a range, less the coupons in force at its start.
pub(super) fn current(book: &Reader<'_>, range: Period) -> Result<CurrentUsage, BillingError> {
    let usage = priced(book, range)?;
    let currency = match usage.iter().find_map(|kind| kind.cost.as_ref()) {
        Some(cost) => cost.amount.currency,
        None => book.account()?.map_or(Currency::USD, |account| account.currency),
    };
    let used = usage.into_iter().filter(|kind| !kind.quantity.is_zero());
    let items: Vec<_> = used.map(|kind| line(kind, range, currency)).collect();
    let subtotal = Money::sum(currency, items.iter().map(|item| item.amount))?;
    let taken = discounts(subtotal, &in_force(book.coupons()?, range.start, currency))?;
    let discount = Money::sum(currency, taken.iter().map(|taken| taken.amount))?;
    Ok(CurrentUsage {
        items,
        coupons: taken.into_iter().map(|taken| taken.coupon).collect(),
        discount,
        total_cost: subtotal.checked_sub(discount)?,
    })
}

/// The cost of each calendar month from the first with usage to the last.
pub(super) fn by_month(book: &Reader<'_>) -> Result<Vec<MonthlyUsage>, BillingError> {
    let Some((first, last)) = book.usage_extent()? else { return Ok(Vec::new()) };
    let range = Period::new(hour_start(Hour::from(first))?, hour_start(Hour::from(last) + 1)?)?;
    let mut months = Vec::new();
    for (month, _) in months_of(range)? {
        months.push(MonthlyUsage { period: month, amount: current(book, month)?.total_cost });
    }
    Ok(months)
}

fn line(kind: TypeUsage, period: Period, currency: Currency) -> CalculatedUsage {
    let TypeUsage { metric_label, usage_type, unit, quantity, cost } = kind;
    let status = match cost {
        Some(_) => UsageStatus::Active,
        None => UsageStatus::Other(NO_PRICE.to_owned()),
    };
    let (amount, billable, unit_billable) = match cost {
        // The public API has whole billable units only; a fraction stays in `quantity`, and the amount is exact.
        Some(cost) => {
            let (billable, billed_in) = cost.billed.map_or_else(
                || (0, unit.clone()),
                |billed| (billed.quantity.floor().to_i64().unwrap_or(i64::MAX), billed.unit),
            );
            (cost.amount, billable, billed_in)
        }
        None => (Money::zero(currency), 0, unit.clone()),
    };
    CalculatedUsage {
        usage_type,
        metric_labels: vec![metric_label],
        period,
        quantity,
        unit,
        quantity_billable: billable,
        unit_billable,
        amount,
        fixed: false,
        status,
    }
}

/// Coupons that hold at an instant; a fixed amount in another currency takes nothing off.
fn in_force(coupons: Vec<CouponRecord>, at: DateTime<Utc>, currency: Currency) -> Vec<AccountCoupon> {
    use billing_domain::coupons::DiscountType;
    coupons
        .into_iter()
        .filter(|record| record.valid_from <= at && record.valid_until.is_none_or(|until| at < until))
        .map(|record| record.coupon)
        .filter(|held| held.coupon.discount_type != DiscountType::FixedAmount || held.currency == currency)
        .collect()
}
