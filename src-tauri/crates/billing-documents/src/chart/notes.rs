//! Notes of what happened on the way: a dotted vertical at the start of a category, its words at the top where there is room.

use super::canvas::Canvas;
use super::drawing::DrawnNote;
use super::frame::{Frame, TEXT};
use super::ink::ChartInk;
use super::model::ChartModel;
use crate::error::DocumentError;
use plotters::style::text_anchor::HPos;
use plotters_backend::DrawingBackend;

/// White between two words at the top, in px.
const GAP: f64 = 10.0;

/// Draws every vertical, and from left to right the words that do not touch others or those of today.
pub(super) fn draw<B: DrawingBackend<ErrorType = DocumentError>>(
    canvas: &Canvas<B>,
    model: &ChartModel,
    frame: &Frame,
) -> Result<Vec<DrawnNote>, DocumentError> {
    let mut taken = today(model, frame)?;
    let mut drawn = Vec::with_capacity(model.notes.len());
    for note in &model.notes {
        let x = frame.x(note.category as f64);
        canvas.rule((x, frame.plot.top), (x, frame.plot.bottom), ChartInk::Today)?;
        let width = frame.surface.text_width(&note.label)?;
        let middle = frame.centred_inside(x, width);
        let (left, right) = (middle - width / 2.0 - GAP, middle + width / 2.0 + GAP);
        let written = taken.iter().all(|(from, to)| right <= *from || left >= *to);
        if written {
            canvas.text((middle, TEXT / 2.0 + 1.0), HPos::Center, ChartInk::Text, &note.label)?;
            taken.push((left + GAP, right - GAP));
        }
        drawn.push(DrawnNote { x, label: note.label.clone(), written });
    }
    Ok(drawn)
}

/// The stretch at the top that the words of today take.
fn today(model: &ChartModel, frame: &Frame) -> Result<Vec<(f64, f64)>, DocumentError> {
    let Some(today) = model.today.as_ref().filter(|today| !today.label.is_empty()) else {
        return Ok(Vec::new());
    };
    let width = frame.surface.text_width(&today.label)?;
    let middle = frame.centred_inside(frame.x(frame.middle(today.category)), width);
    Ok(vec![(middle - width / 2.0, middle + width / 2.0)])
}
