//! From a text to placed glyphs: Thai marks where they belong, one letter per glyph for searching.

use super::face::{Face, Weight};
use crate::error::DocumentError;
use rustybuzz::{Direction, GlyphBuffer, UnicodeBuffer, script};
use std::ops::Range;

/// One placed glyph. Lengths in em.
#[derive(Debug, Clone, PartialEq)]
pub struct Glyph {
    /// Glyph id in the whole face.
    pub id: u16,
    /// How far the pen goes on.
    pub advance: f32,
    /// Shift to the right, before drawing.
    pub dx: f32,
    /// Shift upwards, before drawing.
    pub dy: f32,
    /// Byte offset of its cluster in the text.
    pub cluster: usize,
    /// The letter it stands for, for text extraction.
    pub letter: char,
}

/// A text as glyphs of one face, on one line.
#[derive(Debug, Clone, PartialEq)]
pub struct ShapedText {
    /// Which face.
    pub weight: Weight,
    /// What it says, after [`printable`].
    pub text: String,
    /// In drawing order.
    pub glyphs: Vec<Glyph>,
    /// Sum of the advances, in em.
    pub width_em: f32,
}

impl ShapedText {
    /// True when letters and glyphs do not stand in a simple order, so that a reader needs the text spelt out.
    #[must_use]
    pub fn needs_actual_text(&self) -> bool {
        self.text.chars().any(is_thai)
    }
}

/// Shapes one line of text.
///
/// # Errors
/// [`DocumentError::MissingGlyph`] when the face lacks a character.
pub fn shape(weight: Weight, text: &str) -> Result<ShapedText, DocumentError> {
    let face = Face::of(weight)?;
    let text = printable(text);
    let mut glyphs = Vec::with_capacity(text.len());
    for (range, thai) in script_runs(&text) {
        shape_run(face, &text, range, thai, &mut glyphs)?;
    }
    let width_em = glyphs.iter().map(|glyph| glyph.advance).sum();
    Ok(ShapedText { weight, text, glyphs, width_em })
}

/// The width of one line of text, in em.
///
/// # Errors
/// [`DocumentError::MissingGlyph`].
pub fn width_em(weight: Weight, text: &str) -> Result<f32, DocumentError> {
    Ok(shape(weight, text)?.width_em)
}

/// Replaces what no font draws on its own: control characters, rare hyphens and spaces.
#[must_use]
pub fn printable(text: &str) -> String {
    let plain = |c| match c {
        '\u{2010}' | '\u{2011}' => '-',
        '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        c if c.is_control() => ' ',
        other => other,
    };
    text.chars().map(plain).collect()
}

/// True inside the Thai block.
#[must_use]
pub const fn is_thai(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{e7f}')
}

/// Cuts a text where the script changes: the shaper takes one script a call, and Thai rules must not depend on
/// whether the text happens to start with a Latin letter. Spaces and signs stay with what stands before them.
fn script_runs(text: &str) -> Vec<(Range<usize>, bool)> {
    let mut runs: Vec<(Range<usize>, bool)> = Vec::new();
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let thai = is_thai(c);
        match runs.last_mut() {
            Some((range, current)) if *current == thai || !(thai || c.is_alphanumeric()) => range.end = end,
            _ => runs.push((at..end, thai)),
        }
    }
    runs
}

fn shape_run(
    face: &Face,
    text: &str,
    range: Range<usize>,
    thai: bool,
    glyphs: &mut Vec<Glyph>,
) -> Result<(), DocumentError> {
    let run = &text[range.clone()];
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(run);
    buffer.set_direction(Direction::LeftToRight);
    buffer.set_script(if thai { script::THAI } else { script::LATIN });
    let plan = if thai { &face.thai } else { &face.latin };
    let shaped = rustybuzz::shape_with_plan(&face.shaper, plan, buffer);
    for cluster in clusters(&shaped, run.len()) {
        push_cluster(face, &shaped, run, &cluster, range.start, glyphs)?;
    }
    Ok(())
}

/// Glyphs that belong to the same letters.
struct Cluster {
    glyphs: Range<usize>,
    bytes: Range<usize>,
}

fn clusters(shaped: &GlyphBuffer, bytes: usize) -> Vec<Cluster> {
    let mut found: Vec<Cluster> = Vec::new();
    for (index, info) in shaped.glyph_infos().iter().enumerate() {
        let start = info.cluster as usize;
        match found.last_mut() {
            Some(last) if last.bytes.start == start => last.glyphs.end = index + 1,
            _ => found.push(Cluster { glyphs: index..index + 1, bytes: start..bytes }),
        }
    }
    for index in 1..found.len() {
        found[index - 1].bytes.end = found[index].bytes.start;
    }
    found
}

