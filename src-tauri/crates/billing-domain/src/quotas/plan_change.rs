//! What a change of plan does to the limits, told before it happens.

use super::kinds::{QuotaFamily, QuotaKind};
use super::limits::{EffectiveLimits, effective};
use super::states::over_by;
use super::{InUse, Limit, QuotaLimits, QuotaObject};
use crate::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// One kind whose limit changes, or that would be over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitChange {
    /// Its family: object or resource.
    pub family: QuotaFamily,
    /// Its key.
    pub kind: String,
    /// What is used of it.
    pub in_use: InUse,
    /// The limit now.
    pub before: Limit,
    /// The limit under the new plan; a quota object that sets it goes on to hold.
    pub after: Limit,
    /// What would be used beyond the new limit.
    pub over_by: Option<Decimal>,
}

impl LimitChange {
    /// True when the new limit is the smaller one. One that is not stated any more is no limit.
    #[must_use]
    pub fn is_tighter(&self) -> bool {
        match (self.before, self.after) {
            (Limit::Maximum(before), Limit::Maximum(after)) => after < before,
            (Limit::Unlimited | Limit::Missing, Limit::Maximum(_)) => true,
            (_, Limit::Unlimited | Limit::Missing) => false,
        }
    }
}

/// Kinds whose limit changes or that would be over, by family and kind.
#[must_use]
pub fn limit_changes(
    before: Option<&QuotaLimits>,
    after: &QuotaLimits,
    objects: &[QuotaObject],
    kinds: &[QuotaKind],
) -> Vec<LimitChange> {
    // Which plan it is does not matter here, only what it brings.
    let limits = |plan: Option<&QuotaLimits>| effective(plan.map(|limits| ("", limits)), objects);
    changes_between(&limits(before), &limits(Some(after)), kinds)
}

/// As [`limit_changes`], between any two sets of limits.
#[must_use]
pub fn changes_between(
    before: &EffectiveLimits,
    after: &EffectiveLimits,
    kinds: &[QuotaKind],
) -> Vec<LimitChange> {
    [QuotaFamily::Object, QuotaFamily::Resource]
        .into_iter()
        .flat_map(|family| family_changes(family, before, after, kinds))
        .collect()
}

fn family_changes(
    family: QuotaFamily,
    before: &EffectiveLimits,
    after: &EffectiveLimits,
    kinds: &[QuotaKind],
) -> Vec<LimitChange> {
    let (before, after) = (limits_of(before, family), limits_of(after, family));
    let in_use: BTreeMap<&str, InUse> = kinds
        .iter()
        .filter(|known| known.family == family)
        .map(|known| (known.kind.as_str(), known.in_use))
        .collect();
    let names: BTreeSet<&str> = before.keys().chain(after.keys()).copied().collect();
    let change = |kind: &str| {
        let limit = |limits: &BTreeMap<&str, Limit>| limits.get(kind).copied().unwrap_or(Limit::Missing);
        let in_use = in_use.get(kind).copied().unwrap_or(InUse::Missing);
        let over_by = over_by(limit(&after), in_use);
        LimitChange {
            family,
            kind: kind.to_owned(),
            in_use,
            before: limit(&before),
            after: limit(&after),
            over_by,
        }
    };
    names.into_iter().map(change).filter(|c| c.before != c.after || c.over_by.is_some()).collect()
}

fn limits_of(limits: &EffectiveLimits, family: QuotaFamily) -> BTreeMap<&str, Limit> {
    let held = if family == QuotaFamily::Object { &limits.objects } else { &limits.resources };
    held.iter().map(|(kind, held)| (kind.as_str(), held.limit)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(words: &str) -> QuotaLimits {
        let pair = |word: &str| {
            let (kind, most) = word.split_once('=').unwrap();
            (kind.to_owned(), most.parse().unwrap())
        };
        QuotaLimits { objects: words.split_whitespace().map(pair).collect(), ..QuotaLimits::default() }
    }

    fn kind(kind: &str, used: i64) -> QuotaKind {
        QuotaKind {
            family: QuotaFamily::Object,
            kind: kind.to_owned(),
            display_name: String::new(),
            description: String::new(),
            in_use: InUse::Current(used.into()),
        }
    }

    #[test]
    fn a_smaller_plan_says_what_would_be_over() {
        let kinds = [kind("user", 380), kind("route", 10), kind("crl", 2)];
        let (teams, free) = (limits("user=400 route=500 crl=2"), limits("user=10 route=500"));
        let changes = limit_changes(Some(&teams), &free, &[], &kinds);
        let said: Vec<_> = changes
            .iter()
            .map(|c| format!("{} {:?} -> {:?} over {:?}", c.kind, c.before, c.after, c.over_by))
            .collect();
        assert_eq!(
            said,
            ["crl Maximum(2) -> Missing over None", "user Maximum(400) -> Maximum(10) over Some(370)"]
        );
    }

    #[test]
    fn smaller_is_tighter_and_no_limit_is_the_widest() {
        let seven = Limit::Maximum(7.into());
        let cases = [
            (Limit::Maximum(8.into()), seven, true),
            (seven, seven, false),
            (Limit::Maximum(6.into()), seven, false),
            (Limit::Unlimited, seven, true),
            (Limit::Missing, seven, true),
            (seven, Limit::Unlimited, false),
            (seven, Limit::Missing, false),
        ];
        for (before, after, expected) in cases {
            let change = LimitChange {
                family: QuotaFamily::Object,
                kind: "user".to_owned(),
                in_use: InUse::NotTracked,
                before,
                after,
                over_by: None,
            };
            assert_eq!(change.is_tighter(), expected, "{before:?} to {after:?}");
        }
    }
}
