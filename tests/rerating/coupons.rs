//! Faults of coupons: one forgotten, or applied in another order.

use super::faults::{Case, add_up, billed, minor};
use billing_domain::Money;
use billing_domain::coupons::DiscountType;
use billing_tests::random_bills::{Account, Random};
use std::collections::BTreeMap;

pub fn coupon_forgotten(account: &Account, random: &mut Random) -> Option<Case> {
    let mut then = account.clone();
    if then.coupons.is_empty() {
        return None;
    }
    then.coupons.remove(usize::try_from(random.below(then.coupons.len() as u64)).unwrap());
    let invoice = billed(&then, true);
    let right = billed(account, true);
    (invoice.totals.discount != right.totals.discount).then(|| Case::of(invoice, account))
}

/// Fixed amounts taken off first: the percentages then take less.
pub fn coupons_out_of_order(account: &Account, _: &mut Random) -> Option<Case> {
    let mut invoice = billed(account, true);
    let right = invoice.totals.discount;
    let mut left = invoice.totals.subtotal.minor.max(0);
    let is_fixed = |kind: &DiscountType| *kind == DiscountType::FixedAmount;
    for fixed in [true, false] {
        for discount in &mut invoice.totals.discounts {
            if is_fixed(&discount.coupon.discount_type) != fixed {
                continue;
            }
            let asked = if fixed {
                Money::from_hundredths(discount.coupon.discount_amount, account.currency).unwrap().minor
            } else {
                let part = i128::from(left) * i128::from(discount.coupon.discount_amount);
                i64::try_from((2 * part + 10_000) / 20_000).unwrap()
            };
            discount.amount = minor(asked.min(left), account.currency);
            left -= discount.amount.minor;
        }
    }
    add_up(&mut invoice.totals);
    if invoice.totals.discount == right {
        return None;
    }
    // Tax follows what was taken off, so that this is the one fault.
    let mut lines = BTreeMap::new();
    for line in &invoice.lines {
        *lines.entry(line.tax_category.clone()).or_insert(0) += line.amount.minor;
    }
    let bases = split(&lines, invoice.totals.discount.minor);
    for tax in &mut invoice.totals.taxes {
        *tax = tax.rate.on(minor(bases[&tax.rate.category], account.currency)).unwrap();
    }
    add_up(&mut invoice.totals);
    // One minor unit beside may be a rounding as well; more is none.
    let difference = invoice.totals.discount.minor - right.minor;
    (difference.abs() > i64::try_from(invoice.totals.discounts.len()).unwrap())
        .then(|| Case::of(invoice, account))
}

/// Each category less its part of the discount: floors, then one more for the largest remainders.
fn split(sums: &BTreeMap<String, i64>, discount: i64) -> BTreeMap<String, i64> {
    let all: i128 = sums.values().map(|sum| i128::from((*sum).max(0))).sum();
    let mut bases = sums.clone();
    if all == 0 {
        return bases;
    }
    let mut remainders = Vec::new();
    let mut given = 0;
    for (category, sum) in sums {
        let product = i128::from((*sum).max(0)) * i128::from(discount);
        let part = i64::try_from(product / all).unwrap();
        given += part;
        *bases.get_mut(category).unwrap() -= part;
        remainders.push((std::cmp::Reverse(product % all), category.clone()));
    }
    remainders.sort();
    for (_, category) in remainders.into_iter().take(usize::try_from(discount - given).unwrap()) {
        *bases.get_mut(&category).unwrap() -= 1;
    }
    bases
}
