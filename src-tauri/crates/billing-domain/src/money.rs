//! Money: whole minor units of one ISO 4217 currency. Never a float, never two currencies in one sum.

use crate::{BillingError, Decimal, ErrorCode};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// An ISO 4217 alphabetic code. Knows how many decimals its minor unit has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

/// ISO 4217 currencies whose minor unit is not a hundredth.
const EXPONENTS: &[(&str, u8)] = &[
    ("BHD", 3),
    ("BIF", 0),
    ("CLF", 4),
    ("CLP", 0),
    ("DJF", 0),
    ("GNF", 0),
    ("IQD", 3),
    ("ISK", 0),
    ("JOD", 3),
    ("JPY", 0),
    ("KMF", 0),
    ("KRW", 0),
    ("KWD", 3),
    ("LYD", 3),
    ("OMR", 3),
    ("PYG", 0),
    ("RWF", 0),
    ("TND", 3),
    ("UGX", 0),
    ("UYI", 0),
    ("UYW", 4),
    ("VND", 0),
    ("VUV", 0),
    ("XAF", 0),
    ("XOF", 0),
    ("XPF", 0),
];

impl Currency {
    /// US dollar, the currency of plain usage price lists.
    pub const USD: Self = Self(*b"USD");

    /// The three letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("???")
    }

    /// Decimals of the minor unit: 2 for USD, 0 for JPY, 3 for KWD.
    #[must_use]
    pub fn exponent(&self) -> u8 {
        EXPONENTS.iter().find(|(code, _)| *code == self.as_str()).map_or(2, |(_, exponent)| *exponent)
    }
}

impl FromStr for Currency {
    type Err = BillingError;

