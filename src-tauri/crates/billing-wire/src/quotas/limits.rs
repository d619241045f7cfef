//! Limits alone: what a plan brings and what a quota object sets. -1 is unlimited, 0 is nothing.

use crate::numbers::{Integer, Quantity};
use crate::shape::{Shape, shape};
use billing_domain::BillingError;
use billing_domain::quotas::{QuotaLimits, RateLimit as RateNoun};
use std::collections::BTreeMap;

/// A map of the public API: an entry may be null, which says nothing.
pub(crate) type Entries<T> = BTreeMap<String, Option<T>>;

shape! {
    /// A limit of a count.
    pub struct WholeMaximum = "quotaLimitType" {
        /// -1 = unlimited.
        maximum: Integer,
    }
}

shape! {
    /// A limit in fractions.
    pub struct Maximum = "quotaFloatLimitType" {
        /// -1 = unlimited.
        maximum: Quantity,
    }
}

shape! {
    /// A rate limit.
    pub struct RateLimit = "quotaRateLimitType" {
        /// Sustained, per unit.
        rate: Integer,
        /// At once.
        burst: Integer,
        /// Word for word.
        unit: String,
    }
}

shape! {
    /// The three families of limits.
    pub struct QuotaSpec = "schemaquotaGetSpecType" | "schemaquotaCreateSpecType" | "schemaquotaReplaceSpecType" | "schemaquotaGlobalSpecType" {
        /// By object kind.
        object_limits: Entries<WholeMaximum>,
        /// By resource.
        resource_limits: Entries<Maximum>,
        /// By RPC name.
        api_limits: Entries<RateLimit>,
        /// By RPC name, at a gateway: plans of tenants carry it, and it is passed on unread.
        apigw_limits: Entries<RateLimit>,
    }
}

impl RateLimit {
    pub(crate) fn of(noun: &RateNoun) -> Self {
        Self {
            rate: Some(Integer(noun.rate)),
            burst: Some(Integer(noun.burst)),
            unit: Some(noun.unit.clone()),
            ..Self::default()
        }
    }

    pub(crate) fn into_noun(self) -> RateNoun {
        RateNoun {
            rate: self.rate.unwrap_or_default().0,
            burst: self.burst.unwrap_or_default().0,
            unit: self.unit.unwrap_or_default(),
        }
    }
}

impl QuotaSpec {
    /// Every entry of a request must say its maximum: guessing 0 or "unlimited" would both do harm.
    pub(crate) fn require_maxima(&self) -> Result<(), BillingError> {
        let whole =
            self.object_limits.iter().flatten().map(|(kind, one)| (kind, has(one, |m| m.maximum.is_some())));
        let parts = self
            .resource_limits
            .iter()
            .flatten()
            .map(|(kind, one)| (kind, has(one, |m| m.maximum.is_some())));
        match whole.chain(parts).find(|(_, said)| !said) {
            Some((kind, _)) => Err(BillingError::invalid(format!("The limit of {kind} has no maximum."))),
            None => Ok(()),
        }
    }
}

fn has<T>(entry: &Option<T>, said: impl Fn(&T) -> bool) -> bool {
    entry.as_ref().is_none_or(said)
}

impl Shape for QuotaSpec {
    type Noun = QuotaLimits;

    fn encode(noun: &QuotaLimits) -> Result<Self, BillingError> {
        let whole =
            |maximum: &i64| WholeMaximum { maximum: Some(Integer(*maximum)), ..WholeMaximum::default() };
        Ok(Self {
            object_limits: Some(entries(&noun.objects, whole)),
            resource_limits: Some(entries(&noun.resources, |maximum| Maximum {
                maximum: Some(Quantity(*maximum)),
                ..Maximum::default()
            })),
            api_limits: Some(entries(&noun.apis, RateLimit::of)),
            ..Self::default()
        })
    }

    /// Entries without a maximum are left out: a tenant that says nothing has said nothing.
    fn decode(self) -> Result<QuotaLimits, BillingError> {
        let whole = present(self.object_limits).filter_map(|(kind, one)| Some((kind, one.maximum?.0)));
        let parts = present(self.resource_limits).filter_map(|(kind, one)| Some((kind, one.maximum?.0)));
        Ok(QuotaLimits {
            objects: whole.collect(),
            resources: parts.collect(),
            apis: present(self.api_limits).map(|(name, one)| (name, one.into_noun())).collect(),
        })
    }
}

/// A map of nouns as entries.
pub(crate) fn entries<N, T>(nouns: &BTreeMap<String, N>, tell: impl Fn(&N) -> T) -> Entries<T> {
    nouns.iter().map(|(key, noun)| (key.clone(), Some(tell(noun)))).collect()
}

/// The entries that are there.
pub(crate) fn present<T>(entries: Option<Entries<T>>) -> impl Iterator<Item = (String, T)> {
    entries.unwrap_or_default().into_iter().filter_map(|(key, entry)| Some((key, entry?)))
}
