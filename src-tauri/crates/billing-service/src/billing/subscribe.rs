//! Holding a plan: subscriptions and the billing periods that follow from them.

use super::{Billing, gather};
use billing_domain::period::PeriodUnit;
use billing_domain::{BillingError, Money};
use billing_store::Writer;
use billing_store::subscriptions::{BillingPeriodRecord, SubscriptionRecord};
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use uuid::Builder;

/// A plan to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSubscription {
    /// Internal name, unique; the same again replaces the terms.
    pub name: String,
    /// For people.
    pub plan_name: String,
    /// The plan's key.
    pub plan_object_name: String,
    /// From when on.
    pub start: DateTime<Utc>,
    /// How long a billing period is.
    pub period_unit: PeriodUnit,
    /// The fee of one of them.
    pub flat_price: Money,
    /// End of the trial, if there is one.
    pub trial_end: Option<DateTime<Utc>>,
}

impl Billing {
    /// Holds a plan; a subscription that is current is cancelled at that instant, for only one is.
    ///
    /// # Errors
    /// `InvalidInput` for a unit we do not know, a negative fee, or a trial that ends before it starts;
    /// `FailedPrecondition` when another plan begins later: two would be held at once from then on.
    pub fn subscribe(&self, new: NewSubscription, now: DateTime<Utc>) -> Result<(), BillingError> {
        let record = checked(new)?;
        let acting = self.acting(now);
        self.store.write(move |tx| {
            let later = tx.subscriptions()?.into_iter().find(|held| {
                held.name != record.name
                    && held.start > record.start
                    && held.cancelled_at.is_none_or(|end| end > held.start)
            });
            if let Some(later) = later {
                return Err(BillingError::refused(format!(
                    "{} is held from {} on; a plan that starts before it would be held beside it.",
                    later.plan_name,
                    later.start.format("%Y-%m-%d %H:%M UTC")
                )));
            }
            subscribe(tx, record.clone(), acting.now)?;
            acting.note(tx, "subscription.start", &format!("subscription/{}", record.name), &record.plan_name)
        })
    }

    /// Ends a subscription at an instant.
    ///
    /// # Errors
    /// `NotFound`; `FailedPrecondition` when it is cancelled already or starts later.
    pub fn cancel_subscription(
        &self,
        name: &str,
        at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<(), BillingError> {
        let (name, acting) = (name.to_owned(), self.acting(now));
        self.store.write(move |tx| {
            let found = tx.subscriptions()?.into_iter().find(|subscription| subscription.name == name);
            let record = found
                .ok_or_else(|| BillingError::not_found(format!("No subscription is called {name:?}.")))?;
            if record.cancelled_at.is_some() || at < record.start {
                return Err(BillingError::refused(format!("Subscription {name:?} does not run at {at}.")));
            }
            cancel(tx, record, at)?;
            acting.note(tx, "subscription.cancel", &format!("subscription/{name}"), &at.to_rfc3339())
        })
    }

    /// Writes down the billing periods that have begun by `now`; again adds nothing.
    ///
    /// # Errors
    /// The store's.
    pub fn add_billing_periods(&self, now: DateTime<Utc>) -> Result<(), BillingError> {
        self.store.write(move |tx| add_billing_periods(tx, now))
    }
}

fn checked(new: NewSubscription) -> Result<SubscriptionRecord, BillingError> {
    if let PeriodUnit::Other(unit) = &new.period_unit {
        return Err(BillingError::invalid(format!("Unknown billing period {unit:?}.")));
    }
    if new.flat_price.minor < 0 {
        return Err(BillingError::invalid("A plan's fee is 0 or more."));
    }
    if new.trial_end.is_some_and(|end| end <= new.start) {
        return Err(BillingError::invalid("The trial must end after the subscription starts."));
    }
    Ok(SubscriptionRecord {
        name: new.name,
        plan_name: new.plan_name,
        plan_object_name: new.plan_object_name,
        start: new.start,
        cancelled_at: None,
        period_unit: new.period_unit,
        flat_price: new.flat_price,
        trial_end: new.trial_end,
    })
}

/// Inside a larger change: a plan transition that finishes calls this.
pub(crate) fn subscribe(
    tx: &Writer<'_>,
    record: SubscriptionRecord,
    now: DateTime<Utc>,
) -> Result<(), BillingError> {
    for held in tx.subscriptions()? {
        if held.name != record.name && gather::held(&held).is_current(record.start) {
            cancel(tx, held, record.start)?;
        }
    }
    tx.put_subscription(&record)?;
    add_billing_periods(tx, now)
}

fn cancel(tx: &Writer<'_>, record: SubscriptionRecord, at: DateTime<Utc>) -> Result<(), BillingError> {
    tx.drop_billing_periods(&record.name, at)?;
    tx.put_subscription(&SubscriptionRecord { cancelled_at: Some(at), ..record })?;
    Ok(())
}

/// Adds the periods that have begun and are not written down yet.
pub(crate) fn add_billing_periods(tx: &Writer<'_>, now: DateTime<Utc>) -> Result<(), BillingError> {
    for subscription in tx.subscriptions()? {
        let known = tx.billing_periods(&subscription.name)?;
        for held in gather::held(&subscription).periods(now)? {
            if known.iter().all(|record| record.period.start != held.period.start) {
                let uid = period_uid(&subscription.name, held.period.start);
                let record =
                    BillingPeriodRecord { uid, period: held.period, external: None, trial: held.trial };
                tx.add_billing_period(&subscription.name, &record)?;
            }
        }
    }
    Ok(())
}

/// A UUID that follows from what it names, so that seeding twice gives the same book.
fn period_uid(subscription: &str, start: DateTime<Utc>) -> String {
    let digest = Sha256::digest(format!("{subscription}/{}", start.to_rfc3339()));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    Builder::from_custom_bytes(bytes).into_uuid().to_string()
}
