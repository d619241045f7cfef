//! Every movement of money has legs: where it leaves and where it arrives. They sum to 0 in each currency.

use super::AttemptKind;
use crate::{BillingError, Currency, Money};
use std::collections::BTreeMap;

/// What a buyer owes.
pub const RECEIVABLE: &str = "receivable";

/// Money that came or went past every provider: a bank transfer that a person wrote down.
pub const OUTSIDE: &str = "outside";

/// One end of a movement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leg {
    /// [`RECEIVABLE`], [`OUTSIDE`], or `provider:NAME`.
    pub ledger: String,
    /// Above 0 where it arrives, below 0 where it leaves.
    pub amount: Money,
}

/// The ledger of a provider.
#[must_use]
pub fn of_provider(name: &str) -> String {
    format!("provider:{name}")
}

/// The two legs of a payment or refund of `amount` that goes `through` a ledger.
///
/// # Errors
/// `InvalidInput` when the amount cannot be negated.
pub fn legs_of(kind: AttemptKind, amount: Money, through: &str) -> Result<[Leg; 2], BillingError> {
    let (owed, held) = match kind {
        AttemptKind::Charge => (amount.negated()?, amount),
        AttemptKind::Refund => (amount, amount.negated()?),
    };
    let leg = |ledger: &str, amount| Leg { ledger: ledger.to_owned(), amount };
    Ok([leg(RECEIVABLE, owed), leg(through, held)])
}

/// The invariant: legs of one movement sum to 0 in each currency, and there is something to sum.
///
/// # Errors
/// `Internal`, a defect.
pub fn check(legs: &[Leg]) -> Result<(), BillingError> {
    let mut sums: BTreeMap<Currency, Money> = BTreeMap::new();
    for leg in legs {
        let sum = sums.entry(leg.amount.currency).or_insert(Money::zero(leg.amount.currency));
        *sum = sum.checked_add(leg.amount)?;
    }
    match sums.values().find(|sum| sum.minor != 0) {
        None if !sums.is_empty() => Ok(()),
        None => Err(BillingError::internal("A movement of money has no legs.")),
        Some(left) => {
            Err(BillingError::internal(format!("The legs of a movement of money leave {left} over.")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn usd(minor: i64) -> Money {
        Money::new(minor, Currency::USD)
    }

    #[test]
    fn a_payment_takes_from_what_is_owed() {
        let legs = legs_of(AttemptKind::Charge, usd(500), &of_provider("stripe")).unwrap();
        assert_eq!((legs[0].ledger.as_str(), legs[0].amount), (RECEIVABLE, usd(-500)));
        assert_eq!((legs[1].ledger.as_str(), legs[1].amount), ("provider:stripe", usd(500)));
    }

    #[test]
    fn what_does_not_sum_to_nothing_is_found() {
        let mut legs = legs_of(AttemptKind::Refund, usd(500), OUTSIDE).unwrap().to_vec();
        assert!(check(&legs).is_ok());
        legs[1].amount = usd(-499);
        assert!(check(&legs).is_err(), "a cent is left over");
        legs[1].amount = Money::new(-500, "EUR".parse().unwrap());
        assert!(check(&legs).is_err(), "two currencies never settle each other");
        assert!(check(&[]).is_err(), "money that comes from nowhere");
    }

    proptest! {
        #[test]
        fn legs_always_balance(minor in 1..i64::MAX, refund: bool) {
            let kind = if refund { AttemptKind::Refund } else { AttemptKind::Charge };
            prop_assert!(check(&legs_of(kind, usd(minor), OUTSIDE)?).is_ok());
        }
    }
}
