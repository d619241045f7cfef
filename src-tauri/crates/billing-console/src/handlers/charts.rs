//! From a chart model to what the UI takes: the drawing, its marks, and the same data as a table.

use crate::CommandError;
use crate::commands::*;
use billing_documents::chart::{self, ChartModel, LegendShape};
use billing_domain::BillingError;

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
        table: table(model, heading),
        svg: drawing.svg,
        width,
        height,
        unit,
    })
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
