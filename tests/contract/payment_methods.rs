//! Stories of payment methods: roles, tokens, the guard of the primary.

use crate::harness::{Backend, every_backend, expect_refused, namespace, noon, system};
use crate::seeds::{open_invoice, settle};
use billing_domain::ErrorCode;
use billing_domain::contact::{Contact, ContactKind};
use billing_domain::payment_methods::{Expiry, NewPaymentMethod, PaymentMethod, Role};

/// `visa*` is primary, `sepa+` secondary, anything else normal; the words are brands of the test provider.
pub async fn given_methods<const N: usize>(backend: &Backend, words: [&str; N]) {
    for word in words {
        let (brand, role) = match word.as_bytes().last() {
            Some(b'*') => (&word[..word.len() - 1], Role::Primary),
            Some(b'+') => (&word[..word.len() - 1], Role::Secondary),
            _ => (word, Role::Normal),
        };
        add(backend, &format!("tok_{brand}_4242"), role).await;
    }
}

async fn add(backend: &Backend, token: &str, role: Role) -> String {
    let contact = Contact { kind: ContactKind::Payment, ..Contact::default() };
    let new = NewPaymentMethod { token: token.to_owned(), role, contact };
    backend.create_payment_method(&system(), &new).await.unwrap()
}

/// The method of a brand: `visa`, `sepa`, `mastercard`.
async fn method(backend: &Backend, brand: &str) -> PaymentMethod {
    let methods = backend.extras.list_payment_methods().await.unwrap();
    let of_brand = |method: &PaymentMethod| word(method) == brand;
    methods.into_iter().find(of_brand).unwrap_or_else(|| panic!("{backend:?}: there is no {brand}"))
}

async fn name(backend: &Backend, brand: &str) -> String {
    method(backend, brand).await.name
}

fn word(method: &PaymentMethod) -> String {
    let brand = method.brand.clone().unwrap_or_default().to_lowercase();
    brand.split(' ').next().unwrap_or_default().to_owned()
}

/// `"visa primary, sepa secondary"`, in order of being added; normal ones by their brand alone.
#[track_caller]
fn expect_roles(backend: &Backend, methods: &[PaymentMethod], expected: &str) {
    let said = |method: &PaymentMethod| match &method.role {
        Role::Normal => word(method),
        role => format!("{} {}", word(method), role.as_str()),
    };
    let roles: Vec<_> = methods.iter().map(said).collect();
    assert_eq!(roles.join(", "), expected, "{}", backend.name);
}

async fn roles(backend: &Backend) -> Vec<PaymentMethod> {
    backend.extras.list_payment_methods().await.unwrap()
}

#[tokio::test]
async fn a_token_becomes_a_method_that_knows_what_the_token_told() {
    for backend in every_backend().await {
        let first = add(&backend, "pm_mastercard_8210_1128", Role::Primary).await;
        let second = add(&backend, "pm_1NqXyzOpaque", Role::Normal).await;
        assert_eq!([first.as_str(), second.as_str()], ["payment-method-1", "payment-method-2"]);
        let methods = roles(&backend).await;
        let [known, opaque] = &methods[..] else { panic!("{backend:?}: {methods:?}") };
        assert_eq!(known.brand.as_deref(), Some("Mastercard"));
        assert_eq!(known.last_four.as_deref(), Some("8210"));
        assert_eq!(known.expiry, Some(Expiry { year: 2028, month: 11 }));
        assert_eq!(known.added_at, noon());
        assert_eq!(
            (&opaque.brand, &opaque.last_four, &opaque.expiry),
            (&None, &None, &None),
            "never invented"
        );
    }
}

#[tokio::test]
async fn a_contact_is_kept_field_by_field() {
    for backend in every_backend().await {
        let contact = Contact {
            kind: ContactKind::Billing,
            address1: Some("1 Quay Road".to_owned()),
            city: Some("กรุงเทพมหานคร".to_owned()),
            country: Some("TH".to_owned()),
            zip_code: Some("10500".to_owned()),
            ..Contact::default()
        };
        let new = NewPaymentMethod {
            token: "tok_visa_4242".to_owned(),
            role: Role::Normal,
            contact: contact.clone(),
        };
        backend.create_payment_method(&system(), &new).await.unwrap();
        assert_eq!(method(&backend, "visa").await.contact, contact, "{backend:?}");
    }
}

#[tokio::test]
async fn a_new_primary_sends_the_former_one_to_normal() {
    for backend in every_backend().await {
        given_methods(&backend, ["visa*", "sepa+", "jcb*"]).await;
        expect_roles(&backend, &roles(&backend).await, "visa, sepa secondary, jcb primary");
    }
}

#[tokio::test]
async fn making_primary_and_secondary_moves_the_roles() {
    for backend in every_backend().await {
        given_methods(&backend, ["visa*", "sepa+", "jcb"]).await;
        backend.make_primary(&system(), &name(&backend, "sepa").await).await.unwrap();
        expect_roles(&backend, &roles(&backend).await, "visa, sepa primary, jcb");
        backend.make_secondary(&system(), &name(&backend, "jcb").await).await.unwrap();
        expect_roles(&backend, &roles(&backend).await, "visa, sepa primary, jcb secondary");
        backend.make_secondary(&system(), &name(&backend, "sepa").await).await.unwrap();
        expect_roles(&backend, &roles(&backend).await, "visa, sepa secondary, jcb");
        backend.make_secondary(&system(), &name(&backend, "sepa").await).await.unwrap();
        expect_roles(&backend, &roles(&backend).await, "visa, sepa secondary, jcb");
    }
}

