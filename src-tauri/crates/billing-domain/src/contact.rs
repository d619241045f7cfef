//! Postal contacts: who is billed, who is written to, whose card it is.

use serde::{Deserialize, Serialize};

/// What a contact is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum ContactKind {
    /// Correspondence.
    Mailing,
    /// Appears on invoices.
    #[default]
    Billing,
    /// Used when a payment method is charged.
    Payment,
}

/// One contact, as the public API knows it. Every field may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Contact {
    /// What it is used for.
    pub kind: ContactKind,
    /// First address line.
    pub address1: Option<String>,
    /// Second address line.
    pub address2: Option<String>,
    /// City.
    pub city: Option<String>,
    /// ISO 3166 country code.
    pub country: Option<String>,
    /// County.
    pub county: Option<String>,
    /// Telephone number.
    pub phone_number: Option<String>,
    /// State, written out.
    pub state: Option<String>,
    /// State code.
    pub state_code: Option<String>,
    /// Postal code.
    pub zip_code: Option<String>,
}
