//! The legend as data: plotters would measure Thai three times too wide, so the caller sets it in its own type.

use super::bars::hue_of;
use super::drawing::{LegendEntry, LegendShape};
use super::ink::ChartInk;
use super::lines::ink_of;
use super::model::{ChartForm, ChartModel, Series, SeriesRole};

/// One entry per series, then the band.
#[must_use]
pub fn legend(model: &ChartModel) -> Vec<LegendEntry> {
    if model.form == ChartForm::Waterfall {
        return Vec::new();
    }
    let bars = matches!(model.form, ChartForm::StackedBars | ChartForm::SideBars);
    let entry = |(index, series): (usize, &Series)| {
        let (ink, shape) = if bars { bar_sample(model, index, series) } else { line_sample(model, series) };
        LegendEntry { label: series.label.clone(), class: class(ink), shape }
    };
    let mut entries: Vec<LegendEntry> = model.series.iter().enumerate().map(entry).collect();
    entries.extend(model.band.iter().map(|band| LegendEntry {
        label: band.label.clone(),
        class: class(ChartInk::Band),
        shape: LegendShape::Band,
    }));
    entries
}

fn bar_sample(model: &ChartModel, index: usize, series: &Series) -> (ChartInk, LegendShape) {
    match series.role {
        SeriesRole::Actual => (ChartInk::Fill(hue_of(model, index)), LegendShape::Swatch),
        SeriesRole::Limit => (ChartInk::Limit, LegendShape::Tick),
        SeriesRole::Compare | SeriesRole::Forecast => (ChartInk::Tick, LegendShape::Tick),
    }
}

fn line_sample(model: &ChartModel, series: &Series) -> (ChartInk, LegendShape) {
    let ink = ink_of(model, series);
    let shape = match series.role {
        SeriesRole::Actual if matches!(ink, ChartInk::Dashed(_)) => LegendShape::Dashed,
        SeriesRole::Actual => LegendShape::Line,
        SeriesRole::Compare => LegendShape::Dashed,
        SeriesRole::Forecast => LegendShape::Dotted,
        SeriesRole::Limit => LegendShape::Line,
    };
    (ink, shape)
}

fn class(ink: ChartInk) -> String {
    ink.classes().trim_end_matches(" piece").to_owned()
}
