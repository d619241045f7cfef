//! The end of a month, as a controller walks through it: sync, compare, the top mover and its receipt, files, the
//! overview on paper, an invoice marked and unmarked, and the trail of it all.

use std::path::PathBuf;

use serde_json::Value;

use crate::harness::{App, Home, Keychain, Tenant, grouped, journey, until};

const TOKEN: &str = "token-of-the-month-end-0123456789abcdef";

#[tokio::test]
async fn a_month_is_closed_from_sync_to_trail() {
    let keychain = Keychain::open().await;
    let tenant = Tenant::serve(TOKEN);
    let home = Home::demo().on_bus(keychain.address());
    let month = home.ask_demo(&["report", "month"]);
    let mover = &month["rows"][0];
    let (mover_name, mover_amount) = (text(mover, "usage_type"), text(mover, "amount"));
    let issued = home.ask_demo(&["invoices", "list"]);
    let paid = rows(&issued).find(|row| row["status"] == "paid").expect("a paid invoice");
    let number = text(paid, "number").to_owned();

    journey(home, &["--demo"], async |app| {
        sync(app, &tenant.address()).await;

        // Compare: each figure is the command line's.
        app.open("Usage").await;
        app.row_says(mover_name, &grouped(mover_amount)).await;
        let change = grouped(text(mover, "change").trim_start_matches('-'));
        app.row_says(mover_name, &change).await;
        app.choose("Compare", "same time last year").await;
        app.sees("same time last year").await;
        app.choose("Compare", "period before").await;

        // The receipt of the top mover, from its amount.
        app.press(&grouped(mover_amount)).await;
        app.find("//main//h1[contains(.,'Mar 2026')] | //main//h1", "the running invoice").await;
        app.find("//*[@role='dialog'][contains(.,'Receipt')]", "the receipt").await;
        app.sees(&grouped(mover_amount)).await;
        app.press("Close").await;

        // The table as files; what they hold is what was seen.
        app.open("Usage").await;
        app.press("Export").await;
        app.press("What I see: CSV, exact text").await;
        let csv = saved(app, "csv").await;
        assert!(csv.contains(mover_name) && csv.contains(mover_amount), "{csv}");
        app.press("Export").await;
        app.press("What I see: XLSX workbook").await;
        let xlsx = saved(app, "xlsx").await;
        assert!(xlsx.starts_with("PK"), "a workbook");

        // The overview on paper.
        app.open("Overview").await;
        app.press("Print").await;
        app.find("//*[@role='dialog']//canvas[@data-page='1']", "the page as it will be").await;
        app.press("Save…").await;
        let pdf = saved(app, "pdf").await;
        assert!(pdf.starts_with("%PDF"), "a document");
        app.press("Close").await;

        // Marked as reconciled, taken back, and both told in the trail.
        app.open("Invoices").await;
        app.open_row(&number).await;
        app.press("Mark reconciled").await;
        app.press("Mark").await;
        app.sees(&format!("{number} is marked as reconciled.")).await;
        app.press("Undo").await;
        app.find("//button[normalize-space(.)='Mark reconciled']", "the invoice without its mark").await;
        app.open("Audit").await;
        app.row_says("No longer reconciled, taken back", &number).await;
        app.press("Verify now").await;
        app.sees("Chain whole").await;
        let trail = app.home().ask_demo(&["audit", "list", "--object", &number]);
        let told: Vec<&str> = rows(&trail).take(2).map(|row| text(row, "action")).collect();
        assert_eq!(told, ["invoice.reconcile.remove.undo", "invoice.reconcile"], "the newest first");
    })
    .await;
}

/// Adds the tenant with its token, waits for its copy, and goes back to the books of the demo.
async fn sync(app: &App, address: &str) {
    app.open("Accounts").await;
    app.press("Add a tenant").await;
    app.fill("Address", &format!("{address}/api/")).await;
    app.sees(&format!("at {address}")).await;
    app.fill("Name", "Provider's side").await;
    app.fill("API token", TOKEN).await;
    app.press("Test the connection").await;
    app.press("Add").await;
    app.find_later("//section[.//h2='The copy']//*[normalize-space(.)='Done']", "the end of the sync").await;
    app.open_row("Acme Corp").await;
    app.press("Open this account").await;
    app.find("//header[.//*[normalize-space(.)='Demo']]", "the books of the demo").await;
}

/// What was saved last, as text: waits for a file with this ending.
async fn saved(app: &App, ending: &str) -> String {
    let folder: PathBuf = app.home().saved();
    let found = until(async || {
        let files = std::fs::read_dir(&folder).ok()?;
        let ends = |path: &PathBuf| path.extension().is_some_and(|found| found == ending);
        let file = files.filter_map(|file| Some(file.ok()?.path())).find(ends)?;
        std::fs::read(file).ok()
    });
    let bytes = found.await.unwrap_or_else(|| panic!("no .{ending} was saved in {}", folder.display()));
    String::from_utf8_lossy(&bytes).into_owned()
}

fn rows(report: &Value) -> impl Iterator<Item = &Value> {
    report["rows"].as_array().expect("rows").iter()
}

fn text<'a>(row: &'a Value, field: &str) -> &'a str {
    row[field].as_str().unwrap_or_else(|| panic!("{field} of {row}"))
}
