//! Sums of what a sheet shows: exact, one per currency or unit, never two in one.

use crate::commands::{DecimalText, MoneyText};
use billing_domain::{BillingError, Currency, Decimal, Money};
use std::collections::BTreeMap;

/// One sum per currency, in alphabetical order.
pub(in crate::handlers) fn per_currency<'m>(
    amounts: impl IntoIterator<Item = &'m MoneyText>,
) -> Result<Vec<Money>, BillingError> {
    let mut sums: BTreeMap<Currency, Money> = BTreeMap::new();
    for amount in amounts {
        let currency: Currency = amount.currency.parse()?;
        let money = Money::from_text(&amount.amount.0, currency)?;
        let sum = sums.entry(currency).or_insert(Money::zero(currency));
        *sum = sum.checked_add(money)?;
    }
    Ok(sums.into_values().collect())
}

/// The exact sum of figures of one unit.
pub(super) fn exact<'d>(figures: impl IntoIterator<Item = &'d DecimalText>) -> Result<Decimal, BillingError> {
    let mut sum = Decimal::ZERO;
    for figure in figures {
        sum = sum.checked_add(figure.0.parse::<Decimal>()?)?;
    }
    Ok(sum)
}

/// The one currency of some amounts; none when there are several, or no amount.
pub(super) fn one_currency<'m>(amounts: impl IntoIterator<Item = &'m MoneyText>) -> Option<&'m str> {
    let mut currencies = amounts.into_iter().map(|amount| amount.currency.as_str());
    let first = currencies.next()?;
    currencies.all(|currency| currency == first).then_some(first)
}