fn push_cluster(
    face: &Face,
    shaped: &GlyphBuffer,
    run: &str,
    cluster: &Cluster,
    offset: usize,
    out: &mut Vec<Glyph>,
) -> Result<(), DocumentError> {
    let letters = &run[cluster.bytes.clone()];
    let ids: Vec<u16> =
        shaped.glyph_infos()[cluster.glyphs.clone()].iter().map(|info| info.glyph_id as u16).collect();
    if ids.contains(&0) {
        let character = letters.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER);
        return Err(DocumentError::MissingGlyph { character, text: run.to_owned() });
    }
    let names = letters_of_glyphs(face, &ids, letters);
    let positions = &shaped.glyph_positions()[cluster.glyphs.clone()];
    for ((id, letter), position) in ids.iter().zip(names).zip(positions) {
        out.push(Glyph {
            id: *id,
            advance: position.x_advance as f32 / face.units_per_em,
            dx: position.x_offset as f32 / face.units_per_em,
            dy: position.y_offset as f32 / face.units_per_em,
            cluster: offset + cluster.bytes.start,
            letter,
        });
    }
    Ok(())
}

/// One letter per glyph. A glyph has a single entry in `/ToUnicode`, so it must be the same letter wherever the
/// glyph occurs: the font's own letter first; alternates (raised tone marks) share out the letters left over.
fn letters_of_glyphs(face: &Face, ids: &[u16], letters: &str) -> Vec<char> {
    let mut left: Vec<char> = letters.chars().collect();
    for letter in ids.iter().filter_map(|id| face.letter(*id)) {
        if let Some(at) = left.iter().position(|c| *c == letter) {
            left.remove(at);
        }
    }
    let mut spare = left.into_iter();
    let fallback = letters.chars().next().unwrap_or(' ');
    ids.iter().map(|id| face.letter(*id).or_else(|| spare.next()).unwrap_or(fallback)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_tabular_in_both_weights() {
        for weight in [Weight::Regular, Weight::SemiBold] {
            let zero = width_em(weight, "00000").unwrap();
            for text in ["11111", "17171", "98765"] {
                assert!((width_em(weight, text).unwrap() - zero).abs() < 1e-6, "{text} in {weight:?}");
            }
        }
    }

    #[test]
    fn tone_marks_take_no_room_and_stand_above_the_vowel() {
        for weight in [Weight::Regular, Weight::SemiBold] {
            for (text, base) in [("ที่", "ท"), ("หนี้", "หน"), ("ป้", "ป"), ("ซื้", "ซ")]
            {
                let shaped = shape(weight, text).unwrap();
                let bare = width_em(weight, base).unwrap();
                assert!((shaped.width_em - bare).abs() < 1e-6, "{text}: marks must not move the pen");
            }
            // The same tone mark: low over a bare consonant, raised over a vowel, by another glyph or a shift.
            let tone = |text: &str| {
                let glyph = shape(weight, text).unwrap().glyphs.last().cloned().unwrap();
                (glyph.id, (glyph.dy * 1000.0) as i32)
            };
            assert_ne!(tone("ท่"), tone("ที่"), "the tone above a vowel is raised");
        }
    }

    #[test]
    fn thai_shapes_the_same_behind_latin() {
        let alone = shape(Weight::Regular, "น้ำ").unwrap();
        let behind = shape(Weight::Regular, "H2O น้ำ").unwrap();
        let tail = &behind.glyphs[behind.glyphs.len() - alone.glyphs.len()..];
        let ids = |glyphs: &[Glyph]| {
            glyphs.iter().map(|g| (g.id, g.dx.to_bits(), g.dy.to_bits())).collect::<Vec<_>>()
        };
        assert_eq!(ids(tail), ids(&alone.glyphs));
    }

    #[test]
    fn a_character_nobody_draws_is_named() {
        let error = shape(Weight::Regular, "株式 Ltd").unwrap_err();
        assert_eq!(error, DocumentError::MissingGlyph { character: '株', text: "株式 Ltd".into() });
    }

    #[test]
    fn signs_of_bills_are_there() {
        for weight in [Weight::Regular, Weight::SemiBold] {
            for text in [
                "฿ € £ ¥ $ − + × % / : ( ) – — … ≤ → · § ® ™ • ÄÖÜß çéñ łő ş",
                "๐๑๒๓๔๕๖๗๘๙ ฯ ๆ",
                "a\u{2011}b\u{202f}c\td",
            ] {
                shape(weight, text).unwrap();
            }
        }
    }

    #[test]
    fn every_glyph_knows_a_letter_of_its_cluster() {
        let text = "ผู้ซื้อ ที่อยู่ ปี่ ฎุ ญู กรุงเทพฯ";
        for glyph in shape(Weight::SemiBold, text).unwrap().glyphs {
            assert!(
                text.contains(glyph.letter) || "\u{e4d}\u{e32}".contains(glyph.letter),
                "{:?}",
                glyph.letter
            );
        }
    }
}
