//! The foot: what coupons and tax make of the lines, and whether it adds up.

use super::{BilledLine, Cause, Difference, Share, View, cause, roundings};
use crate::coupons::DiscountType;
use crate::coupons::discount::{AccountCoupon, Discount, discounts};
use crate::fraction::Fraction;
use crate::invoices::totals::{SummedLine, bases};
use crate::tax::{TaxLine, TaxRate, taxes};
use crate::{BillingError, Decimal, Money};

/// The rows of the foot that differ.
pub(super) fn differences(view: &View<'_>) -> Result<Vec<Difference>, BillingError> {
    let (billed, rated) = (&view.billed.totals, &view.rated.totals);
    let mut rows = Vec::new();
    let mut row = |what: &str, from: Money, to: Money, mut causes: Vec<Share>| {
        cause::join(&mut causes)?;
        if from != to || causes.iter().any(|share| share.amount.minor != 0) {
            rows.push(Difference {
                what: what.to_owned(),
                metric_label: String::new(),
                billed_quantity: None,
                rated_quantity: None,
                billed: Some(from),
                rated: Some(to),
                causes,
            });
        }
        Ok::<(), BillingError>(())
    };
    let lines = Money::sum(view.currency(), view.billed.lines.iter().map(|line| line.amount))?;
    if lines != billed.subtotal {
        // What the lines moved stands above; here is only what was added wrongly.
        row("subtotal", billed.subtotal, lines, vec![View::share(Cause::Manual, billed.subtotal, lines)?])?;
    }
    row("discount", billed.discount, rated.discount, discount_causes(view, lines)?)?;
    row("tax", billed.tax, rated.tax, tax_causes(view)?)?;
    let sum = billed.subtotal.checked_sub(billed.discount)?.checked_add(billed.tax)?;
    let causes =
        vec![View::share(Cause::Manual, billed.total, sum)?, View::share(Cause::Follows, sum, rated.total)?];
    row("total", billed.total, rated.total, causes)?;
    Ok(rows)
}

/// Billed -> the same coupons over the billed lines -> the coupons of now over them -> over the lines of now.
fn discount_causes(view: &View<'_>, lines: Money) -> Result<Vec<Share>, BillingError> {
    let (billed, rated) = (&view.billed.totals, &view.rated.totals);
    let currency = view.currency();
    let then: Vec<AccountCoupon> = billed
        .discounts
        .iter()
        .map(|discount| AccountCoupon { coupon: discount.coupon.clone(), currency })
        .collect();
    let corrections = view.billed.lines.iter().map(BilledLine::summed).filter(|line| !line.discounted);
    let lines = lines.checked_sub(Money::sum(currency, corrections.map(|line| line.amount))?)?;
    let told = Money::sum(currency, billed.discounts.iter().map(|discount| discount.amount))?;
    let own = of_coupons(lines, &then)?;
    let with_now = of_coupons(lines, &view.input.coupons)?;
    let same_coupons = then.iter().map(|c| &c.coupon).eq(in_order(&view.input.coupons));
    let arithmetic = if same_coupons && rounded_otherwise(lines, &billed.discounts)? {
        Cause::Rounding
    } else {
        Cause::Coupon
    };
    let arithmetic = match arithmetic {
        Cause::Rounding if view.is_of_the_provider() => Cause::ProviderRounding,
        other => other,
    };
    Ok(vec![
        View::share(Cause::Manual, billed.discount, told)?,
        View::share(arithmetic, told, own)?,
        View::share(Cause::Coupon, own, with_now)?,
        View::share(Cause::Follows, with_now, rated.discount)?,
    ])
}

/// As they are applied: percentages first.
fn in_order(coupons: &[AccountCoupon]) -> impl Iterator<Item = &crate::coupons::Coupon> {
    let is_percentage = |c: &&AccountCoupon| c.coupon.discount_type == DiscountType::Percentage;
    let percentages = coupons.iter().filter(is_percentage);
    percentages.chain(coupons.iter().filter(move |c| !is_percentage(c))).map(|c| &c.coupon)
}

