//! Payment methods as our own server lists them: what recognises a method, never its token.

use crate::contact::Contact;
use crate::numbers::Integer;
use crate::schema::OneOf;
use crate::shape::{Shape, decode_all, encode_all, required, required_text, shape};
use crate::times::Timestamp;
use crate::words::Word;
use billing_domain::BillingError;
use billing_domain::payment_methods::{Expiry, PaymentMethod, Role};

shape! {
    /// One payment method.
    pub struct PaymentMethodEntry {
        /// Its name, as creating it answered.
        name: String,
        /// Word for word as in the public API.
        role: String as OneOf<Role>,
        /// When known.
        brand: String,
        /// When known.
        last_four: String,
        /// When it has an expiry.
        expiry_year: Integer,
        /// 1 to 12.
        expiry_month: Integer,
        /// Whom to ask.
        contact: Contact,
        /// When known.
        added_by: String,
        /// When it was added.
        added_at: Timestamp,
    }
}

shape! {
    /// The answer to listing payment methods.
    pub struct PaymentMethodList {
        /// In order of being added.
        payment_methods: Vec<PaymentMethodEntry>,
    }
}

impl Shape for PaymentMethodEntry {
    type Noun = PaymentMethod;

    fn encode(noun: &PaymentMethod) -> Result<Self, BillingError> {
        Ok(Self {
            name: Some(noun.name.clone()),
            role: noun.role.to_field(),
            brand: noun.brand.clone(),
            last_four: noun.last_four.clone(),
            expiry_year: noun.expiry.map(|expiry| Integer(i64::from(expiry.year))),
            expiry_month: noun.expiry.map(|expiry| Integer(i64::from(expiry.month))),
            contact: Some(Contact::encode(&noun.contact)?),
            added_by: noun.added_by.clone(),
            added_at: Some(Timestamp(noun.added_at)),
            ..Self::default()
        })
    }

    fn decode(self) -> Result<PaymentMethod, BillingError> {
        Ok(PaymentMethod {
            name: required_text(self.name, "name of a payment method")?,
            role: Role::from_field(self.role),
            brand: self.brand,
            last_four: self.last_four,
            expiry: expiry(self.expiry_year, self.expiry_month)?,
            contact: self.contact.map(Contact::decode).transpose()?.unwrap_or_default(),
            added_by: self.added_by,
            added_at: required(self.added_at, "added_at")?.0,
        })
    }
}

fn expiry(year: Option<Integer>, month: Option<Integer>) -> Result<Option<Expiry>, BillingError> {
    let (Some(Integer(year)), Some(Integer(month))) = (year, month) else { return Ok(None) };
    match (i32::try_from(year), u32::try_from(month)) {
        (Ok(year), Ok(month)) if (1..=12).contains(&month) => Ok(Some(Expiry { year, month })),
        _ => Err(BillingError::invalid(format!("{year}-{month} is no month of expiry."))),
    }
}

impl Shape for PaymentMethodList {
    type Noun = Vec<PaymentMethod>;

    fn encode(noun: &Vec<PaymentMethod>) -> Result<Self, BillingError> {
        Ok(Self { payment_methods: Some(encode_all(noun)?), ..Self::default() })
    }

    fn decode(self) -> Result<Vec<PaymentMethod>, BillingError> {
        decode_all(self.payment_methods)
    }
}
