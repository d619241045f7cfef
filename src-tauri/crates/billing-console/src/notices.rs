//! What the system's notifications tell of the open account: each thing once.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// A quota came near its limit.
    QuotaNear,
    /// A quota is full or over.
    QuotaFull,
    /// A card ends within 60, 30 or 7 days.
    CardExpires,
    /// A card has ended.
    CardExpired,
}

/// One thing to tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Notice {
    /// What it is about.
    pub kind: NoticeKind,
    /// The kind of quota, or the card; none where details are not to be shown.
    pub subject: Option<String>,
    /// Whole days that a card is still good; none for quotas.
    pub days: Option<i32>,
}

/// What was not told before. It counts as told from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NoticesView {
    /// The account.
    pub account: String,
    /// Nothing while notifications are off.
    pub notices: Vec<Notice>,
}
