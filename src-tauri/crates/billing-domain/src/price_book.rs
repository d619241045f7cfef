//! The price book: versioned prices per metric label. What a quantity costs is in [`crate::rating`].

mod check;
pub mod compare;

use crate::{BillingError, Currency, Decimal, Money, Period};
use chrono::{DateTime, Utc};

/// Every version that was ever loaded. None is changed afterwards: a closed period keeps the one it was billed with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PriceBook {
    /// In order of `number`.
    pub versions: Vec<PriceVersion>,
}

/// Prices that hold from one instant on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceVersion {
    /// 1, 2, 3, .. in order of loading.
    pub number: u32,
    /// From when on it holds.
    pub valid_from: DateTime<Utc>,
    /// One currency for all its prices.
    pub currency: Currency,
    /// At most one price per metric label.
    pub prices: Vec<Price>,
    /// Prices that hold under one plan only; they go before the general ones.
    pub plan_prices: Vec<PlanPrice>,
    /// Flat fees by plan.
    pub plan_fees: Vec<PlanFee>,
    /// Fees by add-on.
    pub addon_fees: Vec<AddonFee>,
}

/// A price for those who hold a plan; at most one per plan and metric label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanPrice {
    /// The plan's key.
    pub plan: String,
    /// What the label costs under it.
    pub price: Price,
}

/// The fee of an add-on for one month; nothing is asked for one that the plan includes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddonFee {
    /// The add-on's key.
    pub addon: String,
    /// What the line is called.
    pub title: String,
    /// The fee.
    pub amount: Money,
}

/// The flat fee of a plan for one renewal period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanFee {
    /// The plan's key.
    pub plan: String,
    /// What the line is called.
    pub title: String,
    /// The fee.
    pub amount: Money,
}

/// What one metric label costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price {
    /// The stable id of the metered kind.
    pub metric_label: String,
    /// Display text of the line.
    pub usage_type: String,
    /// The metered unit that the price is for; usage in another unit is not billed.
    pub unit: String,
    /// The unit that is priced.
    pub unit_billable: String,
    /// Metered units in one billable unit.
    pub factor: DivisionFactor,
    /// How the converted quantity becomes billable.
    pub rule: BillableRule,
    /// Billable units that cost nothing, before anything is priced.
    pub included: Decimal,
    /// How the rest is priced.
    pub model: PriceModel,
    /// Joins the line to its tax rate.
    pub tax_category: String,
}

/// Metered units in one billable unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DivisionFactor {
    /// A constant, such as 1 or 1e12 (bytes to TB).
    Constant(Decimal),
    /// The hours that the billed period really has, never 30 x 24.
    HoursInPeriod,
}

/// How a converted quantity becomes billable (domain rules, "Price book").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BillableRule {
    /// Below 1 is 1, above 1 is the floor.
    FloorMinOne,
    /// As it is.
    Exact,
}

/// How a billable quantity is priced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PriceModel {
    /// One amount, whatever the quantity.
    Flat {
        /// In major units.
        amount: Decimal,
    },
    /// The same price for each unit.
    PerUnit {
        /// In major units.
        unit_price: Decimal,
    },
    /// Each unit at the price of the tier it falls into.
    Graduated {
        /// From the lowest up; only the last is open.
        tiers: Vec<Tier>,
    },
    /// All units at the price of the tier the whole quantity falls into.
    Volume {
        /// From the lowest up; only the last is open.
        tiers: Vec<Tier>,
    },
    /// Each started package at a price.
    Package {
        /// Units in a package.
        size: Decimal,
        /// Of one package, in major units.
        price: Decimal,
    },
}

/// One step of a tiered price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tier {
    /// The last unit inside, **inclusive**; `None` for the open end.
    pub up_to: Option<Decimal>,
    /// In major units.
    pub unit_price: Decimal,
}

/// The tax category of a price that names none.
pub const STANDARD_TAX: &str = "standard";

impl PriceBook {
    /// The version in force at an instant: the newest valid-from that has come; of equal ones, the last loaded.
    #[must_use]
    pub fn version_at(&self, at: DateTime<Utc>) -> Option<&PriceVersion> {
        self.versions
            .iter()
            .filter(|version| version.valid_from <= at)
            .max_by_key(|version| (version.valid_from, version.number))
    }

    /// The version a closed period was billed with.
    #[must_use]
    pub fn version(&self, number: u32) -> Option<&PriceVersion> {
        self.versions.iter().find(|version| version.number == number)
    }
}

impl PriceVersion {
    /// The general price of a metric label.
    #[must_use]
    pub fn price_of(&self, metric_label: &str) -> Option<&Price> {
        self.prices.iter().find(|price| price.metric_label == metric_label)
    }

    /// The price of a metric label under a plan: the plan's own, else the general one.
    #[must_use]
    pub fn price_for(&self, plan: Option<&str>, metric_label: &str) -> Option<&Price> {
        let holds =
            |own: &&PlanPrice| Some(own.plan.as_str()) == plan && own.price.metric_label == metric_label;
        let own = self.plan_prices.iter().find(holds).map(|own| &own.price);
        own.or_else(|| self.price_of(metric_label))
    }

    /// The plan that a price of this version is for; `None` for a general one.
    #[must_use]
    pub fn plan_of(&self, price: &Price) -> Option<&str> {
        let own = self.plan_prices.iter().find(|own| std::ptr::eq(&raw const own.price, price));
        own.map(|own| own.plan.as_str())
    }

    /// The fee of an add-on.
    #[must_use]
    pub fn addon_fee_of(&self, addon: &str) -> Option<&AddonFee> {
        self.addon_fees.iter().find(|fee| fee.addon == addon)
    }

    /// The flat fee of a plan.
    #[must_use]
    pub fn fee_of(&self, plan: &str) -> Option<&PlanFee> {
        self.plan_fees.iter().find(|fee| fee.plan == plan)
    }
}

impl DivisionFactor {
    /// The factor as a number, for a period.
    ///
    /// # Errors
    /// `InvalidInput` when the period's hours cannot be kept exactly.
    pub fn of(self, period: &Period) -> Result<Decimal, BillingError> {
        match self {
            Self::Constant(factor) => Ok(factor),
            Self::HoursInPeriod => {
                // Periods of whole hours divide exactly; 6 decimals hold a part of an hour to the millisecond.
                Ok(Decimal::from(period.seconds()).div_half_away(Decimal::from(3600), 6)?)
            }
        }
    }
}

impl BillableRule {
    /// The stable name, as files and receipts write it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FloorMinOne => "floor_min_one",
            Self::Exact => "exact",
        }
    }
}

impl PriceModel {
    /// The stable name, as files and receipts write it.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Flat { .. } => "flat",
            Self::PerUnit { .. } => "per_unit",
            Self::Graduated { .. } => "graduated",
            Self::Volume { .. } => "volume",
            Self::Package { .. } => "package",
        }
    }
}
