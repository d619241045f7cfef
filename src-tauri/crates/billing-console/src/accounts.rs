//! Accounts: local books to create, open and remove, and what the header says of the open one.

use crate::tenants::TenantHead;
use crate::values::{DecimalText, PeriodText};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One account of this machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AccountRow {
    /// Names the account in commands.
    pub id: String,
    /// For people.
    pub name: String,
    /// `local`, or the tenant it is of.
    pub tenant: String,
    /// `local`, `remote` or `archive`.
    pub kind: String,
    /// ISO 4217.
    pub currency: String,
    /// The folder it is kept in.
    pub path: String,
    /// Size on disk in megabytes, one decimal.
    pub size_mb: DecimalText,
    /// True for the open one.
    pub open: bool,
    /// True for the demo tenant.
    pub demo: bool,
    /// Why it cannot be opened, when it cannot.
    pub problem: Option<String>,
    /// The code of that.
    pub problem_code: Option<String>,
    /// RFC 3339.
    pub created_at: Option<String>,
    /// The base address of a remote tenant.
    pub address: Option<String>,
    /// How old the copy of a remote tenant is; none before its first whole sync.
    pub copy_as_of: Option<String>,
    /// The colour of its edge and of the bar in the header, 1 to 8; by its kind until a person chooses one.
    pub colour: u8,
    /// When it was last opened here, RFC 3339: the last ones come first in menus.
    pub opened_at: Option<String>,
}

/// Gives an account a colour, so that production is never taken for staging.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AccountColour {
    /// As in [`AccountRow`].
    pub id: String,
    /// 1 to 8.
    pub colour: u8,
}

/// All accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AccountsView {
    /// In order of being added.
    pub accounts: Vec<AccountRow>,
    /// Where new ones are kept.
    pub home: String,
    /// Their sizes together, megabytes, one decimal.
    pub total_mb: DecimalText,
}

/// A new local book.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AccountCreate {
    /// For people.
    pub name: String,
    /// ISO 4217.
    pub currency: String,
}

/// Names an account.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AccountRef {
    /// As in [`AccountRow`].
    pub id: String,
}

/// Takes an account off the list.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AccountRemove {
    /// As in [`AccountRow`].
    pub id: String,
    /// True to delete its files too; false leaves them where they are.
    pub wipe: bool,
}

/// What the frame shows on every screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Header {
    /// The open account; none at the very first start.
    pub account: Option<AccountRow>,
    /// The billing period that is running, UTC.
    pub period: Option<PeriodText>,
    /// The end of the last hour there is usage for.
    pub data_as_of: Option<String>,
    /// The first and last month there is usage for, `2024-04`.
    pub first_month: Option<String>,
    /// As `first_month`.
    pub last_month: Option<String>,
    /// Accounts on this machine.
    pub accounts: u32,
    /// Quotas over their limit.
    pub quotas_over: u32,
    /// Overdue invoices.
    pub invoices_overdue: u32,
    /// True when no payment method is primary while something is owed.
    pub no_primary: bool,
    /// The tenant behind the open account; none for a local book.
    pub tenant: Option<TenantHead>,
    /// True while no socket is opened.
    pub air_gapped: bool,
}
