//! One chart model, drawn by one function through plotters, on two surfaces: [`svg`] for the screen, [`on_page`] for paper.
//!
//! Rounded or floating numbers place marks; every figure that is shown is the exact value's text.

mod bars;
mod canvas;
pub mod draw;
pub mod drawing;
mod end_labels;
mod frame;
pub mod ink;
mod legend;
mod levels;
mod lines;
pub mod model;
mod notes;
mod paper;
mod reduce;
mod scale;
mod side_bars;
mod stack;
mod svg;
#[cfg(test)]
mod tests;
mod waterfall;

pub use drawing::{ChartDrawing, Column, DrawnNote, LegendEntry, LegendShape, Mark};
pub use legend::legend;
pub use model::{Axis, Band, Category, ChartForm, ChartModel, Note, Series, SeriesRole, Today};
pub use paper::PT_PER_PX;

use crate::error::DocumentError;
use crate::pdf::page::Page;
use draw::Drawn;
use frame::{Frame, Surface};
use paper::PaperSurface;
use plotters_backend::DrawingBackend;
use svg::SvgSurface;

/// The screen's Inter is wider than the Sarabun we measure with; labels must not run out of their margin.
const SCREEN_TEXT_FACTOR: f64 = 1.18;

/// Draws a chart for the screen, at exactly `width_px` by `height_px`.
///
/// Colours are CSS classes (see [`ink`]), so a theme change needs no redraw; a change of size does.
///
/// # Errors
/// [`DocumentError::Chart`] when series and categories do not fit together or the place is too small.
pub fn svg(model: &ChartModel, width_px: u32, height_px: u32) -> Result<ChartDrawing, DocumentError> {
    let surface =
        Surface { width: width_px.into(), height: height_px.into(), text_factor: SCREEN_TEXT_FACTOR };
    let frame = layout(model, surface)?;
    let mut elements = String::new();
    let drawn = paint(SvgSurface::new(&surface, &mut elements), model, &frame)?;
    Ok(ChartDrawing {
        svg: svg::document(width_px, height_px, &elements),
        marks: drawn.marks,
        columns: drawn.columns,
        notes: drawn.notes,
        axis_start: frame.scale.start(),
        legend: legend(model),
        width: width_px,
        height: height_px,
    })
}

/// Draws a chart onto a page, in the light palette. `origin` and `size` in pt; one chart px is [`PT_PER_PX`].
///
/// # Errors
/// As [`svg`], and [`DocumentError::MissingGlyph`].
pub fn on_page(
    model: &ChartModel,
    page: &mut Page,
    origin: (f32, f32),
    size: (f32, f32),
) -> Result<(), DocumentError> {
    let px = |pt: f32| f64::from(pt / PT_PER_PX);
    let surface = Surface { width: px(size.0), height: px(size.1), text_factor: 1.0 };
    let frame = layout(model, surface)?;
    paint(PaperSurface::new(&surface, origin, page), model, &frame).map(|_| ())
}

fn layout(model: &ChartModel, surface: Surface) -> Result<Frame, DocumentError> {
    match model.form {
        ChartForm::SideBars => side_bars::frame(model, surface),
        ChartForm::Waterfall => waterfall::frame(model, surface),
        _ => Frame::new(model, surface),
    }
}

fn paint<B: DrawingBackend<ErrorType = DocumentError>>(
    backend: B,
    model: &ChartModel,
    frame: &Frame,
) -> Result<Drawn, DocumentError> {
    match model.form {
        ChartForm::SideBars => side_bars::draw(backend, model, frame),
        ChartForm::Waterfall => waterfall::draw(backend, model, frame),
        _ => draw::draw(backend, model, frame),
    }
}
