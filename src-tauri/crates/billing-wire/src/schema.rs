//! How shapes are described in the API document: each type says its own schema, each named one is written once.

use crate::numbers::{Int64, Integer, Quantity, QuantityText};
use crate::times::Timestamp;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::marker::PhantomData;

/// A type that can tell its JSON schema (OpenAPI 3.0).
pub(crate) trait Described {
    /// The schema, or a reference to it when it has a name of its own.
    fn schema(book: &mut Schemas) -> Value;
}

/// The words of an enum of the document.
pub(crate) trait Vocabulary {
    /// The name of its schema.
    const NAME: &'static str;
    /// Every word that the document knows. Others are kept as well.
    const WORDS: &'static [&'static str];
}

/// One property: name, description, schema.
pub(crate) type Property = (&'static str, &'static str, Value);

/// The named schemas of one document.
#[derive(Debug, Default)]
pub(crate) struct Schemas(BTreeMap<&'static str, Value>);

impl Schemas {
    /// A reference to an object; it is described on first use.
    pub(crate) fn object(
        &mut self,
        names: &[&'static str],
        about: &str,
        properties: impl FnOnce(&mut Self) -> Vec<Property>,
    ) -> Value {
        let Some(first) = names.first() else { return json!({}) };
        if !self.0.contains_key(first) {
            // An entry first, so that a shape that holds itself comes to an end.
            self.0.insert(first, Value::Null);
            let properties: Map<String, Value> = properties(self)
                .into_iter()
                .map(|(name, about, schema)| (name.trim_start_matches("r#").to_owned(), told(schema, about)))
                .collect();
            let whole = json!({"type": "object", "description": about.trim(), "properties": properties});
            names.iter().for_each(|name| {
                self.0.insert(name, whole.clone());
            });
        }
        reference(first)
    }

    /// A reference to the words of an enum.
    fn words<V: Vocabulary>(&mut self) -> Value {
        self.0.entry(V::NAME).or_insert_with(|| {
            let about = "One of these words; others may come later and are kept as they are.";
            json!({"type": "string", "description": about, "enum": V::WORDS})
        });
        reference(V::NAME)
    }

    /// Everything described so far.
    pub(crate) fn into_components(self) -> Map<String, Value> {
        self.0.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect()
    }
}

/// `{"$ref": ..}` to a named schema.
pub(crate) fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// Every property may be null or absent. Beside a bare `$ref` nothing else would count.
fn told(schema: Value, about: &str) -> Value {
    let mut whole = match schema {
        Value::Object(fields) if !fields.contains_key("$ref") => fields,
        reference => Map::from_iter([("allOf".to_owned(), json!([reference]))]),
    };
    whole.insert("description".to_owned(), json!(about.trim()));
    whole.insert("nullable".to_owned(), json!(true));
    Value::Object(whole)
}

macro_rules! described {
    ($($type:ty = $schema:tt;)+) => {
        $(impl Described for $type {
            fn schema(_: &mut Schemas) -> Value {
                json!($schema)
            }
        })+
    };
}

/// A UUID in its usual spelling.
pub(crate) struct UuidText;
/// Bytes as base64.
pub(crate) struct Base64Text;
/// The name of a host.
pub(crate) struct Hostname;
/// An object without fields.
pub(crate) struct Empty;
/// Text out of a vocabulary.
pub(crate) struct OneOf<V>(PhantomData<V>);

described! {
    String = {"type": "string"};
    bool = {"type": "boolean"};
    Value = {};
    Int64 = {"type": "string", "format": "int64"};
    Integer = {"type": "integer", "format": "int64"};
    Quantity = {"type": "number", "format": "double"};
    QuantityText = {"type": "string"};
    Timestamp = {"type": "string", "format": "date-time"};
    UuidText = {"type": "string", "format": "uuid"};
    Base64Text = {"type": "string", "format": "byte"};
    Hostname = {"type": "string", "format": "hostname"};
}

impl Described for Empty {
    fn schema(book: &mut Schemas) -> Value {
        let names = &[
            "schemaEmpty",
            "quotaReplaceResponse",
            "subscriptionSubscribeResponse",
            "subscriptionUnsubscribeResponse",
        ];
        book.object(names, "Nothing to say.", |_| Vec::new())
    }
}

impl<V: Vocabulary> Described for OneOf<V> {
    fn schema(book: &mut Schemas) -> Value {
        book.words::<V>()
    }
}

impl<T: Described> Described for Vec<T> {
    fn schema(book: &mut Schemas) -> Value {
        json!({"type": "array", "items": T::schema(book)})
    }
}

/// An entry of a map may be null.
impl<T: Described> Described for BTreeMap<String, T> {
    fn schema(book: &mut Schemas) -> Value {
        json!({"type": "object", "additionalProperties": T::schema(book)})
    }
}

impl<T: Described> Described for Option<T> {
    fn schema(book: &mut Schemas) -> Value {
        let mut whole = match T::schema(book) {
            Value::Object(fields) if !fields.contains_key("$ref") => fields,
            reference => Map::from_iter([("allOf".to_owned(), json!([reference]))]),
        };
        whole.insert("nullable".to_owned(), json!(true));
        Value::Object(whole)
    }
}
