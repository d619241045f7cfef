//! The key of a usage item's hours: base64 of JSON, opaque to clients, handed back to us as it is.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use billing_domain::period::{Hour, hour_start};
use billing_domain::usage::{HourlyUsage, Series};
use billing_domain::{BillingError, Period};
use billing_store::Reader;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Which series, and which hours of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Breakdown {
    pub(super) series: Series,
    pub(super) range: Period,
}

/// Longer keys are not ours.
const KEY_MAX: usize = 16 << 10;

/// More hours than a century has.
const HOURS_MAX: i64 = 100 * 366 * 24;

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

impl Breakdown {
    /// The key.
    pub(super) fn encode(self) -> String {
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
        // Texts and instants always become JSON.
        STANDARD.encode(serde_json::to_vec(&key).unwrap_or_default())
    }

    /// Reads a key back.
    ///
    /// # Errors
    /// `InvalidInput` for what is no key of ours.
    pub(super) fn decode(key: &str) -> Result<Self, BillingError> {
        let key = key.trim();
        let bytes = if key.len() <= KEY_MAX { STANDARD.decode(key).ok() } else { None };
        let key: Key = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).ok_or_else(foreign)?;
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
        Ok(Self { series, range })
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
