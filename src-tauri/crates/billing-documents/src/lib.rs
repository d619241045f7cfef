//! Bytes only: charts, PDFs and exports. Same input, same bytes.
//!
//! No clock, no I/O, no store and no public JSON here; whoever prints says which day it is.
//! Start with [`pdf::invoice`] (the document that matters most), then [`chart`] (one model, two surfaces),
//! then [`export`]. [`text`] is the machinery below both: faces, shaping, line breaking.

pub mod chart;
pub mod dates;
pub mod error;
pub mod export;
pub mod figures;
pub mod language;
pub mod pdf;
pub mod text;

pub use error::DocumentError;
pub use language::Language;
