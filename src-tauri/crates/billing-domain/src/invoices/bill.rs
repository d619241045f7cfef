//! The bill of a period: rated usage, fees, corrections, coupons, tax. One function for preview, running invoice, issue,
//! what-if and re-rating; where its input comes from is [`super::terms`].

use super::totals::{SummedLine, Totals, totals};
use crate::coupons::discount::AccountCoupon;
use crate::price_book::PriceVersion;
use crate::rating::{FixedCharge, RatedLine, Unbilled, UsagePart, fixed_waiver, rate_parts};
use crate::tax::TaxRate;
use crate::{BillingError, Currency, Period};

/// Everything that a bill depends on; there is nothing else.
#[derive(Debug, Clone)]
pub struct BillInput<'a> {
    /// What is billed.
    pub period: Period,
    /// Of every amount; the price version's where there is one.
    pub currency: Currency,
    /// All usage of the period, in the parts that lie under one plan each, oldest first.
    pub parts: Vec<UsagePart>,
    /// The version in force.
    pub prices: Option<&'a PriceVersion>,
    /// Fees of plans and add-ons, and what of them is credited.
    pub fees: Vec<FixedCharge>,
    /// Lines that put an earlier invoice right.
    pub corrections: Vec<RatedLine>,
    /// In their order.
    pub coupons: Vec<AccountCoupon>,
    /// By category.
    pub taxes: Vec<TaxRate>,
}

/// A bill before it has a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bill {
    /// What is billed.
    pub period: Period,
    /// Of every amount.
    pub currency: Currency,
    /// The version it was rated with.
    pub price_version: Option<u32>,
    /// Usage first, the largest amount first; then fixed lines.
    pub lines: Vec<RatedLine>,
    /// What is metered and not billed.
    pub unbilled: Vec<Unbilled>,
    /// The foot.
    pub totals: Totals,
    /// True when the whole period lies inside the trial: all its usage was waived.
    pub trial: bool,
}

impl BillInput<'_> {
    /// From the first instant of the trial in the period to its last.
    fn trial_span(&self) -> Period {
        let mut spans = self.parts.iter().filter(|part| part.trial).map(|part| part.span);
        let Some(first) = spans.next() else { return self.period };
        Period { start: first.start, end: spans.next_back().unwrap_or(first).end }
    }
}

impl Bill {
    /// Makes the bill. The same input gives the same bill, always.
    ///
    /// # Errors
    /// What rating, coupons and tax refuse; `Internal` for a fee in another currency.
    pub fn make(input: &BillInput<'_>) -> Result<Self, BillingError> {
        let rating = rate_parts(&input.period, &input.parts, input.prices)?;
        let mut lines = rating.lines;
        for fee in &input.fees {
            lines.push(fee.line()?);
        }
        for (category, sum) in rating.waived.iter().filter(|(_, sum)| sum.minor != 0) {
            lines.push(fixed_waiver("Trial: usage waived", sum.negated()?, category, input.trial_span()));
        }
        lines.extend(input.corrections.iter().cloned());
        let amounts: Vec<SummedLine<'_>> = lines.iter().map(RatedLine::summed).collect();
        let totals = totals(input.currency, &amounts, &input.coupons, &input.taxes)?;
        Ok(Self {
            period: input.period,
            currency: input.currency,
            price_version: input.prices.map(|version| version.number),
            lines,
            unbilled: rating.unbilled,
            totals,
            trial: !input.parts.is_empty() && input.parts.iter().all(|part| part.trial),
        })
    }

