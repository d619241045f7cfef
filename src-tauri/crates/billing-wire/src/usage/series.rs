//! Aggregated usage: one line per series, and the hours behind it.

use crate::numbers::Quantity;
use crate::shape::{Shape, decode_all, encode_all, filled, shape};
use crate::times::{self, Timestamp};
use billing_domain::BillingError;
use billing_domain::usage::{HourlyUsage as HourNoun, Series, UsageItem as ItemNoun};

shape! {
    /// One series over a period.
    pub struct UsageItem = "usageUsageItem" {
        /// Where it runs.
        namespace: String,
        /// Which object.
        object_name: String,
        /// Joins raw to calculated usage.
        metric_label: String,
        /// Display text.
        usage_type: String,
        /// First instant.
        start_timestamp: Timestamp,
        /// First instant after.
        end_timestamp: Timestamp,
        /// The exact sum of its hours.
        quantity: Quantity,
        /// Unit of `quantity`.
        unit_name: String,
        /// Opaque, handed back as is.
        hourly_breakdown_query: String,
        /// Superseded by `hourly_breakdown_query`; we send none.
        hourly_breakdown: Vec<HourlyUsage>,
        /// Ours: the document names deployments only in the hours, so containers of one object would look alike.
        deployment: String,
        /// Ours, as `deployment`.
        container: String,
    }
}

shape! {
    /// The answer to usage details.
    pub struct UsageItemList = "usageListUsageDetailsResp" {
        /// One per series.
        usage_items: Vec<UsageItem>,
    }
}

shape! {
    /// One hour.
    pub struct HourlyUsage = "usageHourlyItem" {
        /// First instant.
        start_timestamp: Timestamp,
        /// First instant after.
        end_timestamp: Timestamp,
        /// What was metered.
        quantity: Quantity,
        /// Its unit.
        unit_name: String,
        /// Empty unless it is a container's usage.
        deployment: String,
        /// Empty unless it is a container's usage.
        container: String,
    }
}

shape! {
    /// The answer to hourly details.
    pub struct HourlyUsageList = "usageListHourlyUsageDetailsResp" {
        /// Oldest first.
        hourly_usage_items: Vec<HourlyUsage>,
    }
}

impl Shape for UsageItem {
    type Noun = ItemNoun;

    fn encode(noun: &ItemNoun) -> Result<Self, BillingError> {
        let (start_timestamp, end_timestamp) = times::ends(noun.period);
        let series = &noun.series;
        Ok(Self {
            namespace: Some(series.namespace.clone()),
            object_name: Some(series.object.clone()),
            metric_label: Some(series.metric_label.clone()),
            usage_type: Some(series.usage_type.clone()),
            start_timestamp,
            end_timestamp,
            quantity: Some(Quantity(noun.quantity)),
            unit_name: Some(series.unit.clone()),
            hourly_breakdown_query: Some(noun.hourly_breakdown_query.clone()),
            deployment: filled(&series.deployment),
            container: filled(&series.container),
            ..Self::default()
        })
    }

    fn decode(self) -> Result<ItemNoun, BillingError> {
        let series = Series {
            namespace: self.namespace.unwrap_or_default(),
            object: self.object_name.unwrap_or_default(),
            metric_label: self.metric_label.unwrap_or_default(),
            usage_type: self.usage_type.unwrap_or_default(),
            unit: self.unit_name.unwrap_or_default(),
            deployment: self.deployment.unwrap_or_default(),
            container: self.container.unwrap_or_default(),
        };
        let what = format!("usage of {:?}", series.object);
        Ok(ItemNoun {
            period: times::period(self.start_timestamp, self.end_timestamp, &what)?,
            series,
            quantity: self.quantity.unwrap_or_default().0,
            hourly_breakdown_query: self.hourly_breakdown_query.unwrap_or_default(),
        })
    }
}

impl Shape for HourlyUsage {
    type Noun = HourNoun;

    fn encode(noun: &HourNoun) -> Result<Self, BillingError> {
        let (start_timestamp, end_timestamp) = times::ends(noun.period);
        Ok(Self {
            start_timestamp,
            end_timestamp,
            quantity: Some(Quantity(noun.quantity)),
            unit_name: Some(noun.unit.clone()),
            deployment: Some(noun.deployment.clone()),
            container: Some(noun.container.clone()),
            ..Self::default()
        })
    }

    fn decode(self) -> Result<HourNoun, BillingError> {
        Ok(HourNoun {
            period: times::period(self.start_timestamp, self.end_timestamp, "an hour")?,
            quantity: self.quantity.unwrap_or_default().0,
            unit: self.unit_name.unwrap_or_default(),
            deployment: self.deployment.unwrap_or_default(),
            container: self.container.unwrap_or_default(),
        })
    }
}

impl Shape for UsageItemList {
    type Noun = Vec<ItemNoun>;

    fn encode(noun: &Vec<ItemNoun>) -> Result<Self, BillingError> {
        Ok(Self { usage_items: Some(encode_all(noun)?), ..Self::default() })
    }

    fn decode(self) -> Result<Vec<ItemNoun>, BillingError> {
        decode_all(self.usage_items)
    }
}

impl Shape for HourlyUsageList {
    type Noun = Vec<HourNoun>;

    fn encode(noun: &Vec<HourNoun>) -> Result<Self, BillingError> {
        Ok(Self { hourly_usage_items: Some(encode_all(noun)?), ..Self::default() })
    }

    fn decode(self) -> Result<Vec<HourNoun>, BillingError> {
        decode_all(self.hourly_usage_items)
    }
}
