//! The seam on SQLite: subscriptions.

use super::LocalBackend;
use async_trait::async_trait;
use billing_domain::invoices::state::Document;
use billing_domain::subscriptions::{BillingPeriod, Subscription, Subscriptions};
use billing_domain::{BillingError, Namespace, Period};
use billing_store::Reader;
use billing_store::invoices::InvoiceHead;
use billing_store::subscriptions::{BillingPeriodRecord, SubscriptionRecord};
use chrono::{DateTime, Utc};

#[async_trait]
impl Subscriptions for LocalBackend {
    async fn list_subscriptions(
        &self,
        namespace: &Namespace,
        current: Option<bool>,
    ) -> Result<Vec<Subscription>, BillingError> {
        namespace.require_system()?;
        let now = self.now();
        let mut all = self.read_current(move |book| subscriptions(book, now)).await?;
        all.retain(|subscription| current.is_none_or(|current| subscription.current == current));
        Ok(all)
    }
}

fn subscriptions(book: &Reader<'_>, now: DateTime<Utc>) -> Result<Vec<Subscription>, BillingError> {
    let invoices = book.invoice_heads()?;
    let mut subscriptions = Vec::new();
    for record in book.subscriptions()? {
        let periods = book.billing_periods(&record.name)?;
        let begun = periods.into_iter().filter(|period| period.period.start <= now);
        let periods = begun.map(|period| billing_period(period, &invoices)).collect();
        subscriptions.push(subscription(record, periods, now));
    }
    Ok(subscriptions)
}

fn subscription(record: SubscriptionRecord, periods: Vec<BillingPeriod>, now: DateTime<Utc>) -> Subscription {
    let cancelled = record.cancelled_at.is_some_and(|at| at <= now);
    Subscription {
        name: record.name,
        plan_name: record.plan_name,
        plan_object_name: record.plan_object_name,
        start: record.start,
        current: record.start <= now && !cancelled,
        cancelled_at: record.cancelled_at,
        last_period: periods.first().map(|period| period.internal),
        periods,
    }
}

/// An invoice belongs to the billing period in which its own period starts.
fn billing_period(record: BillingPeriodRecord, invoices: &[InvoiceHead]) -> BillingPeriod {
    let names = |wanted: &dyn Fn(Document) -> bool| -> Vec<String> {
        let inside = invoices.iter().filter(|head| belongs(head, &record.period));
        inside.filter(|head| wanted(head.standing.document)).map(|head| head.name.clone()).collect()
    };
    BillingPeriod {
        invoices: names(&|_| true),
        closed_invoices: names(&|document| document != Document::Draft),
        pending_invoices: names(&|document| document == Document::Draft),
        uid: record.uid,
        internal: record.period,
        external: record.external,
        trial: record.trial,
    }
}

fn belongs(head: &InvoiceHead, period: &Period) -> bool {
    period.contains(head.standing.period.start)
}
