//! The fixed nouns: each with the cases that JSON likes to lose (long decimals, sentinels, words nobody knows).

use billing_domain::coupons::{Coupon, DiscountType};
use billing_domain::invoices::{Invoice, InvoiceStatus};
use billing_domain::period::PeriodUnit;
use billing_domain::plans::{
    AddonService, LocalizedPlans, Plan, PlanState, RequiredField, TransitionFlow, TransitionMethod,
};
use billing_domain::quotas::{
    ApiQuota, InUse, Limit, ObjectMeta, QuotaDraft, QuotaFigure, QuotaFigures, QuotaLimits, QuotaObject,
    RateLimit,
};
use billing_domain::subscriptions::{BillingPeriod, Subscription};
use billing_domain::usage::{
    CalculatedUsage, CurrentUsage, HourlyUsage, MonthlyUsage, Series, UsageItem, UsageStatus, UsageSummary,
};
use billing_domain::{Decimal, Money, Period};

pub fn month() -> Period {
    Period::month(2026, 3).unwrap()
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn money(minor: i64, currency: &str) -> Money {
    Money::new(minor, currency.parse().unwrap())
}

pub fn invoices() -> Vec<Invoice> {
    let invoice = |name: &str, status, amount| Invoice {
        name: name.into(),
        status,
        active: false,
        amount,
        period: month(),
    };
    vec![
        invoice("2026-000002", InvoiceStatus::Overdue, money(i64::MAX, "USD")),
        invoice("2026-000001", InvoiceStatus::Other("STATUS_DISPUTED".into()), money(-7, "JPY")),
    ]
}

pub fn plans() -> LocalizedPlans {
    let plan = Plan {
        name: "plan-team".into(),
        title: "Team".into(),
        subtitle: "For teams".into(),
        description: "# Team\n- support".into(),
        current: true,
        state: PlanState::TransitionPending,
        flat_price: money(2_500, "EUR"),
        renewal_period_unit: PeriodUnit::Month,
        trial_period: 14,
        trial_period_unit: PeriodUnit::Other("PERIOD_FORTNIGHT".into()),
        billing_disabled: false,
        tenant_type: "ENTERPRISE".into(),
        usage_plan_type: "TEAM".into(),
        allowed_addons: vec![AddonService { name: "f5xc_waap_standard".into(), display_name: "WAAP".into() }],
        included_addons: vec![],
        default_quota: limits(),
        transition_flow: TransitionFlow {
            method: TransitionMethod::Wizard,
            required_fields: vec![RequiredField::Domain, RequiredField::Other("X".into())],
            requires_manual_approval: true,
        },
    };
    LocalizedPlans { locale: "en-us".into(), plans: vec![plan] }
}

fn rate() -> RateLimit {
    RateLimit { rate: 10, burst: 20, unit: "per-second".into() }
}

fn limits() -> QuotaLimits {
    QuotaLimits {
        objects: [("virtual_host".into(), -1), ("route".into(), 0)].into(),
        resources: [("cpu".into(), decimal("8.500000000000001"))].into(),
        apis: [("a.b.Create".into(), rate())].into(),
    }
}

pub fn draft(name: &str) -> QuotaDraft {
    let metadata = ObjectMeta {
        name: name.into(),
        namespace: "shop".into(),
        description: "ours".into(),
        labels: [("team".into(), "shop".into())].into(),
        annotations: [("note".into(), "a b".into())].into(),
        disable: true,
    };
    QuotaDraft { metadata, limits: limits() }
}

pub fn quota(name: &str) -> QuotaObject {
    let QuotaDraft { metadata, limits } = draft(name);
    QuotaObject {
        metadata,
        uid: "d27938ba-967e-40a7-9709-57b8627f9f75".into(),
        created_at: "2026-01-01T00:00:00.000000001Z".parse().unwrap(),
        modified_at: Some("2026-02-01T00:00:00Z".parse().unwrap()),
        creator: "somchai".into(),
        limits,
    }
}

pub fn figures() -> QuotaFigures {
    let figure = |name: &str, limit, in_use| QuotaFigure {
        display_name: name.into(),
        description: "about it".into(),
        limit,
        in_use,
    };
    let count = |n: i64| Decimal::from_int(n);
    let objects = [
        ("namespace", figure("Namespace", Limit::Unlimited, InUse::Current(count(12)))),
        ("healthcheck", figure("Healthcheck", Limit::Maximum(count(100)), InUse::NotTracked)),
        ("role", figure("Role", Limit::Maximum(count(500)), InUse::Current(count(2_387)))),
        ("none", figure("None", Limit::Maximum(Decimal::ZERO), InUse::Missing)),
        ("silent", figure("Silent", Limit::Missing, InUse::Missing)),
    ];
    let cpu = figure("CPU", Limit::Maximum(decimal("8.5")), InUse::Current(decimal("2.250000000000001")));
    let api = ApiQuota { display_name: "Create".into(), description: String::new(), limit: rate() };
    QuotaFigures {
        objects: objects.into_iter().map(|(kind, figure)| (kind.to_owned(), figure)).collect(),
        resources: [("cpu".into(), cpu)].into(),
        apis: [("a.b.Create".into(), api)].into(),
    }
}

pub fn subscriptions() -> Vec<Subscription> {
    let period = BillingPeriod {
        uid: "a536793b-2852-455c-9df8-ef237e811825".into(),
        internal: month(),
        external: None,
        trial: true,
        invoices: vec!["2026-000001".into()],
        closed_invoices: vec!["2026-000001".into()],
        pending_invoices: vec![],
    };
    vec![Subscription {
        name: "sub-1".into(),
        plan_name: "Team".into(),
        plan_object_name: "plan-team".into(),
        start: month().start,
        current: true,
        cancelled_at: Some(month().end),
        last_period: Some(month()),
        periods: vec![period],
    }]
}

pub fn summary() -> Vec<UsageSummary> {
    vec![UsageSummary {
        name: "Public Load Balancers".into(),
        service: "App Stack".into(),
        usage: decimal("20"),
        usage_unit: "hours".into(),
        at: "2026-03-02T00:00:00.25Z".parse().unwrap(),
        billing: decimal("0.833333333333333"),
        billing_unit: "days".into(),
    }]
}

pub fn current_usage() -> CurrentUsage {
    let line = CalculatedUsage {
        usage_type: "CE - App Stack Combo".into(),
        metric_labels: vec!["large".into(), "medium".into()],
        period: month(),
        quantity: decimal("9007199254740993.000000000000123"),
        unit: "MB".into(),
        quantity_billable: i64::MAX,
        unit_billable: "TB".into(),
        amount: money(1_234, "EUR"),
        fixed: false,
        status: UsageStatus::NoData,
    };
    let coupon = Coupon {
        title: "Spring".into(),
        discount_type: DiscountType::Other("DISCOUNT_TYPE_GIFT".into()),
        discount_amount: 1_235,
    };
    CurrentUsage {
        items: vec![line],
        coupons: vec![coupon],
        discount: money(34, "EUR"),
        total_cost: money(1_200, "EUR"),
    }
}

pub fn months() -> Vec<MonthlyUsage> {
    vec![MonthlyUsage { period: month(), amount: money(99, "THB") }]
}

pub fn usage_items() -> Vec<UsageItem> {
    let series = Series {
        namespace: "shop".into(),
        object: "pa4-resource1".into(),
        metric_label: "large".into(),
        usage_type: "Containers".into(),
        unit: "Hours".into(),
        deployment: "pa4".into(),
        container: "pa4-abcd12".into(),
    };
    let quantity = decimal("0.000000000000001");
    vec![UsageItem { series, period: month(), quantity, hourly_breakdown_query: "eyJhIjoxfQ==".into() }]
}

pub fn hours() -> Vec<HourlyUsage> {
    vec![HourlyUsage {
        period: month(),
        quantity: decimal("-0.5"),
        unit: "Hours".into(),
        deployment: String::new(),
        container: "c".into(),
    }]
}
