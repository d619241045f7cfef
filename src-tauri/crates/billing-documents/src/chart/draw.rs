//! The one drawing function: grid, marks, labels, on any plotters backend.

use super::bars;
use super::canvas::Canvas;
use super::drawing::{Column, DrawnNote, Mark};
use super::frame::{Frame, TEXT};
use super::ink::ChartInk;
use super::lines;
use super::model::{ChartForm, ChartModel};
use super::notes;
use crate::error::DocumentError;
use crate::figures::grouped;
use billing_domain::Decimal;
use plotters::style::text_anchor::HPos;
use plotters_backend::DrawingBackend;

/// What was drawn, for hover and keyboard.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drawn {
    /// See [`Mark`].
    pub marks: Vec<Mark>,
    /// See [`Column`].
    pub columns: Vec<Column>,
    /// See [`DrawnNote`].
    pub notes: Vec<DrawnNote>,
}

/// Draws `model` with the layout `frame`.
///
/// # Errors
/// [`DocumentError::Overflow`] of a stack's sum, or what the backend says.
pub fn draw<B: DrawingBackend<ErrorType = DocumentError>>(
    backend: B,
    model: &ChartModel,
    frame: &Frame,
) -> Result<Drawn, DocumentError> {
    let canvas = Canvas::new(backend, frame);
    grid(&canvas, frame)?;
    let noted = notes::draw(&canvas, model, frame)?;
    let mut drawn = match model.form {
        ChartForm::StackedBars => bars::draw(&canvas, model, frame)?,
        _ => lines::draw(&canvas, model, frame)?,
    };
    drawn.notes = noted;
    base_line(&canvas, frame)?;
    axis_break(&canvas, frame)?;
    category_labels(&canvas, model, frame)?;
    Ok(drawn)
}

/// The exact value as a person reads it.
///
/// # Errors
/// Never in practice: a [`Decimal`] prints as a plain decimal.
pub fn value_text(model: &ChartModel, value: Decimal) -> Result<String, DocumentError> {
    grouped("a chart's value", &value.to_text(model.decimals))
}

pub(super) fn grid<B: DrawingBackend<ErrorType = DocumentError>>(
    canvas: &Canvas<B>,
    frame: &Frame,
) -> Result<(), DocumentError> {
    for tick in &frame.scale.ticks {
        let (_, y) = canvas.px((0.0, tick.position));
        let (left, right) = (frame.plot.left, frame.plot.right);
        if tick.position != frame.scale.base() {
            canvas.rule((left, y), (right, y), ChartInk::Grid)?;
        }
        canvas.text((left - 8.0, y), HPos::Right, ChartInk::Text, &tick.text)?;
    }
    Ok(())
}

/// Zero, above the marks, so that bars stand on it; of a cut axis its lower end.
pub(super) fn base_line<B: DrawingBackend<ErrorType = DocumentError>>(
    canvas: &Canvas<B>,
    frame: &Frame,
) -> Result<(), DocumentError> {
    let (_, y) = canvas.px((0.0, frame.scale.base()));
    canvas.rule((frame.plot.left, y), (frame.plot.right, y), ChartInk::Axis)
}

/// Half the width and the height of the break of a cut axis, in px.
const BREAK: (f64, f64) = (4.0, 3.0);

/// Two strokes across the foot of an axis that does not start at zero.
fn axis_break<B: DrawingBackend<ErrorType = DocumentError>>(
    canvas: &Canvas<B>,
    frame: &Frame,
) -> Result<(), DocumentError> {
    if frame.scale.start().is_none() {
        return Ok(());
    }
    let (_, y) = canvas.px((0.0, frame.scale.base()));
    let (x, (half, high)) = (frame.plot.left, BREAK);
    for above in [2.0 * high, 3.5 * high] {
        canvas.rule((x - half, y - above + high), (x + half, y - above - high), ChartInk::Compare)?;
    }
    Ok(())
}

pub(super) fn category_labels<B: DrawingBackend<ErrorType = DocumentError>>(
    canvas: &Canvas<B>,
    model: &ChartModel,
    frame: &Frame,
) -> Result<(), DocumentError> {
    let y = frame.plot.bottom + 6.0 + TEXT / 2.0;
    for index in &frame.labels {
        if let Some(text) = &model.categories[*index].tick {
            let width = frame.surface.text_width(text)?;
            let x = frame.centred_inside(frame.x(frame.middle(*index)), width);
            canvas.text((x, y), HPos::Center, ChartInk::Text, text)?;
        }
    }
    Ok(())
}
