//! The price book: its versions, and one of them beside another.

use crate::values::{DecimalText, MoneyText};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which version, and beside which.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PricesQuery {
    /// Its number in digits; the newest without.
    pub version: Option<String>,
    /// Its number in digits; the one before the shown one without.
    pub against: Option<String>,
}

/// One version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PriceVersionRow {
    /// 1, 2, 3, ...
    pub number: u32,
    /// RFC 3339.
    pub valid_from: String,
    /// RFC 3339; none while no later one takes its place.
    pub valid_until: Option<String>,
    /// ISO 4217.
    pub currency: String,
    /// True for the one in force now.
    pub in_force: bool,
    /// How many invoices were billed with it.
    pub invoices: u32,
}

/// One tier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PriceTier {
    /// Inclusive; none for the open end.
    pub up_to: Option<DecimalText>,
    /// Of one unit, or of one package.
    pub unit_price: DecimalText,
}

/// What something costs in a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PriceFigures {
    /// `flat`, `per_unit`, `graduated`, `volume`, `package`; `fee` for plans and add-ons.
    pub model: String,
    /// From the lowest up; one for a single price; none for a fee.
    pub tiers: Vec<PriceTier>,
    /// Of a plan or an add-on.
    pub fee: Option<MoneyText>,
    /// Units in a package.
    pub package_size: Option<DecimalText>,
    /// Units that cost nothing; none when there are none.
    pub included: Option<DecimalText>,
    /// The metered unit.
    pub unit: String,
    /// The unit that is priced.
    pub unit_billable: String,
    /// Metered units in one billable unit; `hours_in_period` for the hours the month really has; none for 1.
    pub factor: Option<String>,
    /// `floor_min_one` or `exact`; empty for a fee.
    pub rule: String,
}

/// One row of the price book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PriceRow {
    /// Unique in the view.
    pub key: String,
    /// `metered`, `plan`, `addon`.
    pub what: String,
    /// For people.
    pub title: String,
    /// The metric label, the plan, the add-on.
    pub name: String,
    /// The plan that a metered price is for; none for the general one.
    pub plan: Option<String>,
    /// `same`, `changed`, `new`, `gone`; `same` when nothing is compared.
    pub change: String,
    /// In the version shown; none when it is gone.
    pub now: Option<PriceFigures>,
    /// In the version it is held against, when it differs there.
    pub before: Option<PriceFigures>,
}

/// The price book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PricesView {
    /// Newest first.
    pub versions: Vec<PriceVersionRow>,
    /// The one shown; none in a book without prices.
    pub version: Option<u32>,
    /// The one it is held against.
    pub against: Option<u32>,
    /// By name.
    pub rows: Vec<PriceRow>,
    /// How many differ.
    pub changed: u32,
}
