//! Payment methods in a real file: what is kept, what a constraint refuses.

use crate::Store;
use billing_domain::contact::{Contact, ContactKind};
use billing_domain::payment_methods::roles::{make_secondary, swap_primary};
use billing_domain::payment_methods::{Expiry, PaymentMethod, Role};
use chrono::DateTime;
use tempfile::TempDir;

fn book() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("books.db")).unwrap();
    (folder, store)
}

fn method(name: &str, role: Role) -> PaymentMethod {
    PaymentMethod {
        name: name.to_owned(),
        role,
        brand: Some("Mastercard".to_owned()),
        last_four: Some("8210".to_owned()),
        expiry: Some(Expiry { year: 2028, month: 11 }),
        contact: Contact {
            kind: ContactKind::Payment,
            address1: Some("a".to_owned()),
            address2: Some("b".to_owned()),
            city: Some("c".to_owned()),
            country: Some("d".to_owned()),
            county: Some("e".to_owned()),
            phone_number: Some("f".to_owned()),
            state: Some("g".to_owned()),
            state_code: Some("h".to_owned()),
            zip_code: Some("i".to_owned()),
        },
        added_by: Some("n.srisuk".to_owned()),
        added_at: DateTime::from_timestamp_nanos(1_773_921_600_123_456_789),
    }
}

fn add(store: &Store, method: &PaymentMethod) -> bool {
    let method = method.clone();
    store.write(move |tx| tx.add_payment_method("tok_secret", &method)).is_ok()
}

#[test]
fn every_column_comes_back_in_order_of_being_added() {
    let (_folder, store) = book();
    let bare = PaymentMethod {
        brand: None,
        last_four: None,
        expiry: None,
        contact: Contact::default(),
        added_by: None,
        ..method("b", Role::Normal)
    };
    let methods = [method("z", Role::Primary), bare, method("a", Role::Secondary)];
    assert!(methods.iter().all(|method| add(&store, method)));
    assert_eq!(store.read(|book| book.payment_methods()).unwrap(), methods);
}

#[test]
fn a_second_primary_or_secondary_breaks_a_constraint() {
    let (_folder, store) = book();
    assert!(add(&store, &method("a", Role::Primary)) && add(&store, &method("b", Role::Secondary)));
    assert!(!add(&store, &method("c", Role::Primary)));
    assert!(!add(&store, &method("c", Role::Secondary)));
    assert!(!add(&store, &method("c", Role::Other("BACKUP".to_owned()))));
    assert!(add(&store, &method("c", Role::Normal)) && add(&store, &method("d", Role::Normal)));
}

#[test]
fn roles_change_places_although_each_is_unique() {
    let (_folder, store) = book();
    let methods = [method("a", Role::Primary), method("b", Role::Secondary), method("c", Role::Normal)];
    assert!(methods.iter().all(|method| add(&store, method)));
    for decide in [swap_primary, make_secondary] {
        let before = store.read(|book| book.payment_methods()).unwrap();
        let changes = decide(&before, "b").unwrap();
        let expected = changes.applied_to(&before);
        store.write(move |tx| tx.apply_role_changes(&changes)).unwrap();
        assert_eq!(store.read(|book| book.payment_methods()).unwrap(), expected);
    }
}

#[test]
fn numbers_are_never_given_twice_and_a_token_goes_with_its_method() {
    let (_folder, store) = book();
    let numbers = [(); 3].map(|()| store.write(|tx| tx.next_payment_method_number()).unwrap());
    assert_eq!(numbers, [1, 2, 3]);
    assert!(add(&store, &method("a", Role::Normal)));
    let token = || store.read(|book| book.payment_token("a")).unwrap();
    assert_eq!(token().as_deref(), Some("tok_secret"));
    store.write(|tx| tx.remove_payment_method("a")).unwrap();
    assert_eq!(token(), None);
}
