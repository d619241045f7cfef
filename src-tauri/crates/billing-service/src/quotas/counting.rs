//! Check and count, in one transaction: so that two who ask at once never take more than the limit, and no count is lost.

use crate::LocalBackend;
use crate::local::blocking;
use crate::local::plans::progress::catch_up;
use crate::local::quotas::effective_limits;
use crate::local::trail::Trail;
use billing_domain::quotas::counting::Standing;
use billing_domain::quotas::kinds::QuotaFamily;
use billing_domain::quotas::limits::LimitSource;
use billing_domain::quotas::{InUse, Limit, RateLimit, drafts};
use billing_domain::{BillingError, Decimal};
use billing_store::{Reader, Writer};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A kind as it stands, with its name and where its limit comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedQuota {
    /// For people; the kind itself when nothing better is known.
    pub display_name: String,
    /// Family, kind, limit and use.
    pub standing: Standing,
    /// The plan or the quota object that sets the limit.
    pub source: Option<LimitSource>,
    /// Rate, burst and unit of an API: shown, never counted.
    pub rate: Option<RateLimit>,
}

impl LocalBackend {
    /// How a kind stands, and whether `amount` more would fit; nothing is taken. `family` parts kinds that are called
    /// the same.
    ///
    /// # Errors
    /// `NotFound` for a kind that has neither limit nor count; as [`Standing::take`] for an amount that does not fit.
    pub async fn check_quota(
        &self,
        family: Option<QuotaFamily>,
        kind: &str,
        amount: Option<Decimal>,
    ) -> Result<CountedQuota, BillingError> {
        let kind = kind.to_owned();
        self.read_current(move |book| {
            let found = find(book, family, &kind)?;
            if let Some(amount) = amount {
                found.standing.take(whole(&found.standing, amount))?;
            }
            Ok(found)
        })
        .await
    }

    /// Takes `amount` of a kind: the limit that holds now is looked up, the count compared and raised, all in one
    /// transaction. Answers how the kind stands afterwards.
    ///
    /// # Errors
    /// As [`LocalBackend::check_quota`]; nothing is taken then.
    pub async fn take_quota(
        &self,
        family: Option<QuotaFamily>,
        kind: &str,
        amount: Decimal,
    ) -> Result<CountedQuota, BillingError> {
        self.count_quota(family, kind, amount, "quota.take", Standing::take).await
    }

    /// Gives `amount` of a kind back. Answers how the kind stands afterwards.
    ///
    /// # Errors
    /// `NotFound`; as [`Standing::give_back`].
    pub async fn give_quota_back(
        &self,
        family: Option<QuotaFamily>,
        kind: &str,
        amount: Decimal,
    ) -> Result<CountedQuota, BillingError> {
        self.count_quota(family, kind, amount, "quota.give_back", Standing::give_back).await
    }

    async fn count_quota(
        &self,
        family: Option<QuotaFamily>,
        kind: &str,
        amount: Decimal,
        action: &'static str,
        rule: fn(&Standing, Decimal) -> Result<Option<Decimal>, BillingError>,
    ) -> Result<CountedQuota, BillingError> {
        let (store, kind, trail) = (Arc::clone(self.store()), kind.to_owned(), self.trail());
        blocking(move || {
            // The limit of the plan that is held by now.
            catch_up(&store, &trail)?;
            store.write(move |tx| {
                let found = find(tx, family, &kind)?;
                let amount = whole(&found.standing, amount);
                let after = rule(&found.standing, amount)?;
                count(tx, found, after, action, &trail)
            })
        })
        .await
    }
}

fn count(
    tx: &Writer<'_>,
    mut found: CountedQuota,
    after: Option<Decimal>,
    action: &str,
    trail: &Trail,
) -> Result<CountedQuota, BillingError> {
    let Some(after) = after else { return Ok(found) };
    let (family, kind) = (found.standing.family, found.standing.kind.clone());
    tx.set_quota_count(family, &kind, after, trail.at)?;
    let before = found.standing.counted().map(|used| used.to_string());
    trail.write(tx, action, &kind, before, Some(after.to_string()))?;
    found.standing.in_use = InUse::Current(after);
    super::keep_reading(tx, family, &kind, found.standing.in_use, found.standing.limit, trail.at)?;
    Ok(found)
}

/// A whole number of objects is written without decimals; what is no whole number is left for the rule to refuse.
fn whole(standing: &Standing, amount: Decimal) -> Decimal {
    let object = standing.family == QuotaFamily::Object;
    amount.to_i64().filter(|_| object).map_or(amount, Decimal::from)
}

/// The kind of that name, in whichever family it is known.
fn find(book: &Reader<'_>, family: Option<QuotaFamily>, kind: &str) -> Result<CountedQuota, BillingError> {
    drafts::check_key(kind)?;
    let (limits, kinds) = (effective_limits(book)?, book.quota_kinds()?);
    let limited = [
        (QuotaFamily::Object, limits.objects.contains_key(kind)),
        (QuotaFamily::Resource, limits.resources.contains_key(kind)),
        (QuotaFamily::Api, limits.apis.contains_key(kind)),
    ];
    let mut known: BTreeSet<QuotaFamily> =
        limited.into_iter().filter(|(_, limited)| *limited).map(|(family, _)| family).collect();
    known.extend(kinds.iter().filter(|known| known.kind == kind).map(|known| known.family));
    known.retain(|known| family.is_none_or(|family| family == *known));
    let mut known = known.into_iter();
    let (Some(family), another) = (known.next(), known.next()) else {
        return Err(BillingError::not_found(format!(
            "No quota is called {kind:?}: no limit holds for it and nothing of it was counted."
        )));
    };
    if let Some(another) = another {
        return Err(BillingError::invalid(format!(
            "{kind} is an {} and a {}; say which family is meant.",
            family.as_str(),
            another.as_str()
        )));
    }
    let held = match family {
        QuotaFamily::Object => limits.objects.get(kind),
        QuotaFamily::Resource => limits.resources.get(kind),
        QuotaFamily::Api => None,
    };
    let rate = limits.apis.get(kind).filter(|_| family == QuotaFamily::Api);
    let counted = kinds.into_iter().find(|known| known.family == family && known.kind == kind);
    let named = counted.as_ref().map(|known| known.display_name.clone()).filter(|name| !name.is_empty());
    Ok(CountedQuota {
        display_name: named.unwrap_or_else(|| kind.to_owned()),
        standing: Standing {
            family,
            kind: kind.to_owned(),
            limit: held.map_or(Limit::Missing, |held| held.limit),
            in_use: counted.map_or(InUse::Missing, |known| known.in_use),
        },
        source: held.map(|held| held.source.clone()).or_else(|| Some(rate?.source.clone())),
        rate: rate.map(|held| held.limit.clone()),
    })
}