#[tokio::test]
async fn swapping_twice_restores_the_roles() {
    for backend in every_backend().await {
        given_methods(&backend, ["visa*", "sepa+"]).await;
        backend.swap_primary(&system(), &name(&backend, "sepa").await).await.unwrap();
        expect_roles(&backend, &roles(&backend).await, "visa secondary, sepa primary");
        backend.swap_primary(&system(), &name(&backend, "visa").await).await.unwrap();
        expect_roles(&backend, &roles(&backend).await, "visa primary, sepa secondary");
        backend.swap_primary(&system(), &name(&backend, "visa").await).await.unwrap();
        expect_roles(&backend, &roles(&backend).await, "visa primary, sepa secondary");
    }
}

#[tokio::test]
async fn a_deleted_name_is_never_given_again() {
    for backend in every_backend().await {
        given_methods(&backend, ["visa", "sepa"]).await;
        backend.delete_payment_method(&system(), "payment-method-2").await.unwrap();
        assert_eq!(add(&backend, "tok_jcb_0001", Role::Normal).await, "payment-method-3");
        expect_roles(&backend, &roles(&backend).await, "visa, jcb");
    }
}

#[tokio::test]
async fn the_primary_stays_while_something_is_owed() {
    for backend in every_backend().await {
        given_methods(&backend, ["visa*", "sepa+"]).await;
        let invoice = open_invoice(&backend);
        let visa = name(&backend, "visa").await;
        let refused = backend.delete_payment_method(&system(), &visa).await;
        expect_refused(&backend, refused, ErrorCode::FailedPrecondition);
        backend.delete_payment_method(&system(), &name(&backend, "sepa").await).await.unwrap();
        settle(&backend, &invoice);
        backend.delete_payment_method(&system(), &visa).await.unwrap();
        expect_roles(&backend, &roles(&backend).await, "");
    }
}

#[tokio::test]
async fn nobody_knows_that_method() {
    for backend in every_backend().await {
        given_methods(&backend, ["visa*"]).await;
        let (system, code) = (system(), ErrorCode::NotFound);
        expect_refused(&backend, backend.make_primary(&system, "payment-method-9").await, code);
        expect_refused(&backend, backend.make_secondary(&system, "payment-method-9").await, code);
        expect_refused(&backend, backend.swap_primary(&system, "payment-method-9").await, code);
        expect_refused(&backend, backend.delete_payment_method(&system, "payment-method-9").await, code);
    }
}

#[tokio::test]
async fn payment_methods_are_kept_in_system_alone() {
    for backend in every_backend().await {
        given_methods(&backend, ["visa*"]).await;
        let (shop, code) = (namespace("shop"), ErrorCode::InvalidInput);
        let new = NewPaymentMethod {
            token: "tok_visa_4242".to_owned(),
            role: Role::Normal,
            contact: Contact::default(),
        };
        expect_refused(&backend, backend.create_payment_method(&shop, &new).await, code);
        expect_refused(&backend, backend.make_primary(&shop, "payment-method-1").await, code);
        expect_refused(&backend, backend.make_secondary(&shop, "payment-method-1").await, code);
        expect_refused(&backend, backend.swap_primary(&shop, "payment-method-1").await, code);
        expect_refused(&backend, backend.delete_payment_method(&shop, "payment-method-1").await, code);
        expect_roles(&backend, &roles(&backend).await, "visa primary");
    }
}

#[tokio::test]
async fn what_is_no_token_is_refused_and_changes_nothing() {
    for backend in every_backend().await {
        given_methods(&backend, ["visa*"]).await;
        let new = |token: &str, role| NewPaymentMethod {
            token: token.to_owned(),
            role,
            contact: Contact::default(),
        };
        let mut card_in_contact = new("tok_sepa_3097", Role::Primary);
        card_in_contact.contact.address2 = Some("4242 4242 4242 4242".to_owned());
        for wrong in [
            new("", Role::Primary),
            new("4242424242424242", Role::Primary),
            new("tok_4242 4242 4242 4242", Role::Primary),
            new("two words", Role::Primary),
            new("tok_sepa_3097", Role::Other("PAYMENT_METHOD_ROLE_BACKUP".to_owned())),
            card_in_contact,
        ] {
            let refused = backend.create_payment_method(&system(), &wrong).await;
            expect_refused(&backend, refused, ErrorCode::InvalidInput);
        }
        expect_roles(&backend, &roles(&backend).await, "visa primary");
    }
}

#[tokio::test]
async fn every_change_leaves_a_line_in_the_trail_and_no_token() {
    for backend in every_backend().await {
        given_methods(&backend, ["visa*", "sepa"]).await;
        backend.swap_primary(&system(), "payment-method-2").await.unwrap();
        backend.delete_payment_method(&system(), "payment-method-1").await.unwrap();
        let trail = backend.book.read(|book| Ok(book.audit_of("payment-method-2")?)).await.unwrap();
        let said: Vec<_> = trail.iter().map(|line| (line.action.as_str(), line.after.as_deref())).collect();
        assert_eq!(
            said,
            [
                ("payment_method.create", Some("SEPA debit ···· 4242, normal")),
                ("payment_method.swap_primary", Some("payment-method-1 secondary, payment-method-2 primary")),
            ],
            "{backend:?}"
        );
        assert!(trail.iter().all(|line| line.at == noon() && line.who == "n.srisuk"));
        assert!(!format!("{trail:?}").contains("tok_"), "a token is a secret");
    }
}
