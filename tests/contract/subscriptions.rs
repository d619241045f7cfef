//! Stories of subscriptions: which plan is held, and its billing periods with their invoices.

use crate::harness::{Backend, every_backend, expect_refused, namespace, noon, system};
use billing_domain::period::PeriodUnit;
use billing_domain::{Currency, ErrorCode, Money, Period};
use billing_service::billing::NewSubscription;
use chrono::{DateTime, Utc};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn plan(name: &str, plan: &str, start: &str) -> NewSubscription {
    NewSubscription {
        name: name.into(),
        plan_name: format!("{plan} plan"),
        plan_object_name: plan.into(),
        start: at(start),
        period_unit: PeriodUnit::Month,
        flat_price: Money::new(50_000, Currency::USD),
        trial_end: None,
    }
}

/// A trial in December, the individual plan from January on, the team plan from February on; January is closed.
async fn given_plans(backend: &Backend) {
    let seeded = backend.book.bill(|billing, now| {
        let trial = NewSubscription {
            trial_end: Some(at("2026-01-01T00:00:00Z")),
            ..plan("subscription-1", "individual", "2025-12-15T00:00:00Z")
        };
        billing.subscribe(trial, now)?;
        billing.subscribe(plan("subscription-2", "team", "2026-02-01T00:00:00Z"), now)?;
        billing.close(at("2026-02-01T00:00:00Z"), now)?;
        billing.running(now)
    });
    seeded.await.unwrap();
}

#[tokio::test]
async fn the_newest_is_current_and_the_former_was_cancelled_when_it_began() {
    for backend in every_backend().await {
        given_plans(&backend).await;
        let all = backend.list_subscriptions(&system(), None).await.unwrap();
        let shown: Vec<_> = all.iter().map(|s| (s.plan_object_name.as_str(), s.current)).collect();
        assert_eq!(shown, [("team", true), ("individual", false)], "{backend:?}");
        assert_eq!(all[1].cancelled_at, Some(at("2026-02-01T00:00:00Z")), "{backend:?}");
        assert_eq!(all[0].last_period, Some(Period::month(2026, 3).unwrap()), "{backend:?}");
    }
}

#[tokio::test]
async fn the_list_can_be_held_to_current_ones_or_to_former_ones() {
    for backend in every_backend().await {
        given_plans(&backend).await;
        for (current, name) in [(true, "subscription-2"), (false, "subscription-1")] {
            let found = backend.list_subscriptions(&system(), Some(current)).await.unwrap();
            assert_eq!(found.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(), [name], "{backend:?}");
        }
    }
}

#[tokio::test]
async fn periods_carry_their_trial_and_their_invoices() {
    for backend in every_backend().await {
        given_plans(&backend).await;
        let all = backend.list_subscriptions(&system(), None).await.unwrap();
        let former: Vec<_> = all[1].periods.iter().map(|p| (p.trial, p.closed_invoices.clone())).collect();
        assert_eq!(former, [(false, vec!["INV-000001".to_owned()]), (true, vec![])], "{backend:?}");
        let running: Vec<_> = all[0].periods.iter().map(|p| p.pending_invoices.clone()).collect();
        assert_eq!(running, [vec!["running-2026-03".to_owned()], vec![]], "{backend:?}");
        assert!(all.iter().flat_map(|s| &s.periods).all(|p| p.uid.len() == 36), "{backend:?}");
    }
}

#[tokio::test]
async fn without_a_subscription_the_list_is_empty() {
    for backend in every_backend().await {
        assert_eq!(backend.list_subscriptions(&system(), None).await.unwrap(), [], "{backend:?}");
        let future = backend.book.bill(|billing, now| {
            billing.subscribe(plan("subscription-9", "team", "2026-04-01T00:00:00Z"), now)
        });
        future.await.unwrap();
        assert!(noon() < at("2026-04-01T00:00:00Z"));
        let current = backend.list_subscriptions(&system(), Some(true)).await.unwrap();
        assert_eq!(current, [], "{backend:?}: it has not begun");
    }
}

#[tokio::test]
async fn subscriptions_are_asked_for_in_system() {
    for backend in every_backend().await {
        let refused = backend.list_subscriptions(&namespace("shop"), None).await;
        expect_refused(&backend, refused, ErrorCode::InvalidInput);
    }
}
