//! The foot of an invoice: lines less discounts plus tax. Sums of rounded lines are exact and never rounded again.

use crate::coupons::discount::{AccountCoupon, Discount, discounts};
use crate::tax::{TaxLine, TaxRate, taxes};
use crate::{BillingError, Currency, Money};
use std::collections::BTreeMap;

/// What stands below the lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totals {
    /// Sum of the lines.
    pub subtotal: Money,
    /// One per coupon, in the order of being applied.
    pub discounts: Vec<Discount>,
    /// Their sum, above or equal 0.
    pub discount: Money,
    /// One per category and rate.
    pub taxes: Vec<TaxLine>,
    /// Their sum.
    pub tax: Money,
    /// `subtotal - discount + tax`.
    pub total: Money,
}

/// A line as far as the foot needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SummedLine<'l> {
    /// Joins it to its tax rate.
    pub category: &'l str,
    /// Rounded.
    pub amount: Money,
    /// False for what coupons do not touch: corrections, which are net of the discounts of the invoice they correct.
    pub discounted: bool,
}

impl<'l> From<(&'l str, Money)> for SummedLine<'l> {
    fn from((category, amount): (&'l str, Money)) -> Self {
        Self { category, amount, discounted: true }
    }
}

/// Adds up lines.
///
/// A discount lowers the tax base of each category in proportion, to the minor unit, so that bases add up to what is left.
///
/// # Errors
/// Those of coupons and taxes; `Internal` for two currencies.
pub fn totals<'l, L: Copy + Into<SummedLine<'l>>>(
    currency: Currency,
    lines: &[L],
    coupons: &[AccountCoupon],
    rates: &[TaxRate],
) -> Result<Totals, BillingError> {
    let lines: Vec<SummedLine<'l>> = lines.iter().map(|line| (*line).into()).collect();
    let subtotal = Money::sum(currency, lines.iter().map(|line| line.amount))?;
    let touched = lines.iter().filter(|line| line.discounted).map(|line| line.amount);
    let discounts = discounts(Money::sum(currency, touched)?, coupons)?;
    let discount = Money::sum(currency, discounts.iter().map(|d| d.amount))?;
    let taxes = taxes(&bases(currency, &lines, discount)?, rates)?;
    let tax = Money::sum(currency, taxes.iter().map(|t| t.amount))?;
    let total = subtotal.checked_sub(discount)?.checked_add(tax)?;
    Ok(Totals { subtotal, discounts, discount, taxes, tax, total })
}

impl Totals {
    /// The invariant that is asserted before every commit.
    ///
    /// # Errors
    /// `Internal`, saying which sum does not hold.
    pub fn check(&self, lines: &[Money]) -> Result<(), BillingError> {
        let currency = self.total.currency;
        let holds = |what: &str, kept: Money, sum: Money| {
            if kept == sum {
                return Ok(());
            }
            Err(BillingError::internal(format!(
                "The invoice does not add up: {what} is kept as {kept}, but is {sum}."
            )))
        };
        holds("the subtotal", self.subtotal, Money::sum(currency, lines.iter().copied())?)?;
        holds("the discount", self.discount, Money::sum(currency, self.discounts.iter().map(|d| d.amount))?)?;
        holds("the tax", self.tax, Money::sum(currency, self.taxes.iter().map(|t| t.amount))?)?;
        holds("the total", self.total, self.subtotal.checked_sub(self.discount)?.checked_add(self.tax)?)
    }
}

