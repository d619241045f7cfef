//! `export WHAT` and `invoices pack`.

use super::instant;
use crate::book::BookArgument;
use chrono::{DateTime, Utc};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// The sheets of the screens; heads and names are stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportSubject {
    /// Usage by group, with exact amounts where there are some.
    Usage,
    /// Usage hour by hour, series by series.
    UsageHours,
    /// The list of invoices.
    Invoices,
    /// The lines of one invoice: name it with --invoice.
    InvoiceLines,
    /// Every kind of quota.
    Quotas,
    /// The payment methods.
    PaymentMethods,
    /// The price list.
    Prices,
    /// What providers priced themselves.
    ProviderCosts,
    /// The headline figures; as PDF the whole overview on one page.
    Overview,
    /// The trail, newest line first.
    Audit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// Exact text, stable heads.
    Csv,
    /// A workbook.
    Xlsx,
    /// Pages for people.
    Pdf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportGroup {
    UsageType,
    MetricLabel,
    Namespace,
    Object,
    Deployment,
    Container,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DocumentLanguage {
    En,
    Th,
}

#[derive(Debug, Args)]
pub struct ExportArguments {
    /// Which sheet.
    #[arg(value_enum)]
    pub what: ExportSubject,
    #[command(flatten)]
    pub book: BookArgument,
    /// As which file.
    #[arg(long, value_enum, default_value = "csv")]
    pub format: ExportFormat,
    /// The file to write.
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    /// Of words and heads; the heads of CSV are the same in both.
    #[arg(long, value_enum, default_value = "en")]
    pub language: DocumentLanguage,
    /// Usage or lines of the trail from this month, day or instant on; without, the last month with usage.
    #[arg(long, value_parser = instant::parse)]
    pub from: Option<DateTime<Utc>>,
    /// Usage or lines of the trail until before this month, day or instant.
    #[arg(long, value_parser = instant::parse)]
    pub to: Option<DateTime<Utc>>,
    /// What rows of usage are.
    #[arg(long, value_enum, default_value = "usage-type")]
    pub group_by: ExportGroup,
    /// Only this namespace.
    #[arg(long)]
    pub namespace: Option<String>,
    /// Only this object.
    #[arg(long)]
    pub object: Option<String>,
    /// Only this usage type.
    #[arg(long)]
    pub usage_type: Option<String>,
    /// Its name, such as INV-000001, or its number.
    #[arg(long)]
    pub invoice: Option<String>,
    /// Only invoices or lines of the trail that hold this text.
    #[arg(long, default_value = "")]
    pub search: String,
}
