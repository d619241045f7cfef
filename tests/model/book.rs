//! The real service over a real store: a fresh book, and each deed by the call that the program makes for it.

use super::account::{Account, BEGIN, PRICES_FROM, Told, running_name};
use super::bill::{Bill, Line};
use super::calendar::{DAY, Unit, month_of, month_start};
use super::catalogue::{ADDONS, LABELS, OBJECTS, OFFERS};
use super::operations::{Deed, Operation};
use super::standing::Outcome;
use billing_domain::coupons::discount::AccountCoupon;
use billing_domain::coupons::{Coupon, DiscountType};
use billing_domain::invoices::bill::Bill as RealBill;
use billing_domain::invoices::state::PaymentOutcome;
use billing_domain::period::PeriodUnit;
use billing_domain::plans::{AddonService, Plan, PlanState, Plans, TransitionFlow, TransitionMethod};
use billing_domain::quotas::QuotaLimits;
use billing_domain::tax::TaxRate;
use billing_domain::usage::{HourlyFact, Series};
use billing_domain::{BillingError, Currency, Decimal, ErrorCode, LocalExtras, Money};
use billing_service::billing::{Billing, BillingProfile, CouponRecord, NewSubscription, PreviewOf};
use billing_service::{Clock, LocalBackend};
use billing_store::Store;
use billing_store::account::AccountRecord;
use chrono::{DateTime, Utc};
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, LazyLock};
use tempfile::TempDir;
use tokio::runtime::Runtime;

pub const CURRENCIES: [(&str, u32); 3] = [("USD", 2), ("JPY", 0), ("KWD", 3)];

/// Shows the second that the test sets.
struct Hands(AtomicI64);

impl Clock for Hands {
    fn now(&self) -> DateTime<Utc> {
        instant(self.0.load(Ordering::SeqCst))
    }
}

pub struct Book {
    pub store: Arc<Store>,
    pub billing: Billing,
    backend: LocalBackend,
    hands: Arc<Hands>,
    runtime: Runtime,
    currency: Currency,
    exponent: u32,
    subscriptions: u32,
    _folder: TempDir,
}

pub fn instant(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(second, 0).unwrap()
}

/// An empty book of today's version, made once: every sequence begins with a copy of it.
static EMPTY: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folder = folder();
    let path = folder.path().join("books.db");
    drop(Store::open(&path).unwrap());
    std::fs::read(&path).unwrap()
});

/// In memory where the system has such a place: thousands of books, each committing hundreds of times.
fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap()
}

impl Book {
    pub fn new(currency: usize) -> Self {
        let (code, exponent) = CURRENCIES[currency];
        let currency: Currency = code.parse().unwrap();
        let folder = folder();
        let path = folder.path().join("books.db");
        std::fs::write(&path, &*EMPTY).unwrap();
        let store = Arc::new(Store::open(&path).unwrap());
        let account = AccountRecord {
            uid: "model".into(),
            name: "Acme Corp".into(),
            tenant: "acmecorp".into(),
            kind: "local".into(),
            currency,
            created_at: instant(BEGIN),
        };
        store
            .write::<_, BillingError>(move |tx| {
                tx.found_account(&account)?;
                for (position, offer) in (0..).zip(0..OFFERS.len()) {
                    tx.add_plan(&plan(offer, currency), position)?;
                }
                Ok(())
            })
            .unwrap();
        let hands = Arc::new(Hands(AtomicI64::new(BEGIN)));
        Self {
            billing: Billing::new(Arc::clone(&store), "model"),
            backend: LocalBackend::new(Arc::clone(&store), Arc::<Hands>::clone(&hands), "model"),
            store,
            hands,
            runtime: tokio::runtime::Builder::new_current_thread().build().unwrap(),
            currency,
            exponent,
            subscriptions: 0,
            _folder: folder,
        }
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.hands.now()
    }

    /// Does it. `before` is the model as it was, which only tells what amount is meant.
    pub fn apply(
        &mut self,
        operation: &Operation,
        target: Option<&str>,
        before: &Account,
    ) -> Result<Told, String> {
        self.hands.0.fetch_add(operation.wait, Ordering::SeqCst);
        let done = self.deed(&operation.deed, target, before);
        match done {
            Ok(told) => Ok(told),
            Err(error) if error.code == ErrorCode::Internal => Err(format!("broke: {error}")),
            Err(_) => Ok(Told::Refused),
        }
    }

