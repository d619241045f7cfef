//! Finding things by name from anywhere: invoices, months, accounts, kinds of quotas.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What is looked for.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct FindQuery {
    /// What a person typed.
    pub text: String,
}

/// What a hit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FindKind {
    /// An invoice of the open account.
    Invoice,
    /// A month there is usage for.
    Month,
    /// An account of this machine.
    Account,
    /// A kind of quota.
    Quota,
}

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FindHit {
    /// What it is.
    pub kind: FindKind,
    /// Names it in addresses: an invoice, `2026-03`, an account's id, a quota kind.
    pub id: String,
    /// For people.
    pub label: String,
    /// An invoice's state, a tenant, a kind's code.
    pub hint: String,
}

/// At most 20 hits, the best of each kind first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FindView {
    /// In the order to show them.
    pub hits: Vec<FindHit>,
}
