//! What a payment provider's token tells about the method behind it.
//!
//! Only the local test provider's tokens speak: `tok_visa_4242`, `pm_mastercard_8210_1128` (expiry month and year).
//! A real provider's tokens are opaque; what they do not say stays unknown and is never guessed.

use super::card_numbers::{refuse_card_numbers, refuse_in_contact};
use super::{Expiry, NewPaymentMethod, PaymentMethod};
use crate::BillingError;
use chrono::{DateTime, Utc};

/// More is no token.
const LONGEST: usize = 512;

/// Brands by the word used in a token.
const BRANDS: [(&str, &str); 9] = [
    ("amex", "American Express"),
    ("diners", "Diners Club"),
    ("discover", "Discover"),
    ("jcb", "JCB"),
    ("mastercard", "Mastercard"),
    ("promptpay", "PromptPay"),
    ("sepa", "SEPA debit"),
    ("unionpay", "UnionPay"),
    ("visa", "Visa"),
];

/// What is known of a method from its token alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TokenFacts {
    /// The brand, when the token names one.
    pub brand: Option<String>,
    /// The last four digits, when the token carries them.
    pub last_four: Option<String>,
    /// The expiry, when the token carries it.
    pub expiry: Option<Expiry>,
}

/// Whether a token may be kept.
///
/// # Errors
/// `InvalidInput` for an empty one, blanks or control characters inside, more than 512 characters, or a card number.
pub fn check_token(token: &str) -> Result<(), BillingError> {
    if token.is_empty() {
        return Err(BillingError::invalid(
            "A payment method needs a token of the payment provider, such as tok_... or pm_....",
        ));
    }
    refuse_card_numbers("payment token", token)?;
    let printable = token.chars().all(|character| character.is_ascii_graphic());
    if !printable || token.len() > LONGEST {
        return Err(BillingError::invalid(
            "This is not a token of a payment provider: it must be at most 512 printable characters without blanks.",
        ));
    }
    Ok(())
}

/// What is kept of a new method, the `number`-th of its tenant: everything but the token itself.
///
/// # Errors
/// `InvalidInput` for a wrong token, or a card number in the contact.
pub fn method_of(
    new: &NewPaymentMethod,
    number: u32,
    added_by: &str,
    added_at: DateTime<Utc>,
) -> Result<PaymentMethod, BillingError> {
    check_token(&new.token)?;
    refuse_in_contact("contact", &new.contact)?;
    let TokenFacts { brand, last_four, expiry } = token_facts(&new.token);
    Ok(PaymentMethod {
        name: format!("payment-method-{number}"),
        role: new.role.clone(),
        brand,
        last_four,
        expiry,
        contact: new.contact.clone(),
        added_by: Some(added_by.to_owned()),
        added_at,
    })
}

/// Reads what the token carries.
#[must_use]
pub fn token_facts(token: &str) -> TokenFacts {
    let mut parts = token.split('_');
    let speaks = matches!(parts.next(), Some("tok" | "pm"));
    let Some(brand) = parts.next().filter(|_| speaks).and_then(brand) else {
        return TokenFacts::default();
    };
    let last_four = parts.next().filter(|part| part.len() == 4 && all_digits(part)).map(str::to_owned);
    let expiry = last_four.as_ref().and_then(|_| parts.next()).and_then(expiry);
    TokenFacts { brand: Some(brand), last_four, expiry }
}

fn brand(word: &str) -> Option<String> {
    BRANDS.iter().find(|(known, _)| *known == word).map(|(_, brand)| (*brand).to_owned())
}

/// `1128` is November 2028.
fn expiry(part: &str) -> Option<Expiry> {
    if part.len() != 4 || !all_digits(part) {
        return None;
    }
    let (month, year) = part.split_at(2);
    let (month, year) = (month.parse().ok()?, year.parse::<i32>().ok()?);
    (1..=12).contains(&month).then_some(Expiry { year: 2000 + year, month })
}

fn all_digits(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorCode;

    #[track_caller]
    fn check(token: &str, said: &str) {
        let facts = token_facts(token);
        let expiry = facts.expiry.map(|e| format!("{:02}/{}", e.month, e.year));
        let parts = [facts.brand, facts.last_four, expiry];
        assert_eq!(parts.map(|part| part.unwrap_or_else(|| "?".to_owned())).join(" "), said, "{token}");
    }

    #[test]
    fn the_test_providers_tokens_speak() {
        check("tok_visa_4242", "Visa 4242 ?");
        check("pm_mastercard_8210_1128", "Mastercard 8210 11/2028");
        check("pm_sepa_3097", "SEPA debit 3097 ?");
        check("tok_visa", "Visa ? ?");
    }

    #[test]
    fn what_a_token_does_not_say_stays_unknown() {
        check("pm_1NqXyzAbCdEf", "? ? ?");
        check("tok_visaa_4242", "? ? ?");
        check("card_visa_4242", "? ? ?");
        check("pm_visa_42x2_1128", "Visa ? ?");
        check("pm_visa_4242_1328", "Visa 4242 ?");
        check("pm_visa_4242_extra", "Visa 4242 ?");
        check("", "? ? ?");
    }

    #[test]
    fn what_is_no_token_is_refused() {
        for wrong in ["", " ", "tok visa", "tok\n", "โทเค็น", "4242424242424242", &"x".repeat(513)]
        {
            assert_eq!(check_token(wrong).unwrap_err().code, ErrorCode::InvalidInput, "{wrong:?}");
        }
        assert!(check_token("pm_1NqXyz/AbC=").is_ok());
    }
}
