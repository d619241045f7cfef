//! How long a chart of a year of hours takes to draw: `cargo run --release -p billing-documents --example redraw`.

use billing_documents::chart::{Category, ChartForm, ChartModel, DrawnNote, Note, Series, SeriesRole, svg};
use billing_domain::Decimal;
use std::time::Instant;

const HOURS: i64 = 8_760;
const RUNS: usize = 50;

fn values(shift: i64) -> Vec<Option<Decimal>> {
    let hour = |index: i64| {
        let known = index % 977 != 0;
        let value = 2_000 + (index * 37 + shift).rem_euclid(700) + (index % 24) * 40;
        known.then(|| Decimal::new(i128::from(value), 2).unwrap_or_default())
    };
    (0..HOURS).map(hour).collect()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let category = |index: i64| Category {
        tick: (index % 730 == 0).then(|| format!("{}", index / 730 + 1)),
        label: format!("hour {index}"),
    };
    let categories = (0..HOURS).map(category).collect();
    let before = Series { role: SeriesRole::Compare, ..Series::actual("the year before", 0, values(311)) };
    let series = vec![Series::actual("this year", 1, values(0)), before];
    let mut model = ChartModel::new(ChartForm::Lines, categories, series, 2);
    model.notes = vec![Note { category: 4_000, label: "Teams begins".to_owned() }];
    let mut times = Vec::with_capacity(RUNS);
    let mut marks = 0;
    for run in 0..RUNS {
        // Another width each time, as while a window is resized.
        let width = 900 + u32::try_from(run)?;
        let begun = Instant::now();
        let drawing = svg(&model, width, 240)?;
        times.push(begun.elapsed());
        marks = drawing.marks.len();
        assert!(drawing.notes.iter().all(|note: &DrawnNote| note.written));
    }
    times.sort();
    println!(
        "{HOURS} hours, 2 series, {marks} marks: median {:.2} ms, slowest {:.2} ms of {RUNS}",
        times[RUNS / 2].as_secs_f64() * 1e3,
        times[RUNS - 1].as_secs_f64() * 1e3
    );
    Ok(())
}
