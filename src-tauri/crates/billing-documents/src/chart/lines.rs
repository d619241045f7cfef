//! Lines and steps, their band, their end labels and the "today" vertical.

use super::canvas::{Canvas, Point};
use super::draw::{Drawn, value_text};
use super::drawing::{Column, Mark};
use super::end_labels;
use super::frame::{Frame, TEXT};
use super::ink::ChartInk;
use super::levels;
use super::model::{Band, ChartForm, ChartModel, Series, SeriesRole};
use super::reduce::kept;
use super::scale::position;
use crate::error::DocumentError;
use billing_domain::Decimal;
use plotters::style::text_anchor::HPos;
use plotters_backend::DrawingBackend;

/// Radius of the dot at a measured line's end, in px.
const DOT: f64 = 3.5;
/// Radius of the dot that stands for a value between two unknown ones.
const LONE_DOT: f64 = 2.0;

/// Draws the lines and everything that belongs to them.
pub(super) fn draw<B: DrawingBackend<ErrorType = DocumentError>>(
    canvas: &Canvas<B>,
    model: &ChartModel,
    frame: &Frame,
) -> Result<Drawn, DocumentError> {
    let rows: Vec<&[Option<Decimal>]> = model.series.iter().map(|series| &series.values[..]).collect();
    let kept = kept(&rows, frame.count, frame.plot.width() as usize);
    let lines = Lines { canvas, model, frame, kept };
    if let Some(band) = &model.band {
        lines.band(band)?;
    }
    lines.today()?;
    for series in lines.drawing_order() {
        lines.series(series)?;
    }
    levels::draw(canvas, model, frame)?;
    end_labels::draw(canvas, model, frame)?;
    Ok(Drawn { marks: lines.marks()?, columns: lines.columns(), notes: Vec::new() })
}

/// How a series of lines is inked: one of several lines also has its dash, so that colour is never alone.
pub(super) fn ink_of(model: &ChartModel, series: &Series) -> ChartInk {
    let several = model.series.iter().filter(|other| other.role == SeriesRole::Actual).count() > 1;
    match series.role {
        SeriesRole::Actual if several && series.hue > 1 => ChartInk::Dashed(series.hue),
        SeriesRole::Actual => ChartInk::Line(series.hue),
        SeriesRole::Compare => ChartInk::Compare,
        SeriesRole::Forecast => ChartInk::Forecast,
        SeriesRole::Limit => ChartInk::Limit,
    }
}

struct Lines<'a, B: DrawingBackend> {
    canvas: &'a Canvas<B>,
    model: &'a ChartModel,
    frame: &'a Frame,
    kept: Vec<usize>,
}

