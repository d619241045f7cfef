//! Text below both surfaces: faces, shaping, line breaking. Knows no page.

pub mod face;
pub mod shape;
pub mod wrap;

pub use face::{Face, Weight};
pub use shape::{Glyph, ShapedText, shape, width_em};
pub use wrap::wrap;
