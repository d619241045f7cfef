//! Receipts: the whole derivation of a line, as text for people and (through serde) as JSON for a checking script.
//!
//! Figures are texts of plain decimals, so that nothing on the way rounds them. The JSON names are stable.

mod correction;
mod foot;
mod text;

pub use correction::{CorrectedLine, CorrectionReceipt};
pub use foot::{FootCoupon, FootLine, FootRate, FootReceipt, FootTax};

use crate::fraction::Fraction;
use crate::price_book::{Price, PriceModel, Tier};
use crate::rating::SHOWN_SCALE;
use crate::rating::amount::{Priced, Step};
use crate::{Decimal, DecimalError, Money, Period};
use serde::{Deserialize, Serialize};

/// How a line came to its amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Receipt {
    /// A metered line.
    Usage(Box<UsageReceipt>),
    /// A fee, whole or prorated by the second.
    Fixed(FixedReceipt),
    /// What is not asked for: usage inside a trial.
    Waiver(WaiverReceipt),
    /// What an earlier invoice asked for too much or too little.
    Correction(Box<CorrectionReceipt>),
    /// How the lines came to the total.
    Foot(Box<FootReceipt>),
}

impl Receipt {
    /// True for a line that puts an earlier invoice right.
    #[must_use]
    pub const fn is_correction(&self) -> bool {
        matches!(self, Self::Correction(_))
    }
}

/// Quantity, factor, billable, price version, tier by tier, rounding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsageReceipt {
    /// First instant, RFC 3339 UTC.
    pub period_start: String,
    /// First instant after.
    pub period_end: String,
    /// The metered kind.
    pub metric_label: String,
    /// Exact sum over all namespaces and objects of the period.
    pub quantity: String,
    /// Unit of `quantity`.
    pub unit: String,
    /// Metered units in one billable unit.
    pub factor: String,
    /// `quantity / factor`, shown with at most 18 decimals.
    pub converted: String,
    /// False when `converted` had to be cut to be shown; the amount was computed from the fraction all the same.
    pub converted_is_exact: bool,
    /// `floor_min_one` or `exact`.
    pub rule: String,
    /// After the rule, shown as `converted`.
    pub billable: String,
    /// Unit of `billable`.
    pub unit_billable: String,
    /// Units that cost nothing.
    pub included: String,
    /// Number of the price version.
    pub price_version: u32,
    /// `flat`, `per_unit`, `graduated`, `volume`, `package`.
    pub model: String,
    /// The price as it stands in the book; one open tier where there are no tiers.
    pub tiers: Vec<ReceiptTier>,
    /// Units in a package, for `package`.
    pub package_size: Option<String>,
    /// What was charged at which price.
    pub steps: Vec<ReceiptStep>,
    /// Their sum, shown with at most 18 decimals.
    pub amount_unrounded: String,
    /// What happened last.
    pub rounding: Rounding,
    /// As billed.
    pub amount: String,
    /// ISO 4217.
    pub currency: String,
    /// The part of the period that it is for, when it is not the whole of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span_start: Option<String>,
    /// First instant after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span_end: Option<String>,
    /// The plan that the price is for, when it is not for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
    /// What was metered day by day; told when it adds up to `quantity`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<ReceiptFact>,
}

/// What was metered on one day, over all namespaces and objects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptFact {
    /// `2026-03-01`, UTC.
    pub day: String,
    /// Exact.
    pub quantity: String,
}

/// A fee over a span of its period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FixedReceipt {
    /// What for.
    pub title: String,
    /// The fee of the whole period.
    pub full_amount: String,
    /// The whole period, RFC 3339 UTC.
    pub period_start: String,
    /// First instant after.
    pub period_end: String,
    /// The part that is charged.
    pub span_start: String,
    /// First instant after.
    pub span_end: String,
    /// Of the whole period.
    pub seconds_full: i64,
    /// Of the part.
    pub seconds_used: i64,
    /// `full_amount x seconds_used / seconds_full`, shown with at most 18 decimals.
    pub amount_unrounded: String,
    /// What happened last.
    pub rounding: Rounding,
    /// As billed.
    pub amount: String,
    /// ISO 4217.
    pub currency: String,
}

/// Rated, shown, not asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaiverReceipt {
    /// Why.
    pub reason: String,
    /// With its sign.
    pub amount: String,
    /// ISO 4217.
    pub currency: String,
}

/// One tier of the price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptTier {
    /// Inclusive; none for the open end.
    pub up_to: Option<String>,
    /// In major units.
    pub unit_price: String,
}

