//! Which limit holds for a kind: a quota object's, else the default of the plan.

use super::{Limit, QuotaFigure, QuotaFigures, QuotaLimits, QuotaObject, RateLimit};
use crate::Decimal;
use std::collections::BTreeMap;

/// Where a limit comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LimitSource {
    /// The default of the plan of that key.
    Plan(String),
    /// A quota object.
    Object {
        /// Its namespace.
        namespace: String,
        /// Its name.
        name: String,
    },
    /// A remote tenant's own word, which neither its plan nor an object explains.
    Tenant,
}

/// A limit and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held<L> {
    /// The limit.
    pub limit: L,
    /// Its source.
    pub source: LimitSource,
}

/// The limit of every kind that has one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EffectiveLimits {
    /// By object kind.
    pub objects: BTreeMap<String, Held<Limit>>,
    /// By resource.
    pub resources: BTreeMap<String, Held<Limit>>,
    /// By RPC name.
    pub apis: BTreeMap<String, Held<RateLimit>>,
}

/// The limits that hold: `plan` is the key of the plan that is held and its defaults.
///
/// Decided: a disabled object sets nothing; of several objects that set one kind, the one changed last wins.
#[must_use]
pub fn effective(plan: Option<(&str, &QuotaLimits)>, objects: &[QuotaObject]) -> EffectiveLimits {
    let mut held = EffectiveLimits::default();
    if let Some((name, defaults)) = plan {
        lay_over(&mut held, defaults, &LimitSource::Plan(name.to_owned()));
    }
    let mut acting: Vec<_> = objects.iter().filter(|object| !object.metadata.disable).collect();
    acting.sort_by_key(|object| {
        let changed = object.modified_at.unwrap_or(object.created_at);
        (changed, object.metadata.namespace.as_str(), object.metadata.name.as_str())
    });
    for object in acting {
        let source = LimitSource::Object {
            namespace: object.metadata.namespace.clone(),
            name: object.metadata.name.clone(),
        };
        lay_over(&mut held, &object.limits, &source);
    }
    held
}

fn lay_over(held: &mut EffectiveLimits, limits: &QuotaLimits, source: &LimitSource) {
    let from = |limit| Held { limit, source: source.clone() };
    let counts = limits.objects.iter().map(|(kind, most)| (kind, Decimal::from(*most)));
    held.objects.extend(counts.map(|(kind, most)| (kind.clone(), from(limit_of(most)))));
    let shares = limits.resources.iter();
    held.resources.extend(shares.map(|(kind, most)| (kind.clone(), from(limit_of(*most)))));
    let rates = limits.apis.iter();
    held.apis
        .extend(rates.map(|(rpc, rate)| (rpc.clone(), Held { limit: rate.clone(), source: source.clone() })));
}

/// A remote tenant's own figures as limits. Where a plan or an object explains one, that is its source.
#[must_use]
pub fn told_by_tenant(told: &QuotaFigures, computed: &EffectiveLimits) -> EffectiveLimits {
    let limits = |told: &BTreeMap<String, QuotaFigure>, computed: &BTreeMap<String, Held<Limit>>| {
        let said = told.iter().filter(|(_, figure)| figure.limit != Limit::Missing);
        said.map(|(kind, figure)| (kind.clone(), explained(figure.limit, computed.get(kind)))).collect()
    };
    let rates = told.apis.iter();
    EffectiveLimits {
        objects: limits(&told.objects, &computed.objects),
        resources: limits(&told.resources, &computed.resources),
        apis: rates
            .map(|(rpc, api)| (rpc.clone(), explained(api.limit.clone(), computed.apis.get(rpc))))
            .collect(),
    }
}

fn explained<L: PartialEq>(limit: L, computed: Option<&Held<L>>) -> Held<L> {
    let source = computed.filter(|held| held.limit == limit).map(|held| held.source.clone());
    Held { limit, source: source.unwrap_or(LimitSource::Tenant) }
}

