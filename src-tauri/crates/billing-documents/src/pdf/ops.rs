//! From a page's items to printpdf operations.

use super::fonts::{Subset, Subsets};
use super::ink::Ink;
use super::page::{Item, Page};
use crate::text::ShapedText;
use printpdf::{
    Codepoint, Color, DictItem, Line, LineDashPattern, LinePoint, Op, PaintMode, Point, Polygon, PolygonRing,
    Pt, Rgb, TextItem, TextMatrix, WindingOrder,
};
use std::collections::BTreeMap;

/// A circle as four Bézier curves: how far the control points stand out.
const ARC: f32 = 0.552_284_8;

/// All operations of a page, in drawing order.
pub fn operations(page: &Page, fonts: &Subsets) -> Vec<Op> {
    let mut sheet = Sheet { height: page.height, ops: Vec::new(), fill: None, stroke: None };
    for item in &page.items {
        sheet.draw(item, fonts);
    }
    sheet.ops
}

/// Operations so far, and the graphics state they leave behind, so that it is set only when it changes.
struct Sheet {
    height: f32,
    ops: Vec<Op>,
    fill: Option<Ink>,
    stroke: Option<(Ink, f32, &'static [f32])>,
}

impl Sheet {
    fn draw(&mut self, item: &Item, fonts: &Subsets) {
        match item {
            Item::Text { shaped, x, y, size, ink, turned } => {
                if let Some(font) = fonts.get(shaped.weight) {
                    self.set_fill(*ink);
                    let at = (*x, self.height - y);
                    text(&mut self.ops, font, shaped, at, *size, *turned);
                }
            }
            Item::Path { points, width, ink, dash } => {
                self.set_stroke(*ink, *width, dash);
                let points = points.iter().map(|p| self.point(*p, false)).collect();
                self.ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
            }
            Item::Area { points, ink } => {
                let points = points.iter().map(|p| self.point(*p, false)).collect();
                self.polygon(points, *ink);
            }
            Item::Dot { at, radius, ink } => {
                let points = circle(*at, *radius).into_iter().map(|(p, bezier)| self.point(p, bezier));
                self.polygon(points.collect(), *ink);
            }
        }
    }

    fn polygon(&mut self, points: Vec<LinePoint>, ink: Ink) {
        self.set_fill(ink);
        let rings = vec![PolygonRing { points }];
        let (mode, winding_order) = (PaintMode::Fill, WindingOrder::NonZero);
        self.ops.push(Op::DrawPolygon { polygon: Polygon { rings, mode, winding_order } });
    }

    fn point(&self, (x, y): (f32, f32), bezier: bool) -> LinePoint {
        LinePoint { p: Point { x: Pt(x), y: Pt(self.height - y) }, bezier }
    }

    fn set_fill(&mut self, ink: Ink) {
        if self.fill != Some(ink) {
            self.fill = Some(ink);
            self.ops.push(Op::SetFillColor { col: colour(ink) });
        }
    }

