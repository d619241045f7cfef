//! Exact fractions: a quantity divided by a factor, or seconds used of a period's seconds.
//!
//! A division is carried as two decimals until the one place that rounds. Nothing here rounds unless its name says so.

use crate::{BillingError, Currency, Decimal, DecimalError, Money};
use std::cmp::Ordering;

/// `top / bottom`, with `bottom` above 0. Not reduced; compared and rounded by value.
#[derive(Debug, Clone, Copy)]
pub struct Fraction {
    top: Decimal,
    bottom: Decimal,
}

impl Fraction {
    /// `top / bottom`.
    ///
    /// # Errors
    /// [`DecimalError::DivisionByZero`] unless `bottom` is above 0.
    pub fn new(top: Decimal, bottom: Decimal) -> Result<Self, DecimalError> {
        if bottom > Decimal::ZERO { Ok(Self { top, bottom }) } else { Err(DecimalError::DivisionByZero) }
    }

    /// `value / 1`.
    #[must_use]
    pub const fn whole(value: Decimal) -> Self {
        Self { top: value, bottom: Decimal::ONE }
    }

    /// The exact product with a decimal.
    ///
    /// # Errors
    /// [`DecimalError::Overflow`].
    pub fn times(self, factor: Decimal) -> Result<Self, DecimalError> {
        Ok(Self { top: self.top.checked_mul(factor)?, bottom: self.bottom })
    }

    /// The exact quotient by a decimal above 0.
    ///
    /// # Errors
    /// [`DecimalError::DivisionByZero`], [`DecimalError::Overflow`].
    pub fn divided_by(self, value: Decimal) -> Result<Self, DecimalError> {
        Self::new(self.top, self.bottom.checked_mul(value)?)
    }

    /// The exact difference to a decimal.
    ///
    /// # Errors
    /// [`DecimalError::Overflow`].
    pub fn minus(self, value: Decimal) -> Result<Self, DecimalError> {
        Ok(Self { top: self.top.checked_sub(value.checked_mul(self.bottom)?)?, bottom: self.bottom })
    }

    /// The exact sum of two fractions.
    ///
    /// # Errors
    /// [`DecimalError::Overflow`].
    pub fn plus(self, other: Self) -> Result<Self, DecimalError> {
        if self.bottom == other.bottom {
            return Ok(Self { top: self.top.checked_add(other.top)?, bottom: self.bottom });
        }
        let left = self.top.checked_mul(other.bottom)?;
        let right = other.top.checked_mul(self.bottom)?;
        Ok(Self { top: left.checked_add(right)?, bottom: self.bottom.checked_mul(other.bottom)? })
    }

    /// Compares with a decimal, exactly.
    ///
    /// # Errors
    /// [`DecimalError::Overflow`].
    pub fn compare(self, value: Decimal) -> Result<Ordering, DecimalError> {
        Ok(self.top.cmp(&value.checked_mul(self.bottom)?))
    }

    /// The greatest whole number that is not above the value.
    ///
    /// # Errors
    /// [`DecimalError::Overflow`].
    pub fn floor(self) -> Result<Decimal, DecimalError> {
        let near = self.round_half_away(0)?;
        // Rounding may have gone up by at most one; the comparison is exact.
        if self.compare(near)? == Ordering::Less { near.checked_sub(Decimal::ONE) } else { Ok(near) }
    }

    /// The least whole number that is not below the value.
    ///
    /// # Errors
    /// [`DecimalError::Overflow`].
    pub fn ceiling(self) -> Result<Decimal, DecimalError> {
        let floor = self.floor()?;
        if self.compare(floor)? == Ordering::Equal { Ok(floor) } else { floor.checked_add(Decimal::ONE) }
    }

    /// The value rounded half away from zero to `scale` decimals.
    ///
    /// # Errors
    /// [`DecimalError::Overflow`].
    pub fn round_half_away(self, scale: u8) -> Result<Decimal, DecimalError> {
        self.top.div_half_away(self.bottom, scale)
    }

    /// The value rounded **once**, half away from zero, to the minor unit.
    ///
    /// # Errors
    /// `InvalidInput` when the amount does not fit.
    pub fn to_money(self, currency: Currency) -> Result<Money, BillingError> {
        Money::round_half_away(self.round_half_away(currency.exponent())?, currency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn floors_and_ceilings_are_exact_where_rounding_would_lie() {
        // 2999999999999999999999 / 1e21 is below 3, however many nines.
        let near_three = Fraction::new(d("2999999999999999999999"), d("1e21")).unwrap();
        assert_eq!(near_three.floor().unwrap(), d("2"));
        assert_eq!(near_three.ceiling().unwrap(), d("3"));
        let minus = Fraction::new(d("-7"), d("3")).unwrap();
        assert_eq!((minus.floor().unwrap(), minus.ceiling().unwrap()), (d("-3"), d("-2")));
    }

    #[test]
    fn a_bottom_of_nothing_is_refused() {
        assert!(Fraction::new(Decimal::ONE, Decimal::ZERO).is_err());
        assert!(Fraction::new(Decimal::ONE, d("-1")).is_err());
    }

    proptest! {
        #[test]
        fn whole_numbers_agree_with_integer_division(top in -1_000_000_000i64..1_000_000_000, bottom in 1i64..100_000) {
            let value = Fraction::new(top.into(), bottom.into()).unwrap();
            prop_assert_eq!(value.floor().unwrap(), Decimal::from(top.div_euclid(bottom)));
            prop_assert_eq!(value.ceiling().unwrap(), Decimal::from(-(-top).div_euclid(bottom)));
        }

        #[test]
        fn sums_do_not_care_for_order(a in -9999i64..9999, b in 1i64..999, c in -9999i64..9999, d in 1i64..999) {
            let (x, y) = (Fraction::new(a.into(), b.into()).unwrap(), Fraction::new(c.into(), d.into()).unwrap());
            let (one, two) = (x.plus(y).unwrap(), y.plus(x).unwrap());
            prop_assert_eq!(one.round_half_away(9).unwrap(), two.round_half_away(9).unwrap());
            prop_assert_eq!(one.floor().unwrap(), Decimal::from((a * d + c * b).div_euclid(b * d)));
        }
    }
}
