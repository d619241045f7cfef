//! Prints the sample documents of the test suite into a folder, to be looked at:
//! `cargo run -p billing-documents --example samples -- FOLDER`.

#[path = "../../../../tests/documents/fixture.rs"]
#[allow(missing_docs, clippy::unwrap_used)]
mod fixture;
#[path = "../../../../tests/documents/sample_charts.rs"]
#[allow(missing_docs, clippy::unwrap_used)]
mod sample_charts;

use billing_documents::chart::svg;
use billing_documents::export::xlsx;
use billing_documents::pdf::invoice::{InvoiceDocument, InvoiceKind, render_invoice};
use billing_documents::pdf::report::render_report;
use std::path::PathBuf;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("say which folder to write to")?);
    std::fs::create_dir_all(&folder)?;
    let documents = [
        ("invoice", fixture::invoice()),
        ("invoice.th", fixture::thai_invoice()),
        ("running", fixture::running_invoice()),
        ("long", fixture::long_invoice(200)),
        ("pro-forma", InvoiceDocument { kind: InvoiceKind::ProForma, ..fixture::thai_invoice() }),
    ];
    for (name, document) in documents {
        render_invoice(&document)?;
        let start = Instant::now();
        let bytes = render_invoice(&document)?;
        println!("{name}: {} bytes in {:.1} ms", bytes.len(), start.elapsed().as_secs_f64() * 1000.0);
        std::fs::write(folder.join(format!("{name}.pdf")), bytes)?;
    }
    let mut report = fixture::report(60);
    report.chart = Some(sample_charts::usage_chart());
    std::fs::write(folder.join("report.pdf"), render_report(&report)?)?;
    std::fs::write(folder.join("report.xlsx"), xlsx(&report.sheet)?)?;
    let charts = [
        ("bars", sample_charts::usage_chart().model, 756, 230),
        ("forecast", sample_charts::forecast_chart(), 672, 260),
        ("hours", sample_charts::hourly_chart(), 756, 200),
        ("steps", sample_charts::steps_chart(), 400, 200),
        ("side", sample_charts::side_chart(), 400, 130),
    ];
    for (name, model, width, height) in charts {
        let drawing = svg(&model, width, height)?;
        std::fs::write(folder.join(format!("{name}.svg")), drawing.svg)?;
    }
    Ok(())
}
