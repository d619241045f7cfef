//! The screen's surface: SVG of classes, no colour, no style, no script. Coordinates are px.

use super::canvas::UNITS;
use super::frame::{Surface, TEXT};
use super::ink::ChartInk;
use crate::error::DocumentError;
use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};
use std::fmt::Write;

/// Writes elements into a text.
pub struct SvgSurface<'a> {
    size: (u32, u32),
    out: &'a mut String,
}

type Drawn = Result<(), DrawingErrorKind<DocumentError>>;

impl<'a> SvgSurface<'a> {
    /// A surface of whole px.
    pub fn new(surface: &Surface, out: &'a mut String) -> Self {
        let size = |px: f64| (px * UNITS) as u32;
        Self { size: (size(surface.width), size(surface.height)), out }
    }

    fn element(&mut self, name: &str, ink: ChartInk, attributes: &[(&str, String)]) {
        self.out.push('<');
        self.out.push_str(name);
        let classes = ink.classes();
        if !classes.is_empty() {
            push_attribute(self.out, "class", &classes);
        }
        for (key, value) in attributes {
            push_attribute(self.out, key, value);
        }
    }

    fn path(&mut self, points: impl Iterator<Item = BackendCoord>, ink: ChartInk, end: &str) {
        let mut data = String::new();
        for (index, (x, y)) in points.enumerate() {
            let command = if index == 0 { 'M' } else { 'L' };
            // Writing to a String cannot fail.
            let _ = write!(data, "{command}{} {}", px(x), px(y));
        }
        data.push_str(end);
        self.element("path", ink, &[("d", data)]);
        self.out.push_str("/>");
    }
}

/// Wraps elements into the whole drawing.
#[must_use]
pub fn document(width: u32, height: u32, elements: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" aria-hidden=\"true\" focusable=\"false\">{elements}</svg>"
    )
}

fn push_attribute(out: &mut String, key: &str, value: &str) {
    let _ = write!(out, " {key}=\"{value}\"");
}

/// Units as px, without needless decimals.
fn px(units: i32) -> String {
    let text = format!("{:.3}", f64::from(units) / UNITS);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The nearest half px, where a line of one px is sharp.
fn crisp(units: i32) -> i32 {
    let whole = UNITS as i32;
    units.div_euclid(whole) * whole + whole / 2
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // XML has no place for control characters, not even escaped.
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
}

fn ink(color: BackendColor) -> ChartInk {
    ChartInk::of_colour(color.rgb)
}

impl DrawingBackend for SvgSurface<'_> {
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
        let (left, right) = (a.0.min(b.0), a.0.max(b.0));
        let (top, bottom) = (a.1.min(b.1), a.1.max(b.1));
        let place =
            [("x", px(left)), ("y", px(top)), ("width", px(right - left)), ("height", px(bottom - top))];
        self.element("rect", ink(style.color()), &place);
        self.out.push_str("/>");
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let ink = ink(style.color());
        let sharp = matches!(ink, ChartInk::Grid | ChartInk::Axis);
        self.path(path.into_iter().map(|(x, y)| (x, if sharp { crisp(y) } else { y })), ink, "");
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Drawn {
        self.path(vert.into_iter(), ink(style.color()), "Z");
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        _: bool,
    ) -> Drawn {
        let place = [("cx", px(x)), ("cy", px(y)), ("r", px(radius as i32))];
        self.element("circle", ink(style.color()), &place);
        self.out.push_str("/>");
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Drawn {
        // Capitals are about 0.72 em high: their middle stands at y.
        let base = y + (TEXT * 0.36 * UNITS) as i32;
        let mut place = vec![("x", px(x)), ("y", px(base))];
        match style.anchor().h_pos {
            HPos::Left => {}
            HPos::Center => place.push(("text-anchor", "middle".into())),
            HPos::Right => place.push(("text-anchor", "end".into())),
        }
        self.element("text", ink(style.color()), &place);
        self.out.push('>');
        escape(text, self.out);
        self.out.push_str("</text>");
        Ok(())
    }
}
