//! What coupons take off: percentages one after another, then fixed amounts, never below nothing.

use super::{Coupon, DiscountType};
use crate::invoices::profile::percent_text;
use crate::{BillingError, Currency, Decimal, Money};

/// A coupon, and what it took off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discount {
    /// Which.
    pub coupon: Coupon,
    /// Above or equal 0; the invoice subtracts it.
    pub amount: Money,
}

impl Discount {
    /// As printed: `Volume agreement, 10.00%`; a fixed amount is its title alone.
    #[must_use]
    pub fn label(&self) -> String {
        let Coupon { title, discount_type, discount_amount } = &self.coupon;
        match (discount_type, Decimal::new(i128::from(*discount_amount), 2)) {
            (DiscountType::Percentage, Ok(percent)) => format!("{title}, {}", percent_text(percent)),
            _ => title.clone(),
        }
    }
}

/// A coupon with the currency that a fixed amount is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountCoupon {
    /// What it gives.
    pub coupon: Coupon,
    /// Of a fixed amount; a percentage takes off in any currency.
    pub currency: Currency,
}

/// Applies coupons to the sum of the lines (domain rules, "Coupons"): percentages in their order, each of what the ones
/// before it left and rounded once half away from zero; then fixed amounts; the sum stops at 0 and an excess is not
/// carried over.
///
/// # Errors
/// `InvalidInput` for an unknown kind of coupon, a percentage outside 0 to 100 %, a negative or foreign fixed amount.
pub fn discounts(subtotal: Money, coupons: &[AccountCoupon]) -> Result<Vec<Discount>, BillingError> {
    coupons.iter().try_for_each(check)?;
    let is_percentage = |c: &&AccountCoupon| c.coupon.discount_type == DiscountType::Percentage;
    let ordered = coupons.iter().filter(is_percentage).chain(coupons.iter().filter(|c| !is_percentage(c)));
    let mut left = Money::new(subtotal.minor.max(0), subtotal.currency);
    let mut taken = Vec::new();
    for account_coupon in ordered {
        let asked = takes_off(account_coupon, left)?;
        let amount = Money::new(asked.minor.min(left.minor), left.currency);
        left = left.checked_sub(amount)?;
        taken.push(Discount { coupon: account_coupon.coupon.clone(), amount });
    }
    Ok(taken)
}

fn takes_off(coupon: &AccountCoupon, left: Money) -> Result<Money, BillingError> {
    let steps = coupon.coupon.discount_amount;
    if coupon.coupon.discount_type == DiscountType::Percentage {
        let share = Decimal::new(i128::from(steps), 4)?;
        return Money::round_half_away(left.amount().checked_mul(share)?, left.currency);
    }
    let fixed = Money::from_hundredths(steps, coupon.currency)?;
    if coupon.currency != left.currency {
        return Err(BillingError::invalid(format!(
            "Coupon {:?} is in {}, the bill in {}.",
            coupon.coupon.title, coupon.currency, left.currency
        )));
    }
    Ok(fixed)
}

/// Refuses a coupon that must not be applied; also asked when one is added.
///
/// # Errors
/// As [`discounts`].
pub fn check(coupon: &AccountCoupon) -> Result<(), BillingError> {
    let Coupon { title, discount_type, discount_amount } = &coupon.coupon;
    match discount_type {
        DiscountType::Other(kind) => Err(BillingError::invalid(format!(
            "Coupon {title:?} has the unknown kind {kind:?}; it is not applied by guessing."
        ))),
        DiscountType::Percentage if !(0..=10_000).contains(discount_amount) => {
            Err(BillingError::invalid(format!("Coupon {title:?} must take off 0 to 100 %.")))
        }
        DiscountType::FixedAmount if *discount_amount < 0 => {
            Err(BillingError::invalid(format!("Coupon {title:?} must not add to the bill.")))
        }
        DiscountType::Percentage => Ok(()),
        DiscountType::FixedAmount => Money::from_hundredths(*discount_amount, coupon.currency).map(drop),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn coupon(discount_type: DiscountType, discount_amount: i64) -> AccountCoupon {
        let title = format!("{discount_type:?} {discount_amount}");
        AccountCoupon { coupon: Coupon { title, discount_type, discount_amount }, currency: Currency::USD }
    }

    fn percent(steps: i64) -> AccountCoupon {
        coupon(DiscountType::Percentage, steps)
    }

    fn fixed(hundredths: i64) -> AccountCoupon {
        coupon(DiscountType::FixedAmount, hundredths)
    }

    fn taken(subtotal: i64, coupons: &[AccountCoupon]) -> Vec<i64> {
        let subtotal = Money::new(subtotal, Currency::USD);
        discounts(subtotal, coupons).unwrap().iter().map(|d| d.amount.minor).collect()
    }

    #[test]
    fn by_hand() {
        for (subtotal, coupons, expected) in [
            (10_000, vec![percent(1_000), percent(1_000)], vec![1_000, 900]), // two of 10 % are 19 %
            (10_000, vec![fixed(500), percent(1_000)], vec![1_000, 500]), // percentages first, whatever the order
            (10_000, vec![percent(1_235)], vec![1_235]),
            (5, vec![percent(1_000)], vec![1]), // half a cent rounds away from zero
            (300, vec![fixed(200), fixed(200)], vec![200, 100]), // stops at 0
            (300, vec![percent(10_000), fixed(1)], vec![300, 0]),
            (-500, vec![percent(1_000), fixed(100)], vec![0, 0]), // nothing to take off
            (0, vec![fixed(100)], vec![0]),
        ] {
            assert_eq!(taken(subtotal, &coupons), expected, "{subtotal} with {coupons:?}");
        }
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        let yen = |amount| AccountCoupon { currency: "JPY".parse().unwrap(), ..fixed(amount) };
        let subtotal = Money::new(10_000, Currency::USD);
        for wrong in [
            coupon(DiscountType::Other("UNKNOWN".into()), 100),
            percent(10_001),
            percent(-1),
            fixed(-1),
            yen(100), // another currency
            yen(150), // half a yen
        ] {
            assert!(discounts(subtotal, &[percent(100), wrong.clone()]).is_err(), "{wrong:?}");
        }
    }

    proptest! {
        #[test]
        fn never_below_zero_and_never_more_than_the_sum(
            subtotal in -1_000i64..1_000_000,
            coupons in proptest::collection::vec((any::<bool>(), 0i64..10_000), 0..6),
        ) {
            let coupons: Vec<_> = coupons.into_iter().map(|(p, n)| if p { percent(n) } else { fixed(n) }).collect();
            let amounts = taken(subtotal, &coupons);
            prop_assert_eq!(amounts.len(), coupons.len());
            prop_assert!(amounts.iter().all(|a| *a >= 0));
            prop_assert!(amounts.iter().sum::<i64>() <= subtotal.max(0));
        }
    }
}
