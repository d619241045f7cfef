//! Prints the sample documents of the test suite into a folder, to be looked at:
//! `cargo run -p billing-documents --example samples -- FOLDER`.

#[path = "../../../../tests/documents/fixture.rs"]
#[allow(missing_docs, clippy::unwrap_used)]
mod fixture;

use billing_documents::chart::svg;
use billing_documents::pdf::invoice::render_invoice;
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
    ];
    for (name, document) in documents {
        render_invoice(&document)?;
        let start = Instant::now();
        let bytes = render_invoice(&document)?;
        println!("{name}: {} bytes in {:.1} ms", bytes.len(), start.elapsed().as_secs_f64() * 1000.0);
        std::fs::write(folder.join(format!("{name}.pdf")), bytes)?;
    }
    let charts = [
        ("bars", fixture::usage_chart().model, 756, 230),
        ("forecast", fixture::forecast_chart(), 672, 260),
        ("hours", fixture::hourly_chart(), 756, 200),
        ("steps", fixture::steps_chart(), 400, 200),
        ("side", fixture::side_chart(), 400, 130),
    ];
    for (name, model, width, height) in charts {
        let drawing = svg(&model, width, height)?;
        std::fs::write(folder.join(format!("{name}.svg")), drawing.svg)?;
    }
    Ok(())
}
