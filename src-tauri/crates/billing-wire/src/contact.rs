//! Postal contacts as JSON.

use crate::schema::OneOf;
use crate::shape::{Shape, shape};
use crate::words::ContactWords;
use billing_domain::BillingError;
use billing_domain::contact::{Contact as Noun, ContactKind};

shape! {
    /// A postal contact; what it is for is `MAILING`, `BILLING` or `PAYMENT`.
    pub struct Contact = "contactGlobalSpecType" | "schemacontactGlobalSpecType" {
        /// What it is for.
        contact_type: String as OneOf<ContactWords>,
        /// First line.
        address1: String,
        /// Second line.
        address2: String,
        /// City.
        city: String,
        /// ISO 3166 country code.
        country: String,
        /// County.
        county: String,
        /// Telephone number.
        phone_number: String,
        /// State, written out.
        state: String,
        /// State code.
        state_code: String,
        /// Postal code.
        zip_code: String,
    }
}

impl Shape for Contact {
    type Noun = Noun;

    fn encode(noun: &Noun) -> Result<Self, BillingError> {
        Ok(Self {
            contact_type: Some(kind_word(noun.kind).to_owned()),
            address1: noun.address1.clone(),
            address2: noun.address2.clone(),
            city: noun.city.clone(),
            country: noun.country.clone(),
            county: noun.county.clone(),
            phone_number: noun.phone_number.clone(),
            state: noun.state.clone(),
            state_code: noun.state_code.clone(),
            zip_code: noun.zip_code.clone(),
            ..Self::default()
        })
    }

    fn decode(self) -> Result<Noun, BillingError> {
        Ok(Noun {
            kind: kind(self.contact_type.as_deref())?,
            address1: self.address1,
            address2: self.address2,
            city: self.city,
            country: self.country,
            county: self.county,
            phone_number: self.phone_number,
            state: self.state,
            state_code: self.state_code,
            zip_code: self.zip_code,
        })
    }
}

fn kind_word(kind: ContactKind) -> &'static str {
    match kind {
        ContactKind::Mailing => "MAILING",
        ContactKind::Billing => "BILLING",
        ContactKind::Payment => "PAYMENT",
    }
}

/// An absent kind is the document's default, `MAILING`.
fn kind(word: Option<&str>) -> Result<ContactKind, BillingError> {
    match word {
        None | Some("MAILING") => Ok(ContactKind::Mailing),
        Some("BILLING") => Ok(ContactKind::Billing),
        Some("PAYMENT") => Ok(ContactKind::Payment),
        Some(other) => Err(BillingError::invalid(format!(
            "{other:?} is not a kind of contact: use MAILING, BILLING or PAYMENT."
        ))),
    }
}
