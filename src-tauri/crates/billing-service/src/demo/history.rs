//! What happened to the demo tenant: its usage, its invoices in every state, and hours that were told anew.

use super::tenant::{PartyPlan, TenantPlan};
use super::usage::{UsagePlan, ended_months};
use super::{ACTOR, PRICE_FILE, no_access, now};
use crate::billing::{Billing, BillingProfile, CouponRecord, NewSubscription, Party, PaymentOutcome};
use crate::import::{self, Book, Unwatched};
use billing_domain::coupons::discount::AccountCoupon;
use billing_domain::coupons::{Coupon, DiscountType};
use billing_domain::period::PeriodUnit;
use billing_domain::price_book::STANDARD_TAX;
use billing_domain::tax::TaxRate;
use billing_domain::{BillingError, Currency, Money, Period};
use billing_store::Store;
use chrono::{DateTime, Datelike, TimeDelta, Utc};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::Arc;

const VISA: &str = "Visa ···· 4242";

/// Brings the usage in as a file, as a person would.
pub(super) fn import(store: &Arc<Store>, usage: &UsagePlan, folder: &Path) -> Result<(), BillingError> {
    import_written(store, folder, now(), |out| usage.write_csv(out))
}

/// Tells some hours anew, after they were billed.
pub(super) fn restate(store: &Arc<Store>, usage: &UsagePlan, folder: &Path) -> Result<(), BillingError> {
    import_written(store, folder, now(), |out| usage.write_restated_csv(out))
}

fn import_written(
    store: &Arc<Store>,
    folder: &Path,
    at: DateTime<Utc>,
    write: impl FnOnce(&mut BufWriter<File>) -> Result<(), BillingError>,
) -> Result<(), BillingError> {
    let path = folder.join("demo-usage.csv");
    let mut out = BufWriter::new(File::create(&path).map_err(|error| no_access(&path, &error))?);
    write(&mut out)?;
    out.flush().map_err(|error| no_access(&path, &error))?;
    drop(out);
    let book = Book { store, who: ACTOR, progress: &Unwatched, now: at, facts_in_batch: None };
    let report = import::hourly(&book, &path)?;
    if report.rows_refused > 0 {
        return Err(BillingError::internal(format!(
            "The demo's usage was refused: {:?}.",
            report.refusals.first()
        )));
    }
    std::fs::remove_file(&path).map_err(|error| no_access(&path, &error))
}

/// Issues every ended month on its day, and lets the money come, or not.
pub(super) fn bill(
    store: &Arc<Store>,
    tenant: &TenantPlan,
    usage: &UsagePlan,
    currency: Currency,
) -> Result<(), BillingError> {
    let billing = Billing::new(Arc::clone(store), ACTOR);
    let since = tenant.plan_since;
    billing.set_profile(profile(tenant)?, since)?;
    billing.load_prices(PRICE_FILE, since)?;
    billing.add_coupon(coupon(tenant, currency), since)?;
    billing.subscribe(subscription(tenant, currency)?, since)?;
    for month in ended_months(usage.first()?, now())? {
        issue(&billing, month)?;
    }
    billing.running(now())?;
    Ok(())
}

/// What became of an invoice.
enum Fate {
    Paid,
    /// Paid, and a part given back.
    PartlyRefunded,
    Refunded,
    /// Cancelled for a wrong address, issued again, paid.
    IssuedAgain,
    /// A part came; the rest is overdue.
    PartPaid,
    /// The charge was refused; it is overdue.
    Declined,
    /// Not yet due.
    Open,
}

const fn fate(year: i32, month: u32) -> Fate {
    match (year, month) {
        (2024, 4) => Fate::Refunded,
        (2025, 5) => Fate::PartlyRefunded,
        (2025, 8) => Fate::IssuedAgain,
        (2025, 11) => Fate::PartPaid,
        (2026, 1) => Fate::Declined,
        (2026, 2) => Fate::Open,
        _ => Fate::Paid,
    }
}

