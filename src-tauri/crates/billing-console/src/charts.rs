//! Charts as the UI takes them: an SVG at its exact size, and the marks to lay hover and keyboard focus over.

use crate::values::DecimalText;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One bar segment or point that can be hovered and stepped to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChartMark {
    /// Left edge, px.
    pub x: i32,
    /// Upper edge, px.
    pub y: i32,
    /// Width, px.
    pub w: i32,
    /// Height, px.
    pub h: i32,
    /// Which series.
    pub series: String,
    /// Which category, such as a day.
    pub category: String,
    /// What it says there.
    pub label: String,
    /// The exact value; none where it is unknown.
    pub value: Option<DecimalText>,
}

/// An entry of the legend, in stacking order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChartLegend {
    /// For people.
    pub label: String,
    /// CSS class of its colour: `v1` to `v8`, `ln`, `cmp`, `fc`.
    pub class: String,
    /// `swatch`, `line`, `dashed`, `dotted`, `tick` or `band`.
    pub shape: String,
}

/// The chart's data as a table: unknown is none, never zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChartTable {
    /// Heading of the first column.
    pub category_heading: String,
    /// Headings of the other columns.
    pub columns: Vec<String>,
    /// One row per category.
    pub rows: Vec<ChartTableRow>,
}

/// One category of a chart's table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChartTableRow {
    /// Such as a day.
    pub category: String,
    /// One cell per column.
    pub cells: Vec<Option<DecimalText>>,
}

/// A vertical mark with words: a change of plan, an anomaly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChartNote {
    /// px.
    pub x: i32,
    /// Its words.
    pub label: String,
    /// False where the drawing had no room for them.
    pub written: bool,
}

/// One place of a chart, for its sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChartPoint {
    /// Such as a day.
    pub category: String,
    /// Exact; of stacked bars the sum of what is known.
    pub value: DecimalText,
}

/// What a chart says in one sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChartSummary {
    /// Which series it tells of, when there are several lines.
    pub series: Option<String>,
    /// Where it is highest.
    pub highest: ChartPoint,
    /// Where it is lowest.
    pub lowest: ChartPoint,
    /// The last known place.
    pub latest: ChartPoint,
    /// Sum over all known places; none where places cannot be added.
    pub total: Option<DecimalText>,
    /// Places that are known.
    pub known: u32,
    /// Places in all.
    pub places: u32,
}

/// A drawn chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChartView {
    /// SVG with classes, no styles.
    pub svg: String,
    /// px.
    pub width: u32,
    /// px.
    pub height: u32,
    /// Hover and focus.
    pub marks: Vec<ChartMark>,
    /// In stacking order.
    pub legend: Vec<ChartLegend>,
    /// The same data as a table.
    pub table: ChartTable,
    /// What the values are in: a unit, or an ISO currency.
    pub unit: String,
    /// What happened on the way.
    pub notes: Vec<ChartNote>,
    /// The lower end of a value axis that does not start at zero.
    pub axis_start: Option<String>,
    /// In one sentence; none when nothing is known.
    pub summary: Option<ChartSummary>,
}
