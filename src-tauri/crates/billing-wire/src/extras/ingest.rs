//! Taking in usage: one hourly fact a line, and what became of them.

use crate::numbers::{Integer, QuantityText};
use crate::shape::{Shape, required, required_text, shape};
use crate::times::Timestamp;
use billing_domain::BillingError;
use billing_domain::extras::IngestCounts;
use billing_domain::period::{hour_start, hour_starting};
use billing_domain::usage::{HourlyFact, Series};

/// The media type of the body: one JSON object a line, `\n` between them, empty lines skipped.
pub const NDJSON: &str = "application/x-ndjson";

shape! {
    /// One quantity of one series in one UTC hour.
    pub struct UsageLine {
        /// Where it runs.
        namespace: String,
        /// Which object.
        object: String,
        /// The stable id of the metered kind.
        metric_label: String,
        /// Display text.
        usage_type: String,
        /// Unit of the quantity.
        unit: String,
        /// For containers; else absent or empty.
        deployment: String,
        /// For containers; else absent or empty.
        container: String,
        /// The start of the hour; a time within an hour is refused.
        hour: Timestamp,
        /// Exact, as text; a JSON number is read digit for digit as well.
        quantity: QuantityText,
    }
}

shape! {
    /// What an ingest changed. Every line is in exactly one of `new`, `unchanged`, `restated`.
    pub struct IngestAnswer {
        /// Lines read.
        read: Integer,
        /// Not seen before.
        new: Integer,
        /// The same fact again.
        unchanged: Integer,
        /// A past hour with another quantity: the old one is kept and flagged.
        restated: Integer,
        /// Not taken.
        refused: Integer,
    }
}

impl Shape for UsageLine {
    type Noun = (Series, HourlyFact);

    fn encode((series, fact): &(Series, HourlyFact)) -> Result<Self, BillingError> {
        let filled = |text: &String| (!text.is_empty()).then(|| text.clone());
        Ok(Self {
            namespace: Some(series.namespace.clone()),
            object: Some(series.object.clone()),
            metric_label: Some(series.metric_label.clone()),
            usage_type: Some(series.usage_type.clone()),
            unit: Some(series.unit.clone()),
            deployment: filled(&series.deployment),
            container: filled(&series.container),
            hour: Some(Timestamp(hour_start(fact.hour)?)),
            quantity: Some(QuantityText(fact.quantity)),
            ..Self::default()
        })
    }

    fn decode(self) -> Result<(Series, HourlyFact), BillingError> {
        let series = Series {
            namespace: required_text(self.namespace, "namespace")?,
            object: required_text(self.object, "object")?,
            metric_label: required_text(self.metric_label, "metric_label")?,
            usage_type: required_text(self.usage_type, "usage_type")?,
            unit: required_text(self.unit, "unit")?,
            deployment: self.deployment.unwrap_or_default(),
            container: self.container.unwrap_or_default(),
        };
        let at = required(self.hour, "hour")?.0;
        let hour = hour_starting(at).ok_or_else(|| {
            BillingError::invalid(format!("The field hour, {at}, is not the start of an hour."))
        })?;
        let quantity = required(self.quantity, "quantity")?.0;
        if quantity.is_negative() {
            let message = format!("The field quantity, {quantity}, is less than nothing.");
            return Err(BillingError::invalid(message));
        }
        Ok((series, HourlyFact { hour, quantity }))
    }
}

impl Shape for IngestAnswer {
    type Noun = IngestCounts;

    fn encode(noun: &IngestCounts) -> Result<Self, BillingError> {
        let count = |count: u64| {
            let whole =
                i64::try_from(count).map_err(|_| BillingError::internal("A count is beyond 64 bits."));
            whole.map(|whole| Some(Integer(whole)))
        };
        Ok(Self {
            read: count(noun.new + noun.unchanged + noun.restated + noun.refused)?,
            new: count(noun.new)?,
            unchanged: count(noun.unchanged)?,
            restated: count(noun.restated)?,
            refused: count(noun.refused)?,
            ..Self::default()
        })
    }

    fn decode(self) -> Result<IngestCounts, BillingError> {
        let count = |field: Option<Integer>, name: &str| {
            let Integer(count) = required(field, name)?;
            u64::try_from(count)
                .map_err(|_| BillingError::invalid(format!("The field {name} is less than nothing.")))
        };
        Ok(IngestCounts {
            new: count(self.new, "new")?,
            unchanged: count(self.unchanged, "unchanged")?,
            restated: count(self.restated, "restated")?,
            refused: count(self.refused, "refused")?,
        })
    }
}
