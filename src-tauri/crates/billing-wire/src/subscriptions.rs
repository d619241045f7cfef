//! Subscriptions and their billing periods as JSON.

use crate::schema::UuidText;
use crate::shape::{Shape, decode_all, encode_all, required_text, shape};
use crate::times::{self, Timestamp};
use billing_domain::BillingError;
use billing_domain::subscriptions::{BillingPeriod as PeriodNoun, Subscription as Noun};

shape! {
    /// A subscription to a plan.
    pub struct Subscription = "subscriptionSubscriptionType" {
        /// Internal name.
        name: String,
        /// For people.
        plan_name: String,
        /// The plan's key.
        plan_object_name: String,
        /// When it became active.
        start_date: Timestamp,
        /// True while it is the active one.
        current: bool,
        /// True once cancelled.
        cancelled: bool,
        /// When it was cancelled.
        cancellation_date: Timestamp,
        /// Start of the last billing period.
        last_billing_period_start_date: Timestamp,
        /// End of the last billing period.
        last_billing_period_end_date: Timestamp,
        /// Newest first.
        previous_billing_periods: Vec<BillingPeriod>,
    }
}

shape! {
    /// One billing period: `internal_*` is the truth, the other dates are the external provider's.
    pub struct BillingPeriod = "subscriptionPeriod" {
        /// A UUID.
        uid: String as UuidText,
        /// The truth.
        internal_start_date: Timestamp,
        /// The truth.
        internal_end_date: Timestamp,
        /// As the external provider says.
        start_date: Timestamp,
        /// As the external provider says.
        end_date: Timestamp,
        /// True inside the trial.
        trial: bool,
        /// Names of all invoices.
        invoices: Vec<String>,
        /// Names of the final ones.
        closed_invoice: Vec<String>,
        /// Name of the running one.
        pending_invoice: Vec<String>,
    }
}

shape! {
    /// The answer to listing subscriptions.
    pub struct SubscriptionList = "subscriptionListSubscriptionsRsp" {
        /// In the tenant's order.
        subscriptions: Vec<Subscription>,
    }
}

impl Shape for Subscription {
    type Noun = Noun;

    fn encode(noun: &Noun) -> Result<Self, BillingError> {
        let (last_start, last_end) = noun.last_period.map_or((None, None), times::ends);
        Ok(Self {
            name: Some(noun.name.clone()),
            plan_name: Some(noun.plan_name.clone()),
            plan_object_name: Some(noun.plan_object_name.clone()),
            start_date: Some(Timestamp(noun.start)),
            current: Some(noun.current),
            cancelled: Some(noun.cancelled_at.is_some()),
            cancellation_date: noun.cancelled_at.map(Timestamp),
            last_billing_period_start_date: last_start,
            last_billing_period_end_date: last_end,
            previous_billing_periods: Some(encode_all(&noun.periods)?),
            ..Self::default()
        })
    }

    fn decode(self) -> Result<Noun, BillingError> {
        let name = required_text(self.name, "name of a subscription")?;
        let start = crate::shape::required(self.start_date, &format!("start_date of {name}"))?.0;
        // A date without the flag is only a plan to cancel.
        let cancelled = self.cancelled.unwrap_or(self.cancellation_date.is_some());
        let last = (self.last_billing_period_start_date, self.last_billing_period_end_date);
        Ok(Noun {
            name,
            plan_name: self.plan_name.unwrap_or_default(),
            plan_object_name: self.plan_object_name.unwrap_or_default(),
            start,
            current: self.current.unwrap_or_default(),
            cancelled_at: self.cancellation_date.filter(|_| cancelled).map(|at| at.0),
            last_period: times::optional_period(last.0, last.1)?,
            periods: decode_all(self.previous_billing_periods)?,
        })
    }
}

impl Shape for BillingPeriod {
    type Noun = PeriodNoun;

    fn encode(noun: &PeriodNoun) -> Result<Self, BillingError> {
        let (internal_start_date, internal_end_date) = times::ends(noun.internal);
        let (start_date, end_date) = noun.external.map_or((None, None), times::ends);
        Ok(Self {
            uid: Some(noun.uid.clone()),
            internal_start_date,
            internal_end_date,
            start_date,
            end_date,
            trial: Some(noun.trial),
            invoices: Some(noun.invoices.clone()),
            closed_invoice: Some(noun.closed_invoices.clone()),
            pending_invoice: Some(noun.pending_invoices.clone()),
            ..Self::default()
        })
    }

    fn decode(self) -> Result<PeriodNoun, BillingError> {
        let uid = self.uid.unwrap_or_default();
        let what = format!("billing period {uid}");
        Ok(PeriodNoun {
            internal: times::period(self.internal_start_date, self.internal_end_date, &what)?,
            external: times::optional_period(self.start_date, self.end_date)?,
            trial: self.trial.unwrap_or_default(),
            invoices: self.invoices.unwrap_or_default(),
            closed_invoices: self.closed_invoice.unwrap_or_default(),
            pending_invoices: self.pending_invoice.unwrap_or_default(),
            uid,
        })
    }
}

impl Shape for SubscriptionList {
    type Noun = Vec<Noun>;

    fn encode(noun: &Vec<Noun>) -> Result<Self, BillingError> {
        Ok(Self { subscriptions: Some(encode_all(noun)?), ..Self::default() })
    }

    fn decode(self) -> Result<Vec<Noun>, BillingError> {
        decode_all(self.subscriptions)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use billing_domain::Period;

    #[test]
    fn a_subscription_with_its_periods_goes_through_whole() {
        let month = Period::month(2026, 3).unwrap();
        let noun = Noun {
            name: "sub-1".into(),
            plan_name: "Team".into(),
            plan_object_name: "plan-team".into(),
            start: month.start,
            current: false,
            cancelled_at: Some(month.end),
            last_period: Some(month),
            periods: vec![PeriodNoun {
                uid: "a536793b-2852-455c-9df8-ef237e811825".into(),
                internal: month,
                external: Some(Period::month(2026, 2).unwrap()),
                trial: true,
                invoices: vec!["i-1".into(), "i-2".into()],
                closed_invoices: vec!["i-1".into()],
                pending_invoices: vec!["i-2".into()],
            }],
        };
        let text = serde_json::to_string(&Subscription::encode(&noun).unwrap()).unwrap();
        let read: Subscription = serde_json::from_str(&text).unwrap();
        assert_eq!(read.decode().unwrap(), noun);
    }

    #[test]
    fn a_date_without_the_flag_is_not_a_cancellation() {
        let read: Subscription = serde_json::from_str(
            r#"{"name":"s","start_date":"2020-04-20T12:32:51.341959216Z","cancelled":false,
                "cancellation_date":"2020-04-20T12:32:51.341959216Z"}"#,
        )
        .unwrap();
        assert_eq!(read.decode().unwrap().cancelled_at, None);
    }
}
