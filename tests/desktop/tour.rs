//! A walk through the demo that keeps what it sees: the pictures of the README. `cargo xtask screenshots` takes it.

use std::path::PathBuf;

use crate::harness::{App, Home, journey};

#[tokio::test]
#[ignore = "writes into docs/pictures: `cargo xtask screenshots`"]
async fn pictures_of_the_demo() {
    journey(Home::demo(), &["--demo"], async |app| {
        for (screen, file) in [
            ("Overview", "overview"),
            ("Usage", "usage"),
            ("Quotas", "quotas"),
            ("Invoices", "invoices"),
            ("Payment methods", "payment-methods"),
            ("Plans & add-ons", "plans"),
            ("Accounts", "accounts"),
            ("Audit", "audit"),
            ("Settings", "settings"),
        ] {
            app.open(screen).await;
            keep(app, file).await;
        }
        app.open("Invoices").await;
        app.open_row("Paid").await;
        app.find("//canvas[@data-page='1']", "the drawn page").await;
        keep(app, "invoice").await;

        dress(app, "Dark").await;
        app.open("Usage").await;
        keep(app, "usage-dark").await;
        app.open("Overview").await;
        keep(app, "overview-dark").await;
        dress(app, "Light").await;
        app.press("ไทย").await;
        app.open("ภาพรวม").await;
        keep(app, "overview-thai").await;
    })
    .await;
}

pub async fn dress(app: &App, choice: &str) {
    app.open("Settings").await;
    app.press(choice).await;
}

pub async fn keep(app: &App, name: &str) {
    app.settled().await;
    let folder =
        std::env::var_os("COUNTERFOIL_PICTURES").expect("COUNTERFOIL_PICTURES, as `cargo xtask` sets it");
    app.picture(&PathBuf::from(folder).join(format!("{name}.png"))).await;
}