    /// Three capital letters; anything else is refused.
    fn from_str(text: &str) -> Result<Self, BillingError> {
        match <[u8; 3]>::try_from(text.as_bytes()) {
            Ok(code) if code.iter().all(u8::is_ascii_uppercase) => Ok(Self(code)),
            _ => {
                Err(BillingError::invalid(format!("{text:?} is not an ISO 4217 currency code such as USD.")))
            }
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An amount that was billed or paid: minor units of a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Whole minor units: cents, satang, yen.
    pub minor: i64,
    /// Whose minor units these are.
    pub currency: Currency,
}

impl Money {
    /// `minor` units of `currency`.
    #[must_use]
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Nothing, in a currency.
    #[must_use]
    pub const fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// Rounds an exact amount in major units **half away from zero** to the minor unit.
    ///
    /// The one place where an unrounded amount becomes money (domain rules, "Where", step 2).
    ///
    /// # Errors
    /// `InvalidInput` when the amount does not fit.
    pub fn round_half_away(amount: Decimal, currency: Currency) -> Result<Self, BillingError> {
        let rounded = amount.round_half_away(currency.exponent());
        let minor = rounded.mantissa_at(currency.exponent()).ok().and_then(|m| i64::try_from(m).ok());
        minor.map(|minor| Self::new(minor, currency)).ok_or_else(too_large)
    }

    /// Reads an amount in major units as a person writes it, `1234.5`: exactly or not at all.
    ///
    /// # Errors
    /// `InvalidInput` for what is no plain decimal, or has more decimals than the currency.
    pub fn from_text(text: &str, currency: Currency) -> Result<Self, BillingError> {
        let unread = |_| BillingError::invalid(format!("{text:?} is no amount such as 1234.50."));
        let amount: Decimal = text.trim().parse().map_err(unread)?;
        let money = Self::round_half_away(amount, currency)?;
        if money.amount() == amount {
            return Ok(money);
        }
        Err(BillingError::invalid(format!("{text} has more decimals than {currency} has.")))
    }

    /// From the public API's hundredths, exactly or not at all (domain rules, "Money and units").
    ///
    /// # Errors
    /// `InvalidInput` when the currency cannot hold the hundredths (JPY 150 hundredths).
    pub fn from_hundredths(hundredths: i64, currency: Currency) -> Result<Self, BillingError> {
        let amount = Decimal::new(i128::from(hundredths), 2)?;
        let minor = amount.mantissa_at(currency.exponent()).ok().and_then(|m| i64::try_from(m).ok());
        minor.map(|minor| Self::new(minor, currency)).ok_or_else(|| {
            BillingError::invalid(format!(
                "{hundredths} hundredths are not a whole number of {currency} minor units."
            ))
        })
    }

    /// As the public API's hundredths, exactly or not at all: a third decimal cannot travel.
    ///
    /// # Errors
    /// `InvalidInput` when digits would be lost.
    pub fn to_hundredths(self) -> Result<i64, BillingError> {
        let hundredths = self.amount().mantissa_at(2).ok().and_then(|m| i64::try_from(m).ok());
        hundredths.ok_or_else(|| {
            BillingError::invalid(format!("{self} cannot be written in hundredths without losing a digit."))
        })
    }

    /// The amount in major units, exactly.
    #[must_use]
    pub fn amount(self) -> Decimal {
        // An i64 with at most 4 decimals always fits.
        Decimal::new(i128::from(self.minor), self.currency.exponent()).unwrap_or_default()
    }

    /// The amount with all decimals of its currency: `1234.50`.
    #[must_use]
    pub fn to_text(self) -> String {
        self.amount().to_text(self.currency.exponent())
    }

    /// The exact sum of two amounts of one currency.
    ///
    /// # Errors
    /// `Internal` for two currencies, `InvalidInput` on overflow.
    pub fn checked_add(self, other: Self) -> Result<Self, BillingError> {
        if self.currency != other.currency {
            let message = format!("{} and {} cannot be added.", self.currency, other.currency);
            return Err(BillingError::new(ErrorCode::Internal, message));
        }
        self.minor.checked_add(other.minor).map(|m| Self::new(m, self.currency)).ok_or_else(too_large)
    }

    /// The exact difference of two amounts of one currency.
    ///
    /// # Errors
    /// As [`Money::checked_add`].
    pub fn checked_sub(self, other: Self) -> Result<Self, BillingError> {
        self.checked_add(other.negated()?)
    }

    /// The amount with the other sign.
    ///
    /// # Errors
    /// `InvalidInput` on overflow.
    pub fn negated(self) -> Result<Self, BillingError> {
        self.minor.checked_neg().map(|m| Self::new(m, self.currency)).ok_or_else(too_large)
    }

    /// Adds rounded lines exactly.
    ///
    /// # Errors
    /// As [`Money::checked_add`].
    pub fn sum(currency: Currency, values: impl IntoIterator<Item = Self>) -> Result<Self, BillingError> {
        values.into_iter().try_fold(Self::zero(currency), Self::checked_add)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.currency, self.to_text())
    }
}

fn too_large() -> BillingError {
    BillingError::invalid("The amount is too large to keep in minor units.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(amount: &str, code: &str) -> Money {
        Money::round_half_away(amount.parse().unwrap(), code.parse().unwrap()).unwrap()
    }

    #[test]
    fn shows_every_decimal_of_its_currency() {
        assert_eq!(money("1234.5", "USD").to_string(), "USD 1234.50");
        assert_eq!(money("1234.5", "JPY").to_string(), "JPY 1235");
        assert_eq!(money("-0.0005", "KWD").to_string(), "KWD -0.001");
    }

    #[test]
    fn hundredths_go_through_exactly_or_not_at_all() {
        let yen: Currency = "JPY".parse().unwrap();
        assert_eq!(Money::from_hundredths(100, yen).unwrap(), Money::new(1, yen));
        assert!(Money::from_hundredths(150, yen).is_err(), "half a yen does not exist");
        assert_eq!(Money::new(1, yen).to_hundredths().unwrap(), 100);
        assert!(money("1.234", "KWD").to_hundredths().is_err(), "a fils is lost on the wire");
        assert_eq!(money("12.34", "USD").to_hundredths().unwrap(), 1234);
    }

    #[test]
    fn two_currencies_never_add() {
        assert!(money("1", "USD").checked_add(money("1", "EUR")).is_err());
    }

    #[test]
    fn codes_are_three_capitals() {
        for wrong in ["usd", "US", "DOLLAR", "U$D", ""] {
            assert!(wrong.parse::<Currency>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn text_is_read_exactly_or_not_at_all() {
        let read =
            |text: &str, code: &str| Money::from_text(text, code.parse().unwrap()).ok().map(|m| m.minor);
        assert_eq!(read("1234.5", "USD"), Some(123_450));
        assert_eq!(read(" 7 ", "JPY"), Some(7));
        for (text, code) in [("1.005", "USD"), ("0.5", "JPY"), ("1,000", "USD"), ("", "USD"), ("x", "USD")] {
            assert_eq!(read(text, code), None, "{text} {code}");
        }
    }

    #[test]
    fn overflow_is_an_error() {
        let most = Money::new(i64::MAX, Currency::USD);
        assert!(most.checked_add(Money::new(1, Currency::USD)).is_err());
        assert!(Money::round_half_away("92233720368547758.08".parse().unwrap(), Currency::USD).is_err());
    }
}
