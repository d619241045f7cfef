//! The one place where a figure becomes a binary fraction: a spreadsheet has no other number.

/// A plain decimal as a spreadsheet can hold it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Figure {
    /// Comes back digit for digit when it is shown with these decimals.
    Number {
        /// The nearest binary fraction.
        value: f64,
        /// Of the text.
        decimals: usize,
    },
    /// Has more digits than a spreadsheet keeps.
    TooLong,
}

/// Spreadsheets keep and show 15 digits, and a binary fraction holds any 15 digits apart.
const DIGITS_MAX: usize = 15;
/// Powers of ten up to here are exact as binary fractions.
const DECIMALS_MAX: usize = 22;

/// Reads a plain decimal such as `-1234.50`; whoever calls has checked that it is one.
pub(super) fn figure(plain: &str) -> Figure {
    let (negative, digits) = plain.strip_prefix('-').map_or((false, plain), |rest| (true, rest));
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let significant = digits.bytes().filter(u8::is_ascii_digit).skip_while(|digit| *digit == b'0').count();
    if significant > DIGITS_MAX || decimals > DECIMALS_MAX {
        return Figure::TooLong;
    }
    let mut mantissa = 0_i64;
    for digit in digits.bytes().filter(u8::is_ascii_digit) {
        mantissa = mantissa * 10 + i64::from(digit - b'0');
    }
    // Both are exact, so the quotient is the binary fraction nearest to the figure.
    let power = (0..decimals).fold(1_f64, |power, _| power * 10.0);
    let size = mantissa as f64 / power;
    Figure::Number { value: if negative { -size } else { size }, decimals }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_longer_than_a_spreadsheet_keeps_is_told() {
        assert_eq!(figure("1234567890123456"), Figure::TooLong);
        assert_eq!(figure("0.1234567890123456"), Figure::TooLong);
        assert!(matches!(figure("999999999999.999"), Figure::Number { decimals: 3, .. }));
        assert!(matches!(figure("0.000000000000001"), Figure::Number { decimals: 15, .. }));
    }

    proptest! {
        #[test]
        fn every_number_comes_back_digit_for_digit(whole in 0u64..1_000_000_000_000, decimals in "[0-9]{0,3}", minus: bool) {
            let sign = if minus { "-" } else { "" };
            let text = if decimals.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{decimals}") };
            let Figure::Number { value, decimals } = figure(&text) else { panic!("{text} fits") };
            prop_assert_eq!(format!("{value:.decimals$}"), text);
        }
    }
}
