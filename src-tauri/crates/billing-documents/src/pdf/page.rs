//! A page as a list of what is drawn on it. Points, from the top left corner; the flip to PDF happens in `ops`.

use super::ink::{self, Ink};
use crate::error::DocumentError;
use crate::text::{ShapedText, Weight, shape};

/// A4 upright, in pt.
pub const A4: (f32, f32) = (595.276, 841.89);

/// One page.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// pt.
    pub width: f32,
    /// pt.
    pub height: f32,
    /// In drawing order, later above earlier.
    pub items: Vec<Item>,
}

/// One thing drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A line of text.
    Text {
        /// Its glyphs.
        shaped: ShapedText,
        /// Left end of the base line.
        x: f32,
        /// Base line.
        y: f32,
        /// Font size.
        size: f32,
        /// Colour.
        ink: Ink,
        /// Degrees, against the clock, around the left end.
        turned: f32,
    },
    /// A polyline.
    Path {
        /// At least two.
        points: Vec<(f32, f32)>,
        /// Thickness.
        width: f32,
        /// Colour.
        ink: Ink,
        /// Dash and gap lengths; empty is a solid line.
        dash: &'static [f32],
    },
    /// A filled polygon.
    Area {
        /// At least three.
        points: Vec<(f32, f32)>,
        /// Colour.
        ink: Ink,
    },
    /// A filled circle.
    Dot {
        /// Centre.
        at: (f32, f32),
        /// Radius.
        radius: f32,
        /// Colour.
        ink: Ink,
    },
}

/// How a text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextStyle {
    /// Weight.
    pub weight: Weight,
    /// Font size in pt.
    pub size: f32,
    /// Colour.
    pub ink: Ink,
}

/// Which end of a text is at the given x.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// Text starts there.
    #[default]
    Left,
    /// Text ends there: every figure.
    Right,
    /// Text is centred there: axis labels only.
    Centre,
}

impl TextStyle {
    /// Regular weight.
    #[must_use]
    pub const fn regular(size: f32, ink: Ink) -> Self {
        Self { weight: Weight::Regular, size, ink }
    }

    /// Semi-bold.
    #[must_use]
    pub const fn strong(size: f32, ink: Ink) -> Self {
        Self { weight: Weight::SemiBold, size, ink }
    }

    /// Height of a line; Thai needs room for two storeys of marks, and one rule for both keeps pages alike.
    #[must_use]
    pub fn line_height(&self) -> f32 {
        self.size * 1.42
    }
}

impl Page {
    /// An empty upright A4 page.
    #[must_use]
    pub const fn a4() -> Self {
        Self { width: A4.0, height: A4.1, items: Vec::new() }
    }

    /// An empty A4 page, lying.
    #[must_use]
    pub const fn a4_landscape() -> Self {
        Self { width: A4.1, height: A4.0, items: Vec::new() }
    }

    /// Writes one line with its base line at `y`; returns its width in pt.
    ///
    /// # Errors
    /// [`DocumentError::MissingGlyph`].
    pub fn text(
        &mut self,
        (x, y): (f32, f32),
        align: Align,
        style: TextStyle,
        text: &str,
    ) -> Result<f32, DocumentError> {
        let shaped = shape(style.weight, text)?;
        let width = shaped.width_em * style.size;
        let x = match align {
            Align::Left => x,
            Align::Right => x - width,
            Align::Centre => x - width / 2.0,
        };
        if !shaped.glyphs.is_empty() {
            self.items.push(Item::Text { shaped, x, y, size: style.size, ink: style.ink, turned: 0.0 });
        }
        Ok(width)
    }

    /// A horizontal rule.
    pub fn rule(&mut self, (from, to): (f32, f32), y: f32, width: f32, ink: Ink) {
        self.items.push(Item::Path { points: vec![(from, y), (to, y)], width, ink, dash: &[] });
    }

    /// Two thin rules, as below the grand total of a ledger; `y` is the upper one.
    pub fn double_rule(&mut self, span: (f32, f32), y: f32) {
        self.rule(span, y, 0.7, ink::RULE);
        self.rule(span, y + 2.0, 0.7, ink::RULE);
    }

    /// A filled rectangle.
    pub fn fill(&mut self, (x, y): (f32, f32), (w, h): (f32, f32), ink: Ink) {
        let points = vec![(x, y), (x + w, y), (x + w, y + h), (x, y + h)];
        self.items.push(Item::Area { points, ink });
    }
}
