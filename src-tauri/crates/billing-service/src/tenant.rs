//! A remote tenant with a copy of its own in the book: read live or from the copy, synced, changed through an outbox.
//!
//! [`OfflineBackend`] is the seam: live first, and when the tenant cannot be reached the copy, whose age it tells.
//! [`sync`] brings the copy up to date, [`outbox`] keeps what shall be changed, [`verify`] holds both sides against each other.

mod changes;
mod guard;
mod limits;
mod link;
mod mirror;
mod offline;
pub mod outbox;
mod questions;
mod status;
pub mod sync;
pub mod told;
pub mod verify;

pub use changes::Change;
pub(crate) use guard::refuse_in_a_copy;
pub use mirror::InvoiceCounts;
pub(crate) use mirror::{REMOTE, sha256_of, told_limits};
pub use offline::{AnswerSource, OfflineBackend};
pub use status::{CopyStatus, Reached};
