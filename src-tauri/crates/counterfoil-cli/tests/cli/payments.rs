//! Charging, giving back and asking from the command line, each in a start of its own.

use crate::desk::{Desk, column};
use crate::invoices::billed;
use billing_domain::Namespace;
use billing_domain::contact::Contact;
use billing_domain::payment_methods::{NewPaymentMethod, PaymentMethods, Role};
use billing_service::accounts::open_book;
use billing_service::{Clock, LocalBackend, SystemClock};
use serde_json::Value;
use std::sync::Arc;

/// An issued invoice of USD 11.05, and methods by their tokens: the first primary, the second secondary.
fn with_methods(tokens: &[&str]) -> Desk {
    let desk = billed();
    let (store, _) = open_book(&desk.book(), SystemClock.now()).unwrap();
    let backend = LocalBackend::new(store, Arc::new(SystemClock), "test");
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    for (token, role) in tokens.iter().zip([Role::Primary, Role::Secondary]) {
        let new = NewPaymentMethod { token: (*token).to_owned(), role, contact: Contact::default() };
        runtime.block_on(backend.create_payment_method(&Namespace::system(), &new)).unwrap();
    }
    desk
}

/// What was printed as JSON although the exit code was 1, and what was said on stderr.
#[track_caller]
fn refused_with(desk: &Desk, arguments: &[&str]) -> (Value, String) {
    let output = desk.command(arguments).arg("--json").output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{arguments:?}");
    let value = serde_json::from_slice(&output.stdout).expect("one JSON value on stdout");
    (value, String::from_utf8(output.stderr).unwrap())
}

#[test]
fn a_charge_is_shown_first_then_taken_then_given_back() {
    let desk = with_methods(&["tok_visa_4242", "pm_sepa_3097"]);
    let plan = desk.json(&["invoices", "charge", "1", "--preview"]);
    assert_eq!(
        (&plan["amount"], &plan["provider"], &plan["test"]),
        (&"11.05".into(), &"test".into(), &true.into())
    );
    assert_eq!(plan["steps"][0]["method"], "Visa ···· 4242");
    assert_eq!(column(&desk.json(&["payments", "list"]), "state"), [""; 0], "a preview sends nothing");

    let done = desk.json(&["invoices", "charge", "INV-000001"]);
    assert_eq!(done["state"], "succeeded");
    let states: Vec<_> =
        done["attempts"].as_array().unwrap().iter().map(|one| one["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["succeeded", "skipped"]);
    assert_eq!(desk.json(&["invoices", "show", "1"])["status"], "paid");
    assert!(desk.refused(&["invoices", "charge", "1"]).contains("it is paid"));

    let part = desk.json(&["invoices", "refund", "1", "1.05", "--note", "goodwill"]);
    assert_eq!(
        (&part["attempts"][0]["amount"], &part["attempts"][0]["note"]),
        (&"1.05".into(), &"goodwill".into())
    );
    desk.json(&["invoices", "refund", "1"]);
    let invoice = desk.json(&["invoices", "show", "1"]);
    assert_eq!((&invoice["status"], &invoice["refunded"]), (&"refunded".into(), &"11.05".into()));
    assert_eq!(desk.json(&["verify"])["ok"], true);
    let text = String::from_utf8(desk.run(&["payments", "list"]).stdout).unwrap();
    assert!(!text.contains("tok_visa") && text.contains("Visa ···· 4242"), "{text}");
}

#[test]
fn what_one_start_does_not_know_another_one_asks_about() {
    let desk = with_methods(&["tok_visa_4242_timeout-taken"]);
    let (told, why) = refused_with(&desk, &["invoices", "charge", "1"]);
    assert_eq!(told["state"], "unknown");
    assert!(why.starts_with("error[deadline_exceeded]") && why.contains("what happened is unknown"), "{why}");
    let open = desk.json(&["payments", "list", "--open"]);
    assert_eq!(
        (column(&open, "state"), open["totals"]["open"].as_u64()),
        (vec!["unknown".to_owned()], Some(1))
    );
    assert_eq!(desk.json(&["invoices", "show", "1"])["status"], "issued");

    let resolved = desk.json(&["payments", "resolve"]);
    assert_eq!(
        (column(&resolved, "before"), column(&resolved, "state")),
        (vec!["unknown".into()], vec!["succeeded".into()])
    );
    assert_eq!(desk.json(&["invoices", "show", "1"])["paid"], "11.05");
    assert_eq!(desk.json(&["payments", "resolve"])["totals"]["attempts"], 0);
    assert_eq!(desk.json(&["verify"])["ok"], true);
}

#[test]
fn a_declined_card_ends_with_its_reason() {
    let desk = with_methods(&["tok_visa_4242_expired-card"]);
    let (told, why) = refused_with(&desk, &["invoices", "charge", "1"]);
    assert_eq!(
        (&told["state"], &told["attempts"][0]["reason_code"]),
        (&"declined".into(), &"expired_card".into())
    );
    assert_eq!(why, "error[failed_precondition]: Declined by the test provider: the card is over.\n");
    assert!(desk.refused(&["invoices", "charge", "9"]).starts_with("error[not_found]"));
    assert!(desk.refused(&["invoices", "refund", "1"]).contains("No money of this invoice"));
}

#[test]
fn stripe_needs_its_key_and_is_never_asked_unencrypted() {
    let desk = with_methods(&["tok_visa"]);
    let stripe = ["invoices", "charge", "1", "--provider", "stripe"];
    let without = desk.command(&stripe).env_remove("COUNTERFOIL_STRIPE_KEY_FILE").output().unwrap();
    assert_eq!(without.status.code(), Some(2));
    let key = desk.file("key", "sk_test_verysecret\n");
    let with_key = [&stripe[..], &["--stripe-key-file", &key]].concat();
    let said = desk.refused(&[&with_key[..], &["--stripe-address", "http://stripe.example"]].concat());
    assert!(said.contains("unencrypted"), "{said}");

    // Port 9 of this machine: nobody listens, so that nothing is sent.
    let nobody = [&with_key[..], &["--stripe-address", "http://127.0.0.1:9"]].concat();
    let (told, why) = refused_with(&desk, &nobody);
    assert_eq!(
        (&told["state"], &told["attempts"][0]["reason_code"]),
        (&"not_taken".into(), &"not_reached".into())
    );
    assert!(!format!("{told}{why}").contains("verysecret"), "{told} {why}");
    assert_eq!(desk.json(&["invoices", "show", "1"])["paid"], "0.00");
}

#[test]
fn amounts_that_a_currency_does_not_have_are_refused() {
    let desk = with_methods(&["tok_visa_4242"]);
    desk.json(&["invoices", "charge", "1"]);
    for wrong in ["1.005", "much"] {
        assert_eq!(desk.run(&["invoices", "refund", "1", wrong]).status.code(), Some(2), "{wrong}");
    }
    assert!(desk.refused(&["invoices", "refund", "1", "11.06"]).contains("USD 11.05"));
}
