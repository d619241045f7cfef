//! Where everything goes before it is drawn: the plot's rectangle, the value axis, the tick labels that fit.

use super::model::{Axis, ChartForm, ChartModel, SeriesRole};
use super::scale::Scale;
use super::stack::stacks;
use crate::error::DocumentError;
use crate::text::{Weight, width_em};

/// Size of all chart text, in px.
pub const TEXT: f64 = 11.0;
/// White between text and plot.
const TEXT_GAP: f64 = 8.0;
/// Height of the category labels below the plot.
pub(super) const LABEL_BAND: f64 = 22.0;
/// White above the plot: half a line for the top tick, a whole one when a label stands there.
const TOP: f64 = 8.0;
/// A value axis has about one step per so many px.
const STEP_HEIGHT: f64 = 40.0;
/// Smallest plot worth drawing.
const SMALLEST: f64 = 24.0;
/// White between two category labels.
const LABEL_GAP: f64 = 10.0;

/// Size and type of the surface.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Surface {
    /// px.
    pub width: f64,
    /// px.
    pub height: f64,
    /// How much wider the surface's own font is than the one we measure with.
    pub text_factor: f64,
}

/// A rectangle in px.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

/// The layout of a chart on a surface.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// What it is laid out for.
    pub surface: Surface,
    /// Where values are drawn.
    pub plot: Area,
    /// The value axis.
    pub scale: Scale,
    /// Number of categories.
    pub count: usize,
    /// Position of the right end of the category axis; the left end is 0.
    pub span: f64,
    /// Categories whose label is written below the plot.
    pub labels: Vec<usize>,
}

impl Surface {
    /// Width of a text in px. A screen has letters that the embedded face lacks: those count as one em each.
    ///
    /// # Errors
    /// [`DocumentError::Internal`].
    pub fn text_width(&self, text: &str) -> Result<f64, DocumentError> {
        let em = match width_em(Weight::Regular, text) {
            Err(DocumentError::MissingGlyph { .. }) => text.chars().count() as f64,
            measured => f64::from(measured?),
        };
        Ok(em * TEXT * self.text_factor)
    }

    /// Width of the widest of some texts in px.
    ///
    /// # Errors
    /// [`DocumentError::Internal`].
    pub fn widest<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> Result<f64, DocumentError> {
        texts.into_iter().try_fold(0.0f64, |widest, text| Ok(widest.max(self.text_width(text)?)))
    }
}

impl Area {
    /// Right minus left.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Bottom minus top.
    #[must_use]
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }
}

impl Frame {
    /// Lays a chart with a vertical value axis out.
    ///
    /// # Errors
    /// [`DocumentError::Chart`] when series and categories do not fit or the surface is too small.
    pub fn new(model: &ChartModel, surface: Surface) -> Result<Self, DocumentError> {
        check(model)?;
        let top = TOP + if has_top_label(model) { TEXT + 5.0 } else { 0.0 };
        let bottom = surface.height - LABEL_BAND;
        let most = ((bottom - top) / STEP_HEIGHT).floor().max(2.0) as usize;
        let cuts = model.axis == Axis::MayCut && model.form != ChartForm::StackedBars;
        let values = all_values(model)?;
        let scale = if cuts { Scale::cut(values, most) } else { Scale::over(values, most) };
        let left = surface.widest(scale.ticks.iter().map(|tick| tick.text.as_str()))? + TEXT_GAP;
        let right = surface.width - end_label_width(model, &surface)?;
        let plot = Area { left: left.ceil(), top, right: right.floor(), bottom };
        if plot.width() < SMALLEST || plot.height() < SMALLEST {
            return Err(DocumentError::chart("its place is too small"));
        }
        let count = model.categories.len();
        let slots = matches!(model.form, ChartForm::StackedBars | ChartForm::Steps);
        let span = if slots { count as f64 } else { (count.max(2) - 1) as f64 };
        let mut frame = Self { surface, plot, scale, count, span, labels: Vec::new() };
        frame.labels = fitting_labels(model, &frame)?;
        Ok(frame)
    }

    /// True when a category is a stretch of the axis and not a point on it.
    #[must_use]
    pub fn has_slots(&self) -> bool {
        self.span >= self.count as f64
    }

