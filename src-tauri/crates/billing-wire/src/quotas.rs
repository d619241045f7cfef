//! Quotas as JSON: limits of plans and quota objects, the objects themselves, and the figures of usage and limits.

mod figures;
mod limits;
mod objects;

pub use figures::{ApiFigure, Figure, InUse, QuotaFigures};
pub use limits::{Maximum, QuotaSpec, RateLimit, WholeMaximum};
pub use objects::{
    Listed, Metadata, QuotaAnswer, QuotaDelete, QuotaList, QuotaListItem, QuotaRequest, ResponseFormat,
    SystemMetadata,
};

#[cfg(test)]
mod tests;
