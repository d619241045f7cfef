//! Quotas say what is used of what; where there is no such share, no percentage is invented.

use crate::harness::{Home, journey};

#[tokio::test]
async fn over_unlimited_and_untracked_quotas_are_told_apart() {
    journey(Home::demo(), &["--demo"], async |app| {
        app.open("Quotas").await;

        let over = app.row("Origin Pool").await.text().await;
        for said in ["Over", "12", "10", "120.0%", "over by 2"] {
            assert!(over.contains(said), "{said:?} in {over:?}");
        }
        let unlimited = app.row("Namespace").await.text().await;
        assert!(unlimited.contains("Unlimited") && unlimited.contains("14") && unlimited.contains('∞'));
        assert!(!unlimited.contains('%'), "a share of no limit: {unlimited:?}");

        let untracked = app.row("TCP Load Balancer").await.text().await;
        assert!(untracked.contains("Not tracked") && untracked.contains("100"));
        assert!(
            !untracked.contains('%') && !untracked.contains("-1"),
            "unknown is not a number: {untracked:?}"
        );
    })
    .await;
}
