//! Where the next thing goes: a column of text running over pages, with a head on the later ones and a foot on all.

use super::ink;
use super::page::{Align, Item, Page, TextStyle};
use crate::error::DocumentError;
use crate::text::{Weight, shape, wrap};

/// White at both sides, in pt (18 mm).
pub const MARGIN_X: f32 = 51.0;
/// White above the first line.
pub const MARGIN_TOP: f32 = 51.0;
/// White below the last line; the foot stands in it.
pub const MARGIN_BOTTOM: f32 = 62.0;
/// Base line of the foot, from the lower edge.
const FOOT: f32 = 36.0;

/// Small print: heads, feet, labels.
pub const SMALL: TextStyle = TextStyle::regular(7.6, ink::TEXT_2);
/// Running text.
pub const BODY: TextStyle = TextStyle::regular(8.8, ink::TEXT);
/// A section's heading.
pub const HEADING: TextStyle = TextStyle::strong(10.0, ink::TEXT);

/// What stands on every page beside the content.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Furniture {
    /// Top left from the second page on.
    pub head_left: String,
    /// Top right from the second page on.
    pub head_right: String,
    /// Bottom left.
    pub foot_left: String,
    /// Bottom right; `{page}` and `{pages}` are replaced.
    pub foot_right: String,
    /// Large and light across every page; empty for none.
    pub watermark: String,
}

/// Pages so far, and the pen's height on the last one.
pub struct Flow {
    pages: Vec<Page>,
    empty: Page,
    furniture: Furniture,
    /// Upper edge of what comes next, in pt from the top.
    pub y: f32,
}

impl Flow {
    /// Starts on a first, empty page like `empty`.
    #[must_use]
    pub fn new(empty: Page, furniture: Furniture) -> Self {
        Self { pages: vec![empty.clone()], empty, furniture, y: MARGIN_TOP }
    }

    /// Left and right end of the content.
    #[must_use]
    pub fn span(&self) -> (f32, f32) {
        (MARGIN_X, self.empty.width - MARGIN_X)
    }

    /// Width of the content.
    #[must_use]
    pub fn width(&self) -> f32 {
        self.empty.width - 2.0 * MARGIN_X
    }

    /// Lowest y that content may reach.
    #[must_use]
    pub fn bottom(&self) -> f32 {
        self.empty.height - MARGIN_BOTTOM
    }

    /// Height left on this page.
    #[must_use]
    pub fn room(&self) -> f32 {
        self.bottom() - self.y
    }

    /// Height of an empty later page, below its head.
    #[must_use]
    pub fn page_room(&self) -> f32 {
        self.bottom() - MARGIN_TOP - HEAD_HEIGHT
    }

    /// The page the pen is on.
    pub fn page(&mut self) -> &mut Page {
        if self.pages.is_empty() {
            self.pages.push(self.empty.clone());
        }
        let last = self.pages.len() - 1;
        &mut self.pages[last]
    }

    /// Goes on to a new page, below its head.
    ///
    /// # Errors
    /// [`DocumentError::MissingGlyph`].
    pub fn break_page(&mut self) -> Result<(), DocumentError> {
        self.pages.push(self.empty.clone());
        self.y = MARGIN_TOP;
        let (left, right) = self.span();
        let base = self.y + 8.0;
        let strong = TextStyle::strong(SMALL.size + 0.6, ink::TEXT);
        let (head_left, head_right) = (self.furniture.head_left.clone(), self.furniture.head_right.clone());
        self.page().text((left, base), Align::Left, strong, &head_left)?;
        self.page().text((right, base), Align::Right, SMALL, &head_right)?;
        self.y += HEAD_HEIGHT;
        Ok(())
    }

    /// Goes on to a new page unless `height` fits on this one.
    ///
    /// # Errors
    /// [`DocumentError::MissingGlyph`].
    pub fn need(&mut self, height: f32) -> Result<(), DocumentError> {
        if height > self.room() { self.break_page() } else { Ok(()) }
    }

    /// Writes a wrapped paragraph over the full width and moves on below it.
    ///
    /// # Errors
    /// [`DocumentError::MissingGlyph`].
    pub fn paragraph(&mut self, style: TextStyle, text: &str) -> Result<(), DocumentError> {
        let (left, _) = self.span();
        for line in wrap(style.weight, text, style.size, self.width())? {
            self.need(style.line_height())?;
            let base = baseline(self.y, style);
            self.page().text((left, base), Align::Left, style, &line)?;
            self.y += style.line_height();
        }
        Ok(())
    }

    /// A section's heading on a hairline.
    ///
    /// # Errors
    /// [`DocumentError::MissingGlyph`].
    pub fn heading(&mut self, text: &str) -> Result<(), DocumentError> {
        let (left, right) = self.span();
        let base = baseline(self.y, HEADING);
        self.page().text((left, base), Align::Left, HEADING, text)?;
        self.y += HEADING.line_height() + 3.0;
        let y = self.y;
        self.page().rule((left, right), y, 0.5, ink::LINE);
        self.y += 6.0;
        Ok(())
    }

    /// The pages, with watermark, foot and page numbers.
    ///
    /// # Errors
    /// [`DocumentError::MissingGlyph`].
    pub fn finish(self) -> Result<Vec<Page>, DocumentError> {
        let Self { mut pages, furniture, .. } = self;
        let count = pages.len();
        for (index, page) in pages.iter_mut().enumerate() {
            foot(page, &furniture, index + 1, count)?;
            watermark(page, &furniture.watermark)?;
        }
        Ok(pages)
    }
}

/// Height of the head on later pages.
const HEAD_HEIGHT: f32 = 22.0;

/// The base line of a line of text whose box starts at `top`: capitals stand in its middle.
#[must_use]
pub fn baseline(top: f32, style: TextStyle) -> f32 {
    style.size.mul_add(0.35, top + style.line_height() / 2.0)
}

fn foot(page: &mut Page, furniture: &Furniture, number: usize, count: usize) -> Result<(), DocumentError> {
    let (left, right, base) = (MARGIN_X, page.width - MARGIN_X, page.height - FOOT);
    page.rule((left, right), base - 13.0, 0.5, ink::LINE);
    page.text((left, base), Align::Left, SMALL, &furniture.foot_left)?;
    let numbers =
        furniture.foot_right.replace("{pages}", &count.to_string()).replace("{page}", &number.to_string());
    page.text((right, base), Align::Right, SMALL, &numbers)?;
    Ok(())
}

/// Along the diagonal, below everything else.
fn watermark(page: &mut Page, text: &str) -> Result<(), DocumentError> {
    if text.is_empty() {
        return Ok(());
    }
    let shaped = shape(Weight::SemiBold, text)?;
    let length = 0.62 * page.width.hypot(page.height);
    let size = (length / shaped.width_em.max(0.1)).min(96.0);
    let turned = (page.height / page.width).atan().to_degrees();
    let half = shaped.width_em * size / 2.0;
    let (sin, cos) = turned.to_radians().sin_cos();
    let (x, y) = (half.mul_add(-cos, page.width / 2.0), half.mul_add(sin, page.height / 2.0));
    page.items.insert(0, Item::Text { shaped, x, y, size, ink: ink::WATERMARK, turned });
    Ok(())
}
