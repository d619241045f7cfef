//! What a drawn chart hands to the screen: the SVG, and its marks for hover, keyboard and table.

/// A chart drawn at one exact pixel size. Redraw at another size, never stretch.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartDrawing {
    /// A whole `<svg class="chart">`, without scripts, styles or colours; see [`crate::chart::ink`] for its classes.
    pub svg: String,
    /// One per drawn value, in series order, then category order.
    pub marks: Vec<Mark>,
    /// One per category: where the pointer belongs to it.
    pub columns: Vec<Column>,
    /// Notes in their order, each where its vertical stands: what had no room for its words is told by the caller.
    pub notes: Vec<DrawnNote>,
    /// The figure at the lower end of a value axis that does not start at zero.
    pub axis_start: Option<String>,
    /// What the caller writes beside the chart.
    pub legend: Vec<LegendEntry>,
    /// px.
    pub width: u32,
    /// px.
    pub height: u32,
}

/// One drawn value. A point of a line is a mark of size 0.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// px from the left of the drawing.
    pub x: f64,
    /// px from the top of the drawing.
    pub y: f64,
    /// px.
    pub w: f64,
    /// px.
    pub h: f64,
    /// Index into the model's series.
    pub series: usize,
    /// Index into the model's categories.
    pub category: usize,
    /// Series and category in words.
    pub label: String,
    /// The exact value, grouped: `−1,234.50`.
    pub value_text: String,
}

/// A note's vertical.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawnNote {
    /// px.
    pub x: f64,
    /// Its words.
    pub label: String,
    /// Whether the words are written on the drawing.
    pub written: bool,
}

/// The stripe of one category, over the whole height (the whole width for lying bars).
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Index into the model's categories.
    pub category: usize,
    /// Its long name.
    pub label: String,
    /// px.
    pub x: f64,
    /// px.
    pub y: f64,
    /// px.
    pub w: f64,
    /// px.
    pub h: f64,
    /// Exact sum of the stacked values; `None` when none is known, or when the chart does not stack.
    pub total_text: Option<String>,
    /// False when a stacked value is unknown, so that the sum is of the known ones only.
    pub complete: bool,
}

/// One entry of the legend, in stacking order from the bottom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegendEntry {
    /// The series' name.
    pub label: String,
    /// The CSS classes that draw it: `v3`, `cmp`, `fc`.
    pub class: String,
    /// How the sample looks.
    pub shape: LegendShape,
}

/// How a legend's sample looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LegendShape {
    /// A small square.
    Swatch,
    /// A short line.
    Line,
    /// A short dashed line.
    Dashed,
    /// A short dotted line.
    Dotted,
    /// A short tick, as drawn across a bar.
    Tick,
    /// A soft square.
    Band,
}
