//! Plans as rows: the catalogue in `catalogue`, the plan that is held and its add-ons in `held`, requests to move in
//! `transitions` and their durable steps in `steps`.

mod catalogue;
mod held;
mod limits;
mod steps;
mod transitions;
mod words;

pub use held::{AddonSubscription, HeldPlan};
pub(crate) use limits::{Owner as LimitsOwner, insert_limits, read_limits};

/// The language that every plan has its texts in; other languages fall back to it.
pub const DEFAULT_LOCALE: &str = "en-us";

#[cfg(test)]
mod tests;
