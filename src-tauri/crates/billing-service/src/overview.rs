//! The overview's figures: the month so far against the same days before, where it is heading, and what moved.

mod header;

pub use header::{HeaderFacts, header};

use crate::usage::{Grain, TypeUsage, amounts_by_bucket, never_fetched, period_before, priced};
use billing_domain::period::hour_start;
use billing_domain::{BillingError, Decimal, Money, Period};
use billing_store::Reader;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeMap;

/// A month as far as there is usage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthSoFar {
    /// The calendar month.
    pub month: Period,
    /// Start of the month to the end of the last hour with usage in it.
    pub so_far: Period,
    /// True while the month is not over by the usage there is.
    pub running: bool,
    /// Whether anything was metered in it, priced or not.
    pub metered: bool,
    /// Priced usage so far; `None` when nothing has a price.
    pub amount: Option<Money>,
    /// The same days of the month before, the whole of it once the month is over; `None` when there was no usage in them.
    pub same_days_before: Option<Money>,
    /// While the month runs.
    pub forecast: Option<Forecast>,
    /// Every metered kind with what it cost now and before, the largest move first; none without usage before.
    pub movers: Vec<Mover>,
    /// Metric labels that have no price.
    pub unpriced: Vec<String>,
    /// Hours so far that were never fetched: the figures are of the others.
    pub unknown_hours: u32,
}

/// What a month comes to when it goes on as its last seven whole days did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forecast {
    /// At their mean.
    pub amount: Money,
    /// At the lowest of them.
    pub low: Money,
    /// At the highest of them.
    pub high: Money,
}

/// A metered kind now and before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mover {
    /// Display text.
    pub usage_type: String,
    /// Now.
    pub now: Money,
    /// The same days before.
    pub before: Money,
    /// The difference.
    pub change: Money,
}

/// The end of the last hour there is usage for.
///
/// # Errors
/// The store's.
pub fn data_until(book: &Reader<'_>) -> Result<Option<DateTime<Utc>>, BillingError> {
    book.usage_extent()?.map(|(_, last)| hour_start(i64::from(last) + 1)).transpose()
}

/// The month that holds `at`, as far as there is usage; `None` in a month without any.
///
/// # Errors
/// The store's; `InvalidInput` when an exact figure does not fit.
pub fn month_so_far(book: &Reader<'_>, at: DateTime<Utc>) -> Result<Option<MonthSoFar>, BillingError> {
    let month = Period::month_of(at)?;
    let Some(until) = data_until(book)? else { return Ok(None) };
    if until <= month.start {
        return Ok(None);
    }
    let so_far = Period { start: month.start, end: until.min(month.end) };
    let kinds = priced(book, so_far)?;
    let before = priced(book, period_before(so_far)?)?;
    let amount = total(&kinds)?;
    let running = until < month.end;
    let forecast = match amount {
        Some(amount) if running => forecast(book, so_far.end, month.end, amount)?,
        _ => None,
    };
    Ok(Some(MonthSoFar {
        month,
        so_far,
        running,
        metered: !kinds.is_empty(),
        amount,
        same_days_before: total(&before)?,
        forecast,
        movers: if before.is_empty() { Vec::new() } else { movers(&kinds, &before)? },
        unpriced: kinds
            .iter()
            .filter(|kind| kind.cost.is_none())
            .map(|kind| kind.metric_label.clone())
            .collect(),
        unknown_hours: never_fetched(book, so_far)?,
    }))
}

fn total(kinds: &[TypeUsage]) -> Result<Option<Money>, BillingError> {
    let mut amounts = kinds.iter().filter_map(|kind| Some(kind.cost.as_ref()?.amount));
    let Some(first) = amounts.next() else { return Ok(None) };
    amounts.try_fold(first, Money::checked_add).map(Some)
}

