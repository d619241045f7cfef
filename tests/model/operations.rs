//! What happens to an account: drawn at random before it happens, so that a failing row can be cut down and told.

use super::catalogue::{ADDONS, LABELS, OBJECTS, OFFERS};
use super::prices::{Model, Price, Prices};
use super::standing::Outcome;
use proptest::prelude::*;
use proptest::sample::Index;
use std::fmt;

/// After some seconds, a deed. Invoices are named by their place among those that are there by then.
#[derive(Debug, Clone)]
pub struct Operation {
    pub wait: i64,
    pub deed: Deed,
}

#[derive(Clone)]
pub enum Deed {
    /// Quantities in thousand millionths for hours one after another, the first so many hours before now.
    Usage {
        label: usize,
        object: usize,
        back: i64,
        quantities: Vec<i64>,
    },
    Plan {
        plan: usize,
        trial_days: i64,
    },
    /// The last plan ends so many seconds from now.
    EndPlan {
        after: i64,
    },
    Addon {
        addon: usize,
        begins: bool,
    },
    /// From so many days from now on, for ever or for some days.
    Coupon {
        percent: bool,
        amount: i64,
        after_days: i64,
        days: Option<i64>,
    },
    Prices(Prices),
    /// Thousandths of a percent.
    Tax {
        rate: Option<i64>,
        due_days: u32,
    },
    Close,
    Running,
    /// A part of the total in thousandths; of what is left when it is too much.
    Pay {
        which: Index,
        thousandths: i128,
        outcome: Outcome,
    },
    /// The running invoice when there is no other.
    Cancel {
        which: Option<Index>,
    },
    Refund {
        which: Index,
        thousandths: Option<i128>,
    },
    Reissue {
        which: Index,
    },
    PreviewMonth {
        months: i64,
    },
    PreviewPlan {
        plan: usize,
        after: i64,
        subscribe: Option<usize>,
        drop: Option<usize>,
    },
    PreviewAddon {
        addon: usize,
        begins: bool,
        after: i64,
    },
}

impl Deed {
    /// For the count of what happened.
    pub const NAMES: [&'static str; 16] = [
        "usage",
        "plan",
        "end of plan",
        "add-on",
        "coupon",
        "prices",
        "tax",
        "close",
        "running",
        "payment",
        "cancel",
        "refund",
        "reissue",
        "preview of a month",
        "preview of a plan",
        "preview of an add-on",
    ];

    /// Its place in [`Deed::NAMES`].
    pub fn kind(&self) -> usize {
        match self {
            Self::Usage { .. } => 0,
            Self::Plan { .. } => 1,
            Self::EndPlan { .. } => 2,
            Self::Addon { .. } => 3,
            Self::Coupon { .. } => 4,
            Self::Prices(_) => 5,
            Self::Tax { .. } => 6,
            Self::Close => 7,
            Self::Running => 8,
            Self::Pay { .. } => 9,
            Self::Cancel { .. } => 10,
            Self::Refund { .. } => 11,
            Self::Reissue { .. } => 12,
            Self::PreviewMonth { .. } => 13,
            Self::PreviewPlan { .. } => 14,
            Self::PreviewAddon { .. } => 15,
        }
    }
}

/// What happens to one account.
#[derive(Debug, Clone)]
pub struct Sequence {
    /// With two decimals, none, or three.
    pub currency: usize,
    pub operations: Vec<Operation>,
}

/// Rows of so many operations.
pub fn sequences(length: usize) -> impl Strategy<Value = Sequence> {
    let operations = prop::collection::vec(operation(), length);
    (0usize..3, operations).prop_map(|(currency, operations)| Sequence { currency, operations })
}