    fn set_stroke(&mut self, ink: Ink, width: f32, dash: &'static [f32]) {
        if self.stroke == Some((ink, width, dash)) {
            return;
        }
        self.stroke = Some((ink, width, dash));
        self.ops.push(Op::SetOutlineColor { col: colour(ink) });
        self.ops.push(Op::SetOutlineThickness { pt: Pt(width) });
        self.ops.push(Op::SetLineDashPattern { dash: LineDashPattern::new(0.0, dash) });
    }
}

fn colour(Ink(r, g, b): Ink) -> Color {
    let part = |value: u8| f32::from(value) / 255.0;
    Color::Rgb(Rgb::new(part(r), part(g), part(b), None))
}

fn circle((x, y): (f32, f32), r: f32) -> Vec<((f32, f32), bool)> {
    let k = r * ARC;
    vec![
        ((x + r, y), false),
        ((x + r, y + k), true),
        ((x + k, y + r), true),
        ((x, y + r), false),
        ((x - k, y + r), true),
        ((x - r, y + k), true),
        ((x - r, y), false),
        ((x - r, y - k), true),
        ((x - k, y - r), true),
        ((x, y - r), false),
        ((x + k, y - r), true),
        ((x + r, y - k), true),
        ((x + r, y), false),
    ]
}

fn text(ops: &mut Vec<Op>, font: &Subset, shaped: &ShapedText, at: (f32, f32), size: f32, turned: f32) {
    // Turned text is a watermark: search and copy must not find its letters strewn over the lines of the page.
    let spoken = if turned == 0.0 { shaped.text.as_str() } else { "" };
    let spelt_out = turned != 0.0 || shaped.needs_actual_text();
    if spelt_out {
        ops.push(begin_actual_text(spoken));
    }
    ops.push(Op::StartTextSection);
    ops.push(Op::SetFont { font: font.handle(), size: Pt(size) });
    ops.push(Op::SetTextMatrix { matrix: matrix(at, turned) });
    show(ops, font, shaped, size);
    ops.push(Op::EndTextSection);
    if spelt_out {
        ops.push(Op::EndMarkedContentWithProperties);
    }
}

fn matrix((x, y): (f32, f32), degrees: f32) -> TextMatrix {
    let (sin, cos) = degrees.to_radians().sin_cos();
    TextMatrix::Raw([cos, sin, -sin, cos, x, y])
}

/// Glyph ids alone lose the order of Thai letters; this spells the text out for search, copy and screen readers.
fn begin_actual_text(text: &str) -> Op {
    let mut data = vec![0xfe, 0xff];
    data.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    let map = BTreeMap::from([("ActualText".to_owned(), DictItem::String { data, literal: false })]);
    Op::BeginMarkedContentWithProperties { tag: "Span".into(), properties: DictItem::Dict { map } }
}

/// Shows the glyphs; a raised one through the text rise, a shifted one by moving the pen before and back after it.
fn show(ops: &mut Vec<Op>, font: &Subset, shaped: &ShapedText, size: f32) {
    let mut run = Run::default();
    let mut rise = 0.0;
    for glyph in &shaped.glyphs {
        if glyph.dy != rise {
            run.flush(ops);
            rise = glyph.dy;
            ops.push(Op::SetLineOffset { multiplier: rise * size });
        }
        run.shift(-glyph.dx * 1000.0);
        let too_far = font.table_advance(glyph.id) - glyph.advance * 1000.0;
        run.items.push(Codepoint {
            gid: font.glyph(glyph.id),
            offset: glyph.dx.mul_add(1000.0, too_far),
            cid: Some(glyph.letter.to_string()),
        });
    }
    run.flush(ops);
    if rise != 0.0 {
        ops.push(Op::SetLineOffset { multiplier: 0.0 });
    }
}

/// Glyphs on one base line. Offsets move the pen to the left, in thousandths of an em.
#[derive(Default)]
struct Run {
    lead: f32,
    items: Vec<Codepoint>,
}

/// Below this an offset is rounding noise, and would only swell the file.
const NOISE: f32 = 0.01;

impl Run {
    fn shift(&mut self, offset: f32) {
        match self.items.last_mut() {
            Some(last) => last.offset += offset,
            None => self.lead += offset,
        }
    }

    fn flush(&mut self, ops: &mut Vec<Op>) {
        if self.items.is_empty() {
            return;
        }
        let mut items = Vec::with_capacity(2);
        if self.lead.abs() > NOISE {
            items.push(TextItem::Offset(self.lead));
        }
        for item in self.items.iter_mut().filter(|item| item.offset.abs() <= NOISE) {
            item.offset = 0.0;
        }
        items.push(TextItem::GlyphIds(std::mem::take(&mut self.items)));
        self.lead = 0.0;
        ops.push(Op::ShowText { items });
    }
}