/// -1 is unlimited; anything else is a maximum.
#[must_use]
pub fn limit_of(maximum: Decimal) -> Limit {
    if maximum == Decimal::from(-1) { Limit::Unlimited } else { Limit::Maximum(maximum) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quotas::ObjectMeta;
    use chrono::DateTime;

    fn limits(words: &str) -> QuotaLimits {
        let pair = |word: &str| {
            let (kind, most) = word.split_once('=').unwrap();
            (kind.to_owned(), most.parse().unwrap())
        };
        QuotaLimits { objects: words.split_whitespace().map(pair).collect(), ..QuotaLimits::default() }
    }

    fn object(name: &str, changed: i64, words: &str) -> QuotaObject {
        QuotaObject {
            metadata: ObjectMeta {
                name: name.to_owned(),
                namespace: "system".to_owned(),
                ..ObjectMeta::default()
            },
            uid: name.to_owned(),
            created_at: DateTime::UNIX_EPOCH,
            modified_at: DateTime::from_timestamp(changed, 0),
            creator: "n.srisuk".to_owned(),
            limits: limits(words),
        }
    }

    fn said(held: &EffectiveLimits) -> String {
        let word = |(kind, held): (&String, &Held<Limit>)| {
            let limit = match held.limit {
                Limit::Unlimited => "unlimited".to_owned(),
                Limit::Maximum(most) => most.to_string(),
                Limit::Missing => "?".to_owned(),
            };
            match &held.source {
                LimitSource::Plan(plan) => format!("{kind}={limit} by plan {plan}"),
                LimitSource::Object { name, .. } => format!("{kind}={limit} by {name}"),
                LimitSource::Tenant => format!("{kind}={limit} by the tenant"),
            }
        };
        held.objects.iter().map(word).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn an_object_beats_the_plan_and_the_last_change_beats_the_rest() {
        let defaults = limits("crl=2 user=400 route=0 endpoint=-1");
        let objects =
            [object("b", 20, "user=500"), object("a", 30, "user=450 crl=-1"), object("c", 10, "user=9")];
        assert_eq!(
            said(&effective(Some(("teams", &defaults)), &objects)),
            "crl=unlimited by a, endpoint=unlimited by plan teams, route=0 by plan teams, user=450 by a"
        );
        assert_eq!(said(&effective(None, &objects[..1])), "user=500 by b");
    }

    #[test]
    fn a_disabled_object_sets_nothing() {
        let mut off = object("a", 30, "user=450");
        off.metadata.disable = true;
        assert_eq!(said(&effective(Some(("teams", &limits("user=400"))), &[off])), "user=400 by plan teams");
    }

    #[test]
    fn a_tenants_word_holds_and_is_explained_where_it_can_be() {
        let figure = |limit| QuotaFigure {
            display_name: String::new(),
            description: String::new(),
            limit,
            in_use: super::super::InUse::Missing,
        };
        let told = QuotaFigures {
            objects: [
                ("crl".to_owned(), figure(Limit::Maximum(Decimal::from(5)))),
                ("user".to_owned(), figure(Limit::Maximum(Decimal::from(7)))),
                ("site".to_owned(), figure(Limit::Missing)),
            ]
            .into(),
            ..QuotaFigures::default()
        };
        let defaults = QuotaLimits {
            objects: [("crl".to_owned(), 5), ("user".to_owned(), 5), ("gone".to_owned(), 1)].into(),
            ..QuotaLimits::default()
        };
        let held = told_by_tenant(&told, &effective(Some(("teams", &defaults)), &[]));
        let sources: Vec<_> =
            held.objects.iter().map(|(kind, held)| (kind.as_str(), held.source.clone())).collect();
        assert_eq!(
            sources,
            [("crl", LimitSource::Plan("teams".to_owned())), ("user", LimitSource::Tenant)],
            "what it does not limit has no limit, whatever was computed"
        );
    }
}
