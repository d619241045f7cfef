//! The demo's trail is a whole chain; when it is not what was verified, that is said and what was verified stays known.

use super::*;
use crate::accounts::open_book;
use crate::{FixedClock, demo};
use std::sync::Arc;

fn book() -> (tempfile::TempDir, Arc<Store>) {
    let home = tempfile::tempdir().unwrap();
    demo::create(home.path()).unwrap();
    let (store, _) = open_book(home.path(), demo::now()).unwrap();
    (home, store)
}

fn check(store: &Store) -> Option<AuditCheck> {
    store.read(|book| Ok::<_, BillingError>(book.audit_check()?)).unwrap()
}

#[test]
fn a_whole_chain_is_found_whole_and_the_time_is_kept() {
    let (_home, store) = book();
    assert_eq!(check(&store), None);
    let verdict = verify(&store, "k.aroon", demo::now()).unwrap();
    assert_eq!(verdict.broken, None);
    let kept = check(&store).unwrap();
    assert_eq!((kept.at, kept.who.as_str(), kept.broken), (demo::now(), "k.aroon", None));
    assert!(kept.anchor.lines > 50, "{} lines", kept.anchor.lines);
}

#[test]
fn a_trail_that_is_not_what_was_verified_is_broken_and_the_memory_stays() {
    let (_home, store) = book();
    let whole = verify(&store, "k.aroon", demo::now()).unwrap().holds;
    let other = billing_domain::audit::Anchor { lines: 5, hash: "f".repeat(64) };
    let kept = AuditCheck { anchor: other.clone(), ..check(&store).unwrap() };
    store.write(move |tx| Ok::<_, BillingError>(tx.keep_audit_check(&kept)?)).unwrap();
    for _ in 0..2 {
        let verdict = verify(&store, "k.aroon", demo::now()).unwrap();
        assert_eq!(verdict.broken.map(|broken| broken.sequence), Some(5));
        assert_eq!((check(&store).unwrap().broken, check(&store).unwrap().anchor), (Some(5), other.clone()));
        assert!(verdict.or_refuse().unwrap_err().message.contains("line 5"));
    }
    let findings =
        crate::care::verify(&store, demo::now()).unwrap().into_iter().flat_map(|check| check.findings);
    assert_eq!(findings.count(), 1, "verify of the book says it too");

    let longer = billing_domain::audit::Anchor { lines: whole.lines + 1, ..whole.clone() };
    let kept = AuditCheck { anchor: longer, ..check(&store).unwrap() };
    store.write(move |tx| Ok::<_, BillingError>(tx.keep_audit_check(&kept)?)).unwrap();
    let verdict = verify(&store, "k.aroon", demo::now()).unwrap();
    assert_eq!(verdict.broken.map(|broken| broken.sequence), Some(whole.lines + 1), "a line is missing");
}

#[tokio::test]
async fn a_window_counts_all_that_is_found() {
    let (_home, store) = book();
    let backend = LocalBackend::new(store, Arc::new(FixedClock(demo::now())), "k.aroon");
    let all = backend.audit_window(AuditQuery::default(), 0, 10).await.unwrap();
    assert_eq!((all.lines.len(), all.found), (10, all.all));
    assert!(all.lines[0].sequence > all.lines[9].sequence, "newest first");
    let next = backend.audit_window(AuditQuery::default(), 10, 10).await.unwrap();
    assert_eq!(next.lines[0].sequence + 1, all.lines[9].sequence);

    let invoices = AuditQuery { group: Some("invoice".to_owned()), ..AuditQuery::default() };
    let invoices = backend.audit_window(invoices, 0, 1_000).await.unwrap();
    assert!(invoices.found > 0 && invoices.found < all.found);
    assert!(invoices.lines.iter().all(|line| line.entry.action.starts_with("invoice.")));
    let one = AuditQuery { object: Some("inv-000022".to_owned()), ..AuditQuery::default() };
    let one = backend.audit_window(one, 0, 1_000).await.unwrap();
    assert!(one.lines.iter().all(|line| line.entry.object == "invoice/INV-000022"));
    let nobody = AuditQuery { who: Some("nobody".to_owned()), ..AuditQuery::default() };
    assert_eq!(backend.audit_window(nobody, 0, 10).await.unwrap().found, 0);
    let at = invoices.lines[0].entry.at;
    let before = AuditQuery { to: Some(at), ..AuditQuery::default() };
    assert!(
        backend.audit_window(before, 0, 1_000).await.unwrap().lines.iter().all(|line| line.entry.at < at)
    );
}
