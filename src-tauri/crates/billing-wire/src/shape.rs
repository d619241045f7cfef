//! What all JSON shapes have in common: every field may be missing or null, and unknown fields survive.

use billing_domain::BillingError;
use serde::Serialize;
use serde::de::DeserializeOwned;

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
                #[serde(default, skip_serializing_if = "Option::is_none")]
                pub $field: Option<$type>,
            )*
            /// Fields the document does not name.
            #[serde(flatten)]
            pub extra: $crate::Extra,
        }

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
