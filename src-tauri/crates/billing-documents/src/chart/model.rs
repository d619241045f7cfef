//! What a chart says, before anybody draws it: categories, series, values, a "today".
//!
//! Labels arrive in the reader's language, values exact. Nothing here knows pixels or colours.

use billing_domain::Decimal;

/// One chart, whatever surface it lands on.
///
/// Every series has one value per category; `None` is *unknown* and is never drawn as zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartModel {
    /// How the series are drawn.
    pub form: ChartForm,
    /// The steps of the horizontal axis, in order (of the vertical one for [`ChartForm::SideBars`]).
    pub categories: Vec<Category>,
    /// In stacking or drawing order.
    pub series: Vec<Series>,
    /// The likely range of a forecast, behind the lines.
    pub band: Option<Band>,
    /// Where known days end.
    pub today: Option<Today>,
    /// What happened on the way: a change of plan, an anomaly.
    pub notes: Vec<Note>,
    /// Where the value axis starts.
    pub axis: Axis,
    /// Decimals that every shown value has at least: 2 for most currencies, 0 for counts.
    pub decimals: u8,
}

/// How the series are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChartForm {
    /// One bar per category, [`SeriesRole::Actual`] stacked; comparisons and limits are ticks across the bar.
    StackedBars,
    /// A line through the categories; a gap where a value is unknown.
    Lines,
    /// A line that holds its value until the next category: limits, prices.
    Steps,
    /// One lying bar per category, label left and value right; the first series is drawn.
    SideBars,
    /// Why a total changed: the first series has the former total, the changes, and the present total.
    Waterfall,
}

/// Where the value axis starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Axis {
    /// At zero.
    #[default]
    FromZero,
    /// Above zero when all values lie close together; the drawing shows the break and tells where it starts.
    MayCut,
}

/// One step of the category axis.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Category {
    /// Text at the axis; `None` never gets one. What does not fit is left out evenly.
    pub tick: Option<String>,
    /// The whole name, for marks and tables: `19 Mar 2026`.
    pub label: String,
}

/// One row of values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Its name, for legend and marks.
    pub label: String,
    /// What it stands for; decides dash and weight.
    pub role: SeriesRole,
    /// Hue 1 to 8, kept by a series within a screen; 8 is "Other". 0 takes the default of the role.
    pub hue: u8,
    /// One value per category.
    pub values: Vec<Option<Decimal>>,
    /// Written at the line's end, where there is room for it; bars ignore it.
    pub end_label: Option<String>,
}

/// What a series stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum SeriesRole {
    /// What was measured or charged.
    #[default]
    Actual,
    /// The same of another time: dashed grey, a tick on bars.
    Compare,
    /// What is expected: dotted.
    Forecast,
    /// What may not be exceeded.
    Limit,
}

/// A range around a forecast.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// Its name in the legend.
    pub label: String,
    /// Lower ends, one per category.
    pub low: Vec<Option<Decimal>>,
    /// Upper ends, one per category.
    pub high: Vec<Option<Decimal>>,
}

/// A dotted vertical where known values end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Today {
    /// Index into the categories.
    pub category: usize,
    /// Text at its top, may be empty.
    pub label: String,
}

/// A dotted vertical at the start of a category, with words at its top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Index into the categories.
    pub category: usize,
    /// What happened.
    pub label: String,
}

impl Category {
    /// A category with the same short and long name.
    #[must_use]
    pub fn named(label: impl Into<String>) -> Self {
        let label = label.into();
        Self { tick: Some(label.clone()), label }
    }
}

impl Series {
    /// A measured series with hue `hue`.
    #[must_use]
    pub fn actual(label: impl Into<String>, hue: u8, values: Vec<Option<Decimal>>) -> Self {
        Self { label: label.into(), role: SeriesRole::Actual, hue, values, end_label: None }
    }
}

impl ChartModel {
    /// A chart of `form` without band and today.
    #[must_use]
    pub fn new(form: ChartForm, categories: Vec<Category>, series: Vec<Series>, decimals: u8) -> Self {
        Self {
            form,
            categories,
            series,
            band: None,
            today: None,
            notes: Vec::new(),
            axis: Axis::default(),
            decimals,
        }
    }
}
