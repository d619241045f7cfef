//! The query for a usage item's hours: base64 of JSON, opaque to clients, handed back to us as it is.
//!
//! It carries a seal (HMAC-SHA256, keyed from the account's own uid), so that a query that was changed on the way, or
//! that another account made, is told from one of ours before anything is looked up.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use billing_domain::period::{Hour, hour_start};
use billing_domain::usage::{HourlyUsage, Series};
use billing_domain::{BillingError, Period};
use billing_store::Reader;
use chrono::{DateTime, Utc};
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

/// Which series, and which hours of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Breakdown {
    pub(super) series: Series,
    pub(super) range: Period,
}

/// Longer queries are not ours.
const KEY_MAX: usize = 16 << 10;

/// More hours than a century has.
const HOURS_MAX: i64 = 100 * 366 * 24;

/// Keeps seals of this kind apart from whatever else may one day be sealed with the same uid.
const PURPOSE: &[u8] = b"counterfoil hourly breakdown 1\n";

/// What seals the queries of one account.
#[derive(Clone)]
pub(super) struct Seal(Hmac<Sha256>);

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Key {
    namespace: String,
    object: String,
    metric_label: String,
    usage_type: String,
    unit: String,
    deployment: String,
    container: String,
    start: DateTime<Utc>,
    end: DateTime<Utc>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sealed {
    key: Key,
    seal: String,
}

impl Seal {
    /// The seal of the account that a book holds.
    pub(super) fn of(book: &Reader<'_>) -> Result<Self, BillingError> {
        let uid = book.account()?.map(|account| account.uid).unwrap_or_default();
        // A key of any length will do: HMAC folds long ones.
        let mac = <Hmac<Sha256> as Mac>::new_from_slice(uid.as_bytes());
        mac.map(Self).map_err(|_| BillingError::internal("The account's uid cannot seal a query."))
    }

    fn stamp(&self, key: &Key) -> String {
        STANDARD.encode(self.over(key).finalize().into_bytes())
    }

    /// Compared in constant time.
    fn fits(&self, key: &Key, stamp: &str) -> bool {
        STANDARD.decode(stamp).is_ok_and(|stamp| self.over(key).verify_slice(&stamp).is_ok())
    }

    fn over(&self, key: &Key) -> Hmac<Sha256> {
        let mut mac = self.0.clone();
        mac.update(PURPOSE);
        mac.update(&to_json(key));
        mac
    }
}

/// Texts and instants always become JSON.
fn to_json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

fn sealed(key: Key, seal: &Seal) -> String {
    let stamp = seal.stamp(&key);
    STANDARD.encode(to_json(&Sealed { key, seal: stamp }))
}

impl Breakdown {
    /// The query.
    pub(super) fn encode(self, seal: &Seal) -> String {
        let Self { series, range } = self;
        let key = Key {
            namespace: series.namespace,
            object: series.object,
            metric_label: series.metric_label,
            usage_type: series.usage_type,
            unit: series.unit,
            deployment: series.deployment,
            container: series.container,
            start: range.start,
            end: range.end,
        };
        sealed(key, seal)
    }

    /// Reads a query back.
    ///
    /// # Errors
    /// `InvalidInput` for what is no query of ours, letter for letter.
    pub(super) fn decode(query: &str, seal: &Seal) -> Result<Self, BillingError> {
        let query = query.trim();
        let bytes = if query.len() <= KEY_MAX { STANDARD.decode(query).ok() } else { None };
        let read = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let Sealed { key, seal: stamp } = read.ok_or_else(foreign)?;
        if !seal.fits(&key, &stamp) {
            return Err(foreign());
        }
        let range = Period::new(key.start, key.end).map_err(|_| foreign())?;
        if range.seconds() / 3_600 > HOURS_MAX {
            return Err(foreign());
        }
        let series = Series {
            namespace: key.namespace,
            object: key.object,
            metric_label: key.metric_label,
            usage_type: key.usage_type,
            unit: key.unit,
            deployment: key.deployment,
            container: key.container,
        };
        let breakdown = Self { series, range };
        // Blanks between the fields would pass the seal: what we made has none.
        if breakdown.clone().encode(seal) == query { Ok(breakdown) } else { Err(foreign()) }
    }

    /// The hours with a fact, oldest first.
    ///
    /// # Errors
    /// `InvalidInput` for a series that this tenant does not have.
    pub(super) fn hours(&self, book: &Reader<'_>) -> Result<Vec<HourlyUsage>, BillingError> {
        let id = book.series_id(&self.series)?.ok_or_else(foreign)?;
        let mut facts = Vec::new();
        book.each_hour(id, crate::reports::hours_in(Some(self.range.start), Some(self.range.end)), |fact| {
            facts.push(fact);
            Ok(())
        })?;
        let hour = |fact: billing_store::usage::Fact| {
            let hour = Hour::from(fact.hour());
            Ok(HourlyUsage {
                period: Period::new(hour_start(hour)?, hour_start(hour + 1)?)?,
                quantity: fact.quantity()?,
                unit: self.series.unit.clone(),
                deployment: self.series.deployment.clone(),
                container: self.series.container.clone(),
            })
        };
        facts.into_iter().map(hour).collect()
    }
}

fn foreign() -> BillingError {
    BillingError::invalid(
        "The hourly breakdown query is not one that this tenant has made. Ask for the usage details again and hand \
         back its query as it is.",
    )
}