    fn deed(&mut self, deed: &Deed, target: Option<&str>, before: &Account) -> Result<Told, BillingError> {
        let (now, second) = (self.now(), self.now().timestamp());
        let name = target.unwrap_or("INV-000000");
        match deed {
            Deed::Usage { label, object, back, quantities } => {
                let first = second.div_euclid(3_600) - back;
                let fact = |(hour, nano): (i64, &i64)| HourlyFact {
                    hour,
                    quantity: Decimal::new(i128::from(*nano), 9).unwrap(),
                };
                let facts: Vec<HourlyFact> = (first..).zip(quantities).map(fact).collect();
                let series = series(*label, *object);
                self.runtime.block_on(self.backend.ingest_usage(&series, &facts))?;
            }
            Deed::Plan { plan, trial_days } => self.take(*plan, *trial_days)?,
            Deed::EndPlan { after } => {
                let last = format!("s-{}", self.subscriptions);
                self.billing.cancel_subscription(&last, instant(second + after), now)?;
            }
            Deed::Addon { addon, begins: true } => {
                self.runtime.block_on(self.backend.subscribe_addon(ADDONS[*addon]))?;
            }
            Deed::Addon { addon, begins: false } => {
                self.runtime.block_on(self.backend.unsubscribe_addon(ADDONS[*addon]))?;
            }
            Deed::Coupon { percent, amount, after_days, days } => {
                let kind = if *percent { DiscountType::Percentage } else { DiscountType::FixedAmount };
                let coupon = Coupon { title: "Coupon".into(), discount_type: kind, discount_amount: *amount };
                let from = second + after_days * DAY;
                let record = CouponRecord {
                    coupon: AccountCoupon { coupon, currency: self.currency },
                    valid_from: instant(from),
                    valid_until: days.map(|days| instant(from + days * DAY)),
                };
                self.billing.add_coupon(record, now)?;
            }
            Deed::Prices(prices) => {
                let from = instant(PRICES_FROM + prices.from_day * DAY).to_rfc3339();
                self.billing.load_prices(&prices.file(self.currency.as_str(), self.exponent, &from), now)?;
            }
            Deed::Tax { rate, due_days } => self.billing.set_profile(profile(*rate, *due_days), now)?,
            Deed::Close => drop(self.billing.close(now, now)?),
            Deed::Running => drop(self.billing.running(now)?),
            Deed::Pay { outcome, .. } => {
                let outcome = match outcome {
                    Outcome::Succeeded => PaymentOutcome::Succeeded,
                    Outcome::Failed => PaymentOutcome::Failed,
                    Outcome::Unknown => PaymentOutcome::Unknown,
                };
                self.billing.settle(
                    name,
                    "bank transfer",
                    self.asked(deed, target, before),
                    outcome,
                    "",
                    now,
                )?;
            }
            Deed::Refund { thousandths, .. } => {
                let amount = thousandths.map(|_| self.asked(deed, target, before));
                self.billing.refund(name, amount, "", now)?;
            }
            Deed::Cancel { .. } => drop(self.billing.cancel(name, "", now)?),
            Deed::Reissue { .. } => drop(self.billing.reissue(name, now)?),
            Deed::PreviewMonth { months } => {
                let at = instant(month_start(month_of(second) + months));
                return self.preview(&PreviewOf::Month(at));
            }
            Deed::PreviewPlan { plan, after, subscribe, drop } => {
                let keys =
                    |addon: &Option<usize>| addon.iter().map(|addon| ADDONS[*addon].to_owned()).collect();
                return self.preview(&PreviewOf::Plan {
                    plan: OFFERS[*plan].key.into(),
                    at: instant(second + after),
                    subscribe: keys(subscribe),
                    unsubscribe: keys(drop),
                });
            }
            Deed::PreviewAddon { addon, begins, after } => {
                let (addon, at) = (ADDONS[*addon].to_owned(), instant(second + after));
                return self.preview(&PreviewOf::Addon { addon, begins: *begins, at });
            }
        }
        Ok(Told::Done)
    }

    fn asked(&self, deed: &Deed, target: Option<&str>, before: &Account) -> Money {
        Money::new(i64::try_from(before.asked(deed, target)).unwrap(), self.currency)
    }

    fn take(&mut self, plan: usize, trial_days: i64) -> Result<(), BillingError> {
        let (offer, start) = (&OFFERS[plan], self.now());
        self.subscriptions += 1;
        let new = NewSubscription {
            name: format!("s-{}", self.subscriptions),
            plan_name: offer.title.into(),
            plan_object_name: offer.key.into(),
            start,
            period_unit: unit(offer.unit),
            flat_price: Money::new(offer.fee, self.currency),
            trial_end: (trial_days > 0).then(|| start + chrono::TimeDelta::days(trial_days)),
        };
        self.billing.subscribe(new, start)?;
        self.store.write(move |tx| Ok(tx.set_current_plan(offer.key, start)?))
    }

