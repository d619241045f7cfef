//! What a fault leaves behind on a connection: nothing.

use crate::book::{Original, client};
use crate::faulty_tenant::{FAULTS, Fault, seeded};
use crate::operations::{call, system};
use billing_domain::plans::Plans;
use billing_domain::quotas::Quotas;
use billing_wire::Operation;
use std::time::Duration;
use tokio::time::timeout;

/// Longer than any test may take.
const LONG: Duration = Duration::from_secs(120);

/// Reads in a row, each with an answer of its own.
const READS: [Operation; 6] = [
    Operation::ListInvoices,
    Operation::GetCurrentPlan,
    Operation::GetQuota,
    Operation::ListSubscriptions,
    Operation::ListMonthlyUsage,
    Operation::GetPlanTransition,
];

#[tokio::test]
async fn an_answer_that_comes_twice_is_never_taken_for_the_next_one() {
    let original = Original::make().await;
    let book = original.copy();
    let tenant = book.serve(|_, _| Some(Fault::Twice)).await;
    let remote = client(&tenant, LONG);
    for round in 0..20 {
        for operation in READS {
            let right = call(&book.backend, operation, &original.move_id).await.unwrap();
            match call(&remote, operation, &original.move_id).await {
                Ok(answer) => assert_eq!(answer, right, "{operation:?}, round {round}"),
                Err(error) => panic!("{operation:?}, round {round}: {error}"),
            }
        }
    }
}

#[tokio::test]
async fn through_any_weather_an_answer_is_right_or_an_error() {
    let original = Original::make().await;
    let book = original.copy();
    let mut right = Vec::new();
    for operation in READS {
        right.push(call(&book.backend, operation, &original.move_id).await.unwrap());
    }
    let tenant = book.serve(|_, _| None).await;
    let remote = client(&tenant, Duration::from_secs(1));
    let (mut answered, mut failed) = (0, 0);
    for seed in 0..6 {
        tenant.weather(seeded(seed, 60, &FAULTS));
        for (operation, right) in READS.into_iter().zip(&right) {
            match call(&remote, operation, &original.move_id).await {
                Ok(answer) => {
                    assert_eq!(&answer, right, "{operation:?}, seed {seed}");
                    answered += 1;
                }
                Err(error) => {
                    assert!(!error.outcome_unknown && error.message.contains(operation.name()), "{error}");
                    failed += 1;
                }
            }
        }
    }
    assert!(answered > 5 && failed > 5, "{answered} answers and {failed} errors say little");
}

#[tokio::test]
async fn the_same_seed_is_the_same_weather() {
    let faults = |seed| -> Vec<_> {
        let weather = seeded(seed, 40, &FAULTS);
        (0..500).map(|number| weather(number, None)).collect()
    };
    assert_eq!(faults(7), faults(7));
    assert_ne!(faults(7), faults(8));
    let of_500 = faults(7).iter().flatten().count();
    assert!((150..250).contains(&of_500), "40 of 100, more or less: {of_500}");
}

#[tokio::test]
async fn a_call_that_is_dropped_hangs_up_at_once() {
    let original = Original::make().await;
    let book = original.copy();
    let tenant = book.serve(|_, _| Some(Fault::Late)).await;
    let remote = client(&tenant, LONG);
    // `Late` ends only when the caller hangs up, and `settled` waits for that: a call left behind would last until its
    // own deadline, which is far off.
    let (system, draft) = (system(), crate::book::draft("more", 1));
    for call in [0, 1] {
        let dropped = async {
            match call {
                0 => timeout(Duration::from_millis(60), remote.quota_usage(&system)).await.is_err(),
                _ => timeout(Duration::from_millis(60), remote.create_quota(&draft)).await.is_err(),
            }
        };
        assert!(dropped.await, "the answer never comes");
        timeout(LONG / 4, tenant.settled()).await.unwrap();
    }
    tenant.clears_up();
    remote.current_plan().await.unwrap();
}
