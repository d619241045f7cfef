//! Tax: once per category and rate, on the summed base of its lines.

use crate::{BillingError, Decimal, Money};

/// The rate of a category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxRate {
    /// Which lines it is for.
    pub category: String,
    /// As printed: `VAT`.
    pub label: String,
    /// In percent: 7 is 7 %.
    pub percent: Decimal,
}

/// One tax of one rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxLine {
    /// What was applied.
    pub rate: TaxRate,
    /// What it was computed on.
    pub base: Money,
    /// Rounded once.
    pub amount: Money,
}

impl TaxRate {
    /// Refuses a rate that no law has.
    ///
    /// # Errors
    /// `InvalidInput` below 0 % or above 100 %.
    pub fn check(&self) -> Result<(), BillingError> {
        if self.percent.is_negative() || self.percent > Decimal::from(100) {
            return Err(BillingError::invalid(format!(
                "A tax rate lies between 0 and 100 %, not {} %.",
                self.percent
            )));
        }
        Ok(())
    }

    /// The tax on a base, rounded **once**, half away from zero.
    ///
    /// # Errors
    /// `InvalidInput` when the amount does not fit.
    pub fn on(&self, base: Money) -> Result<TaxLine, BillingError> {
        let hundredth = Decimal::new(1, 2)?;
        let exact = base.amount().checked_mul(self.percent)?.checked_mul(hundredth)?;
        let amount = Money::round_half_away(exact, base.currency)?;
        Ok(TaxLine { rate: self.clone(), base, amount })
    }
}

/// Taxes bases by category. Rates of 0 % are shown; a category without a rate is not taxed.
///
/// # Errors
/// As [`TaxRate::on`].
pub fn taxes(bases: &[(String, Money)], rates: &[TaxRate]) -> Result<Vec<TaxLine>, BillingError> {
    let mut lines = Vec::new();
    for rate in rates {
        let of_category = bases.iter().find(|(category, _)| *category == rate.category);
        if let Some((_, base)) = of_category {
            lines.push(rate.on(*base)?);
        }
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;
    use proptest::prelude::*;

    fn usd(minor: i64) -> Money {
        Money::new(minor, Currency::USD)
    }

    fn rate(percent: &str) -> TaxRate {
        TaxRate { category: "standard".into(), label: "VAT".into(), percent: percent.parse().unwrap() }
    }

    #[test]
    fn a_tie_rounds_away_from_zero() {
        for (base, percent, tax) in [
            (1_640_177, "7", 114_812),
            (50, "7", 4),
            (-50, "7", -4),
            (100, "7.125", 7),
            (999, "0", 0),
            (1, "50", 1),
        ] {
            assert_eq!(rate(percent).on(usd(base)).unwrap().amount, usd(tax), "{percent} % of {base}");
        }
    }

    #[test]
    fn rates_outside_the_law_are_refused() {
        assert!(rate("-0.01").check().is_err());
        assert!(rate("100.01").check().is_err());
        assert!(rate("100").check().is_ok());
    }

    #[test]
    fn a_category_without_a_rate_is_not_taxed() {
        let bases = [("standard".to_owned(), usd(1_000)), ("exempt".to_owned(), usd(5_000))];
        let lines = taxes(&bases, &[rate("7")]).unwrap();
        assert_eq!(lines.iter().map(|l| (l.base, l.amount)).collect::<Vec<_>>(), [(usd(1_000), usd(70))]);
    }

    proptest! {
        /// Once on the sum: never further than half a minor unit from the exact tax.
        #[test]
        fn is_at_most_half_a_minor_unit_away(base in 0i64..1_000_000_000, basis_points in 0i64..3_000) {
            let percent = Decimal::new(i128::from(basis_points), 2).unwrap().to_string();
            let tax = i128::from(rate(&percent).on(usd(base)).unwrap().amount.minor);
            let exact = i128::from(base) * i128::from(basis_points); // in 1/10,000 of a minor unit
            prop_assert!((tax * 10_000 - exact).abs() <= 5_000);
        }
    }
}
