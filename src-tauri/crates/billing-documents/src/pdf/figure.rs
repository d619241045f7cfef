//! A chart in a document: heading, legend, drawing, and the sentence that says what one sees.

use super::flow::{Flow, SMALL, baseline};
use super::ink;
use super::invoice::InvoiceChart;
use super::page::{Align, TextStyle};
use crate::chart::{ChartForm, ChartModel, LegendEntry, LegendShape, legend, on_page};
use crate::error::DocumentError;
use crate::pdf::ink::Ink;
use crate::text::width_em;

/// Height of the drawing, in pt.
const HEIGHT: f32 = 150.0;
/// Height of one lying bar.
const SIDE_BAR: f32 = 14.0;
/// Width of a legend's sample.
const SAMPLE: f32 = 7.0;
/// White between legend entries.
const ENTRY_GAP: f32 = 14.0;

/// Draws the figure at the pen, whole on one page.
///
/// # Errors
/// As [`on_page`].
pub fn figure(flow: &mut Flow, chart: &InvoiceChart) -> Result<(), DocumentError> {
    let rows = legend_rows(&chart.model, flow.width())?;
    let height = drawing_height(&chart.model);
    let text = 2.0 * SMALL.line_height();
    flow.y += 20.0;
    flow.need(24.0 + SMALL.line_height() * rows.len() as f32 + height + text)?;
    flow.heading(&chart.title)?;
    for row in &rows {
        legend_row(flow, row)?;
    }
    let (origin, width) = ((flow.span().0, flow.y + 4.0), flow.width());
    on_page(&chart.model, flow.page(), origin, (width, height))?;
    flow.y += height + 8.0;
    if chart.summary.is_empty() { Ok(()) } else { flow.paragraph(SMALL, &chart.summary) }
}

fn drawing_height(model: &ChartModel) -> f32 {
    match model.form {
        ChartForm::SideBars => SIDE_BAR * model.categories.len() as f32,
        _ => HEIGHT,
    }
}

/// A legend of one entry says nothing that the heading does not.
fn legend_rows(model: &ChartModel, width: f32) -> Result<Vec<Vec<(LegendEntry, f32)>>, DocumentError> {
    let entries = legend(model);
    if entries.len() < 2 {
        return Ok(Vec::new());
    }
    let mut rows: Vec<Vec<(LegendEntry, f32)>> = vec![Vec::new()];
    let mut used = 0.0;
    for entry in entries {
        let size = width_em(SMALL.weight, &entry.label)? * SMALL.size + SAMPLE + 4.0 + ENTRY_GAP;
        if used + size > width + ENTRY_GAP && used > 0.0 {
            rows.push(Vec::new());
            used = 0.0;
        }
        used += size;
        if let Some(row) = rows.last_mut() {
            row.push((entry, size));
        }
    }
    Ok(rows)
}

fn legend_row(flow: &mut Flow, row: &[(LegendEntry, f32)]) -> Result<(), DocumentError> {
    let mut x = flow.span().0;
    let top = flow.y;
    for (entry, width) in row {
        sample(flow, (x, top + SMALL.line_height() / 2.0), entry);
        let at = (x + SAMPLE + 4.0, baseline(top, SMALL));
        flow.page().text(at, Align::Left, TextStyle::regular(SMALL.size, ink::TEXT), &entry.label)?;
        x += width;
    }
    flow.y += SMALL.line_height();
    Ok(())
}

fn sample(flow: &mut Flow, (x, y): (f32, f32), entry: &LegendEntry) {
    let (ink, dash) = sample_ink(entry);
    match entry.shape {
        LegendShape::Swatch | LegendShape::Band => {
            flow.page().fill((x, y - 3.0), (6.0, 6.0), ink);
        }
        _ => {
            let points = vec![(x, y), (x + SAMPLE, y)];
            flow.page().items.push(super::page::Item::Path { points, width: 1.3, ink, dash });
        }
    }
}

fn sample_ink(entry: &LegendEntry) -> (Ink, &'static [f32]) {
    let dash: &'static [f32] = match entry.shape {
        LegendShape::Dashed => &[2.4, 1.6],
        LegendShape::Dotted => &[1.2, 1.4],
        _ => &[],
    };
    let hue = entry.class.bytes().rev().find(u8::is_ascii_digit).map(|digit| usize::from(digit - b'0'));
    let ink = match (entry.class.as_str(), hue) {
        ("cmp", _) => ink::COMPARE,
        ("mk", _) => ink::RULE,
        ("ceil", _) => ink::LIMIT,
        ("band", _) => ink::BAND,
        (_, Some(hue @ 1..=8)) => ink::HUES[hue - 1],
        _ => ink::ACCENT,
    };
    (ink, dash)
}
