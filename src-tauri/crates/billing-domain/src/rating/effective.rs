//! What a billed unit came to: an amount over its units, whatever tiers, packages or included units it went through.

use super::SHOWN_SCALE;
use crate::{BillingError, Decimal, Money};

/// Decimals of an effective price.
pub const PRICE_SCALE: u8 = 6;
/// Below one thousandth, [`PRICE_SCALE`] decimals would leave too few digits of a price.
const FINE_BELOW: Decimal = Decimal::THOUSANDTH;

/// `amount / billable`, in major units for one billable unit; `None` when nothing was billed, which is unknown and not 0.
///
/// Decided: rounded once, half away from zero, to [`PRICE_SCALE`] decimals; a price below 0.001 to [`SHOWN_SCALE`].
/// It is for reading: no amount is ever made from it.
///
/// # Errors
/// `InvalidInput` when the price does not fit.
pub fn effective_price(amount: Money, billable: Decimal) -> Result<Option<Decimal>, BillingError> {
    if billable.is_zero() {
        return Ok(None);
    }
    let fine = amount.amount().div_half_away(billable, SHOWN_SCALE)?;
    let size = if fine.is_negative() { fine.negated() } else { fine };
    if size < FINE_BELOW {
        return Ok(Some(fine));
    }
    // Straight from the quotient: rounding what is rounded already could go the wrong way.
    Ok(Some(amount.amount().div_half_away(billable, PRICE_SCALE)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;

    fn price(minor: i64, billable: &str) -> Option<String> {
        let price = effective_price(Money::new(minor, Currency::USD), billable.parse().unwrap()).unwrap();
        price.map(|price| price.to_string())
    }

    #[test]
    fn an_amount_over_its_units() {
        for (minor, billable, expected) in [
            (14_000, "1500", "0.093333"),
            (78, "1", "0.78"),
            (100, "3", "0.333333"),
            (200, "3", "0.666667"),
            (-200, "3", "-0.666667"),
            // Half of the last place goes away from zero.
            (1, "6.4", "0.001563"),
            (123, "0.5", "2.46"),
            // Included units are billed and cost nothing: that is a price of zero, and known.
            (0, "40", "0"),
        ] {
            assert_eq!(price(minor, billable).as_deref(), Some(expected), "{minor} / {billable}");
        }
    }

    #[test]
    fn a_tiny_price_is_not_rounded_to_nothing() {
        assert_eq!(price(1, "30000000").as_deref(), Some("0.000000000333333333"));
        assert_eq!(price(1, "10").as_deref(), Some("0.001"));
    }

    #[test]
    fn nothing_billed_has_no_price() {
        assert_eq!(price(0, "0"), None);
        assert_eq!(price(250, "0"), None, "a package begins without a further unit");
    }
}
