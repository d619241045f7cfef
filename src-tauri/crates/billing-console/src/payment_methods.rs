//! Payment methods: who is charged first, and what a change of roles would do.

use crate::overview::NextCharge;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One method.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PaymentMethodRow {
    /// Names it in commands.
    pub name: String,
    /// `primary`, `secondary`, `normal`, or what else the tenant says.
    pub role: String,
    /// Such as `Visa`; none when the token does not tell.
    pub brand: Option<String>,
    /// None when the token does not tell.
    pub last_four: Option<String>,
    /// `2028-11`.
    pub expiry: Option<String>,
    /// `ok`, `soon`, `expired`; none without an expiry.
    pub expiry_state: Option<String>,
    /// Whole days left.
    pub expiry_days: Option<i32>,
    /// One line.
    pub contact: Option<String>,
    /// Who added it.
    pub added_by: Option<String>,
    /// RFC 3339.
    pub added_at: String,
    /// The last charge, in the words of the provider.
    pub last_charge: Option<LastCharge>,
}

/// The last charge of a method.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LastCharge {
    /// RFC 3339.
    pub at: String,
    /// `succeeded`, `failed`, `refunded` or `unknown`.
    pub outcome: String,
    /// Why it failed.
    pub note: String,
}

/// All methods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PaymentMethodsView {
    /// Primary, secondary, then in order of being added.
    pub methods: Vec<PaymentMethodRow>,
    /// True when nobody is charged first.
    pub no_primary: bool,
    /// Rehearsal: what the next charge would be.
    pub next_charge: Option<NextCharge>,
    /// True for a remote tenant, which lists none: these are those that this console knows of.
    pub register: bool,
}

/// Adds a method by the provider's token.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PaymentMethodAdd {
    /// From the payment provider, never a card number.
    pub token: String,
    /// `primary`, `secondary` or `normal`.
    pub role: String,
    /// Address line of the contact; may be empty.
    pub contact: String,
}

/// Names a method.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PaymentMethodRef {
    /// As in [`PaymentMethodRow`].
    pub name: String,
}

/// Which change of roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RoleChangeKind {
    /// Becomes primary; a former primary becomes normal.
    Primary,
    /// Becomes secondary; a former secondary becomes normal.
    Secondary,
    /// Becomes primary; the former primary becomes secondary.
    SwapPrimary,
}

/// A change of roles.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RoleChange {
    /// As in [`PaymentMethodRow`].
    pub name: String,
    /// Which.
    pub change: RoleChangeKind,
}

/// One method before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RolePreviewRow {
    /// As in [`PaymentMethodRow`].
    pub name: String,
    /// Brand and last four, or the name.
    pub label: String,
    /// Role now.
    pub before: String,
    /// Role afterwards.
    pub after: String,
}

/// What a change of roles would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RolePreview {
    /// Every method.
    pub rows: Vec<RolePreviewRow>,
    /// True when nobody would be charged first: say it loudly.
    pub no_primary_after: bool,
    /// True when nothing would change.
    pub nothing: bool,
}
