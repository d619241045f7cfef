//! A plan is left by asking, another person decides; add-ons come at once.

use crate::harness::{Home, journey};

#[tokio::test]
async fn a_move_to_another_plan_waits_for_approval() {
    journey(Home::demo(), &["--demo"], async |app| {
        app.open("Plans & add-ons").await;
        app.press("Move to Organization").await;
        app.press("Next").await;
        app.sees("This plan asks for it.").await;
        app.fill("Domain", "acme.example").await;
        app.fill("Billing address", "1234 Main road, Sunnyvale, CA 95054").await;
        app.press("Next").await;
        app.sees("Add-ons under Organization").await;
        app.press("Next").await;
        app.sees("The request waits until another person approves it.").await;
        app.press("Start the move").await;

        app.sees("The move to Organization waits for approval.").await;
        app.sees("Waiting for approval").await;
        app.press("Approve…").await;
        app.sees("Approve the move to Organization?").await;
        app.press("Cancel").await;
        app.open("Overview").await;
        app.press("Show 3 more").await;
        app.sees("Plan change waits for approval").await;
    })
    .await;
}

#[tokio::test]
async fn an_addon_is_subscribed() {
    journey(Home::demo(), &["--demo"], async |app| {
        app.open("Plans & add-ons").await;
        app.press("Subscribe to Web App Scanning").await;
        app.sees("Subscribe to Web App Scanning?").await;
        app.press("Subscribe").await;

        app.sees("Web App Scanning is subscribed.").await;
        app.find("//button[@aria-label='Unsubscribe from Web App Scanning']", "the way out").await;
        app.sees("Subscribed since 19 Mar 2026").await;
    })
    .await;
}