    /// The middle of a category on the axis.
    #[must_use]
    pub fn middle(&self, category: usize) -> f64 {
        category as f64 + if self.has_slots() { 0.5 } else { 0.0 }
    }

    /// px of an axis position.
    #[must_use]
    pub fn x(&self, position: f64) -> f64 {
        (position / self.span).mul_add(self.plot.width(), self.plot.left)
    }

    /// Left edge of a centred text that stays inside the surface, as its middle.
    #[must_use]
    pub fn centred_inside(&self, x: f64, width: f64) -> f64 {
        let half = width / 2.0;
        x.min(self.surface.width - half).max(half)
    }
}

pub(super) fn check(model: &ChartModel) -> Result<(), DocumentError> {
    let count = model.categories.len();
    let rows = model.series.iter().map(|series| series.values.len());
    let band = model.band.iter().flat_map(|band| [band.low.len(), band.high.len()]);
    if count == 0 {
        return Err(DocumentError::chart("it has no categories"));
    }
    if rows.chain(band).any(|length| length != count) {
        return Err(DocumentError::chart(format!("a series does not have {count} values")));
    }
    if model.today.as_ref().is_some_and(|today| today.category >= count) {
        return Err(DocumentError::chart("today is not one of its categories"));
    }
    if model.notes.iter().any(|note| note.category >= count) {
        return Err(DocumentError::chart("a note is not at one of its categories"));
    }
    Ok(())
}

fn has_top_label(model: &ChartModel) -> bool {
    model.today.as_ref().is_some_and(|today| !today.label.is_empty()) || !model.notes.is_empty()
}

fn all_values(model: &ChartModel) -> Result<Vec<billing_domain::Decimal>, DocumentError> {
    let band = model.band.iter().flat_map(|band| band.low.iter().chain(&band.high));
    let mut values: Vec<_> = band.flatten().copied().collect();
    let stacked = model.form == ChartForm::StackedBars;
    if stacked {
        values.extend(stacks(model)?.iter().flat_map(|stack| [stack.below, stack.above]));
    }
    let single = model.series.iter().filter(|series| !stacked || series.role != SeriesRole::Actual);
    values.extend(single.flat_map(|series| series.values.iter().flatten()));
    Ok(values)
}

/// Room for the labels at the lines' ends; bars have none.
fn end_label_width(model: &ChartModel, surface: &Surface) -> Result<f64, DocumentError> {
    if model.form == ChartForm::StackedBars {
        return Ok(1.0);
    }
    let labels = model.series.iter().filter(|series| !ends_inside(series.role, &series.values));
    let texts = labels.filter_map(|series| series.end_label.as_deref()).flat_map(str::lines);
    let widest = surface.widest(texts)?;
    Ok(if widest > 0.0 { widest + TEXT_GAP } else { 4.0 })
}

/// A measured line that stops before the plot's end carries its label at its last point.
#[must_use]
pub fn ends_inside(role: SeriesRole, values: &[Option<billing_domain::Decimal>]) -> bool {
    role == SeriesRole::Actual && values.last().is_some_and(Option::is_none)
}

/// The labelled categories, thinned evenly until none touches the next.
fn fitting_labels(model: &ChartModel, frame: &Frame) -> Result<Vec<usize>, DocumentError> {
    let mut wanted = Vec::new();
    for (index, category) in model.categories.iter().enumerate() {
        if let Some(tick) = &category.tick {
            let width = frame.surface.text_width(tick)?;
            wanted.push((index, frame.centred_inside(frame.x(frame.middle(index)), width), width));
        }
    }
    for stride in 1..=wanted.len() {
        let chosen: Vec<_> = wanted.iter().step_by(stride).collect();
        let apart = chosen.windows(2).all(|pair| {
            let ((_, x, width), (_, next_x, next_width)) = (pair[0], pair[1]);
            x + width / 2.0 + LABEL_GAP <= next_x - next_width / 2.0
        });
        if apart {
            return Ok(chosen.into_iter().map(|(index, _, _)| *index).collect());
        }
    }
    Ok(Vec::new())
}
