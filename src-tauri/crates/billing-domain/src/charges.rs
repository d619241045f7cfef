//! Charges that a provider has priced already: its unit price times its quantity against the cost that it asks for.

use crate::{Decimal, DecimalError};

/// A figure as it is written on a bill: its value, and the decimals it was written with (`1.50` has 2, `1e-6` has 6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// Exact.
    pub value: Decimal,
    /// As written, zeros at the end included.
    pub decimals: u8,
}

impl std::str::FromStr for Written {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, DecimalError> {
        let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let exponent: i64 = exponent.parse().unwrap_or(0);
        let decimals = i64::try_from(decimals).unwrap_or(i64::MAX).saturating_sub(exponent).max(0);
        Ok(Self { value: text.parse()?, decimals: u8::try_from(decimals).unwrap_or(u8::MAX) })
    }
}

/// What came of recomputing a charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChargeCheck {
    /// Price x quantity is the cost, to the last decimal.
    Equal,
    /// It is not.
    Differs {
        /// Price x quantity, exact.
        expected: Decimal,
        /// The cost less that: above 0 when too much is asked for.
        difference: Decimal,
        /// True when the decimals that the provider prints explain it: each of price, quantity and cost may be half a unit
        /// of its last decimal away from what the provider computed with.
        rounding: bool,
    },
    /// The price, the quantity or the cost is not told.
    Unknown,
}

/// Recomputes a charge. An absent figure is `None`, which is not 0.
///
/// # Errors
/// [`DecimalError`] when an exact figure does not fit.
pub fn check_charge(
    unit_price: Option<Written>,
    quantity: Option<Written>,
    cost: Option<Written>,
) -> Result<ChargeCheck, DecimalError> {
    let (Some(price), Some(quantity), Some(cost)) = (unit_price, quantity, cost) else {
        return Ok(ChargeCheck::Unknown);
    };
    let expected = price.value.checked_mul(quantity.value)?;
    let difference = cost.value.checked_sub(expected)?;
    if difference.is_zero() {
        return Ok(ChargeCheck::Equal);
    }
    let half = |figure: Written| Decimal::new(5, figure.decimals.saturating_add(1));
    let by_price = absolute(quantity.value).checked_mul(half(price)?)?;
    let by_quantity = absolute(price.value).checked_mul(half(quantity)?)?;
    let most = by_price.checked_add(by_quantity)?.checked_add(half(cost)?)?;
    Ok(ChargeCheck::Differs { expected, difference, rounding: absolute(difference) <= most })
}

fn absolute(value: Decimal) -> Decimal {
    if value.is_negative() { value.negated() } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn check(price: &str, quantity: &str, cost: &str) -> ChargeCheck {
        let written = |text: &str| Some(text.parse().unwrap());
        check_charge(written(price), written(quantity), written(cost)).unwrap()
    }

    #[test]
    fn equal_to_the_last_decimal_or_told_by_how_much() {
        assert_eq!(check("0.1", "3", "0.30"), ChargeCheck::Equal);
        assert_eq!(check("0", "3", "0"), ChargeCheck::Equal);
        let (expected, difference) = (d("0.006172839"), d("0.000000001"));
        assert_eq!(
            check("0.0061728390", "1", "0.00617284"),
            ChargeCheck::Differs { expected, difference, rounding: true }
        );
        assert_eq!(
            check("2.00", "3.000", "5.980"),
            ChargeCheck::Differs { expected: d("6"), difference: d("-0.02"), rounding: false }
        );
    }

    #[test]
    fn what_is_not_told_is_not_guessed() {
        let one = Some("1".parse().unwrap());
        assert_eq!(check_charge(None, one, one).unwrap(), ChargeCheck::Unknown);
        assert_eq!(check_charge(one, None, one).unwrap(), ChargeCheck::Unknown);
        assert_eq!(check_charge(one, one, None).unwrap(), ChargeCheck::Unknown);
    }
}
