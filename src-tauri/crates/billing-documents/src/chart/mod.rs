//! One chart model, drawn by one function, on two surfaces: SVG for the screen, ink for the PDF.

pub mod drawing;
pub mod model;

pub use drawing::{ChartDrawing, Column, LegendEntry, LegendShape, Mark};
pub use model::{Band, Category, ChartForm, ChartModel, Series, SeriesRole, Today};
