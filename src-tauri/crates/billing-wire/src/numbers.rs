//! Numbers as the public JSON writes them, exact from the text on: nothing here ever is a float.
//!
//! Readers are kinder than writers: a number in quotes and a quoted number are both understood, for the document's
//! own examples mix them.

use billing_domain::{BillingError, Currency, Decimal, ErrorCode, Money};
use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};
use serde_json::{Number, Value};

/// int64 in the document: a JSON **string** of digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Int64(pub i64);

/// int32 in the document: a JSON number without decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Integer(pub i64);

/// A quantity: a JSON number, written and read digit for digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Quantity(pub Decimal);

/// A quantity that the document tells as a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct QuantityText(pub Decimal);

impl Serialize for Int64 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl Serialize for Integer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.0)
    }
}

impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let number: Number = self.0.to_string().parse().map_err(serde::ser::Error::custom)?;
        number.serialize(serializer)
    }
}

impl Serialize for QuantityText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Int64 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        whole(deserializer).map(Self)
    }
}

impl<'de> Deserialize<'de> for Integer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        whole(deserializer).map(Self)
    }
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decimal(deserializer).map(Self)
    }
}

impl<'de> Deserialize<'de> for QuantityText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decimal(deserializer).map(Self)
    }
}

/// Money as hundredths, the public API's only unit.
///
/// # Errors
/// `Unsupported` when a digit would be lost: the answer is right, the public API cannot carry it.
pub(crate) fn hundredths(money: Money) -> Result<Int64, BillingError> {
    let lost = |error: BillingError| BillingError::new(ErrorCode::Unsupported, error.message);
    money.to_hundredths().map(Int64).map_err(lost)
}

/// Hundredths as money of a currency; an absent amount is zero, as the document's int64 fields mean it.
pub(crate) fn money(hundredths: Option<Int64>, currency: Currency) -> Result<Money, BillingError> {
    Money::from_hundredths(hundredths.unwrap_or_default().0, currency)
}

/// The currency a field names; the tenant's default where the answer carries none.
pub(crate) fn currency(code: Option<&str>) -> Result<Currency, BillingError> {
    match code {
        Some(code) if !code.is_empty() => code.parse(),
        _ => Ok(billing_domain::usage::DEFAULT_CURRENCY),
    }
}

/// The code, where the document has no field for it and the reader would assume the default.
pub(crate) fn unusual_currency(currency: Currency) -> Option<String> {
    (currency != billing_domain::usage::DEFAULT_CURRENCY).then(|| currency.to_string())
}

fn decimal<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    let text = match Value::deserialize(deserializer)? {
        Value::String(text) => text,
        Value::Number(number) => number.as_str().to_owned(),
        _ => return Err(D::Error::custom("expected a number")),
    };
    text.parse().map_err(|error| D::Error::custom(format!("{text:?}: {error}")))
}

fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    let value = decimal(deserializer)?;
    value.to_i64().ok_or_else(|| D::Error::custom(format!("{value} is not a whole number of 64 bits")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T: serde::de::DeserializeOwned>(json: &str) -> Result<T, serde_json::Error> {
        serde_json::from_str(json)
    }

    #[test]
    fn int64_is_written_as_text_and_read_from_both() {
        assert_eq!(serde_json::to_string(&Int64(-123_456)).unwrap(), r#""-123456""#);
        assert_eq!(read::<Int64>(r#""9223372036854775807""#).unwrap(), Int64(i64::MAX));
        assert_eq!(read::<Int64>("123456").unwrap(), Int64(123_456));
        for wrong in ["12.5", r#""12.5""#, r#""9223372036854775808""#, r#""abc""#, "true", "null"] {
            assert!(read::<Int64>(wrong).is_err(), "{wrong} is not an int64");
        }
    }

    #[test]
    fn quantities_keep_every_digit_of_their_text() {
        for text in ["12345678901234567890123.45", "9007199254740993.000000000000123", "-0.5", "0"] {
            let read: Quantity = read(text).unwrap();
            assert_eq!(serde_json::to_string(&read).unwrap(), text);
        }
        assert_eq!(read::<Quantity>("1e-06").unwrap(), read::<Quantity>("0.000001").unwrap());
        assert!(read::<Quantity>("1e999").is_err(), "too large to keep exactly");
        assert!(read::<Quantity>("0.12345678901234567890123456789012345678901").is_err(), "never rounded");
    }

    #[test]
    fn what_hundredths_cannot_carry_is_unsupported() {
        let fils = Money::new(1_234, "KWD".parse().unwrap());
        assert_eq!(hundredths(fils).unwrap_err().code, ErrorCode::Unsupported);
        let yen = Money::new(7, "JPY".parse().unwrap());
        assert_eq!(hundredths(yen).unwrap(), Int64(700));
    }
}
