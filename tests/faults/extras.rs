//! The extras of our own server, through faults: lists are right or not there, usage is taken in once.

use crate::book::{Original, client, cpu, fact};
use crate::faulty_tenant::{FAULTS, Fault};
use crate::operations::{march, system};
use billing_domain::extras::IngestCounts;
use billing_domain::usage::Usage;
use billing_domain::{ErrorCode, LocalExtras};
use billing_remote::RemoteExtras;
use std::time::Duration;

const LONG: Duration = Duration::from_secs(60);

#[tokio::test]
async fn what_the_book_has_beside_the_public_api_comes_over_whole() {
    let original = Original::make().await;
    let book = original.copy();
    let tenant = book.serve(|_, _| None).await;
    let extras = RemoteExtras::new(client(&tenant, LONG));
    assert_eq!(
        extras.list_payment_methods().await.unwrap(),
        book.backend.list_payment_methods().await.unwrap()
    );
    let prices = book.backend.price_book().await.unwrap();
    assert!(prices.is_some());
    assert_eq!(extras.price_book().await.unwrap(), prices);
    let facts = [fact("2026-03-07T00:00:00Z", "0.000000000000001"), fact("2026-03-05T00:00:00Z", "13")];
    let counts = extras.ingest_usage(&cpu(), &facts).await.unwrap();
    assert_eq!(counts, IngestCounts { new: 1, restated: 1, ..IngestCounts::default() });
    let wrong = extras.ingest_usage(&cpu(), &[fact("2026-03-08T00:00:00Z", "-1")]).await;
    assert_eq!(wrong.unwrap_err().code, ErrorCode::InvalidInput);
}

/// Request 0 asks what there is, 1 takes the usage in: that one meets the fault, and what is sent again does not.
#[tokio::test]
async fn usage_whose_answer_was_lost_is_sent_again_and_taken_once() {
    let original = Original::make().await;
    for fault in FAULTS {
        // What never ends is not sent again; the other tests look at it.
        if matches!(fault, Fault::Late | Fault::ArrivesLate | Fault::SlowDrip) {
            continue;
        }
        let book = original.copy();
        let tenant = book.serve(move |number, _| (number == 1).then_some(fault)).await;
        let extras = RemoteExtras::new(client(&tenant, LONG));
        let new = fact("2026-03-07T00:00:00Z", "2.5");
        let counts = extras.ingest_usage(&cpu(), &[new]).await;
        let items = book.backend.usage_details(&system(), march()).await.unwrap();
        let in_march = items[0].quantity.to_string();
        match counts {
            Ok(counts) => {
                assert_eq!(counts, IngestCounts { new: 1, ..IngestCounts::default() }, "{fault:?}");
                assert_eq!(in_march, "14.500000000000001", "{fault:?}");
            }
            Err(error) => {
                let is_definite = matches!(fault, Fault::BusySeconds | Fault::BusyDate);
                assert_eq!(error.outcome_unknown, !is_definite, "{fault:?}: {error}");
                assert!(matches!(fault, Fault::Broken | Fault::Page), "{fault:?}: {error}");
            }
        }
    }
}
