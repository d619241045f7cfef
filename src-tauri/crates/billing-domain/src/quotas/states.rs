//! How near a kind is to its limit: state, percentage, how much is over, and the order of risk.

use super::{InUse, Limit};
use crate::Decimal;
use serde::{Deserialize, Serialize};
use std::cmp::{Ordering, Reverse};

/// Where a kind stands; in order of risk, worst first. The last four never carry a percentage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum QuotaState {
    /// Above the limit: legal, and seen in the field.
    Over,
    /// From the full threshold on, at most the limit.
    Full,
    /// From the near threshold on.
    Near,
    /// Below it.
    Ok,
    /// No limit, by decision.
    Unlimited,
    /// Nobody counts it; not the same as zero.
    NotTracked,
    /// A rate: nothing is used up.
    RateLimit,
    /// No limit was stated.
    NoLimit,
}

impl QuotaState {
    /// All, worst first.
    pub const ALL: [Self; 8] = [
        Self::Over,
        Self::Full,
        Self::Near,
        Self::Ok,
        Self::Unlimited,
        Self::NotTracked,
        Self::RateLimit,
        Self::NoLimit,
    ];

    /// The stable name used in JSON and in the UI.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Over => "over",
            Self::Full => "full",
            Self::Near => "near",
            Self::Ok => "ok",
            Self::Unlimited => "unlimited",
            Self::NotTracked => "not_tracked",
            Self::RateLimit => "rate_limit",
            Self::NoLimit => "no_limit",
        }
    }
}

/// From which percentages on a kind is near and full.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thresholds {
    /// Percent, 80 by default.
    pub near: Decimal,
    /// Percent, 100 by default.
    pub full: Decimal,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { near: Decimal::from_int(80), full: Decimal::from_int(100) }
    }
}

/// Used and limit, when both are figures: only then is there a share.
fn share(limit: Limit, in_use: InUse) -> Option<(Decimal, Decimal)> {
    match (limit, in_use) {
        (Limit::Maximum(limit), InUse::Current(used)) => Some((used, limit)),
        _ => None,
    }
}

/// The state of an object or resource kind. A limit of 0 with nothing used is full: there is no room.
#[must_use]
pub fn state(limit: Limit, in_use: InUse, thresholds: Thresholds) -> QuotaState {
    match (limit, share(limit, in_use)) {
        (Limit::Unlimited, _) => QuotaState::Unlimited,
        (Limit::Missing, _) => QuotaState::NoLimit,
        (_, None) => QuotaState::NotTracked,
        (_, Some((used, limit))) if used > limit => QuotaState::Over,
        (_, Some((used, limit))) if reaches(used, limit, thresholds.full) => QuotaState::Full,
        (_, Some((used, limit))) if reaches(used, limit, thresholds.near) => QuotaState::Near,
        _ => QuotaState::Ok,
    }
}

fn reaches(used: Decimal, limit: Decimal, percent: Decimal) -> bool {
    match (used.checked_mul(Decimal::from_int(100)), limit.checked_mul(percent)) {
        (Ok(used), Ok(limit)) => used >= limit,
        // Beyond 38 digits no percentage tells more than the figures themselves.
        _ => used >= limit,
    }
}

/// Used in percent of the limit, one decimal, half away from zero: `477.4`. None without a share or for a limit of 0.
#[must_use]
pub fn percent_text(limit: Limit, in_use: InUse) -> Option<String> {
    let (used, limit) = share(limit, in_use)?;
    let percent = used.checked_mul(Decimal::from_int(100)).ok()?.div_half_away(limit, 1).ok()?;
    Some(percent.to_text(1))
}

/// What is used beyond the limit; none when it is kept.
#[must_use]
pub fn over_by(limit: Limit, in_use: InUse) -> Option<Decimal> {
    let (used, limit) = share(limit, in_use)?;
    if used > limit { used.checked_sub(limit).ok() } else { None }
}

/// How a bar is drawn, in thousandths of its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bar {
    /// How much of it is filled; whole when over.
    pub fill_permille: u16,
    /// Where the limit's tick stands when over: 2387 of 500 puts it at 209.
    pub tick_permille: Option<u16>,
}

/// The bar of a kind; none without a share.
#[must_use]
pub fn bar(limit: Limit, in_use: InUse) -> Option<Bar> {
    let (used, limit) = share(limit, in_use)?;
    if used > limit {
        return Some(Bar { fill_permille: 1000, tick_permille: Some(permille(limit, used)) });
    }
    Some(Bar { fill_permille: permille(used, limit), tick_permille: None })
}

/// `part` of `whole` in thousandths; a limit of 0 is full with nothing in it.
fn permille(part: Decimal, whole: Decimal) -> u16 {
    let thousand = part.checked_mul(Decimal::from_int(1000));
    let share = thousand.and_then(|part| part.div_half_away(whole, 0)).ok().and_then(Decimal::to_i64);
    u16::try_from(share.unwrap_or(1000).clamp(0, 1000)).unwrap_or(1000)
}

/// What the order of risk looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Risk<'r> {
    /// Where it stands.
    pub state: QuotaState,
    /// The limit.
    pub limit: Limit,
    /// What is used.
    pub in_use: InUse,
    /// Parts kinds that are equally at risk.
    pub name: &'r str,
}

/// Worst first: by state, then by share, then by name.
#[must_use]
pub fn by_risk(left: &Risk<'_>, right: &Risk<'_>) -> Ordering {
    let key = |risk: &Risk<'_>| (risk.state, Reverse(ratio(risk)));
    key(left).cmp(&key(right)).then_with(|| left.name.cmp(right.name))
}

/// Used over limit, to nine decimals; a limit of 0 is the greatest risk of its state.
fn ratio(risk: &Risk<'_>) -> Option<(bool, Decimal)> {
    let (used, limit) = share(risk.limit, risk.in_use)?;
    if limit.is_zero() {
        return Some((true, used));
    }
    used.div_half_away(limit, 9).ok().map(|ratio| (false, ratio))
}

#[cfg(test)]
mod tests;
