//! `report ..`

use super::instant;
use crate::book::BookArgument;
use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub enum ReportCommand {
    /// Quantity by month and usage type.
    MonthlyByType(ReportArguments),
    /// Quantity by day and metric label.
    DailyByMetric(ReportArguments),
    /// The dearest objects at list price; without prices, the largest.
    TopObjects(ReportArguments),
    /// Every hour of one object.
    ObjectHours(ReportArguments),
    /// Quantity by namespace and usage type.
    Pivot(ReportArguments),
    /// What usage costs by usage type, or by bucket; before discount and tax.
    Amounts(AmountsArguments),
    /// The month so far, the same days before, its forecast, and what moved.
    Month(MonthArguments),
    /// Exact costs of imported bills.
    Cost(CostArguments),
    /// Imported bills row by row: list price x quantity against the cost.
    Recheck(RecheckArguments),
}

#[derive(Debug, Clone, Args)]
pub struct RecheckArguments {
    #[command(flatten)]
    pub book: BookArgument,
    #[command(flatten)]
    pub range: RangeArguments,
    /// Which cost price x quantity is held against.
    #[arg(long, value_enum, default_value = "list-cost")]
    pub against: RecheckCost,
}

/// A cost of a charge.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum RecheckCost {
    /// The provider's own list cost.
    ListCost,
    /// What is billed.
    BilledCost,
}

/// Which part of a book.
#[derive(Debug, Clone, Args)]
pub struct ReportArguments {
    #[command(flatten)]
    pub book: BookArgument,
    #[command(flatten)]
    pub range: RangeArguments,
    /// Only this namespace.
    #[arg(long)]
    pub namespace: Option<String>,
    /// Only this object.
    #[arg(long)]
    pub object: Option<String>,
    /// Only this usage type.
    #[arg(long)]
    pub usage_type: Option<String>,
    /// Only this metric label.
    #[arg(long)]
    pub metric_label: Option<String>,
}

#[derive(Debug, Clone, Args)]
pub struct AmountsArguments {
    #[command(flatten)]
    pub book: BookArgument,
    #[command(flatten)]
    pub range: RangeArguments,
    /// A row for each bucket and metric label.
    #[arg(long, value_enum)]
    pub step: Option<StepWord>,
}

/// How wide a bucket is, UTC.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum StepWord {
    /// Calendar month.
    Month,
    /// Day.
    Day,
    /// Hour.
    Hour,
}

#[derive(Debug, Clone, Args)]
pub struct MonthArguments {
    #[command(flatten)]
    pub book: BookArgument,
    /// Which one, such as 2026-03; the last one there is usage for when it is not said.
    #[arg(long, value_parser = instant::parse)]
    pub month: Option<DateTime<Utc>>,
}

#[derive(Debug, Clone, Args)]
pub struct CostArguments {
    #[command(flatten)]
    pub book: BookArgument,
    #[command(flatten)]
    pub range: RangeArguments,
    /// What rows are grouped by, such as `provider,namespace`.
    #[arg(long, value_delimiter = ',', default_value = "provider")]
    pub by: Vec<String>,
}

/// What every report understands.
#[derive(Debug, Clone, Args)]
pub struct RangeArguments {
    /// From this month, day or instant on.
    #[arg(long, value_parser = instant::parse)]
    pub from: Option<DateTime<Utc>>,
    /// Until before this month, day or instant.
    #[arg(long, value_parser = instant::parse)]
    pub to: Option<DateTime<Utc>>,
    /// At most so many rows; totals are over all.
    #[arg(long)]
    pub limit: Option<usize>,
    /// Tell on stderr how long the answer took.
    #[arg(long)]
    pub timing: bool,
}
