//! Credit notes: a part of an issued invoice taken back, with its tax. The invoice itself never changes.

use super::totals::Totals;
use crate::tax::TaxLine;
use crate::{BillingError, Decimal, Money};

/// What a credit note does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CreditKind {
    /// Lowers what is still asked for.
    Claim,
    /// Goes with money that is given back.
    Refund,
}

impl CreditKind {
    /// The stable name in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Claim => "claim",
            Self::Refund => "refund",
        }
    }
}

/// What a credit note says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditFigures {
    /// Before tax.
    pub net: Money,
    /// One for each tax of the invoice.
    pub taxes: Vec<TaxLine>,
    /// Their sum.
    pub tax: Money,
    /// `net + tax`: what was asked to be credited.
    pub total: Money,
}

/// Parts an amount with tax into net and taxes, in the proportion in which the invoice's total holds them.
///
/// Each tax is rounded on the sum of all credit notes so far (decided), so that many notes together never give back a
/// minor unit of tax more or less than one note would, and crediting everything gives back every tax exactly.
///
/// # Errors
/// `FailedPrecondition` when the invoice asks for nothing; `InvalidInput` unless the amount is above 0 and at most what is
/// left of the total.
pub fn credit(totals: &Totals, before: Money, amount: Money) -> Result<CreditFigures, BillingError> {
    let total = totals.total;
    if total.minor <= 0 {
        return Err(BillingError::refused("The invoice asks for nothing, so nothing can be credited."));
    }
    let left = total.checked_sub(before)?;
    if amount.currency != total.currency || amount.minor <= 0 || amount.minor > left.minor {
        return Err(BillingError::invalid(format!(
            "{amount} cannot be credited: it must be above 0 and at most {left}, what is left of the total."
        )));
    }
    let after = before.checked_add(amount)?;
    let of_all = |part: Money, credited: Money| {
        let exact = Decimal::from(part.minor).checked_mul(Decimal::from(credited.minor))?;
        let whole = exact.div_half_away(Decimal::from(total.minor), 0)?;
        let minor = whole.to_i64().ok_or_else(|| BillingError::invalid("The amount is too large."))?;
        Ok::<_, BillingError>(Money::new(minor, total.currency))
    };
    let now = |part: Money| of_all(part, after)?.checked_sub(of_all(part, before)?);
    let tax = |line: &TaxLine| {
        Ok(TaxLine { rate: line.rate.clone(), base: now(line.base)?, amount: now(line.amount)? })
    };
    let taxes: Vec<TaxLine> = totals.taxes.iter().map(tax).collect::<Result<_, BillingError>>()?;
    let tax = Money::sum(total.currency, taxes.iter().map(|line| line.amount))?;
    Ok(CreditFigures { net: amount.checked_sub(tax)?, taxes, tax, total: amount })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;
    use crate::invoices::totals::totals;
    use crate::tax::TaxRate;
    use proptest::prelude::*;

    fn usd(minor: i64) -> Money {
        Money::new(minor, Currency::USD)
    }

    fn invoice(standard: i64, reduced: i64) -> Totals {
        let rate = |category: &str, percent: &str| TaxRate {
            category: category.into(),
            label: "VAT".into(),
            percent: percent.parse().unwrap(),
        };
        let lines = [("standard", usd(standard)), ("reduced", usd(reduced))];
        totals(Currency::USD, &lines, &[], &[rate("standard", "7"), rate("reduced", "2.5")]).unwrap()
    }

    #[test]
    fn by_hand() {
        // 100.00 + 7.00; a third of it
        let figures = credit(&invoice(10_000, 0), usd(0), usd(3_567)).unwrap();
        assert_eq!((figures.net, figures.tax, figures.total), (usd(3_334), usd(233), usd(3_567)));
    }

    #[test]
    fn nothing_more_than_the_total_is_credited() {
        let totals = invoice(10_000, 0);
        assert!(credit(&totals, usd(0), usd(10_701)).is_err());
        assert!(credit(&totals, usd(10_700), usd(1)).is_err());
        assert!(credit(&totals, usd(0), usd(0)).is_err());
        assert!(credit(&totals, usd(0), Money::new(1, "EUR".parse().unwrap())).is_err());
        assert!(credit(&invoice(0, 0), usd(0), usd(1)).is_err());
    }

    proptest! {
        #[test]
        fn many_notes_give_back_what_one_would(
            standard in 1i64..1_000_000, reduced in 0i64..1_000_000,
            cuts in proptest::collection::vec(1i64..100, 0..8),
        ) {
            let totals = invoice(standard, reduced);
            let mut before = usd(0);
            let mut taxes = vec![0; totals.taxes.len()];
            let mut net = 0;
            let mut parts: Vec<i64> = cuts.iter().map(|cut| totals.total.minor * cut / 1_000).collect();
            parts.push(totals.total.minor - parts.iter().sum::<i64>());
            for part in parts.into_iter().filter(|part| *part > 0) {
                let figures = credit(&totals, before, usd(part)).unwrap();
                prop_assert_eq!(figures.net.checked_add(figures.tax).unwrap(), usd(part));
                for (sum, tax) in taxes.iter_mut().zip(&figures.taxes) {
                    *sum += tax.amount.minor;
                }
                net += figures.net.minor;
                before = before.checked_add(usd(part)).unwrap();
            }
            prop_assert_eq!(before, totals.total);
            prop_assert_eq!(taxes, totals.taxes.iter().map(|tax| tax.amount.minor).collect::<Vec<_>>());
            prop_assert_eq!(net, totals.subtotal.checked_sub(totals.discount).unwrap().minor);
        }
    }
}
