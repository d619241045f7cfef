//! Labels at the lines' ends, instead of a legend: right of the plot, pushed apart where they would touch.

use super::canvas::Canvas;
use super::frame::{Frame, TEXT, ends_inside};
use super::ink::ChartInk;
use super::lines::last_known;
use super::model::{ChartModel, SeriesRole};
use super::scale::position;
use crate::error::DocumentError;
use plotters::style::text_anchor::HPos;
use plotters_backend::DrawingBackend;

/// Height of a label's line, in px.
const LINE: f64 = TEXT + 2.0;
/// White between plot and label.
const GAP: f64 = 6.0;

/// Writes every end label.
pub(super) fn draw<B: DrawingBackend<ErrorType = DocumentError>>(
    canvas: &Canvas<B>,
    model: &ChartModel,
    frame: &Frame,
) -> Result<(), DocumentError> {
    let mut outside = Vec::new();
    for series in &model.series {
        let (Some(label), Some((index, value))) = (&series.end_label, last_known(&series.values)) else {
            continue;
        };
        let at = canvas.px((frame.middle(index), position(value)));
        let matters = series.role == SeriesRole::Actual || series.role == SeriesRole::Forecast;
        if ends_inside(series.role, &series.values) {
            canvas.text((at.0 - 9.0, at.1 - 11.0), HPos::Right, ChartInk::Strong, label)?;
        } else {
            let lines: Vec<&str> = label.lines().collect();
            outside.push(Label { y: at.1, lines, matters });
        }
    }
    push_apart(&mut outside, frame.plot.top);
    outside.iter().try_for_each(|label| label.draw(canvas, frame.plot.right + GAP))
}

/// `y` is the middle of the first line.
struct Label<'a> {
    y: f64,
    lines: Vec<&'a str>,
    matters: bool,
}

impl Label<'_> {
    fn height(&self) -> f64 {
        LINE * self.lines.len() as f64
    }

    fn draw<B: DrawingBackend<ErrorType = DocumentError>>(
        &self,
        canvas: &Canvas<B>,
        x: f64,
    ) -> Result<(), DocumentError> {
        for (index, line) in self.lines.iter().enumerate() {
            let ink = if self.matters && index == 0 { ChartInk::Strong } else { ChartInk::Text };
            canvas.text((x, LINE.mul_add(index as f64, self.y)), HPos::Left, ink, line)?;
        }
        Ok(())
    }
}

/// From top to bottom, each at least a line below the one before.
fn push_apart(labels: &mut [Label<'_>], top: f64) {
    labels.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut free = top;
    for label in labels {
        label.y = label.y.max(free);
        free = label.y + label.height();
    }
}
