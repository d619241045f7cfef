//! The kinds a tenant counts, and how limits and figures come together into one answer.

use super::limits::EffectiveLimits;
use super::{ApiQuota, InUse, Limit, QuotaFigure, QuotaFigures};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The three families, told apart everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuotaFamily {
    /// Counts of objects, whole numbers.
    Object,
    /// Resources, fractions.
    Resource,
    /// Rates of an API: there is no "used".
    Api,
}

impl QuotaFamily {
    /// The stable name used in JSON, in the store and in the UI.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Object => "object",
            Self::Resource => "resource",
            Self::Api => "api",
        }
    }
}

/// A kind with its names and what is used of it, as last read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotaKind {
    /// Its family.
    pub family: QuotaFamily,
    /// Its key: snake_case, or the full name of an RPC.
    pub kind: String,
    /// For people.
    pub display_name: String,
    /// What it is.
    pub description: String,
    /// How much there is; an API has none.
    pub in_use: InUse,
}

/// Limits and figures of every kind that has a limit or is counted.
#[must_use]
pub fn with_usage(limits: &EffectiveLimits, kinds: &[QuotaKind]) -> QuotaFigures {
    figures(limits, kinds, true)
}

/// Limits of every kind that has one, named as the kinds are; nothing is said of usage.
#[must_use]
pub fn limits_only(limits: &EffectiveLimits, kinds: &[QuotaKind]) -> QuotaFigures {
    figures(limits, kinds, false)
}

fn figures(limits: &EffectiveLimits, kinds: &[QuotaKind], with_usage: bool) -> QuotaFigures {
    let family = |limited: &BTreeMap<String, _>, family: QuotaFamily| {
        let counted = known(kinds, family);
        let mut names: BTreeSet<&str> = limited.keys().map(String::as_str).collect();
        if with_usage {
            names.extend(counted.keys());
        }
        let figure = |kind: &str| {
            let limit =
                limited.get(kind).map_or(Limit::Missing, |held: &super::limits::Held<Limit>| held.limit);
            figure_of(kind, limit, counted.get(kind).copied(), with_usage)
        };
        names.into_iter().map(|kind| (kind.to_owned(), figure(kind))).collect()
    };
    QuotaFigures {
        objects: family(&limits.objects, QuotaFamily::Object),
        resources: family(&limits.resources, QuotaFamily::Resource),
        apis: apis(limits, kinds),
    }
}

fn figure_of(kind: &str, limit: Limit, known: Option<&QuotaKind>, with_usage: bool) -> QuotaFigure {
    let in_use = known.filter(|_| with_usage).map_or(InUse::Missing, |known| known.in_use);
    QuotaFigure {
        display_name: display_name(kind, known),
        description: known.map(|known| known.description.clone()).unwrap_or_default(),
        limit,
        in_use,
    }
}

fn apis(limits: &EffectiveLimits, kinds: &[QuotaKind]) -> BTreeMap<String, ApiQuota> {
    let known = known(kinds, QuotaFamily::Api);
    let quota = |(rpc, held): (&String, &super::limits::Held<super::RateLimit>)| {
        let names = known.get(rpc.as_str()).copied();
        let description = names.map(|known| known.description.clone()).unwrap_or_default();
        let quota =
            ApiQuota { display_name: display_name(rpc, names), description, limit: held.limit.clone() };
        (rpc.clone(), quota)
    };
    limits.apis.iter().map(quota).collect()
}

fn known(kinds: &[QuotaKind], family: QuotaFamily) -> BTreeMap<&str, &QuotaKind> {
    let own = kinds.iter().filter(|known| known.family == family);
    own.map(|known| (known.kind.as_str(), known)).collect()
}

fn display_name(kind: &str, known: Option<&QuotaKind>) -> String {
    let named = known.map(|known| known.display_name.as_str()).filter(|name| !name.is_empty());
    named.unwrap_or(kind).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Decimal;
    use crate::quotas::QuotaLimits;
    use crate::quotas::limits::effective;

    fn kind(family: QuotaFamily, kind: &str, name: &str, in_use: InUse) -> QuotaKind {
        QuotaKind {
            family,
            kind: kind.to_owned(),
            display_name: name.to_owned(),
            description: String::new(),
            in_use,
        }
    }

    #[test]
    fn every_kind_with_a_limit_or_a_figure_is_there() {
        let mut defaults = QuotaLimits::default();
        defaults.objects.insert("origin_pool".to_owned(), 10);
        let limits = effective(Some(("teams", &defaults)), &[]);
        let twelve = InUse::Current(Decimal::from(12));
        let kinds = [
            kind(QuotaFamily::Object, "origin_pool", "Origin Pool", twelve),
            kind(QuotaFamily::Object, "crl", "", InUse::NotTracked),
            kind(QuotaFamily::Resource, "cpu", "CPU", InUse::Missing),
        ];
        let all = with_usage(&limits, &kinds);
        let pool = &all.objects["origin_pool"];
        assert_eq!((pool.limit, pool.in_use), (Limit::Maximum(Decimal::from(10)), twelve));
        assert_eq!(pool.display_name, "Origin Pool");
        assert_eq!(all.objects["crl"].display_name, "crl", "the kind itself when nothing better is known");
        assert_eq!(all.objects["crl"].limit, Limit::Missing);
        assert!(all.resources.contains_key("cpu"));
        let limits = limits_only(&limits, &kinds);
        assert_eq!(limits.objects.len(), 1, "no limit, no row");
        assert_eq!(limits.objects["origin_pool"].in_use, InUse::Missing);
    }
}
