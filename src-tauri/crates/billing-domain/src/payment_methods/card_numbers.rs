//! No card number ever enters: any input text that holds one is refused before it is kept or logged.
//!
//! A card number is 13 to 19 digits with a right Luhn check digit, whole or in groups parted by blanks, hyphens or dots.

use crate::BillingError;
use crate::contact::Contact;

const SHORTEST: usize = 13;
const LONGEST: usize = 19;

/// Refuses text that holds a card number; `what` names the input for the person.
///
/// # Errors
/// `InvalidInput`; the message never repeats the number.
pub fn refuse_card_numbers(what: &str, text: &str) -> Result<(), BillingError> {
    if !holds_card_number(text) {
        return Ok(());
    }
    Err(BillingError::invalid(format!(
        "The {what} holds what looks like a card number. It was not kept. \
         Enter the payment provider's token instead, never the number of a card."
    )))
}

/// The same for every field of a contact.
///
/// # Errors
/// `InvalidInput`.
pub fn refuse_in_contact(what: &str, contact: &Contact) -> Result<(), BillingError> {
    let fields = [
        &contact.address1,
        &contact.address2,
        &contact.city,
        &contact.country,
        &contact.county,
        &contact.phone_number,
        &contact.state,
        &contact.state_code,
        &contact.zip_code,
    ];
    fields.into_iter().flatten().try_for_each(|text| refuse_card_numbers(what, text))
}

/// True when some run of whole digit groups is a card number.
#[must_use]
pub fn holds_card_number(text: &str) -> bool {
    runs_of_groups(text)
        .iter()
        .any(|groups| (0..groups.len()).any(|first| starts_card_number(&groups[first..])))
}

/// True when the first groups, or one more and one more, make a card number.
fn starts_card_number(groups: &[Vec<u8>]) -> bool {
    let mut digits = Vec::new();
    for group in groups {
        digits.extend_from_slice(group);
        if digits.len() > LONGEST {
            return false;
        }
        if digits.len() >= SHORTEST && luhn_valid(&digits) {
            return true;
        }
    }
    false
}

/// Digits stand in groups; groups parted by separators alone stand in one run.
fn runs_of_groups(text: &str) -> Vec<Vec<Vec<u8>>> {
    let mut runs: Vec<Vec<Vec<u8>>> = vec![vec![Vec::new()]];
    for character in text.chars() {
        let Some(run) = runs.last_mut() else { break };
        match (digit(character), run.last_mut()) {
            (Some(digit), Some(group)) => group.push(digit),
            _ if is_separator(character) => run.push(Vec::new()),
            _ => runs.push(vec![Vec::new()]),
        }
    }
    for run in &mut runs {
        run.retain(|group| !group.is_empty());
    }
    runs
}

/// A digit of the scripts this console is used in; a number typed in Thai or full-width digits is a number all the same.
fn digit(character: char) -> Option<u8> {
    let zero = match character {
        '0'..='9' => '0',
        '๐'..='๙' => '๐',
        '０'..='９' => '０',
        _ => return None,
    };
    u8::try_from(u32::from(character) - u32::from(zero)).ok()
}

fn is_separator(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '-' | '.' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ad}' | '\u{200b}')
}

fn luhn_valid(digits: &[u8]) -> bool {
    let weigh = |(place, digit): (usize, &u8)| {
        let twice = if place % 2 == 1 { digit * 2 } else { *digit };
        u32::from(if twice > 9 { twice - 9 } else { twice })
    };
    digits.iter().rev().enumerate().map(weigh).sum::<u32>() % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn card_numbers_are_seen_however_they_are_written() {
        for text in [
            "4242424242424242",
            "4242 4242 4242 4242",
            "4242-4242-4242-4242",
            "4242.4242.4242.4242",
            "4242  -  4242\u{a0}4242 4242",
            "card 378282246310005, thanks",
            "tok_4242424242424242_x",
            "visa4222222222222",
            "6304000000000000000",
            "4242 4242 4242 4242 12/30",
            "room 7 4242 4242 4242 4242",
            "๔๒๔๒ ๔๒๔๒ ๔๒๔๒ ๔๒๔๒",
            "４２４２４２４２４２４２４２４２",
        ] {
            assert!(holds_card_number(text), "{text}");
        }
    }

    #[test]
    fn other_numbers_pass() {
        for text in [
            "",
            "tok_visa_4242",
            "pm_mastercard_8210_1128",
            "4242424242424241",
            "+66 81 234 5678",
            "192.168.100.200",
            "2026-03-19T08:02:51.341959216Z",
            "123e4567-e89b-12d3-a456-426614174000",
            "42424242424242424242424242",
        ] {
            assert!(!holds_card_number(text), "{text}");
        }
    }

    #[test]
    fn the_message_does_not_repeat_the_number() {
        let error = refuse_card_numbers("token", "4242 4242 4242 4242").unwrap_err();
        assert!(!error.message.contains("4242"), "{error}");
        assert!(error.message.contains("token"), "{error}");
    }

    #[test]
    fn every_field_of_a_contact_is_looked_at() {
        let contact = Contact { zip_code: Some("4242 4242 4242 4242".to_owned()), ..Contact::default() };
        assert!(refuse_in_contact("contact", &contact).is_err());
        assert!(refuse_in_contact("contact", &Contact::default()).is_ok());
    }

    proptest! {
        #[test]
        fn a_number_with_its_check_digit_never_passes(body in "[0-9]{12,18}", at in 1usize..12) {
            let sum = |check: u8| {
                let digits: Vec<u8> = body.bytes().map(|b| b - b'0').chain([check]).collect();
                luhn_valid(&digits)
            };
            let check = (0..10).find(|check| sum(*check)).unwrap();
            let whole = format!("{body}{check}");
            let grouped = format!("{} {}", &whole[..at], &whole[at..]);
            prop_assert!(holds_card_number(&whole));
            prop_assert!(holds_card_number(&grouped));
        }
    }
}
