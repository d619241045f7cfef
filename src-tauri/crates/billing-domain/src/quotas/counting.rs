//! Check and count: whether so much more may be taken of a kind, and what its count is afterwards.
//!
//! Five cases are told apart, for none of them is another: a maximum (0 is one), unlimited, no limit stated; a count, not
//! tracked, and nothing said yet.

use super::kinds::QuotaFamily;
use super::{InUse, Limit};
use crate::{BillingError, Decimal, ErrorCode};

/// A kind as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Object or resource.
    pub family: QuotaFamily,
    /// Its key.
    pub kind: String,
    /// The limit that holds.
    pub limit: Limit,
    /// What is used.
    pub in_use: InUse,
}

impl Standing {
    /// What is counted. Nothing said yet is where counting begins: a local book is the one that counts. Not tracked is a
    /// statement of its own, and no 0.
    #[must_use]
    pub const fn counted(&self) -> Option<Decimal> {
        match self.in_use {
            InUse::Current(used) => Some(used),
            InUse::Missing => Some(Decimal::ZERO),
            InUse::NotTracked => None,
        }
    }

    /// True when exactly the limit is used: nothing is wrong, and nothing more fits.
    #[must_use]
    pub fn is_reached(&self) -> bool {
        self.against_maximum().is_some_and(|(used, most)| used == most)
    }

    /// True when more than the limit is used.
    #[must_use]
    pub fn is_exceeded(&self) -> bool {
        self.against_maximum().is_some_and(|(used, most)| used > most)
    }

    /// What still fits; `None` when there is no maximum or no count, 0 when it is reached or exceeded.
    #[must_use]
    pub fn room(&self) -> Option<Decimal> {
        let (used, most) = self.against_maximum()?;
        if used > most { Some(Decimal::ZERO) } else { most.checked_sub(used).ok() }
    }

    /// Whether `amount` more may be taken, and the count afterwards; `None` for a kind that nobody counts.
    ///
    /// # Errors
    /// `InvalidInput` for an amount that cannot be counted; `FailedPrecondition` for a maximum of a kind that is not
    /// tracked; `ResourceExhausted` with kind, used, limit and amount when it does not fit.
    pub fn take(&self, amount: Decimal) -> Result<Option<Decimal>, BillingError> {
        self.check_amount(amount)?;
        let Some(used) = self.counted() else {
            return match self.limit {
                Limit::Unlimited | Limit::Missing => Ok(None),
                Limit::Maximum(most) => Err(BillingError::refused(format!(
                    "{} is not tracked, so nobody can say whether {amount} more fit under its limit of {most}. Have it \
                     counted first; nothing was taken.",
                    self.kind
                ))),
            };
        };
        let after = used.checked_add(amount)?;
        match self.limit {
            Limit::Maximum(most) if after > most => Err(BillingError::new(
                ErrorCode::ResourceExhausted,
                format!(
                    "{}: {used} of {most} are used, so {amount} more do not fit. Raise the limit, give something back, \
                     or take at most {}; nothing was taken.",
                    self.kind,
                    self.room().unwrap_or(Decimal::ZERO)
                ),
            )),
            _ => Ok(Some(after)),
        }
    }

    /// The count after `amount` is given back; `None` for a kind that nobody counts. A limit does not matter here: what is
    /// beyond it may always be given back.
    ///
    /// # Errors
    /// `InvalidInput` for an amount that cannot be counted; `FailedPrecondition` for more than is used.
    pub fn give_back(&self, amount: Decimal) -> Result<Option<Decimal>, BillingError> {
        self.check_amount(amount)?;
        let Some(used) = self.counted() else { return Ok(None) };
        if amount > used {
            return Err(BillingError::refused(format!(
                "{}: only {used} are used, so {amount} cannot be given back; nothing was changed.",
                self.kind
            )));
        }
        Ok(Some(used.checked_sub(amount)?))
    }

    fn against_maximum(&self) -> Option<(Decimal, Decimal)> {
        match self.limit {
            Limit::Maximum(most) => Some((self.counted()?, most)),
            Limit::Unlimited | Limit::Missing => None,
        }
    }