    /// True when there is nothing to put on an invoice.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// What must be put right before the bill can be issued.
    ///
    /// # Errors
    /// `FailedPrecondition`, naming the usage that stands in the way, or a correction that is larger than the bill: the
    /// rest of it would be lost, for an invoice below 0 asks for nothing and gives nothing back.
    pub fn check_issuable(&self) -> Result<(), BillingError> {
        let correction = self.lines.iter().find(|line| line.receipt.is_correction());
        if let (Some(line), true) = (correction, self.totals.total.minor < 0) {
            return Err(BillingError::refused(format!(
                "{} is larger than the bill, which would come to {}. Take the correction back and give a credit note or \
                 a refund instead.",
                line.usage_type, self.totals.total
            )));
        }
        let blocking = self.unbilled.iter().find(|unbilled| unbilled.reason.blocks_issue());
        blocking.map_or(Ok(()), |unbilled| {
            Err(BillingError::refused(format!(
                "{} adds up to {} {} in the period; a negative quantity is not billed. Correct the usage, then issue again.",
                unbilled.usage.metric_label, unbilled.usage.quantity, unbilled.usage.unit
            )))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::price_book::{BillableRule, DivisionFactor, Price, PriceModel, STANDARD_TAX};
    use crate::rating::MeteredUsage;
    use crate::usage::UsageStatus;
    use crate::{Decimal, Money};

    fn usd(minor: i64) -> Money {
        Money::new(minor, Currency::USD)
    }

    fn version() -> PriceVersion {
        let price = Price {
            metric_label: "gb".into(),
            usage_type: "Egress".into(),
            unit: "GB".into(),
            unit_billable: "GB".into(),
            factor: DivisionFactor::Constant(Decimal::ONE),
            rule: BillableRule::FloorMinOne,
            included: Decimal::ZERO,
            model: PriceModel::PerUnit { unit_price: Decimal::from(2) },
            tax_category: STANDARD_TAX.into(),
        };
        PriceVersion {
            number: 1,
            valid_from: chrono::DateTime::UNIX_EPOCH,
            currency: Currency::USD,
            prices: vec![price],
            plan_fees: vec![],
            addon_fees: vec![],
            plan_prices: vec![],
        }
    }

    fn usage(quantity: i64) -> MeteredUsage {
        MeteredUsage {
            metric_label: "gb".into(),
            usage_type: "Egress".into(),
            unit: "GB".into(),
            quantity: quantity.into(),
            status: UsageStatus::Active,
        }
    }

    fn make(usage: &[MeteredUsage], fees: &[FixedCharge], trial: bool) -> Bill {
        let march = Period::month(2026, 3).unwrap();
        make_parts(vec![UsagePart { span: march, plan: None, trial, usage: usage.to_vec() }], fees)
    }

    fn make_parts(parts: Vec<UsagePart>, fees: &[FixedCharge]) -> Bill {
        let input = BillInput {
            period: Period::month(2026, 3).unwrap(),
            currency: Currency::USD,
            parts,
            prices: Some(&version()),
            fees: fees.to_vec(),
            corrections: vec![],
            coupons: vec![],
            taxes: vec![TaxRate { category: STANDARD_TAX.into(), label: "VAT".into(), percent: 7.into() }],
        };
        Bill::make(&input).unwrap()
    }

    #[test]
    fn usage_then_fees_then_tax() {
        let march = Period::month(2026, 3).unwrap();
        let fee = FixedCharge {
            title: "Team plan".into(),
            full: usd(50_000),
            period: march,
            span: march,
            tax_category: STANDARD_TAX.into(),
        };
        let bill = make(&[usage(10)], &[fee], false);
        assert_eq!(
            bill.lines.iter().map(|l| (l.amount.minor, l.fixed)).collect::<Vec<_>>(),
            [(2_000, false), (50_000, true)]
        );
        assert_eq!((bill.totals.tax, bill.totals.total), (usd(3_640), usd(55_640)));
    }

    #[test]
    fn a_trial_shows_its_usage_and_asks_for_nothing() {
        let bill = make(&[usage(10)], &[], true);
        assert_eq!(bill.lines.iter().map(|l| l.amount.minor).collect::<Vec<_>>(), [2_000, -2_000]);
        assert_eq!(bill.totals.total, usd(0));
    }

    #[test]
    fn a_trial_that_ends_inside_waives_its_own_part() {
        let part = |from: u32, to: u32, trial| {
            let march = Period::month(2026, 3).unwrap();
            let day = |day: u32| march.start + chrono::TimeDelta::days(i64::from(day) - 1);
            let span = Period { start: day(from), end: day(to) };
            UsagePart { span, plan: None, trial, usage: vec![usage(10)] }
        };
        let bill = make_parts(vec![part(1, 11, true), part(11, 21, false), part(21, 32, false)], &[]);
        let lines: Vec<_> = bill.lines.iter().map(|l| (l.amount.minor, l.span == bill.period)).collect();
        assert_eq!(
            lines,
            [(4_000, false), (2_000, false), (-2_000, false)],
            "parts of one price are rated as one"
        );
        assert_eq!((bill.totals.subtotal, bill.trial), (usd(4_000), false));
        let whole = make_parts(vec![part(1, 11, false), part(11, 32, false)], &[]);
        assert_eq!(
            whole.lines.iter().map(|l| (l.amount.minor, l.span)).collect::<Vec<_>>(),
            [(4_000, whole.period)]
        );
    }

    #[test]
    fn negative_usage_stands_in_the_way_of_issuing() {
        let bill = make(&[usage(-1)], &[], false);
        let error = bill.check_issuable().unwrap_err();
        assert!(error.message.contains("gb") && error.message.contains("-1 GB"), "{error}");
        assert!(make(&[usage(0)], &[], false).check_issuable().is_ok());
    }
}
