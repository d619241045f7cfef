//! What a quota object may say: names, keys, limits. Only the rules the document really means, none of its noise.

use super::{ObjectMeta, QuotaDraft, QuotaLimits, RateLimit};
use crate::payment_methods::card_numbers::refuse_card_numbers;
use crate::{BillingError, Decimal, Namespace};
use std::collections::BTreeMap;

/// Whether a draft may be stored.
///
/// # Errors
/// `InvalidInput` that names the field.
pub fn check(draft: &QuotaDraft) -> Result<(), BillingError> {
    check_meta(&draft.metadata)?;
    check_limits(&draft.limits)
}

/// Whether a key of a limit is right: `^[a-zA-Z][a-zA-Z0-9-._]*[a-zA-Z0-9]$`, at most 512 characters.
///
/// # Errors
/// `InvalidInput`.
pub fn check_key(key: &str) -> Result<(), BillingError> {
    refuse_card_numbers("key of a limit", key)?;
    let bytes = key.as_bytes();
    let first = bytes.first().is_some_and(u8::is_ascii_alphabetic);
    let last = bytes.len() > 1 && bytes.last().is_some_and(u8::is_ascii_alphanumeric);
    let inner = bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(byte));
    if first && last && inner && bytes.len() <= 512 {
        return Ok(());
    }
    Err(BillingError::invalid(format!(
        "{key:?} is not the key of a limit: it starts with a letter, ends with a letter or digit, \
         and holds letters, digits, hyphens, dots and underscores between."
    )))
}

fn check_meta(meta: &ObjectMeta) -> Result<(), BillingError> {
    check_name(&meta.name)?;
    Namespace::new(&meta.namespace)?;
    refuse_card_numbers("description", &meta.description)?;
    if meta.description.len() > 1200 {
        return Err(BillingError::invalid("The description is longer than 1200 bytes."));
    }
    check_words("label", &meta.labels, 0)?;
    check_words("annotation", &meta.annotations, 1)
}

/// DNS-1035: a lower-case letter first, then letters, digits and hyphens, not a hyphen last; at most 63.
fn check_name(name: &str) -> Result<(), BillingError> {
    refuse_card_numbers("name", name)?;
    let bytes = name.as_bytes();
    let first = bytes.first().is_some_and(u8::is_ascii_lowercase);
    let last = bytes.last().is_some_and(u8::is_ascii_alphanumeric);
    let inner = bytes.iter().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'-');
    if first && last && inner && bytes.len() <= 63 {
        return Ok(());
    }
    Err(BillingError::invalid(format!(
        "{name:?} is not a name: use lower-case letters, digits and hyphens, a letter first, at most 63."
    )))
}

fn check_words(what: &str, words: &BTreeMap<String, String>, shortest: usize) -> Result<(), BillingError> {
    for (key, value) in words {
        refuse_card_numbers(what, key)?;
        refuse_card_numbers(what, value)?;
        let key_fits = !key.is_empty() && key.chars().count() <= 64;
        let value_fits = (shortest..=1024).contains(&value.chars().count());
        if !key_fits || !value_fits {
            return Err(BillingError::invalid(format!(
                "The {what} {key:?} does not fit: keys have 1 to 64 characters, values {shortest} to 1024."
            )));
        }
    }
    Ok(())
}

fn check_limits(limits: &QuotaLimits) -> Result<(), BillingError> {
    for (kind, most) in &limits.objects {
        check_key(kind)?;
        check_maximum(kind, Decimal::from(*most))?;
    }
    for (kind, most) in &limits.resources {
        check_key(kind)?;
        check_maximum(kind, *most)?;
    }
    for (rpc, rate) in &limits.apis {
        check_key(rpc)?;
        check_rate(rpc, rate)?;
    }
    Ok(())
}

fn check_maximum(kind: &str, most: Decimal) -> Result<(), BillingError> {
    if most.is_negative() && most != Decimal::from(-1) {
        return Err(BillingError::invalid(format!(
            "The limit of {kind} is {most}: use 0 or more, or -1 for unlimited."
        )));
    }
    Ok(())
}

fn check_rate(rpc: &str, rate: &RateLimit) -> Result<(), BillingError> {
    refuse_card_numbers("unit of a rate", &rate.unit)?;
    if rate.rate < 0 || rate.burst < 0 {
        return Err(BillingError::invalid(format!("Rate and burst of {rpc} must be 0 or more.")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorCode;

    fn draft() -> QuotaDraft {
        let metadata = ObjectMeta {
            name: "default-override".to_owned(),
            namespace: "system".to_owned(),
            ..ObjectMeta::default()
        };
        QuotaDraft { metadata, limits: QuotaLimits::default() }
    }

    #[track_caller]
    fn refused(change: impl FnOnce(&mut QuotaDraft)) {
        let mut draft = draft();
        assert_eq!(check(&draft), Ok(()));
        change(&mut draft);
        assert_eq!(check(&draft).unwrap_err().code, ErrorCode::InvalidInput);
    }

    #[test]
    fn keys_follow_their_pattern() {
        for right in ["virtual_host", "ves.io.schema.namespace.API.Create", "a1", "A-b", &"k".repeat(512)] {
            assert!(check_key(right).is_ok(), "{right}");
        }
        for wrong in ["", "a", "1a", "_ab", "ab_", "a b", "ab-", "äb", &"k".repeat(513)] {
            assert!(check_key(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn minus_one_is_the_only_negative_limit() {
        let mut fine = draft();
        fine.limits.objects.extend([("namespace".to_owned(), -1), ("crl".to_owned(), 0)]);
        fine.limits.resources.insert("cpu".to_owned(), "8.5".parse().unwrap());
        assert_eq!(check(&fine), Ok(()));
        refused(|d| {
            d.limits.objects.insert("crl".to_owned(), -2);
        });
        refused(|d| {
            d.limits.resources.insert("cpu".to_owned(), "-0.5".parse().unwrap());
        });
        refused(|d| {
            let rate = RateLimit { rate: -1, burst: 0, unit: "per-second".to_owned() };
            d.limits.apis.insert("ves.io.Create".to_owned(), rate);
        });
    }

    #[test]
    fn names_and_texts_are_looked_at() {
        for name in ["", "Default", "1st", "a-", "a.b", &"n".repeat(64)] {
            refused(|d| d.metadata.name = name.to_owned());
        }
        refused(|d| d.metadata.namespace = "Not A Namespace".to_owned());
        refused(|d| d.metadata.description = "d".repeat(1201));
        refused(|d| {
            d.metadata.labels.insert(String::new(), "x".to_owned());
        });
        refused(|d| {
            d.metadata.annotations.insert("note".to_owned(), String::new());
        });
        refused(|d| d.metadata.description = "card 4242 4242 4242 4242".to_owned());
        refused(|d| {
            d.metadata.labels.insert("card".to_owned(), "4242424242424242".to_owned());
        });
    }
}
