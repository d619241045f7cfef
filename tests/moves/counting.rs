//! Many who take of one limit at once: never more than the limit, and no count is lost.

use crate::desk::{self, noon};
use billing_domain::quotas::kinds::QuotaFamily;
use billing_domain::{Decimal, ErrorCode};
use billing_service::LocalBackend;

const TAKERS: usize = 48;
const TAKES: usize = 3;

/// Each takes `amounts` one after the other; answers how many of them were refused.
async fn takes(book: LocalBackend, times: usize) -> usize {
    let mut refused = 0;
    for _ in 0..times {
        match book.take_quota(None, "virtual_host", 5.into()).await {
            Ok(after) => assert!(!after.standing.is_exceeded(), "{after:?}"),
            Err(error) => {
                assert_eq!(error.code, ErrorCode::ResourceExhausted, "{error}");
                refused += 1;
            }
        }
    }
    refused
}

#[tokio::test(flavor = "multi_thread", worker_threads = 8)]
async fn many_at_once_never_take_more_than_the_limit_and_lose_no_count() {
    let folder = tempfile::tempdir().unwrap();
    desk::found(folder.path()).await;
    // Two programs on one file, with many threads each: 144 takes of 5 for a limit of 500.
    let programs = [desk::open(folder.path(), noon()), desk::open(folder.path(), noon())];
    let tasks: Vec<_> = (0..TAKERS).map(|n| tokio::spawn(takes(programs[n % 2].clone(), TAKES))).collect();
    let mut refused = 0;
    for task in tasks {
        refused += task.await.unwrap();
    }
    let taken = TAKERS * TAKES - refused;
    let found = programs[0].check_quota(None, "virtual_host", None).await.unwrap();
    assert_eq!((taken, found.standing.counted()), (100, Some(500.into())));
    assert!(found.standing.is_reached());
    let trail = programs[0].read(|book| Ok(book.audit_of("virtual_host")?)).await.unwrap();
    assert_eq!(trail.len(), taken, "one line for each that was taken, none for those that were refused");
    println!("{TAKERS} tasks in 2 programs: {taken} takes of 5 for a limit of 500, {refused} refused");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 8)]
async fn taking_and_giving_back_at_once_adds_up() {
    let folder = tempfile::tempdir().unwrap();
    desk::found(folder.path()).await;
    let book = desk::open(folder.path(), noon());
    book.take_quota(Some(QuotaFamily::Object), "virtual_host", 60.into()).await.unwrap();
    let pairs = (0..30i64).flat_map(|n| {
        let (taker, giver, amount) = (book.clone(), book.clone(), Decimal::from(n % 7 + 1));
        [
            tokio::spawn(async move { taker.take_quota(None, "virtual_host", amount).await }),
            tokio::spawn(async move { giver.give_quota_back(None, "virtual_host", amount).await }),
        ]
    });
    for task in pairs.collect::<Vec<_>>() {
        task.await.unwrap().unwrap();
    }
    let found = book.check_quota(None, "virtual_host", None).await.unwrap();
    assert_eq!(found.standing.counted(), Some(60.into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quota_object_goes_before_the_plan_and_a_move_moves_the_limit() {
    let folder = tempfile::tempdir().unwrap();
    desk::found(folder.path()).await;
    let book = desk::open(folder.path(), noon());
    let refused = book.take_quota(None, "user", 451.into()).await.unwrap_err();
    assert!(refused.message.contains("0 of 450 are used"), "{}", refused.message);
    book.take_quota(None, "virtual_host", 40.into()).await.unwrap();
    let unknown = book.take_quota(None, "no_such_kind", 1.into()).await.unwrap_err();
    assert_eq!(unknown.code, ErrorCode::NotFound);
    let wishes = billing_service::plans::MoveWishes::default();
    // A downgrade: at the end of the period, so the limit stays until then, and not a moment longer.
    book.start_move(&desk::request("free"), &wishes).await.unwrap();
    book.take_quota(None, "virtual_host", 1.into()).await.unwrap();
    let april = desk::open(folder.path(), "2026-04-01T00:00:00Z".parse().unwrap());
    let refused = april.take_quota(None, "virtual_host", 1.into()).await.unwrap_err();
    assert!(refused.message.contains("41 of 2 are used"), "{}", refused.message);
    assert!(april.check_quota(None, "virtual_host", None).await.unwrap().standing.is_exceeded());
}