fn issue(billing: &Billing, month: Period) -> Result<(), BillingError> {
    let at = month.end + TimeDelta::minutes(150);
    let Some(name) = close(billing, month, at)? else { return Ok(()) };
    let later = at + TimeDelta::days(1);
    match fate(month.start.year(), month.start.month()) {
        Fate::Paid => pay(billing, &name, later)?,
        Fate::PartlyRefunded => {
            pay(billing, &name, later)?;
            let currency = billing.invoice(&name, later)?.header.total.currency;
            let part = Money::new(25_000, currency);
            billing.refund(&name, Some(part), "Service credit for 6 May 2025", later + TimeDelta::days(9))?;
        }
        Fate::Refunded => {
            pay(billing, &name, later)?;
            billing.refund(&name, None, "First month free of charge", later + TimeDelta::days(12))?;
        }
        Fate::IssuedAgain => {
            billing.cancel(&name, "wrong billing address", later)?;
            let again = billing.reissue(&name, later + TimeDelta::hours(2))?;
            pay(billing, &again.header.name, later + TimeDelta::days(1))?;
        }
        Fate::PartPaid => {
            let currency = billing.invoice(&name, later)?.header.total.currency;
            let part = Money::new(1_000_000, currency);
            billing.settle(
                &name,
                "Bank transfer",
                part,
                PaymentOutcome::Succeeded,
                "Part payment, reference 8814",
                later,
            )?;
        }
        Fate::Declined => {
            let owed = billing.invoice(&name, later)?.header.balance;
            billing.settle(
                &name,
                VISA,
                owed,
                PaymentOutcome::Failed,
                "Insufficient funds",
                at + TimeDelta::days(30),
            )?;
        }
        Fate::Open => {}
    }
    Ok(())
}

fn close(billing: &Billing, month: Period, at: DateTime<Utc>) -> Result<Option<String>, BillingError> {
    Ok(billing.close(month.end, at)?.pop().map(|invoice| invoice.header.name))
}

fn pay(billing: &Billing, name: &str, at: DateTime<Utc>) -> Result<(), BillingError> {
    billing.mark_paid(name, VISA, "Charged automatically", at)?;
    Ok(())
}

fn profile(tenant: &TenantPlan) -> Result<BillingProfile, BillingError> {
    let party = |plan: &PartyPlan| Party {
        name: plan.name.clone(),
        address: plan.lines.clone(),
        tax_id: Some(plan.tax_id.clone()),
    };
    Ok(BillingProfile {
        seller: party(&tenant.seller),
        buyer: party(&tenant.buyer),
        tax: Some(TaxRate {
            category: STANDARD_TAX.to_owned(),
            label: tenant.tax_label.clone(),
            percent: tenant.tax_rate.parse()?,
        }),
        due_days: tenant.due_days,
        language: "en".to_owned(),
        payment_note: vec!["Charged to the primary payment method on the due date.".to_owned()],
    })
}

fn coupon(tenant: &TenantPlan, currency: Currency) -> CouponRecord {
    CouponRecord {
        coupon: AccountCoupon {
            coupon: Coupon {
                title: tenant.coupon.title.clone(),
                discount_type: DiscountType::Percentage,
                discount_amount: tenant.coupon.percent_hundredths,
            },
            currency,
        },
        valid_from: tenant.plan_since,
        valid_until: None,
    }
}

fn subscription(tenant: &TenantPlan, currency: Currency) -> Result<NewSubscription, BillingError> {
    let plan = tenant.plans.iter().find(|plan| plan.name == tenant.current_plan);
    let plan = plan.ok_or_else(|| BillingError::internal("demo: the current plan is not on the list"))?;
    Ok(NewSubscription {
        name: "subscription-1".to_owned(),
        plan_name: format!("{} plan", plan.title),
        plan_object_name: plan.name.clone(),
        start: tenant.plan_since,
        period_unit: PeriodUnit::Month,
        flat_price: Money::new(plan.flat_price, currency),
        trial_end: None,
    })
}
