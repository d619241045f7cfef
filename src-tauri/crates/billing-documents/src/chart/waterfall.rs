//! Why a total changed: the former total, each change from where the one before it ended, the present total.
//!
//! Levels are exact sums; the last one must be the present total, or nothing is drawn.

use super::canvas::Canvas;
use super::draw::{Drawn, base_line, value_text};
use super::drawing::{Column, Mark};
use super::frame::{self, Area, Frame, LABEL_BAND, Surface, TEXT};
use super::ink::ChartInk;
use super::model::ChartModel;
use super::scale::{Scale, position};
use crate::error::DocumentError;
use crate::figures::grouped;
use billing_domain::Decimal;
use plotters::style::text_anchor::HPos;
use plotters_backend::DrawingBackend;

/// How much of its slot a bar fills.
const FILLED: f64 = 0.7;
/// A bar is never wider, in px.
const WIDEST: f64 = 72.0;
/// White above the highest bar, for its figure.
const TOP: f64 = 22.0;
/// White between two names, in px.
const NAME_GAP: f64 = 6.0;
/// Height of one line of a category's name, in px.
const LINE: f64 = 13.0;
/// Where the break of a cut total lies above its foot, and how thick it is, in px.
const BREAKS: [f64; 2] = [12.0, 19.0];
const BREAK: f64 = 3.0;
/// The least height of a change, so that it can be seen.
const LEAST: f64 = 1.5;

/// From which level to which a bar reaches.
struct Bar {
    from: Decimal,
    to: Decimal,
    total: bool,
}

/// The layout. There is no value axis: the figures stand on the bars.
pub(super) fn frame(model: &ChartModel, surface: Surface) -> Result<Frame, DocumentError> {
    frame::check(model)?;
    let bars = bars(model)?;
    let room = (surface.width - 4.0) / bars.len() as f64 - NAME_GAP;
    let mut most = 1;
    for category in &model.categories {
        most = most.max(lines_of(&surface, &category.label, room)?.len());
    }
    let below = (most - 1) as f64;
    let plot = Area {
        left: 2.0,
        top: TOP,
        right: surface.width - 2.0,
        bottom: surface.height - LABEL_BAND - LINE * below,
    };
    if plot.width() < 24.0 || plot.height() < 24.0 {
        return Err(DocumentError::chart("its place is too small"));
    }
    let levels: Vec<Decimal> =
        bars.iter().flat_map(|bar| if bar.total { [bar.to, bar.to] } else { [bar.from, bar.to] }).collect();
    let count = bars.len();
    Ok(Frame { surface, plot, scale: Scale::cut(levels, 4), count, span: count as f64, labels: Vec::new() })
}

