//! Short ways to say "these methods with these roles" in tests.

use super::{PaymentMethod, Role};
use crate::contact::Contact;
use chrono::DateTime;

/// `visa*` is primary, `sepa+` secondary, anything else normal.
pub(crate) fn methods(words: &str) -> Vec<PaymentMethod> {
    words.split_whitespace().map(method).collect()
}

fn method(word: &str) -> PaymentMethod {
    let (name, role) = match word.as_bytes().last() {
        Some(b'*') => (&word[..word.len() - 1], Role::Primary),
        Some(b'+') => (&word[..word.len() - 1], Role::Secondary),
        _ => (word, Role::Normal),
    };
    PaymentMethod {
        name: name.to_owned(),
        role,
        brand: None,
        last_four: None,
        expiry: None,
        contact: Contact::default(),
        added_by: None,
        added_at: DateTime::UNIX_EPOCH,
    }
}

/// The way back: `visa* sepa+ amex`.
pub(crate) fn words(methods: &[PaymentMethod]) -> String {
    let word = |method: &PaymentMethod| match method.role {
        Role::Primary => format!("{}*", method.name),
        Role::Secondary => format!("{}+", method.name),
        _ => method.name.clone(),
    };
    methods.iter().map(word).collect::<Vec<_>>().join(" ")
}
