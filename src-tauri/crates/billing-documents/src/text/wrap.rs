//! Line breaking: words of Thai by dictionary, everything else by the Unicode rules.

use super::face::Weight;
use super::shape::{ShapedText, shape};
use crate::error::DocumentError;
use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;

/// Breaks a text into lines of at most `width` (same unit as `size`, the font size).
///
/// A word wider than the line is cut between letters. Empty text gives one empty line.
///
/// # Errors
/// [`DocumentError::MissingGlyph`].
pub fn wrap(weight: Weight, text: &str, size: f32, width: f32) -> Result<Vec<String>, DocumentError> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        wrap_paragraph(weight, paragraph, width / size, &mut lines)?;
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    Ok(lines)
}

fn wrap_paragraph(
    weight: Weight,
    text: &str,
    width_em: f32,
    lines: &mut Vec<String>,
) -> Result<(), DocumentError> {
    let shaped = shape(weight, text)?;
    let text = shaped.text.as_str();
    if shaped.width_em <= width_em {
        lines.push(text.trim_end().to_owned());
        return Ok(());
    }
    let pen = Pen::over(&shaped);
    let mut start = 0;
    let mut fitting = 0;
    for at in break_points(text) {
        if pen.width(start, text[..at].trim_end().len()) > width_em && fitting > start {
            lines.push(text[start..fitting].trim_end().to_owned());
            start = fitting;
        }
        while pen.width(start, text[..at].trim_end().len()) > width_em {
            let cut = pen.last_fitting(start, width_em);
            lines.push(text[start..cut].to_owned());
            start = cut;
        }
        fitting = at;
    }
    if start < text.len() {
        lines.push(text[start..].trim_end().to_owned());
    }
    Ok(())
}

/// Where a line may end. The dictionary, not the neural model: that one is 300 times slower and breaks inside words.
fn break_points(text: &str) -> impl Iterator<Item = usize> + '_ {
    LineSegmenter::new_dictionary(LineBreakOptions::default()).segment_str(text).filter(|at| *at > 0)
}

/// Pen positions at the cluster starts of a shaped text, in em.
struct Pen {
    stops: Vec<(usize, f32)>,
}

impl Pen {
    fn over(shaped: &ShapedText) -> Self {
        let mut stops: Vec<(usize, f32)> = Vec::with_capacity(shaped.glyphs.len() + 1);
        let mut x = 0.0;
        for glyph in &shaped.glyphs {
            if stops.last().is_none_or(|(at, _)| *at < glyph.cluster) {
                stops.push((glyph.cluster, x));
            }
            x += glyph.advance;
        }
        stops.push((shaped.text.len(), x));
        Self { stops }
    }

    fn x(&self, at: usize) -> f32 {
        let index = self.stops.partition_point(|(stop, _)| *stop < at);
        self.stops.get(index).or(self.stops.last()).map_or(0.0, |(_, x)| *x)
    }

    fn width(&self, from: usize, to: usize) -> f32 {
        self.x(to) - self.x(from)
    }

    /// The furthest cluster end that still fits; always at least one cluster on.
    fn last_fitting(&self, from: usize, width: f32) -> usize {
        let after = self.stops.iter().filter(|(at, _)| *at > from);
        let fits = after.clone().take_while(|(at, _)| self.width(from, *at) <= width).last();
        fits.or_else(|| after.clone().next()).or(self.stops.last()).map_or(from, |(at, _)| *at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::width_em;
    use proptest::prelude::*;

    fn lines(text: &str, width: f32) -> Vec<String> {
        wrap(Weight::Regular, text, 10.0, width).unwrap()
    }

    #[test]
    fn breaks_thai_at_words() {
        let text = "ถนนสุขุมวิท แขวงคลองเตยเหนือ เขตวัฒนา กรุงเทพมหานคร";
        let broken = lines(text, 90.0);
        assert!(broken.len() > 1);
        let words = ["ถนน", "สุขุมวิท", "แขวง", "คลอง", "คลองเตย", "เขต", "วัฒนา", "กรุงเทพมหานคร", "เหนือ"];
        for line in &broken {
            assert!(words.iter().any(|word| line.ends_with(word)), "{line:?} ends inside a word");
        }
    }

    #[test]
    fn keeps_figures_whole_and_cuts_only_what_cannot_fit() {
        assert_eq!(lines("costs 1,234.50 each", 50.0), ["costs", "1,234.50", "each"]);
        let cut = lines("pneumonoultramicroscopic", 30.0);
        assert!(cut.len() > 2, "{cut:?}");
        assert_eq!(cut.concat(), "pneumonoultramicroscopic");
    }

    #[test]
    fn keeps_given_line_ends() {
        assert_eq!(lines("one\ntwo", 500.0), ["one", "two"]);
        assert_eq!(lines("", 500.0), [""]);
    }

    proptest! {
        #[test]
        fn loses_nothing_and_fits(text in "[a-zกขคงจชนมยรลวอา0-9.,]{1,12}( [a-zกขคงจชนมยรลวอา0-9.,/-]{1,12}){0,9}", width in 20.0f32..200.0) {
            let broken = lines(&text, width);
            let squeeze = |s: &str| s.replace(' ', "");
            prop_assert_eq!(squeeze(&broken.concat()), squeeze(&text));
            for line in &broken {
                let fits = width_em(Weight::Regular, line).unwrap() * 10.0 <= width + 0.01;
                prop_assert!(fits || line.chars().count() == 1, "{:?} is wider than {}", line, width);
            }
        }
    }
}
