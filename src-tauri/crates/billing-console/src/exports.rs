//! Exports: what stands on a screen as a file, or everything that could stand there.

use crate::CommandError;
use crate::audit::AuditViewQuery;
use crate::invoices::InvoicesQuery;
use crate::prices::PricesQuery;
use crate::usage::{ProviderCostQuery, UsageQuery};
use crate::values::LanguageCode;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// In the place of column keys: every column, named by its key, as scripts want it.
pub const ALL_BY_KEY: &str = "*";

/// What is written down: the question of a screen.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum ExportWhat {
    /// The rows of a usage question.
    Usage {
        /// The question.
        query: UsageQuery,
    },
    /// Hour by hour, series by series.
    UsageHours {
        /// Its range and filters; the grouping is not used.
        query: UsageQuery,
    },
    /// The list of invoices.
    Invoices {
        /// Subset and search.
        query: InvoicesQuery,
        /// Only these, by name; empty for all that are found.
        names: Vec<String>,
    },
    /// The lines of an invoice with its foot.
    InvoiceLines {
        /// Which invoice.
        name: String,
    },
    /// Every kind of quota.
    Quotas {
        /// Only kinds in this state.
        state: Option<String>,
    },
    /// The payment methods.
    PaymentMethods {},
    /// The accounts of this machine.
    Accounts {},
    /// The price list of a version.
    Prices {
        /// Which version.
        query: PricesQuery,
    },
    /// What providers priced themselves.
    ProviderCosts {
        /// By what.
        query: ProviderCostQuery,
    },
    /// The lines of the trail.
    Audit {
        /// What narrows it; its window is not used.
        query: AuditViewQuery,
    },
    /// The overview of a month; as PDF one page.
    Overview {
        /// `2026-03`; without it the last one there is usage for.
        month: Option<String>,
    },
}

/// How much of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportScope {
    /// With the filter, the order and the columns of the screen.
    #[default]
    Seen,
    /// Every row and column.
    Everything,
}

/// As which file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FileFormat {
    /// Exact text, for other programs.
    Csv,
    /// A workbook with typed cells.
    Xlsx,
    /// Pages, for people.
    Pdf,
}

/// How a column orders the rows.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ExportSort {
    /// Key of the column.
    pub key: String,
    /// The largest first.
    pub down: bool,
}

/// What to write, and how.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ExportQuery {
    /// Which screen's question.
    pub what: ExportWhat,
    /// Seen or everything.
    pub scope: ExportScope,
    /// Keys of the columns in the order seen; empty for all.
    pub columns: Vec<String>,
    /// The first decides, the next among equals; empty for the order of the screen's rows.
    pub sort: Vec<ExportSort>,
    /// Only rows whose name has this in it; empty for all.
    pub find: String,
    /// As which file.
    pub format: FileFormat,
    /// Of heads and words.
    pub language: LanguageCode,
}

/// A file to save.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FileAnswer {
    /// `account_object_period_asof.ext`, safe on every system.
    pub name: String,
    /// Such as `text/csv`.
    pub media_type: String,
    /// The bytes.
    pub base64: String,
    /// How many rows or files are in it.
    pub rows: u32,
}

impl FileAnswer {
    /// The bytes themselves.
    ///
    /// # Errors
    /// `bad_input` when they are no base64.
    pub fn bytes(&self) -> Result<Vec<u8>, CommandError> {
        STANDARD.decode(&self.base64).map_err(|error| CommandError::bad_input(error.to_string()))
    }
}
