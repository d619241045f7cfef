//! The PDF's surface: the same drawing as items of a page, in the light palette.

use super::canvas::UNITS;
use super::frame::{Surface, TEXT};
use super::ink::{ChartInk, dash_of_hue};
use crate::error::DocumentError;
use crate::pdf::ink::{self, Ink};
use crate::pdf::page::{Align, Item, Page, TextStyle};
use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

/// pt per chart px: 11 px of text are 7.9 pt.
pub const PT_PER_PX: f32 = 0.72;

/// Draws onto a page, its upper left corner at `origin`.
pub struct PaperSurface<'a> {
    size: (u32, u32),
    origin: (f32, f32),
    page: &'a mut Page,
}

type Drawn = Result<(), DrawingErrorKind<DocumentError>>;

impl<'a> PaperSurface<'a> {
    /// A surface at `origin`, in pt from the page's upper left corner.
    pub fn new(surface: &Surface, origin: (f32, f32), page: &'a mut Page) -> Self {
        let size = |px: f64| (px * UNITS) as u32;
        Self { size: (size(surface.width), size(surface.height)), origin, page }
    }

    fn at(&self, (x, y): BackendCoord) -> (f32, f32) {
        (self.origin.0 + pt(x), self.origin.1 + pt(y))
    }
}

fn pt(units: i32) -> f32 {
    units as f32 / UNITS as f32 * PT_PER_PX
}

/// Colour, thickness in pt and dash of a role.
fn pen(role: ChartInk) -> (Ink, f32, &'static [f32]) {
    match role {
        ChartInk::Grid => (ink::GRID, 0.5, &[]),
        ChartInk::Axis => (ink::AXIS, 0.6, &[]),
        ChartInk::Text => (ink::TEXT_2, 0.5, &[]),
        ChartInk::Strong => (ink::TEXT, 0.5, &[]),
        ChartInk::Line(0) | ChartInk::Dot(0) => (ink::ACCENT, 1.4, &[]),
        ChartInk::Dashed(hue) => (hue_ink(hue), 1.4, dash_of_hue(hue)),
        ChartInk::Line(hue) | ChartInk::Fill(hue) | ChartInk::Dot(hue) => (hue_ink(hue), 1.4, &[]),
        ChartInk::Compare => (ink::COMPARE, 1.0, &[3.6, 2.9]),
        ChartInk::Forecast => (ink::ACCENT, 1.1, &[1.4, 2.2]),
        ChartInk::Band => (ink::BAND, 0.5, &[]),
        ChartInk::Limit => (ink::LIMIT, 1.1, &[]),
        ChartInk::Tick => (ink::RULE, 1.1, &[]),
        ChartInk::Today => (ink::AXIS, 0.6, &[1.4, 1.4]),
        ChartInk::Total => (ink::COMPARE, 0.5, &[]),
        ChartInk::More => (hue_ink(7), 0.5, &[]),
        ChartInk::Less => (hue_ink(3), 0.5, &[]),
        ChartInk::Hole => (ink::PAPER, 0.5, &[]),
    }
}

fn hue_ink(hue: u8) -> Ink {
    let index = usize::from(hue.clamp(1, 8)) - 1;
    ink::HUES[index]
}

fn role(color: BackendColor) -> ChartInk {
    ChartInk::of_colour(color.rgb)
}

impl DrawingBackend for PaperSurface<'_> {
    type ErrorType = DocumentError;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Drawn {
        Err(DrawingErrorKind::DrawingError(DocumentError::chart("a chart is drawn of lines, not of pixels")))
    }

    fn draw_rect<S: BackendStyle>(&mut self, a: BackendCoord, b: BackendCoord, style: &S, _: bool) -> Drawn {
        let (start, end) = (self.at(a), self.at(b));
        let (left, right) = (start.0.min(end.0), start.0.max(end.0));
        let (top, bottom) = (start.1.min(end.1), start.1.max(end.1));
        self.page.fill((left, top), (right - left, bottom - top), pen(role(style.color())).0);
        // The paper-coloured hairline parts the segments of a stack.
        self.page.rule((left, right), top, 0.5, ink::PAPER);
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let points: Vec<_> = path.into_iter().map(|point| self.at(point)).collect();
        let (ink, width, dash) = pen(role(style.color()));
        self.page.items.push(Item::Path { points, width, ink, dash });
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Drawn {
        let points: Vec<_> = vert.into_iter().map(|point| self.at(point)).collect();
        self.page.items.push(Item::Area { points, ink: pen(role(style.color())).0 });
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        centre: BackendCoord,
        radius: u32,
        style: &S,
        _: bool,
    ) -> Drawn {
        let (at, radius) = (self.at(centre), pt(radius as i32));
        self.page.items.push(Item::Dot { at, radius: radius + 0.8, ink: ink::PAPER });
        self.page.items.push(Item::Dot { at, radius, ink: pen(role(style.color())).0 });
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Drawn {
        let role = role(style.color());
        let size = TEXT as f32 * PT_PER_PX;
        let ink = pen(role).0;
        let style_on_paper = match role {
            ChartInk::Strong => TextStyle::strong(size, ink),
            _ => TextStyle::regular(size, ink),
        };
        let align = match style.anchor().h_pos {
            HPos::Left => Align::Left,
            HPos::Center => Align::Centre,
            HPos::Right => Align::Right,
        };
        let (x, y) = self.at(at);
        let written = self.page.text((x, size.mul_add(0.35, y)), align, style_on_paper, text);
        written.map(|_| ()).map_err(DrawingErrorKind::DrawingError)
    }
}
