//! The answer to quota usage and quota limits.
//!
//! Written in both spellings: `objects`, `resources`, `apis`, and the deprecated twins that clients in the field still
//! read. Read in the new spelling first and in the old one only where the new is absent: never both, or every kind
//! would count twice.

use super::limits::{Entries, Maximum, RateLimit, entries, present};
use crate::numbers::{Integer, Quantity};
use crate::shape::{Shape, shape};
use billing_domain::quotas::{
    ApiQuota, InUse as InUseNoun, Limit, QuotaFigure, QuotaFigures as FiguresNoun, RateLimit as RateNoun,
};
use billing_domain::{BillingError, Decimal};
use std::collections::BTreeMap;

shape! {
    /// One kind of object or resource.
    pub struct Figure {
        /// How much there may be.
        limit: Maximum,
        /// How much there is.
        usage: InUse,
        /// For people.
        display_name: String,
        /// What it is.
        description: String,
    }
}

shape! {
    /// How much there is.
    pub struct InUse = "usageUsageType" | "usageFloatUsageType" {
        /// -1 = not tracked.
        current: Quantity,
        /// Read only: the document's example says so, tenants do not.
        number: Quantity,
    }
}

shape! {
    /// One rate limit, with its names in the new spelling and bare in the old one.
    pub struct ApiFigure {
        /// New spelling.
        api_limit: RateLimit,
        /// For people.
        display_name: String,
        /// What it is.
        description: String,
        /// Old spelling.
        rate: Integer,
        /// Old spelling.
        burst: Integer,
        /// Old spelling.
        unit: String,
    }
}

shape! {
    /// All figures of a tenant.
    pub struct QuotaFigures = "quotaGetResponseType" | "quotaGetQuotaLimitsResponse" {
        /// Counts by snake_case kind.
        objects: Entries<Figure>,
        /// Fractions by kind.
        resources: Entries<Figure>,
        /// Rate limits by RPC name.
        apis: Entries<ApiFigure>,
        /// Old twin of `objects`, by display name.
        quota_usage: Entries<Figure>,
        /// Old twin of `resources`, by display name.
        float_quota_usage: Entries<Figure>,
        /// Old twin of `apis`.
        api_limits: Entries<ApiFigure>,
    }
}

impl Shape for QuotaFigures {
    type Noun = FiguresNoun;

    fn encode(noun: &FiguresNoun) -> Result<Self, BillingError> {
        Ok(Self {
            objects: Some(entries(&noun.objects, figure)),
            resources: Some(entries(&noun.resources, figure)),
            apis: Some(entries(&noun.apis, api_figure)),
            quota_usage: Some(by_display_name(&noun.objects)),
            float_quota_usage: Some(by_display_name(&noun.resources)),
            api_limits: Some(entries(&noun.apis, |api| bare_rate(&api.limit))),
            ..Self::default()
        })
    }

    fn decode(self) -> Result<FiguresNoun, BillingError> {
        Ok(FiguresNoun {
            objects: read_figures(self.objects, self.quota_usage),
            resources: read_figures(self.resources, self.float_quota_usage),
            apis: present(filled_or(self.apis, self.api_limits)).map(read_api).collect(),
        })
    }
}

fn figure(noun: &QuotaFigure) -> Figure {
    let limit = match noun.limit {
        Limit::Unlimited => Some(minus_one()),
        Limit::Maximum(maximum) => Some(Quantity(maximum)),
        Limit::Missing => None,
    };
    let current = match noun.in_use {
        InUseNoun::NotTracked => Some(minus_one()),
        InUseNoun::Current(current) => Some(Quantity(current)),
        InUseNoun::Missing => None,
    };
    Figure {
        limit: limit.map(|maximum| Maximum { maximum: Some(maximum), ..Maximum::default() }),
        usage: current.map(|current| InUse { current: Some(current), ..InUse::default() }),
        display_name: Some(noun.display_name.clone()),
        description: Some(noun.description.clone()),
        ..Figure::default()
    }
}

/// Both sentinels: unlimited, and not tracked.
fn minus_one() -> Quantity {
    Quantity(Decimal::ONE.negated())
}

fn api_figure(noun: &ApiQuota) -> ApiFigure {
    ApiFigure {
        api_limit: Some(RateLimit::of(&noun.limit)),
        display_name: Some(noun.display_name.clone()),
        description: Some(noun.description.clone()),
        ..ApiFigure::default()
    }
}

fn bare_rate(noun: &RateNoun) -> ApiFigure {
    let RateLimit { rate, burst, unit, .. } = RateLimit::of(noun);
    ApiFigure { rate, burst, unit, ..ApiFigure::default() }
}

/// The old twin. A kind without a display name keeps its own.
fn by_display_name(nouns: &BTreeMap<String, QuotaFigure>) -> Entries<Figure> {
    let name = |kind: &String, noun: &QuotaFigure| {
        if noun.display_name.is_empty() { kind.clone() } else { noun.display_name.clone() }
    };
    nouns.iter().map(|(kind, noun)| (name(kind, noun), Some(figure(noun)))).collect()
}

/// The new map unless it is absent or empty, else the old one.
fn filled_or<T>(new: Option<Entries<T>>, old: Option<Entries<T>>) -> Option<Entries<T>> {
    new.filter(|entries| !entries.is_empty()).or(old)
}

fn read_figures(new: Option<Entries<Figure>>, old: Option<Entries<Figure>>) -> BTreeMap<String, QuotaFigure> {
    if new.as_ref().is_some_and(|entries| !entries.is_empty()) {
        return present(new).map(|(kind, entry)| (kind.clone(), read_figure(entry, kind))).collect();
    }
    let mut figures = BTreeMap::new();
    for (name, entry) in present(old) {
        let kind = snake_case(&name);
        // Two names that differ only in spelling stay two kinds.
        let kind = if figures.contains_key(&kind) { name.clone() } else { kind };
        figures.insert(kind, read_figure(entry, name));
    }
    figures
}

/// "Virtual Host" -> "virtual_host": the same kind in both spellings, so that its history is one.
fn snake_case(display_name: &str) -> String {
    display_name.to_lowercase().split_whitespace().collect::<Vec<_>>().join("_")
}

fn read_figure(entry: Figure, name: String) -> QuotaFigure {
    let minus_one = minus_one().0;
    let limit = match entry.limit.and_then(|limit| limit.maximum) {
        Some(Quantity(maximum)) if maximum == minus_one => Limit::Unlimited,
        Some(Quantity(maximum)) => Limit::Maximum(maximum),
        None => Limit::Missing,
    };
    let in_use = match entry.usage.and_then(|usage| usage.current.or(usage.number)) {
        Some(Quantity(current)) if current == minus_one => InUseNoun::NotTracked,
        Some(Quantity(current)) => InUseNoun::Current(current),
        None => InUseNoun::Missing,
    };
    let display_name = entry.display_name.unwrap_or(name);
    QuotaFigure { display_name, description: entry.description.unwrap_or_default(), limit, in_use }
}

fn read_api((name, entry): (String, ApiFigure)) -> (String, ApiQuota) {
    let bare = RateLimit { rate: entry.rate, burst: entry.burst, unit: entry.unit, ..RateLimit::default() };
    let quota = ApiQuota {
        display_name: entry.display_name.unwrap_or_else(|| name.clone()),
        description: entry.description.unwrap_or_default(),
        limit: entry.api_limit.unwrap_or(bare).into_noun(),
    };
    (name, quota)
}
