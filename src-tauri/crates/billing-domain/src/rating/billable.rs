//! From a metered quantity to the quantity that is billed.

use crate::fraction::Fraction;
use crate::price_book::BillableRule;
use crate::usage::UsageStatus;
use crate::{BillingError, Decimal};
use std::cmp::Ordering;

/// What a quantity bills.
#[derive(Debug, Clone, Copy)]
pub enum Billable {
    /// No line: nothing was used, or it was not measured.
    NoLine,
    /// Units to price.
    Units(Fraction),
}

/// Converts a metered quantity to the billing unit and applies the rule (domain rules, "quantity -> `quantity_billable`").
///
/// Decided: no line for 0 or when the status is not ACTIVE. With [`BillableRule::FloorMinOne`] a converted value below 1
/// is 1, above 1 its floor. `factor` is metered units per billable unit; the division stays exact.
///
/// # Errors
/// `InvalidInput` for a negative quantity, for a factor that is not above 0, and when a number does not fit.
pub fn quantity_billable(
    quantity: Decimal,
    status: &UsageStatus,
    factor: Decimal,
    rule: BillableRule,
) -> Result<Billable, BillingError> {
    if quantity.is_negative() {
        return Err(BillingError::invalid(format!("A negative quantity ({quantity}) is not billed.")));
    }
    if quantity.is_zero() || *status != UsageStatus::Active {
        return Ok(Billable::NoLine);
    }
    let converted = Fraction::new(quantity, factor)?;
    Ok(Billable::Units(match rule {
        BillableRule::Exact => converted,
        BillableRule::FloorMinOne if converted.compare(Decimal::ONE)? == Ordering::Less => {
            Fraction::whole(Decimal::ONE)
        }
        BillableRule::FloorMinOne => Fraction::whole(converted.floor()?),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn billed(quantity: &str, factor: &str, rule: BillableRule) -> Option<String> {
        match quantity_billable(d(quantity), &UsageStatus::Active, d(factor), rule).unwrap() {
            Billable::NoLine => None,
            Billable::Units(units) => Some(units.round_half_away(18).unwrap().to_string()),
        }
    }

    #[test]
    fn below_one_is_one_above_is_the_floor() {
        for (quantity, factor, expected) in [
            ("0.000001", "1", "1"),
            ("0.999999", "1", "1"),
            ("1", "1", "1"),
            ("1.000001", "1", "1"),
            ("1.999999999999999", "1", "1"),
            ("2", "1", "2"),
            ("3.0", "1", "3"),
            ("999999999999", "1e12", "1"),
            ("2500000000000", "1e12", "2"),
            ("1487.9", "744", "1"),
            ("1488", "744", "2"),
        ] {
            let result = billed(quantity, factor, BillableRule::FloorMinOne);
            assert_eq!(result.as_deref(), Some(expected), "{quantity} / {factor}");
        }
    }

    #[test]
    fn ten_hours_of_three_tenths_bill_three() {
        let hours = std::iter::repeat_n(d("0.3"), 10);
        let sum = Decimal::sum(hours).unwrap();
        assert_eq!(billed(&sum.to_string(), "1", BillableRule::FloorMinOne).as_deref(), Some("3"));
    }

    #[test]
    fn exact_stays_as_it_is() {
        assert_eq!(billed("0.25", "1", BillableRule::Exact).as_deref(), Some("0.25"));
        assert_eq!(billed("1", "3", BillableRule::Exact).as_deref(), Some("0.333333333333333333"));
    }

    #[test]
    fn nothing_and_the_unmeasured_have_no_line() {
        assert_eq!(billed("0", "1", BillableRule::FloorMinOne), None);
        for status in [UsageStatus::NoData, UsageStatus::NotMeasured, UsageStatus::Other("NEW".into())] {
            let result = quantity_billable(d("5"), &status, Decimal::ONE, BillableRule::FloorMinOne).unwrap();
            assert!(matches!(result, Billable::NoLine), "{status:?}");
        }
    }

    #[test]
    fn negative_quantities_and_factors_are_refused() {
        for (quantity, factor) in [("-0.000001", "1"), ("1", "0"), ("1", "-744")] {
            let result =
                quantity_billable(d(quantity), &UsageStatus::Active, d(factor), BillableRule::FloorMinOne);
            assert!(result.is_err(), "{quantity} / {factor}");
        }
    }

    proptest! {
        #[test]
        fn billed_units_never_exceed_what_was_used_except_to_reach_one(micro in 1i128..10_000_000_000, factor in 1i64..5_000) {
            let quantity = Decimal::new(micro, 6).unwrap();
            let result = quantity_billable(quantity, &UsageStatus::Active, factor.into(), BillableRule::FloorMinOne);
            let Billable::Units(units) = result.unwrap() else { return Err(TestCaseError::fail("no line")) };
            let units = units.floor().unwrap();
            let expected = (micro / (i128::from(factor) * 1_000_000)).max(1);
            prop_assert_eq!(units.to_i64().map(i128::from), Some(expected));
        }
    }
}
