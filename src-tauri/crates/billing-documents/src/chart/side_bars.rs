//! Small lying bars, one per category: name left, bar, exact value right. No axis; the figures are the scale.

use super::bars::hue_of;
use super::canvas::Canvas;
use super::draw::{Drawn, value_text};
use super::drawing::{Column, Mark};
use super::frame::{Area, Frame, Surface};
use super::ink::ChartInk;
use super::model::ChartModel;
use super::scale::{Scale, position};
use crate::error::DocumentError;
use billing_domain::Decimal;
use plotters::style::text_anchor::HPos;
use plotters_backend::DrawingBackend;

/// Thickest bar, in px.
const THICKEST: f64 = 14.0;
/// White beside texts.
const GAP: f64 = 8.0;

/// The layout: bars run from `plot.left` to `plot.right`.
pub(super) fn frame(model: &ChartModel, surface: Surface) -> Result<Frame, DocumentError> {
    let series = model.series.first().ok_or_else(|| DocumentError::chart("it has no series"))?;
    let count = model.categories.len();
    if count == 0 || series.values.len() != count {
        return Err(DocumentError::chart("every lying bar needs a category and a value"));
    }
    let names = surface.widest(model.categories.iter().map(|category| category.label.as_str()))?;
    let figures: Vec<String> =
        series.values.iter().flatten().map(|value| value_text(model, *value)).collect::<Result<_, _>>()?;
    let figures = surface.widest(figures.iter().map(String::as_str))?;
    let plot =
        Area { left: names + GAP, top: 0.0, right: surface.width - figures - GAP, bottom: surface.height };
    if plot.width() < GAP {
        return Err(DocumentError::chart("its place is too small"));
    }
    let known: Vec<Decimal> = series.values.iter().flatten().copied().collect();
    let low = known.iter().copied().map(position).fold(0.0, f64::min);
    let high = known.into_iter().map(position).fold(0.0, f64::max);
    let high = if high > low { high } else { low + 1.0 };
    let scale = Scale { low, high, ticks: Vec::new() };
    Ok(Frame { surface, plot, scale, count, span: count as f64, labels: Vec::new() })
}

/// Draws the bars of the first series.
pub(super) fn draw<B: DrawingBackend<ErrorType = DocumentError>>(
    backend: B,
    model: &ChartModel,
    frame: &Frame,
) -> Result<Drawn, DocumentError> {
    let canvas = Canvas::new(backend, frame);
    let mut drawn = Drawn::default();
    let row = frame.plot.height() / frame.count as f64;
    let half = (row * 0.6).min(THICKEST) / 2.0;
    for (category, value) in model.series[0].values.iter().enumerate() {
        let middle = row.mul_add(category as f64 + 0.5, frame.plot.top);
        let name = &model.categories[category].label;
        canvas.text((frame.plot.left - GAP, middle), HPos::Right, ChartInk::Text, name)?;
        let text = value.map(|value| value_text(model, value)).transpose()?;
        if let (Some(value), Some(text)) = (value, &text) {
            let (zero, end) = (x(frame, 0.0), x(frame, position(*value)));
            let (left, right) = (zero.min(end), zero.max(end));
            canvas.block((left, middle - half), (right, middle + half), ChartInk::Fill(hue_of(model, 0)))?;
            canvas.text((right + GAP, middle), HPos::Left, ChartInk::Strong, text)?;
            let label = format!("{}, {name}", model.series[0].label);
            let (y, w, h) = (middle - half, right - left, 2.0 * half);
            drawn.marks.push(Mark { x: left, y, w, h, series: 0, category, label, value_text: text.clone() });
        }
        if value.is_none() {
            // Unknown is a dash, never a bar of no length.
            canvas.text((x(frame, 0.0) + GAP, middle), HPos::Left, ChartInk::Text, "—")?;
        }
        drawn.columns.push(column(frame, category, row, name, text));
    }
    Ok(drawn)
}

fn x(frame: &Frame, value: f64) -> f64 {
    let part = (value - frame.scale.low) / (frame.scale.high - frame.scale.low);
    part.mul_add(frame.plot.width(), frame.plot.left)
}

fn column(frame: &Frame, category: usize, row: f64, name: &str, text: Option<String>) -> Column {
    Column {
        category,
        label: name.to_owned(),
        x: 0.0,
        y: row.mul_add(category as f64, frame.plot.top),
        w: frame.surface.width,
        h: row,
        complete: text.is_some(),
        total_text: text,
    }
}
