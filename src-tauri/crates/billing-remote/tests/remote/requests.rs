//! What a person asks for, with every field that travels.

use billing_domain::contact::{Contact, ContactKind};
use billing_domain::payment_methods::{NewPaymentMethod, Role};
use billing_domain::plans::{TransitionPayload, TransitionRequest};

pub fn contact() -> Contact {
    let city = Some("กรุงเทพฯ".into());
    Contact { kind: ContactKind::Payment, city, zip_code: Some("10110".into()), ..Contact::default() }
}

pub fn new_payment_method() -> NewPaymentMethod {
    NewPaymentMethod { token: "tok-123456".into(), role: Role::Secondary, contact: contact() }
}

pub fn transition_request() -> TransitionRequest {
    let payload = TransitionPayload {
        billing_address: Some(contact()),
        payment_provider_token: Some("tok-9".into()),
        domain: Some("acme.example".into()),
        create_support_ticket: true,
        subscribe_addons: vec!["f5xc_waap_standard".into()],
        ..TransitionPayload::default()
    };
    TransitionRequest { new_plan: "plan-team".into(), payload }
}