    fn preview(&self, of: &PreviewOf) -> Result<Told, BillingError> {
        let preview = self.billing.preview(of, self.now())?;
        let difference = preview.after.totals.total.checked_sub(preview.now.totals.total)?;
        assert_eq!(difference, preview.difference);
        Ok(Told::Previewed(Box::new((bill(&preview.now), bill(&preview.after)))))
    }

    /// The running invoice of this month; `None` when there is nothing to bill, or the month is billed.
    pub fn running(&self) -> Result<Option<Bill>, BillingError> {
        let name = running_name(month_of(self.now().timestamp()));
        match self.billing.invoice(&name, self.now()) {
            Ok(detail) if !detail.header.active => Ok(None),
            Ok(detail) => Ok(Some(Bill {
                lines: sorted(detail.lines.iter().map(|line| Line {
                    title: line.usage_type.clone(),
                    quantity: (!line.fixed).then(|| nano(line.quantity)),
                    minor: line.amount.minor.into(),
                })),
                subtotal: detail.header.subtotal.minor.into(),
                discount: detail.header.discount.minor.into(),
                tax: detail.header.tax.minor.into(),
                total: detail.header.total.minor.into(),
            })),
            Err(error) if error.code == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// The program's bill in the model's words.
fn bill(bill: &RealBill) -> Bill {
    Bill {
        lines: sorted(bill.lines.iter().map(|line| Line {
            title: line.usage_type.clone(),
            quantity: (!line.fixed).then(|| nano(line.quantity)),
            minor: line.amount.minor.into(),
        })),
        subtotal: bill.totals.subtotal.minor.into(),
        discount: bill.totals.discount.minor.into(),
        tax: bill.totals.tax.minor.into(),
        total: bill.totals.total.minor.into(),
    }
}

pub fn sorted(lines: impl Iterator<Item = Line>) -> Vec<Line> {
    let mut lines: Vec<Line> = lines.collect();
    lines.sort();
    lines
}

/// Thousand millionths.
pub fn nano(quantity: Decimal) -> i128 {
    quantity.mantissa() * 10i128.pow(u32::from(9 - quantity.scale()))
}

pub fn series(label: usize, object: usize) -> Series {
    let (metric_label, unit) = LABELS[label];
    Series {
        namespace: "shop".into(),
        object: OBJECTS[object].into(),
        metric_label: metric_label.into(),
        usage_type: "as metered".into(),
        unit: unit.into(),
        ..Series::default()
    }
}

fn unit(unit: Unit) -> PeriodUnit {
    match unit {
        Unit::Day => PeriodUnit::Day,
        Unit::Week => PeriodUnit::Week,
        Unit::Month => PeriodUnit::Month,
        Unit::Year => PeriodUnit::Year,
    }
}

fn profile(rate: Option<i64>, due_days: u32) -> BillingProfile {
    let tax = rate.map(|rate| TaxRate {
        category: "standard".into(),
        label: "VAT".into(),
        percent: Decimal::new(i128::from(rate), 3).unwrap(),
    });
    BillingProfile { tax, due_days, ..BillingProfile::plain("Acme Corp") }
}

fn plan(offer: usize, currency: Currency) -> Plan {
    let offer = &OFFERS[offer];
    let services = |addons: &[usize]| {
        let service =
            |addon: &usize| AddonService { name: ADDONS[*addon].into(), display_name: ADDONS[*addon].into() };
        addons.iter().map(service).collect()
    };
    Plan {
        name: offer.key.into(),
        title: offer.title.into(),
        subtitle: String::new(),
        description: String::new(),
        current: false,
        state: PlanState::Ready,
        flat_price: Money::new(offer.fee, currency),
        renewal_period_unit: unit(offer.unit),
        trial_period: u32::try_from(offer.trial_days).unwrap(),
        trial_period_unit: PeriodUnit::Day,
        billing_disabled: false,
        tenant_type: "ENTERPRISE".into(),
        usage_plan_type: "TEAM".into(),
        allowed_addons: services(offer.allowed),
        included_addons: services(offer.included),
        default_quota: QuotaLimits::default(),
        transition_flow: TransitionFlow {
            method: TransitionMethod::Wizard,
            required_fields: Vec::new(),
            requires_manual_approval: false,
        },
    }
}
