//! Calculated usage: quantities with their price applied.

use crate::coupons::Coupon;
use crate::numbers::{self, Int64, Quantity};
use crate::schema::OneOf;
use crate::shape::{Shape, decode_all, encode_all, shape};
use crate::times::{self, Timestamp};
use crate::words::Word;
use billing_domain::usage::{
    CalculatedUsage as LineNoun, CurrentUsage as CurrentNoun, MonthlyUsage as MonthNoun, UsageStatus,
};
use billing_domain::{BillingError, Currency};

shape! {
    /// One priced line.
    pub struct CalculatedUsage = "usageCalculatedUsageItem" {
        /// Display text.
        usage_type: String,
        /// The metric labels behind it.
        metric_labels: Vec<String>,
        /// First instant.
        start_timestamp: Timestamp,
        /// First instant after.
        end_timestamp: Timestamp,
        /// As metered.
        quantity: Quantity,
        /// Unit of `quantity`.
        unit_name: String,
        /// As billed.
        quantity_billable: Int64,
        /// Unit of `quantity_billable`.
        unit_name_billable: String,
        /// Hundredths.
        amount: Int64,
        /// ISO 4217 code.
        currency_code: String,
        /// True when no usage is behind it.
        fixed: bool,
        /// Word for word.
        status: String as OneOf<UsageStatus>,
    }
}

shape! {
    /// The answer to current usage.
    pub struct CurrentUsage = "usageListCurrentUsageResp" {
        /// The lines.
        usage_items: Vec<CalculatedUsage>,
        /// All coupons that were used.
        coupons: Vec<Coupon>,
        /// Hundredths, in the currency of the lines.
        discount: Int64,
        /// Hundredths, in the currency of the lines.
        total_cost: Int64,
        /// Ours: said only when there is no line to tell the currency, and it is not the usual one.
        currency_code: String,
    }
}

shape! {
    /// The cost of one month.
    pub struct MonthlyUsage = "usageMonthlyUsageType" {
        /// First instant.
        start_timestamp: Timestamp,
        /// First instant after.
        end_timestamp: Timestamp,
        /// Hundredths.
        amount: Int64,
        /// ISO 4217 code.
        currency_code: String,
    }
}

shape! {
    /// The answer to monthly usage.
    pub struct MonthlyUsageList = "usageListMonthlyUsageResp" {
        /// Oldest first.
        monthly_usage_items: Vec<MonthlyUsage>,
    }
}

impl Shape for CalculatedUsage {
    type Noun = LineNoun;

    fn encode(noun: &LineNoun) -> Result<Self, BillingError> {
        let (start_timestamp, end_timestamp) = times::ends(noun.period);
        Ok(Self {
            usage_type: Some(noun.usage_type.clone()),
            metric_labels: Some(noun.metric_labels.clone()),
            start_timestamp,
            end_timestamp,
            quantity: Some(Quantity(noun.quantity)),
            unit_name: Some(noun.unit.clone()),
            quantity_billable: Some(Int64(noun.quantity_billable)),
            unit_name_billable: Some(noun.unit_billable.clone()),
            amount: Some(numbers::hundredths(noun.amount)?),
            currency_code: Some(noun.amount.currency.to_string()),
            fixed: Some(noun.fixed),
            status: noun.status.to_field(),
            ..Self::default()
        })
    }

    fn decode(self) -> Result<LineNoun, BillingError> {
        let usage_type = self.usage_type.unwrap_or_default();
        let what = format!("calculated usage of {usage_type:?}");
        Ok(LineNoun {
            period: times::period(self.start_timestamp, self.end_timestamp, &what)?,
            usage_type,
            metric_labels: self.metric_labels.unwrap_or_default(),
            quantity: self.quantity.unwrap_or_default().0,
            unit: self.unit_name.unwrap_or_default(),
            quantity_billable: self.quantity_billable.unwrap_or_default().0,
            unit_billable: self.unit_name_billable.unwrap_or_default(),
            amount: numbers::money(self.amount, numbers::currency(self.currency_code.as_deref())?)?,
            fixed: self.fixed.unwrap_or_default(),
            status: UsageStatus::from_field(self.status),
        })
    }
}

impl Shape for CurrentUsage {
    type Noun = CurrentNoun;

    fn encode(noun: &CurrentNoun) -> Result<Self, BillingError> {
        let currency = noun.total_cost.currency;
        Ok(Self {
            usage_items: Some(encode_all(&noun.items)?),
            coupons: Some(encode_all(&noun.coupons)?),
            discount: Some(numbers::hundredths(noun.discount)?),
            total_cost: Some(numbers::hundredths(noun.total_cost)?),
            currency_code: noun.items.is_empty().then(|| numbers::unusual_currency(currency)).flatten(),
            ..Self::default()
        })
    }

    fn decode(self) -> Result<CurrentNoun, BillingError> {
        let items: Vec<LineNoun> = decode_all(self.usage_items)?;
        let currency = common_currency(&items, self.currency_code.as_deref())?;
        Ok(CurrentNoun {
            items,
            coupons: decode_all(self.coupons)?,
            discount: numbers::money(self.discount, currency)?,
            total_cost: numbers::money(self.total_cost, currency)?,
        })
    }
}

/// The totals carry no currency: it is that of the lines, and lines of two currencies have no total.
fn common_currency(items: &[LineNoun], named: Option<&str>) -> Result<Currency, BillingError> {
    let Some(first) = items.first() else {
        return numbers::currency(named);
    };
    let currency = first.amount.currency;
    match items.iter().find(|item| item.amount.currency != currency) {
        None => Ok(currency),
        Some(other) => Err(BillingError::invalid(format!(
            "One total covers lines in {currency} and in {}.",
            other.amount.currency
        ))),
    }
}

impl Shape for MonthlyUsage {
    type Noun = MonthNoun;

    fn encode(noun: &MonthNoun) -> Result<Self, BillingError> {
        let (start_timestamp, end_timestamp) = times::ends(noun.period);
        Ok(Self {
            start_timestamp,
            end_timestamp,
            amount: Some(numbers::hundredths(noun.amount)?),
            currency_code: Some(noun.amount.currency.to_string()),
            ..Self::default()
        })
    }

    fn decode(self) -> Result<MonthNoun, BillingError> {
        Ok(MonthNoun {
            period: times::period(self.start_timestamp, self.end_timestamp, "a month")?,
            amount: numbers::money(self.amount, numbers::currency(self.currency_code.as_deref())?)?,
        })
    }
}

impl Shape for MonthlyUsageList {
    type Noun = Vec<MonthNoun>;

    fn encode(noun: &Vec<MonthNoun>) -> Result<Self, BillingError> {
        Ok(Self { monthly_usage_items: Some(encode_all(noun)?), ..Self::default() })
    }

    fn decode(self) -> Result<Vec<MonthNoun>, BillingError> {
        decode_all(self.monthly_usage_items)
    }
}