    /// Objects are counted whole, resources in fractions; a rate is not used up at all.
    fn check_amount(&self, amount: Decimal) -> Result<(), BillingError> {
        if self.family == QuotaFamily::Api {
            return Err(BillingError::invalid(format!(
                "{} is a rate of an API: it has a rate, a burst and a unit, and nothing of it is used up.",
                self.kind
            )));
        }
        if amount <= Decimal::ZERO {
            return Err(BillingError::invalid(format!(
                "{amount} of {} cannot be taken or given back: say how many, above 0.",
                self.kind
            )));
        }
        if self.family == QuotaFamily::Object && amount.to_i64().is_none() {
            return Err(BillingError::invalid(format!(
                "{} counts whole objects, so {amount} of it is no amount.",
                self.kind
            )));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(limit: Limit, in_use: InUse) -> Standing {
        Standing { family: QuotaFamily::Object, kind: "user".to_owned(), limit, in_use }
    }

    fn whole(most: i64) -> Limit {
        Limit::Maximum(most.into())
    }

    fn used(count: i64) -> InUse {
        InUse::Current(count.into())
    }

    /// `=5` a new count, `-` nothing counted, else the code of the refusal.
    fn taken(limit: Limit, in_use: InUse, amount: i64) -> String {
        match standing(limit, in_use).take(amount.into()) {
            Ok(Some(after)) => format!("={after}"),
            Ok(None) => "-".to_owned(),
            Err(error) => error.code.to_string(),
        }
    }

    #[test]
    fn every_limit_with_every_use_is_a_case_of_its_own() {
        let cases = [
            (whole(5), used(4), "=5"),
            (whole(5), used(5), "resource_exhausted"),
            (whole(5), used(9), "resource_exhausted"),
            (whole(0), used(0), "resource_exhausted"),
            (whole(0), InUse::Missing, "resource_exhausted"),
            (whole(5), InUse::Missing, "=1"),
            (whole(5), InUse::NotTracked, "failed_precondition"),
            (Limit::Unlimited, used(9), "=10"),
            (Limit::Unlimited, InUse::Missing, "=1"),
            (Limit::Unlimited, InUse::NotTracked, "-"),
            (Limit::Missing, used(9), "=10"),
            (Limit::Missing, InUse::NotTracked, "-"),
        ];
        for (limit, in_use, expected) in cases {
            assert_eq!(taken(limit, in_use, 1), expected, "{limit:?} {in_use:?}");
        }
    }

    #[test]
    fn a_refusal_names_kind_used_limit_and_what_was_asked_for() {
        let refused = standing(whole(500), used(497)).take(4.into()).unwrap_err();
        for word in ["user", "497", "500", "4 more", "at most 3"] {
            assert!(refused.message.contains(word), "{}", refused.message);
        }
    }

    #[test]
    fn reached_and_exceeded_are_two_states() {
        let told = |limit, in_use| {
            let standing = standing(limit, in_use);
            (standing.is_reached(), standing.is_exceeded(), standing.room().map(|room| room.to_string()))
        };
        assert_eq!(told(whole(5), used(5)), (true, false, Some("0".to_owned())));
        assert_eq!(told(whole(5), used(6)), (false, true, Some("0".to_owned())));
        assert_eq!(told(whole(5), used(3)), (false, false, Some("2".to_owned())));
        assert_eq!(told(whole(0), used(0)), (true, false, Some("0".to_owned())));
        assert_eq!(told(Limit::Unlimited, used(9)), (false, false, None));
        assert_eq!(told(whole(5), InUse::NotTracked), (false, false, None));
    }

    #[test]
    fn only_what_is_used_is_given_back_and_only_what_can_be_counted_is_taken() {
        let over = standing(whole(5), used(9));
        assert_eq!(over.give_back(4.into()), Ok(Some(5.into())));
        assert_eq!(over.give_back(10.into()).unwrap_err().code, ErrorCode::FailedPrecondition);
        assert_eq!(standing(whole(5), InUse::NotTracked).give_back(1.into()), Ok(None));
        for amount in ["0", "-1", "1.5"] {
            let refused = over.take(amount.parse().unwrap()).unwrap_err();
            assert_eq!(refused.code, ErrorCode::InvalidInput, "{amount}");
        }
        let cpu = Standing { family: QuotaFamily::Resource, ..standing(whole(8), InUse::Current(7.into())) };
        assert_eq!(cpu.take("0.25".parse().unwrap()), Ok(Some("7.25".parse().unwrap())));
        let api = Standing { family: QuotaFamily::Api, ..over };
        assert_eq!(api.take(1.into()).unwrap_err().code, ErrorCode::InvalidInput);
    }
}
