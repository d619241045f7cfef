//! From a chart model to what the UI takes: the drawing, its marks, and the same data as a table.

use crate::CommandError;
use crate::commands::*;
use billing_documents::chart::{self, ChartForm, ChartModel, LegendShape, SeriesRole};
use billing_domain::{BillingError, Decimal};

/// Draws a model at the asked size; `unit` is what its values are in, `heading` heads the table's first column.
pub(super) fn view(
    model: &ChartModel,
    width: u32,
    height: u32,
    heading: &str,
    unit: String,
) -> Result<ChartView, CommandError> {
    let drawing = chart::svg(model, width, height)
        .map_err(|error| BillingError::invalid(format!("The chart cannot be drawn: {error}.")))?;
    let value =
        |series: usize, category: usize| model.series.get(series)?.values.get(category).copied().flatten();
    let marks = drawing.marks.iter().map(|mark| ChartMark {
        x: mark.x.round() as i32,
        y: mark.y.round() as i32,
        w: mark.w.round() as i32,
        h: mark.h.round() as i32,
        series: model.series.get(mark.series).map_or_else(String::new, |series| series.label.clone()),
        category: model
            .categories
            .get(mark.category)
            .map_or_else(String::new, |category| category.label.clone()),
        label: format!("{}: {}", mark.label, mark.value_text),
        value: value(mark.series, mark.category).map(|value| DecimalText(value.to_text(model.decimals))),
    });
    Ok(ChartView {
        marks: marks.collect(),
        legend: drawing.legend.iter().map(legend).collect(),
        notes: drawing
            .notes
            .iter()
            .map(|note| ChartNote {
                x: note.x.round() as i32,
                label: note.label.clone(),
                written: note.written,
            })
            .collect(),
        axis_start: drawing.axis_start.clone(),
        summary: summary(model)?,
        table: table(model, heading),
        svg: drawing.svg,
        width,
        height,
        unit,
    })
}

/// The sentence: bars by what they stack, lines by the first of what was measured.
fn summary(model: &ChartModel) -> Result<Option<ChartSummary>, BillingError> {
    let bars = model.form == ChartForm::StackedBars;
    let measured = model.series.iter().filter(|series| series.role == SeriesRole::Actual);
    let mut measured: Vec<&chart::Series> = measured.collect();
    let several_lines = !bars && measured.len() > 1;
    if !bars {
        measured.truncate(1);
    }
    let series = measured.first().filter(|_| several_lines).map(|series| series.label.clone());
    let mut known: Vec<(usize, Decimal)> = Vec::new();
    for place in 0..model.categories.len() {
        let mut values = measured.iter().filter_map(|series| series.values[place]).peekable();
        if values.peek().is_some() {
            known.push((place, Decimal::sum(values)?));
        }
    }
    let highest = known.iter().rev().max_by_key(|(_, value)| *value);
    let lowest = known.iter().min_by_key(|(_, value)| *value);
    let (Some(highest), Some(lowest), Some(latest)) = (highest, lowest, known.last()) else {
        return Ok(None);
    };
    let text = |value: Decimal| DecimalText(value.to_text(model.decimals));
    let point = |(place, value): &(usize, Decimal)| ChartPoint {
        category: model.categories[*place].label.clone(),
        value: text(*value),
    };
    let total = if bars { Some(text(Decimal::sum(known.iter().map(|(_, value)| *value))?)) } else { None };
    let many = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(Some(ChartSummary {
        series,
        highest: point(highest),
        lowest: point(lowest),
        latest: point(latest),
        total,
        known: many(known.len()),
        places: many(model.categories.len()),
    }))
}

fn legend(entry: &chart::LegendEntry) -> ChartLegend {
    let shape = match entry.shape {
        LegendShape::Swatch => "swatch",
        LegendShape::Line => "line",
        LegendShape::Dashed => "dashed",
        LegendShape::Dotted => "dotted",
        LegendShape::Tick => "tick",
        LegendShape::Band => "band",
    };
    ChartLegend { label: entry.label.clone(), class: entry.class.clone(), shape: shape.to_owned() }
}

fn table(model: &ChartModel, heading: &str) -> ChartTable {
    let cell = |series: &chart::Series, row: usize| {
        let value = series.values.get(row).copied().flatten();
        value.map(|value| DecimalText(value.to_text(model.decimals)))
    };
    let rows = model.categories.iter().enumerate().map(|(row, category)| ChartTableRow {
        category: category.label.clone(),
        cells: model.series.iter().map(|series| cell(series, row)).collect(),
    });
    ChartTable {
        category_heading: heading.to_owned(),
        columns: model.series.iter().map(|series| series.label.clone()).collect(),
        rows: rows.collect(),
    }
}
