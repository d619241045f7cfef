//! The copy of a remote tenant: its answers, invoices and documents, how far its hours are held, and the outbox.
//!
//! Hours themselves lie in `usage`, quota objects in `quotas`, plans in `plans`: screens read one table whatever the account.

mod anomalies;
mod answers;
mod documents;
mod intents;
mod invoices;
mod progress;
mod replaced;

pub use anomalies::AnomalyRecord;
pub use answers::{AnswerRecord, KeptAnswer, NewAnswer};
pub use documents::{DocumentRecord, NewDocument};
pub use intents::{IntentEnd, IntentRecord, IntentState, NewIntent};
pub use invoices::TenantInvoiceRecord;
pub use progress::{MonthRecord, PartRecord, PartState, SyncEnd, SyncRecord, SyncState};
