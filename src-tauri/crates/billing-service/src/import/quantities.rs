//! Quantities from bytes to canonical mantissa and scale, exactly.

use billing_domain::{Decimal, DecimalError};
use billing_store::usage::Fact;

/// A fact from the text of its quantity.
#[inline]
pub(super) fn fact(hour: i32, text: &[u8]) -> Result<Fact, DecimalError> {
    match short(text) {
        Some((mantissa, scale)) => Ok(Fact::from_canonical(hour, mantissa, scale)),
        None => Ok(Fact::new(hour, Decimal::from_bytes(text.trim_ascii())?)),
    }
}

/// Up to 18 digits with or without a point: nearly every row. Anything else goes the long way.
#[inline]
fn short(text: &[u8]) -> Option<(i64, u8)> {
    if text.is_empty() || text.len() > 19 {
        return None;
    }
    let (mut mantissa, mut digits, mut scale) = (0i64, 0u8, None);
    for byte in text {
        match byte {
            b'0'..=b'9' => {
                mantissa = mantissa * 10 + i64::from(byte - b'0');
                digits += 1;
                scale = scale.map(|scale: u8| scale + 1);
            }
            b'.' if scale.is_none() => scale = Some(0),
            _ => return None,
        }
    }
    if digits == 0 || digits > 18 {
        return None;
    }
    Some(trimmed(mantissa, scale.unwrap_or(0)))
}

#[inline]
fn trimmed(mut mantissa: i64, mut scale: u8) -> (i64, u8) {
    while scale > 0 && mantissa % 10 == 0 {
        mantissa /= 10;
        scale -= 1;
    }
    (mantissa, scale)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_short_way_agrees_with_the_long_one(text in "[0-9]{0,12}(\\.[0-9]{0,10})?") {
            let long = Decimal::from_bytes(text.as_bytes()).ok().map(|quantity| Fact::new(7, quantity));
            prop_assert_eq!(fact(7, text.as_bytes()).ok(), long);
        }
    }

    #[test]
    fn exponents_signs_and_long_numbers_go_the_long_way() {
        for (text, value) in [
            ("1e-06", "0.000001"),
            ("-0.5", "-0.5"),
            ("+2.50", "2.5"),
            ("9007199254740993.000000000000123", "9007199254740993.000000000000123"),
            (" 3 ", "3"),
        ] {
            let quantity = fact(0, text.as_bytes()).unwrap().quantity().unwrap();
            assert_eq!(quantity.to_string(), value, "{text}");
        }
        for text in ["", ".", "NaN", "inf", "1,5", "0x10", "1e", "--1"] {
            assert!(fact(0, text.as_bytes()).is_err(), "{text:?}");
        }
    }
}
