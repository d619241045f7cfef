//! What is on offer in every sequence: six plans, two add-ons, five metered labels, three objects.

use super::calendar::Unit;

pub struct Offer {
    pub key: &'static str,
    pub title: &'static str,
    /// Minor units of one period.
    pub fee: i64,
    pub unit: Unit,
    /// Of who holds a plan for the first time.
    pub trial_days: i64,
    /// Indices of [`ADDONS`].
    pub included: &'static [usize],
    pub allowed: &'static [usize],
}

pub const OFFERS: [Offer; 6] = [
    Offer {
        key: "free",
        title: "Free plan",
        fee: 0,
        unit: Unit::Month,
        trial_days: 0,
        included: &[],
        allowed: &[0],
    },
    Offer {
        key: "team",
        title: "Team plan",
        fee: 50_000,
        unit: Unit::Month,
        trial_days: 10,
        included: &[0],
        allowed: &[1],
    },
    Offer {
        key: "business",
        title: "Business plan",
        fee: 93_007,
        unit: Unit::Month,
        trial_days: 0,
        included: &[1],
        allowed: &[0],
    },
    Offer {
        key: "yearly",
        title: "Yearly plan",
        fee: 750_001,
        unit: Unit::Year,
        trial_days: 0,
        included: &[],
        allowed: &[0, 1],
    },
    Offer {
        key: "weekly",
        title: "Weekly plan",
        fee: 3_107,
        unit: Unit::Week,
        trial_days: 0,
        included: &[0, 1],
        allowed: &[],
    },
    Offer {
        key: "daily",
        title: "Daily plan",
        fee: 333,
        unit: Unit::Day,
        trial_days: 3,
        included: &[],
        allowed: &[1],
    },
];

pub const ADDONS: [&str; 2] = ["f5xc_waap_standard", "f5xc_waap_advanced"];

/// Metric label, unit.
pub const LABELS: [(&str, &str); 5] = [
    ("lb-hours", "Hour"),
    ("requests", "1k Requests"),
    ("egress", "GB"),
    ("storage", "B"),
    ("gpu", "GPU-Hour"),
];

pub const OBJECTS: [&str; 3] = ["lb-1", "lb-2", "cdn"];
