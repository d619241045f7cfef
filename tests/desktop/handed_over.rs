//! What a second start is asked to open comes to the window that is there: a link, a file, and nothing that is neither.

use crate::harness::{Home, journey};

#[tokio::test]
async fn a_link_opens_its_place_in_the_window_that_is_there() {
    journey(Home::demo(), &["--demo"], async |app| {
        app.open("Overview").await;
        app.start_again(&["counterfoil://invoices/INV-000022"]).await;
        app.find("//main//h1[contains(.,'INV-000022')]", "the invoice of the link").await;
        // What leads elsewhere is not followed.
        app.start_again(&["https://example.org/invoices"]).await;
        app.start_again(&["counterfoil://example.org/"]).await;
        app.find("//main//h1[contains(.,'INV-000022')]", "the invoice, still").await;
        app.start_again(&["counterfoil://quotas"]).await;
        app.find("//main//h1[normalize-space(.)='Quotas']", "the quotas").await;
    })
    .await;
}

#[tokio::test]
async fn a_file_is_named_and_imported_only_when_the_person_says_so() {
    journey(Home::demo(), &["--demo"], async |app| {
        app.open("Overview").await;
        let file = app.home().file(
            "hours.csv",
            "namespace,object_name,metric_label,usage_type,hour,quantity,unit_name\n\
             shop,web,requests,Requests,2026-01-05T10:00:00Z,1500.5,request\n",
        );
        app.start_again(&[&file.to_string_lossy()]).await;
        app.sees("hours.csv is to be imported into Acme Corp").await;
        app.sees("Nothing has been imported since the console was opened.").await;
        app.press("Import").await;
        app.row_says("Rows read", "1").await;
    })
    .await;
}

#[tokio::test]
async fn what_was_set_is_set_after_a_restart() {
    journey(Home::demo(), &["--demo"], async |app| {
        app.open("Settings").await;
        app.press("2026-03-19").await;
        app.press("Daily").await;
        app.sees("1 copy of this account there").await;
        app.restart().await;
        app.open("Settings").await;
        app.find(
            "//*[@role='radio' and @aria-checked='true' and normalize-space(.)='2026-03-19']",
            "the style of dates that was chosen",
        )
        .await;
        app.find("//*[@role='radio' and @aria-checked='true' and normalize-space(.)='Daily']", "the plan")
            .await;
    })
    .await;
}
