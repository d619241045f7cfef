//! Cuts the faces down to the glyphs of one document, once, and embeds them under names of our own.
//!
//! printpdf embeds whole fonts without its text engine, and its own ids are random; so both are done here.

use super::page::{Item, Page};
use crate::error::DocumentError;
use crate::text::{Face, Weight};
use printpdf::{FontId, ParsedFont, PdfDocument, PdfFont, PdfFontHandle};
use std::collections::BTreeMap;
use subsetter::GlyphRemapper;

/// The faces of one document, cut down.
pub struct Subsets {
    faces: BTreeMap<Weight, Subset>,
}

/// One face, cut down.
pub struct Subset {
    face: &'static Face,
    glyphs: GlyphRemapper,
    font: ParsedFont,
}

/// Collects every glyph of `pages` and cuts the faces.
///
/// # Errors
/// [`DocumentError::Internal`].
pub fn subset(pages: &[Page]) -> Result<Subsets, DocumentError> {
    let mut used: BTreeMap<Weight, GlyphRemapper> = BTreeMap::new();
    for item in pages.iter().flat_map(|page| &page.items) {
        if let Item::Text { shaped, .. } = item {
            let glyphs = used.entry(shaped.weight).or_default();
            for glyph in &shaped.glyphs {
                glyphs.remap(glyph.id);
            }
        }
    }
    let mut faces = BTreeMap::new();
    for (weight, glyphs) in used {
        faces.insert(weight, cut(Face::of(weight)?, glyphs)?);
    }
    Ok(Subsets { faces })
}

fn cut(face: &'static Face, glyphs: GlyphRemapper) -> Result<Subset, DocumentError> {
    let bytes = subsetter::subset(face.data, 0, &glyphs).map_err(DocumentError::internal)?;
    // The subset has no cmap any more; printpdf warns about that and needs none, since it is given glyph ids.
    let mut font = ParsedFont::from_bytes(&bytes, 0, &mut Vec::new())
        .ok_or_else(|| DocumentError::internal("the subset font cannot be read back"))?;
    font.font_name = Some(format!("{}+{}", subset_tag(&glyphs), face.name));
    Ok(Subset { face, glyphs, font })
}

/// Six letters that depend on the glyphs, as PDF asks of a subset's name.
fn subset_tag(glyphs: &GlyphRemapper) -> String {
    let fold = |hash: u64, gid: u16| (hash ^ u64::from(gid)).wrapping_mul(0x0100_0000_01b3);
    let mut hash = glyphs.remapped_gids().fold(0xcbf2_9ce4_8422_2325, fold);
    let mut tag = String::with_capacity(6);
    for _ in 0..6 {
        tag.push(char::from(b'A' + (hash % 26) as u8));
        hash /= 26;
    }
    tag
}

impl Subsets {
    /// Puts the fonts into the document's resources.
    pub fn embed(&self, document: &mut PdfDocument) {
        for subset in self.faces.values() {
            document.resources.fonts.map.insert(subset.id(), PdfFont::new(subset.font.clone()));
        }
    }

    /// The cut face of a weight; every weight that a page uses has one.
    pub fn get(&self, weight: Weight) -> Option<&Subset> {
        self.faces.get(&weight)
    }
}

impl Subset {
    fn id(&self) -> FontId {
        FontId(self.face.name.to_owned())
    }

    /// For `SetFont`.
    pub fn handle(&self) -> PdfFontHandle {
        PdfFontHandle::External(self.id())
    }

    /// The glyph's id in the cut face.
    pub fn glyph(&self, id: u16) -> u16 {
        self.glyphs.get(id).unwrap_or(0)
    }

    /// The advance that the file's width table will have, in thousandths of an em: printpdf cuts it to a whole number.
    pub fn table_advance(&self, id: u16) -> f32 {
        (self.face.advance_em(id) * 1000.0).floor()
    }
}
