//! A fresh book with usage, prices and terms that can be counted by hand.

use crate::billing::{Billing, BillingProfile, CouponRecord, NewSubscription, Party};
use billing_domain::coupons::discount::AccountCoupon;
use billing_domain::coupons::{Coupon, DiscountType};
use billing_domain::period::{PeriodUnit, hour_starting};
use billing_domain::tax::TaxRate;
use billing_domain::usage::Series;
use billing_domain::{Currency, Money};
use billing_store::Store;
use billing_store::account::AccountRecord;
use billing_store::usage::{Fact, NewSource, Origin, SeriesFacts};
use chrono::{DateTime, Utc};
use std::ops::Deref;
use std::sync::Arc;
use tempfile::TempDir;

/// Graduated hours, tiny requests, egress; the last price is never used.
pub const PRICES: &str = r#"{
    "lb-hours": {"usage_type": "HTTP Load Balancer", "unit": "Hour", "tiers": [
        {"up_to": 1000, "unit_price": "0.10"}, {"up_to": null, "unit_price": "0.05"}]},
    "requests": {"usage_type": "HTTP Requests", "unit": "1k Requests", "tiers": [
        {"up_to": null, "unit_price": "0.000123"}]},
    "egress": {"usage_type": "RE Egress", "unit": "GB", "tiers": [
        {"up_to": 10.0, "unit_price": 0.08}, {"up_to": null, "unit_price": "0.07"}]},
    "gpu": {"usage_type": "GPU", "unit": "GPU-Hour", "tiers": [{"up_to": null, "unit_price": "1.5"}]}
}"#;

/// A book in a folder of its own.
pub struct Book {
    billing: Billing,
    pub store: Arc<Store>,
    _folder: TempDir,
}

impl Deref for Book {
    type Target = Billing;

    fn deref(&self) -> &Billing {
        &self.billing
    }
}

pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub fn usd(minor: i64) -> Money {
    Money::new(minor, Currency::USD)
}

impl Book {
    /// An account and nothing else.
    pub fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Arc::new(Store::open(&folder.path().join("books.db")).unwrap());
        let account = AccountRecord {
            uid: "u".into(),
            name: "Acme Corp".into(),
            tenant: "acmecorp".into(),
            kind: "local".into(),
            currency: Currency::USD,
            created_at: DateTime::UNIX_EPOCH,
        };
        store.write(move |tx| tx.found_account(&account)).unwrap();
        Self { billing: Billing::new(Arc::clone(&store), "n.srisuk"), store, _folder: folder }
    }

    /// February and March 2026 with prices, a plan, a coupon and tax.
    ///
    /// March by hand: 1,200.6 h -> 1,200 = 1,000 x 0.10 + 200 x 0.05 = 110.00; 2,500.9 k -> 2,500 x 0.000123 = 0.3075
    /// -> 0.31; 0.2 GB -> 1 x 0.08 = 0.08; plan 500.00; sum 610.39; less 10 % = 61.04 -> 549.35; 7 % = 38.45 -> 587.80.
    pub fn acme() -> Self {
        let book = Self::empty();
        book.load_prices(PRICES, at("2026-01-01T00:00:00Z")).unwrap();
        book.used("shop", "lb-1", "lb-hours", "Hour", "2026-02-10T05:00:00Z", "10.5");
        book.used("shop", "lb-1", "lb-hours", "Hour", "2026-03-01T00:00:00Z", "700.7");
        book.used("blog", "lb-2", "lb-hours", "Hour", "2026-03-31T23:00:00Z", "499.9");
        book.used("shop", "lb-1", "requests", "1k Requests", "2026-03-05T05:00:00Z", "2500.9");
        book.used("shop", "lb-1", "egress", "GB", "2026-03-05T05:00:00Z", "0.2");
        book.used("shop", "lb-1", "lb-hours", "Hour", "2026-04-01T00:00:00Z", "3");
        book.set_profile(profile(), at("2026-01-01T00:00:00Z")).unwrap();
        book.add_coupon(percent("Partner", 1_000), at("2026-01-01T00:00:00Z")).unwrap();
        book.subscribe(team(), at("2026-01-01T00:00:00Z")).unwrap();
        book
    }

    /// Adds one hour of usage.
    pub fn used(&self, namespace: &str, object: &str, label: &str, unit: &str, hour: &str, quantity: &str) {
        let series = Series {
            namespace: namespace.into(),
            object: object.into(),
            metric_label: label.into(),
            usage_type: format!("{label} as seen"),
            unit: unit.into(),
            ..Series::default()
        };
        let (hour, quantity) = (at(hour), quantity.parse().unwrap());
        let fact = Fact::new(i32::try_from(hour_starting(hour).unwrap()).unwrap(), quantity);
        self.store
            .write::<_, billing_store::StoreError>(move |tx| {
                let started_at = at("2026-04-20T00:00:00Z");
                let source = NewSource { kind: "seed", name: "test".into(), sha256: None, started_at };
                let origin = Origin { source: tx.add_source(&source)?, at: started_at };
                let series_id = tx.intern_series(&series)?;
                tx.merge_usage(vec![SeriesFacts { series_id, facts: vec![fact] }], origin)
            })
            .unwrap();
    }
}

pub fn profile() -> BillingProfile {
    BillingProfile {
        seller: Party::new("Edge Cloud Inc.", &["1 Main Street", "Springfield"], Some("US-12-3456789")),
        buyer: Party::new("Acme Corp", &["1234 Main road", "Sunnyvale, CA 95054"], None),
        tax: Some(TaxRate { category: "standard".into(), label: "VAT".into(), percent: 7.into() }),
        due_days: 30,
        language: "en".into(),
        payment_note: vec!["Charged to the primary payment method.".into()],
    }
}

pub fn percent(title: &str, steps: i64) -> CouponRecord {
    let coupon =
        Coupon { title: title.into(), discount_type: DiscountType::Percentage, discount_amount: steps };
    CouponRecord {
        coupon: AccountCoupon { coupon, currency: Currency::USD },
        valid_from: at("2026-01-01T00:00:00Z"),
        valid_until: None,
    }
}

/// USD 500.00 a month from the first of March on.
pub fn team() -> NewSubscription {
    NewSubscription {
        name: "subscription-1".into(),
        plan_name: "Team plan".into(),
        plan_object_name: "team".into(),
        start: at("2026-03-01T00:00:00Z"),
        period_unit: PeriodUnit::Month,
        flat_price: usd(50_000),
        trial_end: None,
    }
}
