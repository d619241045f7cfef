//! The window is closed and opened again: everything is found where it was.

use crate::harness::{Home, journey};

#[tokio::test]
async fn everything_is_found_again_after_a_restart() {
    journey(Home::empty(), &[], async |app| {
        app.press("Load the demo").await;
        app.sees("Acme Corp").await;
        app.open("Plans & add-ons").await;
        app.press("Subscribe to Web App Scanning").await;
        app.press("Subscribe").await;
        app.sees("Web App Scanning is subscribed.").await;
        app.open("Payment methods").await;
        app.press("More: Mastercard ···· 8210").await;
        app.press("Swap with the primary").await;
        app.press("Swap roles").await;
        app.row_says("Mastercard", "Primary").await;

        app.restart().await;
        app.open("Payment methods").await;
        app.row_says("Mastercard", "Primary").await;
        app.row_says("Visa", "Secondary").await;
        app.open("Plans & add-ons").await;
        app.find("//button[@aria-label='Unsubscribe from Web App Scanning']", "the add-on").await;
        app.open("Accounts").await;
        app.row_says("Acme Corp", "Open").await;
    })
    .await;
}