impl<B: DrawingBackend<ErrorType = DocumentError>> Lines<'_, B> {
    /// What was measured lies on top.
    fn drawing_order(&self) -> impl Iterator<Item = &Series> {
        let measured = |series: &&Series| series.role == SeriesRole::Actual;
        let all = self.model.series.iter();
        all.clone().filter(move |series| !measured(series)).chain(all.filter(measured))
    }

    fn series(&self, series: &Series) -> Result<(), DocumentError> {
        let ink = ink_of(self.model, series);
        for run in self.runs(&series.values) {
            match run.as_slice() {
                [lone] => self.canvas.dot(*lone, LONE_DOT, dot_of(series))?,
                _ => self.canvas.line(run, ink)?,
            }
        }
        let ends_in_dot = series.role == SeriesRole::Actual && series.end_label.is_some();
        if let Some(at) = self.last_point(series).filter(|_| ends_in_dot) {
            self.canvas.dot(at, DOT, dot_of(series))?;
        }
        Ok(())
    }

    /// Points of known values, parted where one is unknown.
    fn runs(&self, values: &[Option<Decimal>]) -> Vec<Vec<Point>> {
        let mut runs: Vec<Vec<Point>> = vec![Vec::new()];
        for index in &self.kept {
            match values[*index] {
                None => runs.push(Vec::new()),
                Some(value) => {
                    let points = self.points(*index, position(value));
                    if let Some(run) = runs.last_mut() {
                        run.extend(points);
                    }
                }
            }
        }
        runs.retain(|run| !run.is_empty());
        runs
    }

    /// A step holds its value to the end of its slot.
    fn points(&self, index: usize, value: f64) -> impl Iterator<Item = Point> {
        let x = index as f64;
        let end = (self.model.form == ChartForm::Steps).then_some((x + 1.0, value));
        std::iter::once((x, value)).chain(end)
    }

    fn last_point(&self, series: &Series) -> Option<Point> {
        let (index, value) = last_known(&series.values)?;
        self.points(index, position(value)).last()
    }

    fn band(&self, band: &Band) -> Result<(), DocumentError> {
        let both = |index: &usize| Some((*index as f64, band.low[*index]?, band.high[*index]?));
        let ends: Vec<_> = self.kept.iter().filter_map(both).collect();
        let lower = ends.iter().map(|(x, low, _)| (*x, position(*low)));
        let upper = ends.iter().rev().map(|(x, _, high)| (*x, position(*high)));
        let outline: Vec<Point> = lower.chain(upper).collect();
        if outline.len() < 3 { Ok(()) } else { self.canvas.area(outline, ChartInk::Band) }
    }

    fn today(&self) -> Result<(), DocumentError> {
        let Some(today) = &self.model.today else { return Ok(()) };
        let x = self.frame.x(self.frame.middle(today.category));
        let plot = self.frame.plot;
        self.canvas.rule((x, plot.top), (x, plot.bottom), ChartInk::Today)?;
        if today.label.is_empty() {
            return Ok(());
        }
        let width = self.frame.surface.text_width(&today.label)?;
        let at = (self.frame.centred_inside(x, width), TEXT / 2.0 + 1.0);
        self.canvas.text(at, HPos::Center, ChartInk::Text, &today.label)
    }

    fn marks(&self) -> Result<Vec<Mark>, DocumentError> {
        let mut marks = Vec::new();
        for (index, series) in self.model.series.iter().enumerate() {
            for category in &self.kept {
                let Some(value) = series.values[*category] else { continue };
                let (x, y) = self.canvas.px((self.frame.middle(*category), position(value)));
                let label = format!("{}, {}", series.label, self.model.categories[*category].label);
                let value_text = value_text(self.model, value)?;
                marks.push(Mark {
                    x,
                    y,
                    w: 0.0,
                    h: 0.0,
                    series: index,
                    category: *category,
                    label,
                    value_text,
                });
            }
        }
        Ok(marks)
    }

    /// Each drawn category reaches halfway to its neighbours.
    fn columns(&self) -> Vec<Column> {
        let plot = self.frame.plot;
        let middles: Vec<f64> =
            self.kept.iter().map(|category| self.frame.x(self.frame.middle(*category))).collect();
        let edge = |index: usize| match index {
            0 => plot.left,
            _ if index == middles.len() => plot.right,
            _ => f64::midpoint(middles[index - 1], middles[index]),
        };
        let column = |(index, category): (usize, &usize)| Column {
            category: *category,
            label: self.model.categories[*category].label.clone(),
            x: edge(index),
            y: plot.top,
            w: edge(index + 1) - edge(index),
            h: plot.height(),
            total_text: None,
            complete: self.model.series.iter().all(|series| series.values[*category].is_some()),
        };
        self.kept.iter().enumerate().map(column).collect()
    }
}

/// The last known value and where it stands.
pub(super) fn last_known(values: &[Option<Decimal>]) -> Option<(usize, Decimal)> {
    values.iter().enumerate().rev().find_map(|(index, value)| Some((index, (*value)?)))
}

const fn dot_of(series: &Series) -> ChartInk {
    ChartInk::Dot(if matches!(series.role, SeriesRole::Actual) { series.hue } else { 8 })
}
