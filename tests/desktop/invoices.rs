//! An invoice's document is shown inside the window: the very file that the command line writes.

use std::process::Command;

use serde_json::Value;

use crate::harness::{Home, grouped, journey};

/// How many of the canvas's pixels are ink.
const INK: &str = "const canvas = document.querySelector('canvas[data-page=\"1\"]'); if (!canvas) return 0; \
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height); \
    let ink = 0; for (let at = 0; at < data.length; at += 4) if (data[at + 3] > 0 && data[at] < 128) ink++; \
    return ink";

#[tokio::test]
async fn an_invoice_shows_page_one_of_its_document() {
    let home = Home::demo();
    let list = home.ask_demo(&["invoices", "list"]);
    let invoice = list["rows"].as_array().unwrap().iter().find(|row| row["status"] == "paid").unwrap();
    let number = text(invoice, "number");
    let file = home.path().join("invoice.pdf");
    let written = home.ask_demo(&["invoices", "pdf", number, "-o", file.to_str().unwrap()]);
    let pages = pages_of(&file);

    journey(home, &["--demo"], async |app| {
        app.open("Invoices").await;
        app.open_row(number).await;
        app.find(&format!("//main//h1[normalize-space(.)='{number}']"), "the invoice").await;
        app.sees(&format!("1 / {pages}")).await;
        app.find("//canvas[@data-page='1']", "the drawn page").await;
        let ink = app.ask(INK).await.as_u64().unwrap_or_default();
        assert!(ink > 500, "a page full of text has more ink than {ink} pixels");

        let sha256 = text(&written, "sha256");
        app.find(&format!("//*[@title='{sha256}']"), "the fingerprint of the same file").await;
        app.sees("unchanged").await;
        app.sees(&grouped(text(invoice, "total"))).await;
    })
    .await;
}

/// The second witness: poppler.
fn pages_of(file: &std::path::Path) -> u32 {
    let told = Command::new("pdfinfo").arg(file).output().expect("pdfinfo (Debian: poppler-utils)");
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    let pages = told.lines().find_map(|line| line.strip_prefix("Pages:"));
    pages.expect("the number of pages").trim().parse().expect("a number")
}

fn text<'a>(row: &'a Value, field: &str) -> &'a str {
    row[field].as_str().unwrap_or_else(|| panic!("{field} of {row}"))
}
