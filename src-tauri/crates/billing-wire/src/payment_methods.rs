//! Payment methods as JSON: creating one, and changing its role. There is no list in the document.

use crate::contact::Contact;
use crate::schema::OneOf;
use crate::shape::{Shape, required_text, shape};
use crate::words::Word;
use billing_domain::BillingError;
use billing_domain::payment_methods::{NewPaymentMethod, Role};

shape! {
    /// The body of creating a method.
    pub struct CreatePaymentMethod = "payment_methodCreatePaymentMethodRequest" {
        /// `system`, or absent.
        namespace: String,
        /// The payment provider's token.
        token: String,
        /// Word for word.
        role: String as OneOf<Role>,
        /// Whose it is.
        contact: Contact,
    }
}

shape! {
    /// The answer to creating a method.
    pub struct PaymentMethodCreated = "payment_methodCreatePaymentMethodResponse" {
        /// The name it was given.
        name: String,
    }
}

shape! {
    /// The body of the three role changes; clients also send `{}` or nothing. The path decides.
    pub struct RoleChange = "payment_methodPaymentMethodPrimaryReq" | "payment_methodPaymentMethodSecondaryReq" | "payment_methodPaymentMethodRoleSwapReq" {
        /// `system`, or absent.
        namespace: String,
        /// The method of the path.
        name: String,
    }
}

impl Shape for CreatePaymentMethod {
    type Noun = NewPaymentMethod;

    fn encode(noun: &NewPaymentMethod) -> Result<Self, BillingError> {
        Ok(Self {
            token: Some(noun.token.clone()),
            role: noun.role.to_field(),
            contact: Some(Contact::encode(&noun.contact)?),
            ..Self::default()
        })
    }

    fn decode(self) -> Result<NewPaymentMethod, BillingError> {
        Ok(NewPaymentMethod {
            // An empty token is the rules' business, not the wire's.
            token: self.token.unwrap_or_default(),
            role: Role::from_field(self.role),
            contact: self.contact.map(Contact::decode).transpose()?.unwrap_or_default(),
        })
    }
}

impl Shape for PaymentMethodCreated {
    type Noun = String;

    fn encode(noun: &String) -> Result<Self, BillingError> {
        Ok(Self { name: Some(noun.clone()), ..Self::default() })
    }

    fn decode(self) -> Result<String, BillingError> {
        required_text(self.name, "name of the payment method")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use billing_domain::contact::ContactKind;
    use serde_json::json;

    #[test]
    fn a_new_method_goes_through_whole() {
        let read: CreatePaymentMethod = serde_json::from_value(json!({
            "namespace": "system", "token": "tok-123456", "role": "PAYMENT_METHOD_ROLE_SECONDARY",
            "contact": {"contact_type": "PAYMENT", "city": "Bangkok", "county": null},
        }))
        .unwrap();
        let noun = read.decode().unwrap();
        assert_eq!((noun.role.clone(), noun.contact.kind), (Role::Secondary, ContactKind::Payment));
        assert_eq!(CreatePaymentMethod::encode(&noun).unwrap().decode().unwrap(), noun);
    }

    #[test]
    fn a_kind_of_contact_that_nobody_knows_is_refused() {
        let read: CreatePaymentMethod =
            serde_json::from_value(json!({"token": "t", "contact": {"contact_type": "FAX"}})).unwrap();
        assert!(read.decode().unwrap_err().message.contains("FAX"));
    }
}