/// Draws bars, what joins them, figures and names.
pub(super) fn draw<B: DrawingBackend<ErrorType = DocumentError>>(
    backend: B,
    model: &ChartModel,
    frame: &Frame,
) -> Result<Drawn, DocumentError> {
    let canvas = Canvas::new(backend, frame);
    let mut drawn = Drawn::default();
    let slot = frame.plot.width() / frame.span;
    let half = (slot * FILLED).min(WIDEST) / slot / 2.0;
    let bars = bars(model)?;
    for (category, bar) in bars.iter().enumerate() {
        let middle = frame.middle(category);
        let foot = if bar.total { frame.scale.base() } else { position(bar.from) };
        let (a, b) = (canvas.px((middle - half, foot)), canvas.px((middle + half, position(bar.to))));
        let (top, bottom) = (a.1.min(b.1), a.1.max(b.1));
        let bottom = if bar.total { bottom } else { bottom.max(top + LEAST) };
        let ink = match (bar.total, bar.to < bar.from) {
            (true, _) => ChartInk::Total,
            (false, true) => ChartInk::Less,
            (false, false) => ChartInk::More,
        };
        canvas.block((a.0, top), (b.0, bottom), ink)?;
        if bar.total && frame.scale.start().is_some() && bottom - top > BREAKS[1] + 2.0 * BREAK {
            for above in BREAKS {
                canvas.block((a.0, bottom - above), (b.0, bottom - above + BREAK), ChartInk::Hole)?;
            }
        }
        if category + 1 < bars.len() {
            let (next, y) = canvas.px((middle + 1.0 - half, position(bar.to)));
            canvas.rule((b.0, y), (next, y), ChartInk::Axis)?;
        }
        let text = figure(model, bar)?;
        let ink = if bar.total { ChartInk::Strong } else { ChartInk::Text };
        canvas.text(((a.0 + b.0) / 2.0, top - 9.0), HPos::Center, ink, &text)?;
        name(&canvas, frame, &model.categories[category].label, ((a.0 + b.0) / 2.0, slot - NAME_GAP))?;
        let label = model.categories[category].label.clone();
        drawn.marks.push(Mark {
            x: a.0,
            y: top,
            w: b.0 - a.0,
            h: bottom - top,
            series: 0,
            category,
            label: label.clone(),
            value_text: text.clone(),
        });
        drawn.columns.push(Column {
            category,
            label,
            x: frame.x(category as f64),
            y: 0.0,
            w: slot,
            h: frame.surface.height,
            total_text: Some(text),
            complete: true,
        });
    }
    base_line(&canvas, frame)?;
    Ok(drawn)
}

fn bars(model: &ChartModel) -> Result<Vec<Bar>, DocumentError> {
    let unknown = || DocumentError::chart("a change without a figure cannot be drawn");
    let series = model.series.first().ok_or_else(unknown)?;
    let values: Vec<Decimal> = series.values.iter().copied().collect::<Option<_>>().ok_or_else(unknown)?;
    let [first, changes @ .., last] = values.as_slice() else {
        return Err(DocumentError::chart("it needs a former and a present total"));
    };
    let mut level = *first;
    let mut bars = vec![Bar { from: Decimal::ZERO, to: level, total: true }];
    for change in changes {
        let to = level
            .checked_add(*change)
            .map_err(|_| DocumentError::Overflow { what: "the sum of a waterfall" })?;
        bars.push(Bar { from: level, to, total: false });
        level = to;
    }
    if level != *last {
        return Err(DocumentError::chart("its changes do not add up to the present total"));
    }
    bars.push(Bar { from: Decimal::ZERO, to: *last, total: true });
    Ok(bars)
}

/// A total as it is, a change with its sign.
fn figure(model: &ChartModel, bar: &Bar) -> Result<String, DocumentError> {
    if bar.total {
        return value_text(model, bar.to);
    }
    let change = bar.to.checked_sub(bar.from).map_err(|_| DocumentError::Overflow { what: "a change" })?;
    let text = grouped("a change", &change.to_text(model.decimals))?;
    Ok(if bar.to > bar.from { format!("+{text}") } else { text })
}

/// A name below its bar, whole.
fn name<B: DrawingBackend<ErrorType = DocumentError>>(
    canvas: &Canvas<B>,
    frame: &Frame,
    text: &str,
    (x, width): (f64, f64),
) -> Result<(), DocumentError> {
    for (index, line) in lines_of(&frame.surface, text, width)?.iter().enumerate() {
        let y = LINE.mul_add(index as f64, frame.plot.bottom + 6.0 + TEXT / 2.0);
        canvas.text((x, y), HPos::Center, ChartInk::Text, line)?;
    }
    Ok(())
}

/// A name broken between its words; a word alone may be wider than its place.
fn lines_of(surface: &Surface, text: &str, width: f64) -> Result<Vec<String>, DocumentError> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match (longer, lines.last_mut()) {
            (Some(longer), Some(line)) if surface.text_width(&longer)? <= width => *line = longer,
            _ => lines.push(word.to_owned()),
        }
    }
    Ok(lines)
}