/// What is taxed, by category: the sum of its lines less its part of the discount.
pub(crate) fn bases(
    currency: Currency,
    lines: &[SummedLine<'_>],
    discount: Money,
) -> Result<Vec<(String, Money)>, BillingError> {
    let nothing = Money::zero(currency);
    // All lines of a category, and those of them that coupons touch.
    let mut sums: BTreeMap<&str, (Money, Money)> = BTreeMap::new();
    for line in lines {
        let (all, touched) = sums.entry(line.category).or_insert((nothing, nothing));
        *all = all.checked_add(line.amount)?;
        if line.discounted {
            *touched = touched.checked_add(line.amount)?;
        }
    }
    let weights: Vec<i64> = sums.values().map(|(_, touched)| touched.minor.max(0)).collect();
    let parts = allocate(discount.minor, &weights);
    let less = |(category, (all, _)): (&&str, &(Money, Money)), part| {
        Ok(((*category).to_owned(), all.checked_sub(Money::new(part, currency))?))
    };
    sums.iter().zip(parts).map(|(entry, part)| less(entry, part)).collect()
}

/// Splits an amount in proportion to weights, in whole minor units that add up to it: floors first, then one more for
/// the largest remainders (of equal ones, the first).
fn allocate(amount: i64, weights: &[i64]) -> Vec<i64> {
    let sum: i128 = weights.iter().map(|w| i128::from(*w)).sum();
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let products: Vec<i128> = weights.iter().map(|w| i128::from(*w) * i128::from(amount)).collect();
    // A part is at most the amount, so that it fits.
    let mut parts: Vec<i64> = products.iter().map(|p| i64::try_from(p / sum).unwrap_or(amount)).collect();
    let mut by_remainder: Vec<usize> = (0..weights.len()).collect();
    by_remainder.sort_by_key(|index| std::cmp::Reverse(products[*index] % sum));
    let missing = amount - parts.iter().sum::<i64>();
    for index in by_remainder.into_iter().take(usize::try_from(missing).unwrap_or(0)) {
        parts[index] += 1;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coupons::{Coupon, DiscountType};
    use proptest::prelude::*;

    fn usd(minor: i64) -> Money {
        Money::new(minor, Currency::USD)
    }

    fn percent(steps: i64) -> AccountCoupon {
        let coupon = Coupon {
            title: "Partner".into(),
            discount_type: DiscountType::Percentage,
            discount_amount: steps,
        };
        AccountCoupon { coupon, currency: Currency::USD }
    }

    fn rate(category: &str, percent: &str) -> TaxRate {
        TaxRate { category: category.into(), label: "VAT".into(), percent: percent.parse().unwrap() }
    }

    #[test]
    fn by_hand() {
        let lines = [("standard", usd(1_766_863)), ("standard", usd(50_000))];
        let totals = totals(Currency::USD, &lines, &[percent(1_000)], &[rate("standard", "7")]).unwrap();
        // 18,168.63 - 1,816.86 = 16,351.77; 7 % = 1,144.6239 -> 1,144.62
        assert_eq!(totals.subtotal, usd(1_816_863));
        assert_eq!(totals.discount, usd(181_686));
        assert_eq!(totals.taxes[0].base, usd(1_635_177));
        assert_eq!((totals.tax, totals.total), (usd(114_462), usd(1_749_639)));
    }

    #[test]
    fn a_discount_lowers_every_base_in_proportion() {
        let lines = [("standard", usd(10_001)), ("reduced", usd(5_000)), ("exempt", usd(1))];
        let rates = [rate("standard", "7"), rate("reduced", "3")];
        let totals = totals(Currency::USD, &lines, &[percent(1_000)], &rates).unwrap();
        // 1,500.2 -> 1,500 off: 1,000.03 / 499.97 / 0.1 -> 1,000 / 500 / 0
        assert_eq!(totals.discount, usd(1_500));
        assert_eq!(totals.taxes.iter().map(|t| t.base.minor).collect::<Vec<_>>(), [9_001, 4_500]);
    }

    #[test]
    fn coupons_do_not_touch_corrections() {
        let line = |category, minor, discounted| SummedLine { category, amount: usd(minor), discounted };
        let lines =
            [line("standard", 10_000, true), line("standard", -2_000, false), line("reduced", 300, false)];
        let rates = [rate("standard", "7"), rate("reduced", "3")];
        let totals = totals(Currency::USD, &lines, &[percent(1_000)], &rates).unwrap();
        assert_eq!((totals.subtotal, totals.discount), (usd(8_300), usd(1_000)));
        assert_eq!(totals.taxes.iter().map(|t| t.base.minor).collect::<Vec<_>>(), [7_000, 300]);
    }

    #[test]
    fn nothing_is_a_bill_too() {
        let nothing: [(&str, Money); 0] = [];
        let totals = totals(Currency::USD, &nothing, &[percent(1_000)], &[rate("standard", "7")]).unwrap();
        assert_eq!((totals.total, totals.taxes.len()), (usd(0), 0));
    }

    #[test]
    fn a_broken_sum_is_found() {
        let lines = [("standard", usd(100)), ("standard", usd(50))];
        let right = totals(Currency::USD, &lines, &[], &[rate("standard", "7")]).unwrap();
        let amounts = [usd(100), usd(50)];
        assert!(right.check(&amounts).is_ok());
        assert!(right.check(&amounts[..1]).is_err());
        assert!(Totals { total: usd(999), ..right.clone() }.check(&amounts).is_err());
        assert!(Totals { tax: usd(0), ..right.clone() }.check(&amounts).is_err());
        assert!(Totals { discount: usd(1), ..right }.check(&amounts).is_err());
    }

    proptest! {
        #[test]
        fn parts_add_up_and_none_exceeds_its_weight(weights in proptest::collection::vec(0i64..1_000_000, 1..6), share in 0i64..=100) {
            let sum: i64 = weights.iter().sum();
            let amount = sum * share / 100;
            let parts = allocate(amount, &weights);
            prop_assert_eq!(parts.iter().sum::<i64>(), amount);
            prop_assert!(parts.iter().zip(&weights).all(|(part, weight)| (0..=*weight).contains(part)));
        }

        #[test]
        fn what_is_made_adds_up(
            amounts in proptest::collection::vec((0usize..3, -1_000i64..1_000_000), 0..12),
            coupon in 0i64..10_000,
        ) {
            let names = ["standard", "reduced", "exempt"];
            let lines: Vec<(&str, Money)> = amounts.iter().map(|(c, a)| (names[*c], usd(*a))).collect();
            let rates = [rate("standard", "7"), rate("reduced", "2.5")];
            let totals = totals(Currency::USD, &lines, &[percent(coupon)], &rates).unwrap();
            let kept: Vec<Money> = lines.iter().map(|(_, a)| *a).collect();
            prop_assert!(totals.check(&kept).is_ok());
        }
    }
}
