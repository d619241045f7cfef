//! Which card is charged first is changed by the person, who sees the change before it is done.

use crate::harness::{Home, journey};

#[tokio::test]
async fn the_secondary_card_becomes_primary() {
    journey(Home::demo(), &["--demo"], async |app| {
        app.open("Payment methods").await;
        app.row_says("Visa", "Primary").await;
        app.row_says("Mastercard", "Secondary").await;

        app.press("More: Mastercard ···· 8210").await;
        app.press("Make primary").await;
        app.sees("Make Mastercard ···· 8210 primary?").await;
        app.press("Make primary").await;

        app.sees("Mastercard ···· 8210 is primary now.").await;
        app.row_says("Mastercard", "Primary").await;
        app.row_says("Visa", "Normal").await;
        app.open("Overview").await;
        app.row_says("Primary", "Mastercard").await;
    })
    .await;
}
