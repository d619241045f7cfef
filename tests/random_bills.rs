//! Random bills by the bill function: every price model, awkward decimals, changes of plan, coupons, several taxes,
//! currencies with no, two and three decimals. The same seed gives the same bills, on every machine.

use billing_domain::coupons::discount::AccountCoupon;
use billing_domain::coupons::{Coupon, DiscountType};
use billing_domain::invoices::bill::BillInput;
use billing_domain::price_book::{
    BillableRule, DivisionFactor, PlanPrice, Price, PriceBook, PriceModel, PriceVersion, Tier,
};
use billing_domain::rating::{FixedCharge, MeteredUsage, UsagePart};
use billing_domain::tax::TaxRate;
use billing_domain::usage::UsageStatus;
use billing_domain::{Currency, Decimal, Money, Period};
use chrono::TimeDelta;

/// Everything that one bill is made from, owned.
#[derive(Debug, Clone)]
pub struct Account {
    /// One version.
    pub prices: PriceBook,
    /// The month.
    pub period: Period,
    /// Of every amount.
    pub currency: Currency,
    /// Usage in its parts.
    pub parts: Vec<UsagePart>,
    /// Fees and credits.
    pub fees: Vec<FixedCharge>,
    /// In their order.
    pub coupons: Vec<AccountCoupon>,
    /// By category.
    pub taxes: Vec<TaxRate>,
}

impl Account {
    /// The next one.
    pub fn random(random: &mut Random) -> Self {
        let currency: Currency = random.one(&["USD", "EUR", "JPY", "KWD"]).parse().unwrap();
        let year = 2020 + i32::try_from(random.below(12)).unwrap();
        let period = Period::month(year, 1 + u32::try_from(random.below(12)).unwrap()).unwrap();
        let labels = 1 + random.below(14);
        let prices: Vec<Price> = (0..labels).map(|n| price(random, n)).collect();
        let own = |n| PlanPrice { plan: "own".into(), price: price(random, n) };
        let plan_prices: Vec<PlanPrice> = (0..labels).step_by(3).map(own).collect();
        let version = PriceVersion {
            number: 1 + u32::try_from(random.below(9)).unwrap(),
            valid_from: period.start,
            currency,
            prices,
            plan_prices,
            plan_fees: vec![],
            addon_fees: vec![],
        };
        Self {
            prices: PriceBook { versions: vec![version] },
            parts: parts(random, &period, labels),
            fees: (0..random.below(4)).map(|n| fee(random, &period, currency, n)).collect(),
            coupons: (0..random.below(4)).map(|_| coupon(random, currency)).collect(),
            taxes: taxes(random),
            period,
            currency,
        }
    }

    /// As the bill function takes it, at the version in force.
    pub fn input(&self) -> BillInput<'_> {
        BillInput {
            period: self.period,
            currency: self.currency,
            parts: self.parts.clone(),
            prices: self.prices.version_at(self.period.start),
            fees: self.fees.clone(),
            corrections: vec![],
            coupons: self.coupons.clone(),
            taxes: self.taxes.clone(),
        }
    }
}

/// `SplitMix64`: small, and the same everywhere.
#[derive(Debug, Clone)]
pub struct Random(pub u64);

impl Random {
    /// The next 64 bits.
    #[allow(clippy::should_implement_trait, reason = "it never ends")]
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// 0 to `end`, without it.
    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// One of some.
    pub fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.below(of.len() as u64)).unwrap()]
    }

    /// Up to `digits` digits before and `scale` after the point; above 0.
    pub fn decimal(&mut self, digits: u32, scale: u8) -> Decimal {
        let size = 1 + self.below(u64::from(digits) + u64::from(scale));
        let most = 10u64.pow(u32::try_from(size).unwrap().min(18));
        Decimal::new(i128::from(1 + self.below(most)), scale).unwrap()
    }
}