fn of_coupons(lines: Money, coupons: &[AccountCoupon]) -> Result<Money, BillingError> {
    let taken = discounts(lines, coupons)?;
    Money::sum(lines.currency, taken.iter().map(|discount| discount.amount))
}

/// True when each percentage is one of the two minor units around its exact part of what the ones before it left.
fn rounded_otherwise(lines: Money, taken: &[Discount]) -> Result<bool, BillingError> {
    let mut left = Money::new(lines.minor.max(0), lines.currency);
    for discount in taken {
        if discount.coupon.discount_type == DiscountType::Percentage {
            let part = Decimal::new(i128::from(discount.coupon.discount_amount), 4)?;
            if !roundings::is_next_to(discount.amount, Fraction::whole(left.amount().checked_mul(part)?))? {
                return Ok(false);
            }
        }
        left = left.checked_sub(discount.amount)?;
    }
    Ok(true)
}

/// Billed -> the same rates over the billed lines -> the rates of now over them -> over the lines of now.
fn tax_causes(view: &View<'_>) -> Result<Vec<Share>, BillingError> {
    let (billed, rated) = (&view.billed.totals, &view.rated.totals);
    let currency = view.currency();
    let lines: Vec<SummedLine<'_>> = view.billed.lines.iter().map(BilledLine::summed).collect();
    let taxed = bases(currency, &lines, billed.discount)?;
    let then: Vec<TaxRate> = billed.taxes.iter().map(|tax| tax.rate.clone()).collect();
    let told = sum(view, &billed.taxes)?;
    let own = sum(view, &taxes(&taxed, &then)?)?;
    let with_now = sum(view, &taxes(&taxed, &view.input.taxes)?)?;
    let rounded = rounded_by_line(view, &lines)? == Some(told) || is_next_to_each(&billed.taxes, &taxed)?;
    let arithmetic = match rounded {
        true if view.is_of_the_provider() => Cause::ProviderRounding,
        true => Cause::Rounding,
        false => Cause::Tax,
    };
    Ok(vec![
        View::share(Cause::Manual, billed.tax, told)?,
        View::share(arithmetic, told, own)?,
        View::share(Cause::Tax, own, with_now)?,
        View::share(Cause::Follows, with_now, rated.tax)?,
    ])
}

fn sum(view: &View<'_>, taxes: &[TaxLine]) -> Result<Money, BillingError> {
    Money::sum(view.currency(), taxes.iter().map(|tax| tax.amount))
}

/// The tax of each line rounded by itself and added, as the rates stood; only where nothing was taken off.
fn rounded_by_line(view: &View<'_>, lines: &[SummedLine<'_>]) -> Result<Option<Money>, BillingError> {
    if view.billed.totals.discount.minor != 0 {
        return Ok(None);
    }
    let mut amounts = Vec::new();
    for tax in &view.billed.totals.taxes {
        for line in lines.iter().filter(|line| line.category == tax.rate.category) {
            amounts.push(tax.rate.on(line.amount)?.amount);
        }
    }
    Money::sum(view.currency(), amounts).map(Some)
}

/// True when every tax is one of the two minor units around its exact amount.
fn is_next_to_each(taxes: &[TaxLine], taxed: &[(String, Money)]) -> Result<bool, BillingError> {
    for tax in taxes {
        let Some((_, base)) = taxed.iter().find(|(category, _)| *category == tax.rate.category) else {
            return Ok(false);
        };
        let exact = base.amount().checked_mul(tax.rate.percent)?.checked_mul(Decimal::new(1, 2)?)?;
        if !roundings::is_next_to(tax.amount, Fraction::whole(exact))? {
            return Ok(false);
        }
    }
    Ok(true)
}

impl View<'_> {
    /// A document that shows no derivation of any line.
    fn is_of_the_provider(&self) -> bool {
        self.billed.lines.iter().all(|line| line.receipt.is_none())
    }
}