fn operation() -> impl Strategy<Value = Operation> {
    let wait = prop_oneof![
        4 => Just(0i64),
        4 => 1i64..4_000,
        4 => 3_600i64..200_000,
        1 => 200_000i64..1_500_000,
    ];
    (wait, deed()).prop_map(|(wait, deed)| Operation { wait, deed })
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        10 => usage(),
        4 => plan(),
        1 => (-300_000i64..2_000_000).prop_map(|after| Deed::EndPlan { after }),
        3 => (0..ADDONS.len(), any::<bool>()).prop_map(|(addon, begins)| Deed::Addon { addon, begins }),
        1 => coupon(),
        1 => prices().prop_map(Deed::Prices),
        1 => (prop::option::weighted(0.8, 0i64..30_000), 0u32..60)
            .prop_map(|(rate, due_days)| Deed::Tax { rate, due_days }),
        3 => Just(Deed::Close),
        2 => Just(Deed::Running),
        6 => pay(),
        1 => prop::option::weighted(0.8, any::<Index>()).prop_map(|which| Deed::Cancel { which }),
        2 => (any::<Index>(), prop::option::weighted(0.7, 1i128..1_100))
            .prop_map(|(which, thousandths)| Deed::Refund { which, thousandths }),
        2 => any::<Index>().prop_map(|which| Deed::Reissue { which }),
        2 => (-2i64..3).prop_map(|months| Deed::PreviewMonth { months }),
        2 => preview_plan(),
        2 => (0..ADDONS.len(), any::<bool>(), 0i64..2_000_000)
            .prop_map(|(addon, begins, after)| Deed::PreviewAddon { addon, begins, after }),
    ]
}

/// Mostly of the last hours; sometimes late, or for hours that are there already.
fn usage() -> impl Strategy<Value = Deed> {
    let back = prop_oneof![6 => -2i64..48, 2 => 0i64..1_000, 1 => 700i64..2_500];
    let quantity = prop_oneof![
        1 => Just(0i64),
        2 => Just(300_000_000i64),
        3 => 1i64..1_000,
        3 => 1i64..2_000_000_000,
        3 => (1i64..1_000_000).prop_map(|millionths| millionths * 1_000),
        2 => 1i64..5_000_000_000_000,
        1 => (1i64..900_000).prop_map(|whole| whole * 1_000_000_000),
    ];
    (0..LABELS.len(), 0..OBJECTS.len(), back, prop::collection::vec(quantity, 1..7))
        .prop_map(|(label, object, back, quantities)| Deed::Usage { label, object, back, quantities })
}

fn plan() -> impl Strategy<Value = Deed> {
    (0..OFFERS.len(), prop_oneof![5 => Just(0i64), 1 => 1i64..40])
        .prop_map(|(plan, trial_days)| Deed::Plan { plan, trial_days })
}

fn coupon() -> impl Strategy<Value = Deed> {
    (any::<bool>(), 0i64..=2_500, -40i64..40, prop::option::of(1i64..90)).prop_map(
        |(percent, amount, after_days, days)| {
            // Hundreds of hundredths are whole minor units in any currency.
            let amount = if percent { amount } else { amount * 100 };
            Deed::Coupon { percent, amount, after_days, days }
        },
    )
}

fn pay() -> impl Strategy<Value = Deed> {
    let outcome =
        prop_oneof![5 => Just(Outcome::Succeeded), 1 => Just(Outcome::Failed), 1 => Just(Outcome::Unknown)];
    let thousandths = prop_oneof![3 => Just(1_000i128), 4 => 1i128..1_000, 1 => 1_001i128..1_200];
    (any::<Index>(), thousandths, outcome).prop_map(|(which, thousandths, outcome)| Deed::Pay {
        which,
        thousandths,
        outcome,
    })
}

fn preview_plan() -> impl Strategy<Value = Deed> {
    let addon = || prop::option::weighted(0.3, 0..ADDONS.len());
    (0..OFFERS.len(), 0i64..2_000_000, addon(), addon())
        .prop_map(|(plan, after, subscribe, drop)| Deed::PreviewPlan { plan, after, subscribe, drop })
}