/// Units charged at one price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptStep {
    /// Units before it.
    pub above: String,
    /// Inclusive; none for the open end.
    pub up_to: Option<String>,
    /// Units in it, shown with at most 18 decimals.
    pub units: String,
    /// In major units.
    pub unit_price: String,
    /// Shown with at most 18 decimals.
    pub amount: String,
}

/// The one rounding of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rounding {
    /// `half_away_from_zero`.
    pub rule: String,
    /// Decimals of the currency.
    pub decimals: u8,
}

/// What a usage receipt is made from.
pub(crate) struct UsageDerivation<'a> {
    pub period: &'a Period,
    pub price: &'a Price,
    pub price_version: u32,
    pub unit: &'a str,
    pub quantity: Decimal,
    pub factor: Decimal,
    pub billable: Fraction,
    pub priced: &'a Priced,
    pub span: Period,
    pub plan: Option<&'a str>,
    pub amount: Money,
}

impl UsageDerivation<'_> {
    pub(crate) fn receipt(&self) -> Result<Receipt, DecimalError> {
        let converted = Fraction::new(self.quantity, self.factor)?;
        let converted_shown = converted.round_half_away(SHOWN_SCALE)?;
        let (tiers, package_size) = price_as_tiers(&self.price.model);
        let own = (self.span != *self.period).then_some(self.span);
        Ok(Receipt::Usage(Box::new(UsageReceipt {
            period_start: instant(self.period.start),
            period_end: instant(self.period.end),
            metric_label: self.price.metric_label.clone(),
            quantity: self.quantity.to_string(),
            unit: self.unit.to_owned(),
            factor: self.factor.to_string(),
            converted: converted_shown.to_string(),
            converted_is_exact: converted.compare(converted_shown)?.is_eq(),
            rule: self.price.rule.as_str().to_owned(),
            billable: shown(self.billable)?,
            unit_billable: self.price.unit_billable.clone(),
            included: self.price.included.to_string(),
            price_version: self.price_version,
            model: self.price.model.as_str().to_owned(),
            tiers,
            package_size,
            steps: self.priced.steps.iter().map(ReceiptStep::of).collect::<Result<_, _>>()?,
            amount_unrounded: shown(self.priced.amount)?,
            rounding: Rounding::of(self.amount),
            amount: self.amount.to_text(),
            currency: self.amount.currency.to_string(),
            span_start: own.map(|span| instant(span.start)),
            span_end: own.map(|span| instant(span.end)),
            plan: self.plan.map(str::to_owned),
            facts: Vec::new(),
        })))
    }
}

impl ReceiptStep {
    fn of(step: &Step) -> Result<Self, DecimalError> {
        Ok(Self {
            above: step.above.to_string(),
            up_to: step.up_to.map(|bound| bound.to_string()),
            units: shown(step.units)?,
            unit_price: step.unit_price.to_string(),
            amount: shown(step.amount)?,
        })
    }
}

impl Rounding {
    /// To the minor unit of an amount's currency.
    pub(crate) fn of(amount: Money) -> Self {
        Self { rule: "half_away_from_zero".to_owned(), decimals: amount.currency.exponent() }
    }
}

/// The book's price in one form: a list of tiers, and the size of a package.
fn price_as_tiers(model: &PriceModel) -> (Vec<ReceiptTier>, Option<String>) {
    let open = |price: &Decimal| vec![ReceiptTier { up_to: None, unit_price: price.to_string() }];
    match model {
        PriceModel::Flat { amount } => (open(amount), None),
        PriceModel::PerUnit { unit_price } => (open(unit_price), None),
        PriceModel::Package { size, price } => (open(price), Some(size.to_string())),
        PriceModel::Graduated { tiers } | PriceModel::Volume { tiers } => {
            (tiers.iter().map(tier_of).collect(), None)
        }
    }
}

fn tier_of(tier: &Tier) -> ReceiptTier {
    ReceiptTier { up_to: tier.up_to.map(|bound| bound.to_string()), unit_price: tier.unit_price.to_string() }
}

/// A fraction as receipts show it.
pub(crate) fn shown(value: Fraction) -> Result<String, DecimalError> {
    Ok(value.round_half_away(SHOWN_SCALE)?.to_string())
}

/// An instant as receipts show it: `2026-03-01T00:00:00Z`.
pub(crate) fn instant(at: chrono::DateTime<chrono::Utc>) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)
}
