//! A person makes a book of their own and brings a provider's bill into it.

use std::fmt::Write as _;
use std::path::Path;

use crate::harness::{App, Home, grouped, journey};

/// Enough rows that the import is seen under way.
const ROWS: usize = 20_000;

#[tokio::test]
async fn a_new_book_takes_a_bill_with_progress() {
    let home = Home::empty();
    let bill = home.file("bill.csv", &bill(ROWS));
    journey(home, &[], async |app| {
        make_a_book(app).await;
        // Kept by the page itself, so that no progress is missed between two looks.
        app.ask(
            "const seen = window.seenProgress = []; new MutationObserver(() => { \
             const bar = document.querySelector('[role=progressbar]'); if (bar) seen.push(bar.ariaValueNow); \
             }).observe(document.body, { subtree: true, childList: true, attributes: true }); return 0",
        )
        .await;
        import(app, &bill).await;
        app.row_says("Rows read", &grouped(&ROWS.to_string())).await;
        app.row_says("New", &grouped(&ROWS.to_string())).await;
        app.row_says("Refused", "0").await;
        let seen = app.ask("return window.seenProgress.length").await.as_u64().unwrap_or_default();
        assert!(seen > 0, "the progress was drawn");

        app.open("Overview").await;
        app.sees("Northwind Cloud").await;
        // Each row costs 0.0125.
        app.sees("250.0000").await;
    })
    .await;
}

#[tokio::test]
async fn a_book_takes_the_real_bills_of_three_providers() {
    let bills = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/focus_sample_1000.csv");
    if !bills.is_file() {
        eprintln!("NOT CHECKED: {} is not there, so this journey has checked nothing", bills.display());
        return;
    }
    journey(Home::empty(), &[], async |app| {
        make_a_book(app).await;
        import(app, &bills).await;
        app.row_says("Rows read", "1,000").await;
        app.row_says("New", "1,000").await;
        app.row_says("Refused", "0").await;
        import(app, &bills).await;
        app.row_says("Unchanged", "1,000").await;
        app.open("Overview").await;
        app.row_says("AWS", "18.00663861840").await;
    })
    .await;
}

async fn make_a_book(app: &App) {
    app.press("Go to accounts").await;
    app.press("Add account").await;
    app.fill("Name", "House book").await;
    app.press("Add").await;
    app.sees("House book is added and open.").await;
}

async fn import(app: &App, file: &Path) {
    app.open("Accounts").await;
    app.press("Provider bill").await;
    app.fill("File", &file.to_string_lossy()).await;
    app.press("Import").await;
    app.find("//section[.//h2='Last import']//*[normalize-space(.)='Done']", "the end of the import").await;
}

/// A FOCUS 1.0 file: one provider, one service, an hour a row.
fn bill(rows: usize) -> String {
    let mut text = String::from(
        "BilledCost,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,\
         ChargeCategory,ConsumedQuantity,ConsumedUnit,EffectiveCost,ListCost,ProviderName,ResourceId,\
         ServiceName,SubAccountId\n",
    );
    for row in 0..rows {
        let (day, hour) = (1 + row / 24 % 30, row % 24);
        let _ = writeln!(
            text,
            "0.0125,USD,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,2026-01-{day:02}T{hour:02}:00:00Z,\
             2026-01-{day:02}T{hour:02}:59:59Z,Usage,1.5,Hours,0.0125,0.015,Northwind Cloud,vm-{},Compute,team-{}",
            row / 720,
            row % 7,
        );
    }
    text
}
