//! What all JSON shapes have in common: every field may be missing or null, and unknown fields survive.

use crate::numbers::{Int64, Integer, Quantity, QuantityText};
use crate::times::Timestamp;
use billing_domain::BillingError;
use serde::de::{DeserializeOwned, Deserializer};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Fields that the document does not name, kept as they came.
pub type Extra = serde_json::Map<String, serde_json::Value>;

/// A public JSON shape and the noun it tells.
///
/// `decode(encode(noun))` is the noun again; what cannot be told exactly is an error, never a guess.
pub trait Shape: Serialize + DeserializeOwned + Sized {
    /// The domain's word for it.
    type Noun;

    /// The noun as JSON.
    ///
    /// # Errors
    /// `Unsupported` when the public API has no way to say it without losing a digit.
    fn encode(noun: &Self::Noun) -> Result<Self, BillingError>;

    /// The noun behind the JSON.
    ///
    /// # Errors
    /// `InvalidInput` naming the field that is missing or wrong.
    fn decode(self) -> Result<Self::Noun, BillingError>;
}

/// What a field may hold. A null is an absent value wherever it stands: as a field, in a list, in a map.
pub(crate) trait Lenient: DeserializeOwned {
    /// The value; `None` for null.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        Option::deserialize(deserializer)
    }
}

/// How serde reads the field of a shape.
pub(crate) fn lenient<'de, D: Deserializer<'de>, T: Lenient>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::read(deserializer)
}

macro_rules! as_they_are {
    ($($type:ty),+) => { $(impl Lenient for $type {})+ };
}
as_they_are!(String, bool, serde_json::Value, Int64, Integer, Quantity, QuantityText, Timestamp);

/// A list without its nulls.
impl<T: DeserializeOwned> Lenient for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        let read: Option<Vec<Option<T>>> = Option::deserialize(deserializer)?;
        Ok(read.map(|items| items.into_iter().flatten().collect()))
    }
}

/// Words by their key, without those that are null.
impl Lenient for BTreeMap<String, String> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        let read: Option<BTreeMap<String, Option<String>>> = Option::deserialize(deserializer)?;
        Ok(read.map(|words| words.into_iter().filter_map(|(key, word)| Some((key, word?))).collect()))
    }
}

/// A null in such a map says something: the kind is known, its figure is not.
impl<T: DeserializeOwned> Lenient for BTreeMap<String, Option<T>> {}

/// Declares a shape: each field is optional, absent rather than null when written, and `extra` keeps the rest.
///
/// After the name come the names of its schema, after a field's type `as` how the API document tells it, where the
/// type alone does not say enough.
macro_rules! shape {
    ($(#[doc = $about:literal])+ pub struct $name:ident $(= $($schema:literal)|+)? {
        $($(#[doc = $doc:literal])+ $field:ident: $type:ty $(as $told:ty)?,)*
    }) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
        pub struct $name {
            $(
                $(#[doc = $doc])+
                #[serde(
                    default,
                    deserialize_with = "crate::shape::lenient",
                    skip_serializing_if = "Option::is_none"
                )]
                pub $field: Option<$type>,
            )*
            /// Fields the document does not name.
            #[serde(flatten)]
            pub extra: $crate::Extra,
        }

        impl $crate::shape::Lenient for $name {}

        impl $crate::schema::Described for $name {
            fn schema(book: &mut $crate::schema::Schemas) -> serde_json::Value {
                let names: &[&'static str] = &[$($($schema),+)?];
                let names = if names.is_empty() { &[stringify!($name)] } else { names };
                book.object(names, concat!($($about),+), |book| {
                    vec![$((
                        stringify!($field),
                        concat!($($doc),+),
                        <$crate::shape::told!($type $(, $told)?) as $crate::schema::Described>::schema(book),
                    ),)*]
                })
            }
        }
    };
}

/// How a field is told: as its type, unless another one stands beside it.
macro_rules! told {
    ($type:ty) => {
        $type
    };
    ($type:ty, $told:ty) => {
        $told
    };
}
pub(crate) use {shape, told};

/// The value, or an error that names the field.
pub(crate) fn required<T>(value: Option<T>, field: &str) -> Result<T, BillingError> {
    value.ok_or_else(|| BillingError::invalid(format!("The field {field} is missing.")))
}

/// The text, or an error that names the field: empty counts as missing.
pub(crate) fn required_text(value: Option<String>, field: &str) -> Result<String, BillingError> {
    required(value.filter(|text| !text.is_empty()), field)
}

/// `None` for empty text, where an empty string would not be a legal value.
pub(crate) fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// Every noun of a list as JSON.
pub(crate) fn encode_all<S: Shape>(nouns: &[S::Noun]) -> Result<Vec<S>, BillingError> {
    nouns.iter().map(S::encode).collect()
}

/// Every noun behind a list; a missing list is an empty one.
pub(crate) fn decode_all<S: Shape>(shapes: Option<Vec<S>>) -> Result<Vec<S::Noun>, BillingError> {
    shapes.unwrap_or_default().into_iter().map(S::decode).collect()
}

#[cfg(test)]
mod tests {
    use crate::plans::PlanList;
    use crate::quotas::{QuotaAnswer, QuotaFigures, QuotaList};

    #[test]
    fn a_null_is_nothing_wherever_it_stands() {
        let list = r#"{"errors": [null], "items": [null, {"name": "a", "labels": {"env": null, "team": "x"},
                       "get_spec": null, "status_set": [null, {"conditions": null}], "uid": null}, null]}"#;
        let list: QuotaList = serde_json::from_str(list).unwrap();
        let items = list.items.unwrap();
        assert_eq!((items.len(), list.errors.unwrap().len()), (1, 0));
        let labels: Vec<_> = items[0].labels.clone().unwrap().into_iter().collect();
        assert_eq!(labels, [("team".to_owned(), "x".to_owned())]);
        let plans: PlanList =
            serde_json::from_str(r#"{"usage_plans": [null, {"locale": null, "plans": [null]}]}"#).unwrap();
        assert_eq!(plans.usage_plans.unwrap()[0].plans.clone().unwrap().len(), 0);
        let figures: QuotaFigures =
            serde_json::from_str(r#"{"objects": {"a": null}, "apis": null}"#).unwrap();
        assert_eq!(figures.objects.unwrap().len(), 1, "a kind without a figure is still a kind");
        let answer: QuotaAnswer = serde_json::from_str(r#"{"metadata": null, "later": null}"#).unwrap();
        assert!(answer.metadata.is_none() && answer.extra.contains_key("later"));
    }
}
