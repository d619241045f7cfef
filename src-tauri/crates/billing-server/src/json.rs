//! What must hold for everything a caller writes, whatever it means: text, not doubled, without NUL.

use billing_domain::BillingError;
use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::collections::HashSet;
use std::fmt;

/// Reads JSON. A key that stands twice is refused, for nobody knows which one was meant.
pub(crate) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, BillingError> {
    let text = std::str::from_utf8(bytes).map_err(|_| BillingError::invalid("The body is not UTF-8."))?;
    let unreadable = |error| BillingError::invalid(format!("The body cannot be read: {error}."));
    serde_json::from_str::<Looked>(text).map_err(unreadable)?;
    serde_json::from_str(text).map_err(unreadable)
}

/// Checks an address: every `%` begins a byte, and the bytes are text without control characters.
pub(crate) fn check_encoding(part: &str) -> Result<(), BillingError> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let digits = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let byte = digits.filter(|two| two.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let byte = byte.and_then(|two| u8::from_str_radix(two, 16).ok());
        bytes.push(byte.ok_or_else(|| BillingError::invalid("The address has a % that begins no byte."))?);
        rest = after.get(2..).unwrap_or_default();
    }
    let text = String::from_utf8(bytes).map_err(|_| BillingError::invalid("The address is not UTF-8."))?;
    if text.chars().any(char::is_control) {
        return Err(BillingError::invalid("The address holds a control character."));
    }
    Ok(())
}

/// JSON that was looked at and not kept.
struct Looked;

impl<'de> Deserialize<'de> for Looked {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Look)
    }
}

struct Look;

impl<'de> Visitor<'de> for Look {
    type Value = Looked;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Looked, E> {
        Ok(Looked)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Looked, E> {
        Ok(Looked)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Looked, E> {
        Ok(Looked)
    }

    fn visit_unit<E>(self) -> Result<Looked, E> {
        Ok(Looked)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Looked, E> {
        if text.contains('\0') { Err(E::custom("a text holds a NUL")) } else { Ok(Looked) }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Looked, A::Error> {
        while items.next_element::<Looked>()?.is_some() {}
        Ok(Looked)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Looked, A::Error> {
        let mut keys = HashSet::new();
        while let Some(key) = entries.next_key::<String>()? {
            Look.visit_str::<A::Error>(&key)?;
            entries.next_value::<Looked>()?;
            if let Some(twice) = keys.replace(key) {
                return Err(A::Error::custom(format!("the key {twice:?} stands twice")));
            }
        }
        Ok(Looked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn what_is_doubtful_is_refused_and_named() {
        let wrong = [
            (r#"{"a": 1, "a": 1}"#, "\"a\" stands twice"),
            (r#"{"b": [{"c": {"d": 1, "d": 2}}]}"#, "\"d\" stands twice"),
            ("{\"a\": \"x\\u0000\"}", "NUL"),
            ("{\"x\\u0000\": 1}", "NUL"),
            (r#"{"a": 1e}"#, "cannot be read"),
            (r#"{"a": 1} {}"#, "trailing"),
            (&("[".repeat(5_000) + &"]".repeat(5_000)), "recursion limit"),
        ];
        for (text, why) in wrong {
            let error = read::<Value>(text.as_bytes()).unwrap_err();
            assert!(error.message.contains(why), "{}", error.message);
        }
        assert!(read::<Value>(b"\"\xff\"").unwrap_err().message.contains("UTF-8"));
    }

    #[test]
    fn what_is_fine_keeps_every_digit() {
        let text = r#"{"a":[12345678901234567890123.45,{"a":null}],"b":"\\u0000","c":1e400}"#;
        assert_eq!(read::<Value>(text.as_bytes()).unwrap()["a"][0].to_string(), "12345678901234567890123.45");
    }

    #[test]
    fn addresses_are_text() {
        for fine in ["", "/a%20b/%E0%B9%84", "limit=5&label=a+in+(b)"] {
            assert!(check_encoding(fine).is_ok(), "{fine}");
        }
        for wrong in ["%", "%f", "%zz", "%+1", "%ff", "/a%00b", "%E0%B9", "%0a"] {
            assert!(check_encoding(wrong).is_err(), "{wrong}");
        }
    }
}
