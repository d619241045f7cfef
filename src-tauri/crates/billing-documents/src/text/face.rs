//! The embedded faces, parsed once per process.

use crate::error::DocumentError;
use rustybuzz::ttf_parser::{GlyphId, Tag};
use rustybuzz::{Direction, Feature, ShapePlan, script};
use std::collections::HashMap;
use std::sync::LazyLock;

/// The two weights a document uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Weight {
    /// Running text and figures.
    Regular,
    /// Headings and totals.
    SemiBold,
}

/// One parsed face with everything that does not depend on the text.
pub struct Face {
    /// The whole font file.
    pub data: &'static [u8],
    /// PostScript name, without the subset tag.
    pub name: &'static str,
    /// Units per em.
    pub units_per_em: f32,
    pub(super) shaper: rustybuzz::Face<'static>,
    pub(super) latin: ShapePlan,
    pub(super) thai: ShapePlan,
    /// The letter that the font itself maps to a glyph; alternates have none.
    letters: HashMap<u16, char>,
}

/// Kerning would move figures out of their columns, and a ligature has no single letter to search for.
const FEATURES_OFF: [&[u8; 4]; 2] = [b"kern", b"liga"];

static REGULAR: LazyLock<Option<Face>> = LazyLock::new(|| {
    parse("Sarabun-Regular", include_bytes!("../../../../../assets/fonts/Sarabun-Regular.ttf"))
});
static SEMI_BOLD: LazyLock<Option<Face>> = LazyLock::new(|| {
    parse("Sarabun-SemiBold", include_bytes!("../../../../../assets/fonts/Sarabun-SemiBold.ttf"))
});

impl Face {
    /// The face of a weight.
    ///
    /// # Errors
    /// [`DocumentError::Internal`] when the embedded font cannot be parsed; a test holds that it can.
    pub fn of(weight: Weight) -> Result<&'static Self, DocumentError> {
        let face = match weight {
            Weight::Regular => &REGULAR,
            Weight::SemiBold => &SEMI_BOLD,
        };
        face.as_ref().ok_or_else(|| DocumentError::internal("the embedded font cannot be parsed"))
    }

    /// The letter the font maps to `glyph`; private-use alternates count as none.
    #[must_use]
    pub fn letter(&self, glyph: u16) -> Option<char> {
        self.letters.get(&glyph).copied()
    }

    /// Advance of a glyph in em.
    #[must_use]
    pub fn advance_em(&self, glyph: u16) -> f32 {
        let units = self.shaper.glyph_hor_advance(GlyphId(glyph)).unwrap_or(0);
        f32::from(units) / self.units_per_em
    }
}

fn parse(name: &'static str, data: &'static [u8]) -> Option<Face> {
    let shaper = rustybuzz::Face::from_slice(data, 0)?;
    let off = FEATURES_OFF.map(|tag| Feature::new(Tag::from_bytes(tag), 0, ..));
    let plan = |script| ShapePlan::new(&shaper, Direction::LeftToRight, Some(script), None, &off);
    let (latin, thai) = (plan(script::LATIN), plan(script::THAI));
    let letters = letters_of(&shaper);
    let units_per_em = shaper.units_per_em() as f32;
    Some(Face { data, name, units_per_em, shaper, latin, thai, letters })
}

fn letters_of(shaper: &rustybuzz::Face<'static>) -> HashMap<u16, char> {
    let mut letters = HashMap::new();
    let Some(cmap) = shaper.tables().cmap else { return letters };
    for table in cmap.subtables.into_iter().filter(|table| table.is_unicode()) {
        table.codepoints(|code| {
            let letter = char::from_u32(code).filter(|c| !is_private(*c));
            if let (Some(glyph), Some(letter)) = (table.glyph_index(code), letter) {
                letters.entry(glyph.0).or_insert(letter);
            }
        });
    }
    letters
}

const fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}')
}