fn movers(now: &[TypeUsage], before: &[TypeUsage]) -> Result<Vec<Mover>, BillingError> {
    let mut pairs: BTreeMap<&str, (Option<Money>, Option<Money>)> = BTreeMap::new();
    for kind in now {
        pairs.entry(&kind.usage_type).or_default().0 = kind.cost.as_ref().map(|cost| cost.amount);
    }
    for kind in before {
        pairs.entry(&kind.usage_type).or_default().1 = kind.cost.as_ref().map(|cost| cost.amount);
    }
    let mut movers = Vec::new();
    for (usage_type, pair) in pairs {
        let Some(currency) = pair.0.or(pair.1).map(|money| money.currency) else { continue };
        let (now, before) =
            (pair.0.unwrap_or(Money::zero(currency)), pair.1.unwrap_or(Money::zero(currency)));
        movers.push(Mover {
            usage_type: usage_type.to_owned(),
            now,
            before,
            change: now.checked_sub(before)?,
        });
    }
    movers.sort_by_key(|mover| std::cmp::Reverse(mover.change.minor.unsigned_abs()));
    Ok(movers)
}

/// Seven whole days are the measure: they hold one of each weekday.
const DAYS: i64 = 7;

fn forecast(
    book: &Reader<'_>,
    until: DateTime<Utc>,
    month_end: DateTime<Utc>,
    so_far: Money,
) -> Result<Option<Forecast>, BillingError> {
    let last_midnight = until - TimeDelta::seconds(until.timestamp().rem_euclid(86_400));
    let week = Period::new(last_midnight - TimeDelta::days(DAYS), last_midnight)?;
    let days = amounts_by_bucket(book, week, Grain::Day)?;
    if days.iter().any(|day| !day.metered) || days.len() != 7 {
        return Ok(None);
    }
    let currency = so_far.currency;
    let sums: Vec<Money> =
        days.iter().map(|day| Money::sum(currency, day.amounts())).collect::<Result<_, _>>()?;
    let week = Money::sum(currency, sums.iter().copied())?;
    let (Some(low), Some(high)) =
        (sums.iter().min_by_key(|day| day.minor), sums.iter().max_by_key(|day| day.minor))
    else {
        return Ok(None);
    };
    let hours_left = Decimal::from((month_end - until).num_hours());
    let at_pace = |pace: Money, hours: i64| -> Result<Money, BillingError> {
        let rest = pace.amount().checked_mul(hours_left)?;
        let rest = rest.div_half_away(Decimal::from(hours), currency.exponent())?;
        so_far.checked_add(Money::round_half_away(rest, currency)?)
    };
    Ok(Some(Forecast {
        amount: at_pace(week, DAYS * 24)?,
        low: at_pace(*low, 24)?,
        high: at_pace(*high, 24)?,
    }))
}

/// A change in percent with one decimal, rounded half away; `None` from zero.
///
/// # Errors
/// `InvalidInput` when the figure does not fit.
pub fn percent_change(before: Money, change: Money) -> Result<Option<String>, BillingError> {
    if before.minor == 0 {
        return Ok(None);
    }
    let base = Decimal::from(before.minor);
    let base = if base.is_negative() { base.negated() } else { base };
    let percent = Decimal::from(change.minor).checked_mul(Decimal::from(100))?.div_half_away(base, 1)?;
    Ok(Some(percent.to_text(1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use billing_domain::Currency;

    fn usd(minor: i64) -> Money {
        Money::new(minor, Currency::USD)
    }

    #[test]
    fn percentages_have_one_decimal_and_no_meaning_from_zero() {
        assert_eq!(percent_change(usd(1_082_889), usd(73_913)).unwrap().as_deref(), Some("6.8"));
        assert_eq!(percent_change(usd(100), usd(-5)).unwrap().as_deref(), Some("-5.0"));
        assert_eq!(percent_change(usd(-100), usd(50)).unwrap().as_deref(), Some("50.0"));
        assert_eq!(percent_change(usd(0), usd(50)).unwrap(), None);
    }
}
