//! Stacked bars with comparison ticks.

use super::canvas::Canvas;
use super::draw::{Drawn, value_text};
use super::drawing::{Column, Mark};
use super::frame::{Frame, TEXT};
use super::ink::{ChartInk, HUES};
use super::model::{ChartModel, SeriesRole};
use super::scale::position;
use super::stack::{Segment, Stack, segments, stacks};
use crate::error::DocumentError;
use plotters::style::text_anchor::HPos;
use plotters_backend::DrawingBackend;

/// How much of its slot a bar fills.
const FILLED: f64 = 0.72;
/// A bar is never wider, in px.
const WIDEST: f64 = 44.0;
/// How far a comparison tick stands out, in px.
const TICK_OUT: f64 = 1.0;

/// Draws the bars and what is compared with them.
pub(super) fn draw<B: DrawingBackend<ErrorType = DocumentError>>(
    canvas: &Canvas<B>,
    model: &ChartModel,
    frame: &Frame,
) -> Result<Drawn, DocumentError> {
    let bars = Bars { canvas, model, frame, half: half_width(frame) };
    let mut drawn = Drawn::default();
    for (category, stack) in stacks(model)?.iter().enumerate() {
        for segment in segments(model, category)? {
            drawn.marks.push(bars.segment(category, segment)?);
        }
        drawn.columns.push(bars.column(category, stack)?);
    }
    bars.ticks(&mut drawn.marks)?;
    bars.today()?;
    drawn.marks.sort_by_key(|mark| (mark.series, mark.category));
    Ok(drawn)
}

/// The hue of the n-th series when it names none itself: the last hue means "Other" and is not given away.
pub(super) fn hue_of(model: &ChartModel, series: usize) -> u8 {
    match model.series.get(series).map(|series| series.hue) {
        Some(hue @ 1..=HUES) => hue,
        _ => (series % usize::from(HUES - 1)) as u8 + 1,
    }
}

/// Half a bar, in slots.
fn half_width(frame: &Frame) -> f64 {
    let slot = frame.plot.width() / frame.span;
    // Below two px a gap would be all that one sees.
    let filled = if slot < 2.0 { 1.0 } else { FILLED };
    (slot * filled).min(WIDEST) / slot / 2.0
}

struct Bars<'a, B: DrawingBackend> {
    canvas: &'a Canvas<B>,
    model: &'a ChartModel,
    frame: &'a Frame,
    half: f64,
}

impl<B: DrawingBackend<ErrorType = DocumentError>> Bars<'_, B> {
    fn segment(&self, category: usize, segment: Segment) -> Result<Mark, DocumentError> {
        let middle = self.frame.middle(category);
        let from = (middle - self.half, position(segment.to));
        let to = (middle + self.half, position(segment.from));
        if segment.from != segment.to {
            self.canvas.bar(from, to, ChartInk::Fill(hue_of(self.model, segment.series)))?;
        }
        self.mark(segment.series, category, self.canvas.px(from), self.canvas.px(to))
    }

    fn mark(
        &self,
        series: usize,
        category: usize,
        a: (f64, f64),
        b: (f64, f64),
    ) -> Result<Mark, DocumentError> {
        let value = self.model.series[series].values[category].unwrap_or_default();
        Ok(Mark {
            x: a.0.min(b.0),
            y: a.1.min(b.1),
            w: (b.0 - a.0).abs(),
            h: (b.1 - a.1).abs(),
            series,
            category,
            label: format!("{}, {}", self.model.series[series].label, self.model.categories[category].label),
            value_text: value_text(self.model, value)?,
        })
    }

    fn column(&self, category: usize, stack: &Stack) -> Result<Column, DocumentError> {
        let (left, right) = (self.frame.x(category as f64), self.frame.x(category as f64 + 1.0));
        let total = stack.total()?;
        Ok(Column {
            category,
            label: self.model.categories[category].label.clone(),
            x: left,
            y: self.frame.plot.top,
            w: right - left,
            h: self.frame.plot.height(),
            total_text: total.map(|total| value_text(self.model, total)).transpose()?,
            complete: stack.unknown == 0,
        })
    }

    /// A short rule across the bar for each known value of a comparison or limit.
    fn ticks(&self, marks: &mut Vec<Mark>) -> Result<(), DocumentError> {
        for (index, series) in self.model.series.iter().enumerate() {
            let ink = match series.role {
                SeriesRole::Actual => continue,
                SeriesRole::Limit => ChartInk::Limit,
                SeriesRole::Compare | SeriesRole::Forecast => ChartInk::Tick,
            };
            for (category, value) in series.values.iter().enumerate() {
                let Some(value) = value else { continue };
                let middle = self.frame.middle(category);
                let (left, y) = self.canvas.px((middle - self.half, position(*value)));
                let (right, _) = self.canvas.px((middle + self.half, position(*value)));
                let ends = ((left - TICK_OUT, y), (right + TICK_OUT, y));
                self.canvas.rule(ends.0, ends.1, ink)?;
                marks.push(self.mark(index, category, ends.0, ends.1)?);
            }
        }
        Ok(())
    }

    fn today(&self) -> Result<(), DocumentError> {
        let Some(today) = self.model.today.as_ref().filter(|today| !today.label.is_empty()) else {
            return Ok(());
        };
        let width = self.frame.surface.text_width(&today.label)?;
        let x = self.frame.centred_inside(self.frame.x(self.frame.middle(today.category)), width);
        self.canvas.text((x, TEXT / 2.0 + 1.0), HPos::Center, ChartInk::Text, &today.label)
    }
}
