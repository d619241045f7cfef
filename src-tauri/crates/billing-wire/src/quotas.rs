//! Quotas as JSON: limits of plans and quota objects, the objects themselves, and the figures of usage and limits.

mod figures;
mod limits;
mod objects;
mod rates;
mod status;

pub use figures::{ApiFigure, Figure, InUse, QuotaFigures};
pub use limits::{Maximum, QuotaSpec, RateLimit, WholeMaximum};
pub use objects::{
    Listed, Metadata, QuotaAnswer, QuotaDelete, QuotaList, QuotaListItem, QuotaRequest, ResponseFormat,
    SystemMetadata,
};

pub(crate) use rates::describe as describe_rates;
pub use rates::{BlockAction, Duration};
pub use status::{
    Condition, Initializer, InitializerResult, Initializers, ListError, ObjectRef, PackedDetail, QuotaStatus,
    StatusMeta, ViewRef,
};

#[cfg(test)]
mod tests;
