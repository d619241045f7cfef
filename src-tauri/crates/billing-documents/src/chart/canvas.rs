//! The drawing board: plotters' areas and elements, in px, whatever backend is below.

use super::frame::{Frame, TEXT};
use super::ink::ChartInk;
use crate::error::DocumentError;
use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, ShapeStyle, TextStyle};
use plotters_backend::{DrawingBackend, DrawingErrorKind};

/// plotters counts in whole units; an eighth of a px is finer than any screen.
pub const UNITS: f64 = 8.0;

/// A place to draw: the whole surface in px, and the plot in values.
pub struct Canvas<B: DrawingBackend> {
    surface: DrawingArea<B, Shift>,
    plot: DrawingArea<B, Cartesian2d<RangedCoordf64, RangedCoordf64>>,
}

/// A point in values: position on the category axis, value.
pub type Point = (f64, f64);

/// px as plotters units.
#[must_use]
pub fn units(px: f64) -> i32 {
    (px * UNITS).round() as i32
}

impl<B: DrawingBackend<ErrorType = DocumentError>> Canvas<B> {
    /// Takes the backend and the layout.
    pub fn new(backend: B, frame: &Frame) -> Self {
        let surface = backend.into_drawing_area();
        let plot = frame.plot;
        let coord = Cartesian2d::new(
            0.0..frame.span,
            frame.scale.low..frame.scale.high,
            (units(plot.left)..units(plot.right), units(plot.bottom)..units(plot.top)),
        );
        Self { plot: surface.apply_coord_spec(coord), surface }
    }

    /// px of a point in values, exactly where plotters draws it.
    pub fn px(&self, point: Point) -> (f64, f64) {
        let (x, y) = self.plot.map_coordinate(&point);
        (f64::from(x) / UNITS, f64::from(y) / UNITS)
    }

    /// A polyline through points in values.
    pub fn line(&self, points: Vec<Point>, ink: ChartInk) -> Result<(), DocumentError> {
        self.plot.draw(&PathElement::new(points, stroke(ink))).map_err(unwrap_error)
    }

    /// A filled polygon in values.
    pub fn area(&self, points: Vec<Point>, ink: ChartInk) -> Result<(), DocumentError> {
        self.plot.draw(&Polygon::new(points, fill(ink))).map_err(unwrap_error)
    }

    /// A filled rectangle between two points in values.
    pub fn bar(&self, from: Point, to: Point, ink: ChartInk) -> Result<(), DocumentError> {
        self.plot.draw(&Rectangle::new([from, to], fill(ink))).map_err(unwrap_error)
    }

    /// A filled circle around a point in values; `radius` in px.
    pub fn dot(&self, at: Point, radius: f64, ink: ChartInk) -> Result<(), DocumentError> {
        self.plot.draw(&Circle::new(at, units(radius), fill(ink))).map_err(unwrap_error)
    }

    /// A straight line in px.
    pub fn rule(&self, from: (f64, f64), to: (f64, f64), ink: ChartInk) -> Result<(), DocumentError> {
        let points = [from, to].map(|(x, y)| (units(x), units(y)));
        self.surface.draw(&PathElement::new(points, stroke(ink))).map_err(unwrap_error)
    }

    /// A filled rectangle in px.
    pub fn block(&self, from: (f64, f64), to: (f64, f64), ink: ChartInk) -> Result<(), DocumentError> {
        let corners = [from, to].map(|(x, y)| (units(x), units(y)));
        self.surface.draw(&Rectangle::new(corners, fill(ink))).map_err(unwrap_error)
    }

    /// One line of text, its middle height at `y`, in px.
    pub fn text(
        &self,
        (x, y): (f64, f64),
        end: HPos,
        ink: ChartInk,
        text: &str,
    ) -> Result<(), DocumentError> {
        let style = text_style(end, ink);
        self.surface.draw(&Text::new(text.to_owned(), (units(x), units(y)), style)).map_err(unwrap_error)
    }
}

fn stroke(ink: ChartInk) -> ShapeStyle {
    // The thickness is the surface's business: it follows from the role.
    ink.colour().stroke_width(2)
}

fn fill(ink: ChartInk) -> ShapeStyle {
    ink.colour().filled()
}

/// Family and size are for plotters alone; both surfaces set their own type.
fn text_style(end: HPos, ink: ChartInk) -> TextStyle<'static> {
    let font = FontDesc::new(FontFamily::SansSerif, f64::from(units(TEXT)), FontStyle::Normal);
    font.color(&ink.colour()).pos(Pos::new(end, VPos::Center))
}

fn unwrap_error(error: DrawingAreaErrorKind<DocumentError>) -> DocumentError {
    match error {
        DrawingAreaErrorKind::BackendError(DrawingErrorKind::DrawingError(error)) => error,
        other => DocumentError::internal(other),
    }
}
