//! What a limit comes to, written above each of its levels: a step of a red line alone says only that it moved.

use super::canvas::Canvas;
use super::draw::value_text;
use super::frame::{Frame, TEXT};
use super::ink::ChartInk;
use super::model::{ChartForm, ChartModel, SeriesRole};
use super::scale::position;
use crate::error::DocumentError;
use billing_domain::Decimal;
use plotters::style::text_anchor::HPos;
use plotters_backend::DrawingBackend;

/// White between a level and its figure, and before it, in px.
const GAP: f64 = 2.0;

/// Writes the levels of every limit that is drawn as steps, each where it begins, if it is as wide as its figure.
pub(super) fn draw<B: DrawingBackend<ErrorType = DocumentError>>(
    canvas: &Canvas<B>,
    model: &ChartModel,
    frame: &Frame,
) -> Result<(), DocumentError> {
    if model.form != ChartForm::Steps {
        return Ok(());
    }
    for limit in model.series.iter().filter(|series| series.role == SeriesRole::Limit) {
        for Level { from, to, value } in levels(&limit.values) {
            let text = value_text(model, value)?;
            let (left, y) = canvas.px((from as f64, position(value)));
            let (right, _) = canvas.px((to as f64, position(value)));
            let at = (left + GAP, y - TEXT / 2.0 - GAP);
            if right - left >= frame.surface.text_width(&text)? + GAP && at.1 - TEXT / 2.0 >= 0.0 {
                canvas.text(at, HPos::Left, ChartInk::Text, &text)?;
            }
        }
    }
    Ok(())
}

/// A stretch of slots with the same value; `to` is the first slot after it.
struct Level {
    from: usize,
    to: usize,
    value: Decimal,
}

fn levels(values: &[Option<Decimal>]) -> Vec<Level> {
    let mut levels: Vec<Level> = Vec::new();
    for (slot, value) in values.iter().enumerate() {
        let Some(value) = *value else { continue };
        match levels.last_mut() {
            Some(last) if last.to == slot && last.value == value => last.to = slot + 1,
            _ => levels.push(Level { from: slot, to: slot + 1, value }),
        }
    }
    levels
}
