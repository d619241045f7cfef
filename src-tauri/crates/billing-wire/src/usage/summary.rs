//! The usage summary: raw value and billing value of each usage type, told as strings.

use crate::numbers::{Quantity, QuantityText};
use crate::shape::{Shape, decode_all, encode_all, required, shape};
use crate::times;
use billing_domain::BillingError;
use billing_domain::usage::UsageSummary as Noun;

shape! {
    /// One line.
    pub struct UsageSummary = "billingUsageSummaryItem" {
        /// For people.
        name: String,
        /// Such as `App Stack`.
        service: String,
        /// As metered.
        usage_metric_data: UsageMetric,
        /// Divided by the division factor.
        billing_metric_data: BillingMetric,
    }
}

shape! {
    /// As metered.
    pub struct UsageMetric = "billingUsageMetricData" {
        /// Unit of the value.
        unit: String,
        /// The value and when it was read.
        metric_value: MetricValue,
    }
}

shape! {
    /// A value and when it was read.
    pub struct MetricValue = "schemabillingMetricValue" {
        /// Unix seconds.
        timestamp: Quantity,
        /// The value.
        value: QuantityText,
    }
}

shape! {
    /// Divided by the division factor.
    pub struct BillingMetric = "billingBillingMetricData" {
        /// Unit of the value.
        unit: String,
        /// The value.
        value: QuantityText,
    }
}

shape! {
    /// The answer to the usage summary.
    pub struct UsageSummaryList = "billingBillingUsageSummaryResponse" {
        /// One per usage type.
        usage_summary_items: Vec<UsageSummary>,
    }
}

impl Shape for UsageSummary {
    type Noun = Noun;

    fn encode(noun: &Noun) -> Result<Self, BillingError> {
        let metric_value = MetricValue {
            timestamp: Some(Quantity(times::to_unix(noun.at)?)),
            value: Some(QuantityText(noun.usage)),
            ..MetricValue::default()
        };
        let usage = UsageMetric {
            unit: Some(noun.usage_unit.clone()),
            metric_value: Some(metric_value),
            ..UsageMetric::default()
        };
        let billing = BillingMetric {
            unit: Some(noun.billing_unit.clone()),
            value: Some(QuantityText(noun.billing)),
            ..BillingMetric::default()
        };
        Ok(Self {
            name: Some(noun.name.clone()),
            service: Some(noun.service.clone()),
            usage_metric_data: Some(usage),
            billing_metric_data: Some(billing),
            ..Self::default()
        })
    }

    fn decode(self) -> Result<Noun, BillingError> {
        let usage = self.usage_metric_data.unwrap_or_default();
        let billing = self.billing_metric_data.unwrap_or_default();
        let value = required(usage.metric_value, "metric_value")?;
        Ok(Noun {
            name: self.name.unwrap_or_default(),
            service: self.service.unwrap_or_default(),
            usage: required(value.value, "metric_value.value")?.0,
            usage_unit: usage.unit.unwrap_or_default(),
            at: times::from_unix(required(value.timestamp, "metric_value.timestamp")?.0)?,
            billing: required(billing.value, "billing_metric_data.value")?.0,
            billing_unit: billing.unit.unwrap_or_default(),
        })
    }
}

impl Shape for UsageSummaryList {
    type Noun = Vec<Noun>;

    fn encode(noun: &Vec<Noun>) -> Result<Self, BillingError> {
        Ok(Self { usage_summary_items: Some(encode_all(noun)?), ..Self::default() })
    }

    fn decode(self) -> Result<Vec<Noun>, BillingError> {
        decode_all(self.usage_summary_items)
    }
}
