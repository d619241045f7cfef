//! Figures as people read them: grouped thousands, a true minus sign. Works on text; computes nothing.

use crate::error::DocumentError;

/// U+2212, the minus that is as wide as a plus.
pub const MINUS: char = '\u{2212}';

/// `-1234.50` as `−1,234.50`.
///
/// # Errors
/// [`DocumentError::BadFigure`] for anything but a plain decimal.
pub fn grouped(what: &'static str, text: &str) -> Result<String, DocumentError> {
    let bad = || DocumentError::BadFigure { what, text: text.to_owned() };
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, decimals) = match digits.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (digits, None),
    };
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !plain(whole) || !decimals.is_none_or(plain) {
        return Err(bad());
    }
    let mut out = String::with_capacity(text.len() + whole.len() / 3 + 3);
    if sign {
        out.push(MINUS);
    }
    push_grouped(&mut out, whole);
    if let Some(decimals) = decimals {
        out.push('.');
        out.push_str(decimals);
    }
    Ok(out)
}

fn push_grouped(out: &mut String, whole: &str) {
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn groups_and_signs() {
        for (input, expected) in [
            ("0", "0"),
            ("999", "999"),
            ("1000", "1,000"),
            ("-1234.50", "−1,234.50"),
            ("1234567.1234567", "1,234,567.1234567"),
        ] {
            assert_eq!(grouped("amount", input).unwrap(), expected);
        }
    }

    #[test]
    fn refuses_what_is_not_a_plain_decimal() {
        for input in ["", "-", ".5", "1.", "1,000", "1e3", "+1", " 1", "--1", "1.2.3", "๑"] {
            assert!(grouped("amount", input).is_err(), "{input:?} must be refused");
        }
    }

    proptest! {
        #[test]
        fn grouping_changes_no_digit(whole in "[1-9][0-9]{0,30}", decimals in "[0-9]{1,20}", minus: bool) {
            let text = format!("{}{whole}.{decimals}", if minus { "-" } else { "" });
            let shown = grouped("amount", &text).unwrap();
            prop_assert_eq!(shown.replace(',', "").replace(MINUS, "-"), text);
        }
    }
}