fn price(random: &mut Random, n: u64) -> Price {
    let tiers = |random: &mut Random| {
        let mut up_to = Decimal::ZERO;
        let mut tiers = Vec::new();
        for _ in 0..random.below(4) {
            up_to = up_to.checked_add(random.decimal(4, 3)).unwrap();
            tiers.push(Tier { up_to: Some(up_to), unit_price: random.decimal(2, 9) });
        }
        tiers.push(Tier { up_to: None, unit_price: random.decimal(2, 10) });
        tiers
    };
    let model = match random.below(5) {
        0 => PriceModel::Flat { amount: random.decimal(4, 4) },
        1 => PriceModel::PerUnit { unit_price: random.decimal(2, 12) },
        2 => PriceModel::Graduated { tiers: tiers(random) },
        3 => PriceModel::Volume { tiers: tiers(random) },
        _ => PriceModel::Package { size: random.decimal(3, 2), price: random.decimal(3, 5) },
    };
    let factor = match random.below(4) {
        0 => DivisionFactor::HoursInPeriod,
        1 => DivisionFactor::Constant("1e12".parse().unwrap()),
        2 => DivisionFactor::Constant(random.decimal(3, 4)),
        _ => DivisionFactor::Constant(Decimal::ONE),
    };
    Price {
        metric_label: format!("label-{n}"),
        usage_type: format!("Type {n}"),
        unit: "unit".into(),
        unit_billable: "billed".into(),
        factor,
        rule: random.one(&[BillableRule::FloorMinOne, BillableRule::Exact]),
        included: if random.below(3) == 0 { random.decimal(2, 2) } else { Decimal::ZERO },
        model,
        tax_category: random.one(&["standard", "reduced", "exempt"]).into(),
    }
}

/// One part or two, when the plan changed at some hour; a few lie in a trial.
fn parts(random: &mut Random, month: &Period, labels: u64) -> Vec<UsagePart> {
    let hours = month.seconds() / 3_600;
    let cut =
        month.start + TimeDelta::hours(1 + i64::try_from(random.below(hours.unsigned_abs() - 1)).unwrap());
    let spans = if random.below(3) == 0 {
        vec![Period { start: month.start, end: cut }, Period { start: cut, end: month.end }]
    } else {
        vec![*month]
    };
    let trial = random.below(10) == 0;
    let part = |(n, span): (usize, Period), random: &mut Random| UsagePart {
        span,
        plan: Some(if n == 0 { "general" } else { "own" }.to_owned()),
        trial: trial && n == 0,
        usage: (0..labels).map(|label| usage(random, label)).collect(),
    };
    spans.into_iter().enumerate().map(|each| part(each, random)).collect()
}

fn usage(random: &mut Random, label: u64) -> MeteredUsage {
    // What is exact must fit into 38 digits all the way: 15 decimals go with small quantities, as on real bills.
    let (digits, scale) = random.one(&[(12, 0), (11, 1), (9, 6), (7, 9), (3, 15)]);
    MeteredUsage {
        metric_label: format!("label-{label}"),
        usage_type: format!("Type {label}"),
        unit: "unit".into(),
        quantity: if random.below(12) == 0 { Decimal::ZERO } else { random.decimal(digits, scale) },
        status: UsageStatus::Active,
    }
}

fn fee(random: &mut Random, month: &Period, currency: Currency, n: u64) -> FixedCharge {
    let all = month.seconds().unsigned_abs();
    let start = month.start + TimeDelta::seconds(i64::try_from(random.below(all)).unwrap());
    let sign = random.one(&[1, -1]);
    FixedCharge {
        title: format!("Fee {n}"),
        full: Money::new(sign * i64::try_from(1 + random.below(1_000_000)).unwrap(), currency),
        period: *month,
        span: Period { start, end: month.end },
        tax_category: random.one(&["standard", "reduced"]).into(),
    }
}

/// Fixed amounts are in whole units of any currency's minor unit.
fn coupon(random: &mut Random, currency: Currency) -> AccountCoupon {
    let (discount_type, discount_amount) = match random.below(2) {
        0 => (DiscountType::Percentage, random.below(10_001)),
        _ => (DiscountType::FixedAmount, 100 * random.below(2_000)),
    };
    let discount_amount = i64::try_from(discount_amount).unwrap();
    AccountCoupon { coupon: Coupon { title: "Coupon".into(), discount_type, discount_amount }, currency }
}

fn taxes(random: &mut Random) -> Vec<TaxRate> {
    let rate = |category: &str, percent: Decimal| TaxRate {
        category: category.into(),
        label: "VAT".into(),
        percent,
    };
    let percent = |random: &mut Random| Decimal::new(i128::from(random.below(30_000)), 3).unwrap();
    vec![rate("standard", percent(random)), rate("reduced", percent(random))]
}
