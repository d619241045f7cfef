//! Why a line differs, and how much of the difference each cause makes.

use crate::{BillingError, Money};

/// Why an amount is another one now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// Hours of the period came again with another quantity after the invoice was issued.
    HoursRestated {
        /// How many.
        hours: u64,
    },
    /// Usage that is held now is missing on the invoice: it came late.
    MissingHours {
        /// How many hours came after it was issued; 0 when that is not known.
        hours: u64,
    },
    /// The invoice bills more than is held here.
    HoursNotHeld,
    /// Another price version is in force for the period now.
    PriceVersion {
        /// The one it was billed with.
        billed: Option<u32>,
        /// The one in force.
        now: Option<u32>,
    },
    /// Our own amount, rounded by another rule than half away from zero, or more than once.
    Rounding,
    /// The provider rounds otherwise: prices, quantities or steps before the amount.
    ProviderRounding,
    /// A fee over another part of its period, or a part that was not counted in seconds.
    Proration,
    /// Another fee was agreed, or the plan or add-on is another one.
    Terms,
    /// Coupons: other ones, another order, or not applied as they say.
    Coupon,
    /// Tax: another rate, or not taken as the rate says.
    Tax,
    /// Set by hand, or by a rule that we do not know.
    Manual,
    /// The line is on the invoice and nothing known asks for it.
    OnlyOnInvoice,
    /// The line is not on the invoice, and why is not known.
    NotOnInvoice,
    /// What stands above moved it.
    Follows,
}

/// A cause, and what it makes of the difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// Why.
    pub cause: Cause,
    /// How much: above 0 when the invoice asks for too little. 0 for a quantity that moved no cent.
    pub amount: Money,
}

impl Cause {
    /// The stable name in JSON.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::HoursRestated { .. } => "hours_restated",
            Self::MissingHours { .. } => "missing_hours",
            Self::HoursNotHeld => "hours_not_held",
            Self::PriceVersion { .. } => "price_version",
            Self::Rounding => "rounding",
            Self::ProviderRounding => "provider_rounding",
            Self::Proration => "proration",
            Self::Terms => "terms",
            Self::Coupon => "coupon",
            Self::Tax => "tax",
            Self::Manual => "manual",
            Self::OnlyOnInvoice => "only_on_invoice",
            Self::NotOnInvoice => "not_on_invoice",
            Self::Follows => "follows",
        }
    }

    /// True when usage that came or changed later is behind it: what may be put right on the next invoice.
    #[must_use]
    pub const fn is_usage(&self) -> bool {
        matches!(self, Self::HoursRestated { .. } | Self::MissingHours { .. })
    }
}

/// Joins shares of one cause and drops those of nothing, but never the last.
pub(super) fn join(shares: &mut Vec<Share>) -> Result<(), BillingError> {
    let mut joined: Vec<Share> = Vec::new();
    for share in shares.drain(..) {
        match joined.iter_mut().find(|known| known.cause == share.cause) {
            Some(known) => known.amount = known.amount.checked_add(share.amount)?,
            None => joined.push(share),
        }
    }
    let first = joined.first().cloned();
    joined.retain(|share| share.amount.minor != 0);
    if joined.is_empty() {
        joined.extend(first);
    }
    *shares = joined;
    Ok(())
}
