//! What the documents of a local book print besides their lines: who sells, who pays, tax, terms, language.

use crate::values::DecimalText;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One side of the bill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PartyText {
    /// Legal name.
    pub name: String,
    /// One line each.
    pub address: Vec<String>,
    /// As it must be printed; empty for none.
    pub tax_id: String,
}

/// The tax that is charged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TaxText {
    /// As printed: `VAT`.
    pub label: String,
    /// In percent: 7 is 7 %.
    pub percent: DecimalText,
}

/// The profile of the open book. Documents that are issued keep what they were issued with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProfileView {
    /// Who asks for the money.
    pub seller: PartyText,
    /// Who pays.
    pub buyer: PartyText,
    /// None where no tax is charged.
    pub tax: Option<TaxText>,
    /// Days to pay in, from the day of issue; 0 to 366.
    pub due_days: u32,
    /// `en` or `th`.
    pub language: String,
    /// How to pay and what the law wants said, one paragraph each.
    pub payment_note: Vec<String>,
}

/// The profile, and whether it can be changed here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProfileSheet {
    /// The open account.
    pub account: String,
    /// False for a tenant, whose documents are its own, and for an archive.
    pub editable: bool,
    /// As it is.
    pub now: ProfileView,
}
