//! Charges: rows of bills that the provider has already priced, kept exactly as they came.
//!
//! [`columns`] names what a FOCUS row holds, [`write`] brings rows in, [`read`] adds up costs.

pub mod columns;
mod priced;
mod read;
mod write;

pub use priced::PricedCharge;
pub use read::{ChargeExtent, ChargeRange, ChargeSums, CostRow, CostSum};
pub use write::StoredCharge;

use chrono::{DateTime, Utc};
use columns::{INSTANTS, MEASURES, TERMS};

/// Which charge a row is, or what is in it, as a hash.
pub type Mark = [u8; 16];

/// One row of a bill. Values stand in the order of [`columns`]; absent is NULL, which is not the empty text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charge {
    /// Hash of the columns that say which charge this is.
    pub identity: Mark,
    /// Hash of everything in it.
    pub content: Mark,
    /// In the order of [`INSTANTS`].
    pub instants: [Option<DateTime<Utc>>; INSTANTS.len()],
    /// In the order of [`TERMS`].
    pub terms: [Option<String>; TERMS.len()],
    /// Decimals as they were written, in the order of [`MEASURES`].
    pub measures: [Option<String>; MEASURES.len()],
    /// Tags as they came.
    pub tags: Option<String>,
    /// Every other column, as a JSON object of texts.
    pub other: Option<String>,
}