fn prices() -> impl Strategy<Value = Prices> {
    let general: Vec<_> =
        (0..LABELS.len()).map(|label| prop::option::weighted(0.9, price(label, None))).collect();
    let own = (0..LABELS.len(), 0..OFFERS.len()).prop_flat_map(|(label, plan)| price(label, Some(plan)));
    let plan_fees = prop::collection::btree_map(0..OFFERS.len(), 0i64..200_000, 0..3);
    let addon_fees = prop::collection::btree_map(0..ADDONS.len(), 0i64..50_000, 0..=ADDONS.len());
    (0i64..800, general, prop::collection::vec(own, 0..5), plan_fees, addon_fees).prop_map(
        |(from_day, general, own, plan_fees, addon_fees)| {
            let mut prices: Vec<Price> = general.into_iter().flatten().collect();
            for price in own {
                if prices.iter().all(|other| (other.label, other.plan) != (price.label, price.plan)) {
                    prices.push(price);
                }
            }
            let (plan_fees, addon_fees) = (plan_fees.into_iter().collect(), addon_fees.into_iter().collect());
            Prices { from_day, prices, plan_fees, addon_fees }
        },
    )
}

fn price(label: usize, plan: Option<usize>) -> impl Strategy<Value = Price> {
    let factor = prop_oneof![
        3 => Just(Some(1_000i128)),
        2 => Just(None),
        1 => Just(Some(1_000_000i128)),
        1 => (1i128..5_000).prop_map(Some),
    ];
    let included = prop_oneof![3 => Just(0i128), 1 => 1i128..500_000];
    (factor, any::<bool>(), included, model(), prop::bool::weighted(0.2)).prop_map(
        move |(factor, floor_min_one, included, model, exempt)| Price {
            label,
            plan,
            factor,
            floor_min_one,
            included,
            model,
            exempt,
        },
    )
}

fn model() -> impl Strategy<Value = Model> {
    let each =
        || prop_oneof![2 => 1i128..1_000_000_000, 2 => (1i128..1_000).prop_map(|milli| milli * 1_000_000)];
    let tiers = move || {
        (prop::collection::btree_set(1i128..2_000_000, 0..4), prop::collection::vec(each(), 4)).prop_map(
            |(ends, mut each)| {
                each.truncate(ends.len() + 1);
                (ends.into_iter().collect::<Vec<_>>(), each)
            },
        )
    };
    prop_oneof![
        1 => (0i128..100_000_000_000).prop_map(Model::Flat),
        2 => each().prop_map(Model::PerUnit),
        4 => tiers().prop_map(|(ends, each)| Model::Graduated(ends, each)),
        2 => tiers().prop_map(|(ends, each)| Model::Volume(ends, each)),
        2 => (1i128..100_000, each()).prop_map(|(size, each)| Model::Package(size, each)),
    ]
}

impl fmt::Debug for Deed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = Self::NAMES[self.kind()];
        match self {
            Self::Usage { label, object, back, quantities } => {
                write!(out, "{name} of label {label}, object {object}, {back} hours back: {quantities:?}")
            }
            Self::Plan { plan, trial_days } => {
                write!(out, "{name} {} with {trial_days} days of trial", OFFERS[*plan].key)
            }
            Self::EndPlan { after } => write!(out, "{name} {after} seconds from now"),
            Self::Addon { addon, begins } => write!(out, "{name} {addon}, begins: {begins}"),
            Self::Coupon { percent, amount, after_days, days } => {
                write!(out, "{name} of {amount}, percent: {percent}, after {after_days} days for {days:?}")
            }
            Self::Prices(prices) => write!(out, "{prices:?}"),
            Self::Tax { rate, due_days } => write!(out, "{name} {rate:?}, due in {due_days} days"),
            Self::Close | Self::Running => write!(out, "{name}"),
            Self::Pay { which, thousandths, outcome } => {
                write!(out, "{name} of {thousandths} thousandths on {which:?}: {outcome:?}")
            }
            Self::Cancel { which } => write!(out, "{name} {which:?}"),
            Self::Refund { which, thousandths } => {
                write!(out, "{name} of {thousandths:?} thousandths on {which:?}")
            }
            Self::Reissue { which } => write!(out, "{name} {which:?}"),
            Self::PreviewMonth { months } => write!(out, "{name}, {months} months on"),
            Self::PreviewPlan { plan, after, subscribe, drop } => {
                write!(
                    out,
                    "{name} {}, {after} seconds from now, with {subscribe:?} without {drop:?}",
                    OFFERS[*plan].key
                )
            }
            Self::PreviewAddon { addon, begins, after } => {
                write!(out, "{name} {addon}, begins: {begins}, {after} seconds from now")
            }
        }
    }
}
