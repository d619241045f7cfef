//! A postal contact as the columns that several tables share, `contact_kind` to `zip_code`.

use crate::StoreError;
use billing_domain::contact::{Contact, ContactKind};
use rusqlite::{Params, Row, ToSql};

/// The columns in their order, for SELECT and INSERT.
pub(crate) const CONTACT_COLUMNS: &str =
    "contact_kind, address1, address2, city, country, county, phone_number, state, state_code, zip_code";

/// Reads the ten columns that start at `first`.
pub(crate) fn contact(row: &Row<'_>, first: usize) -> Result<Contact, StoreError> {
    Ok(Contact {
        kind: kind(&row.get::<_, String>(first)?)?,
        address1: row.get(first + 1)?,
        address2: row.get(first + 2)?,
        city: row.get(first + 3)?,
        country: row.get(first + 4)?,
        county: row.get(first + 5)?,
        phone_number: row.get(first + 6)?,
        state: row.get(first + 7)?,
        state_code: row.get(first + 8)?,
        zip_code: row.get(first + 9)?,
    })
}

/// The values of `before`, then the ten columns.
pub(crate) fn with_contact<'v>(before: &[&'v dyn ToSql], contact: &'v Contact) -> impl Params + use<'v> {
    let mut values = before.to_vec();
    values.extend([
        kind_code(contact.kind) as &dyn ToSql,
        &contact.address1,
        &contact.address2,
        &contact.city,
        &contact.country,
        &contact.county,
        &contact.phone_number,
        &contact.state,
        &contact.state_code,
        &contact.zip_code,
    ]);
    rusqlite::params_from_iter(values)
}

fn kind(code: &str) -> Result<ContactKind, StoreError> {
    match code {
        "mailing" => Ok(ContactKind::Mailing),
        "billing" => Ok(ContactKind::Billing),
        "payment" => Ok(ContactKind::Payment),
        other => Err(StoreError::Corrupt(format!("{other:?} is not a kind of contact"))),
    }
}

const fn kind_code(kind: ContactKind) -> &'static &'static str {
    match kind {
        ContactKind::Mailing => &"mailing",
        ContactKind::Billing => &"billing",
        ContactKind::Payment => &"payment",
    }
}
