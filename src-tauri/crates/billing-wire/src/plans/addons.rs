//! Add-ons: how a plan names them, and the one-key body that subscribes one.

use crate::schema::{Described, Empty, Schemas};
use crate::shape::{Extra, Shape, required_text, shape};
use billing_domain::BillingError;
use billing_domain::plans::{ADDON_KEYS, AddonService as Noun};
use serde::{Deserialize, Serialize};
use serde_json::Value;

shape! {
    /// An add-on as a plan names it.
    pub struct AddonService = "planAddonServiceDetails" {
        /// Its key.
        name: String,
        /// For people.
        display_name: String,
    }
}

/// The body of subscribe and unsubscribe: exactly one key with an empty object, `{"f5xc_waap_advanced":{}}`.
///
/// Which keys exist is a rule of the domain.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AddonChoice(pub Extra);

impl Described for AddonChoice {
    fn schema(book: &mut Schemas) -> Value {
        let names = &["subscriptionSubscribeRequest", "subscriptionUnsubscribeRequest"];
        book.object(names, "Exactly one of these keys, with an empty object.", |book| {
            let key = |key: &&'static str| (*key, "Chooses this add-on.", Empty::schema(book));
            ADDON_KEYS.iter().map(key).collect()
        })
    }
}

impl Shape for AddonService {
    type Noun = Noun;

    fn encode(noun: &Noun) -> Result<Self, BillingError> {
        Ok(Self {
            name: Some(noun.name.clone()),
            display_name: Some(noun.display_name.clone()),
            ..Self::default()
        })
    }

    fn decode(self) -> Result<Noun, BillingError> {
        let name = required_text(self.name, "name of an add-on")?;
        Ok(Noun { display_name: self.display_name.unwrap_or_default(), name })
    }
}

impl Shape for AddonChoice {
    type Noun = String;

    fn encode(noun: &String) -> Result<Self, BillingError> {
        Ok(Self([(noun.clone(), Value::Object(Extra::new()))].into_iter().collect()))
    }

    fn decode(self) -> Result<String, BillingError> {
        // A null key is an absent key: generated clients write all thirteen.
        let mut chosen = self.0.into_iter().filter(|(_, value)| !value.is_null());
        match (chosen.next(), chosen.next()) {
            (Some((key, Value::Object(_))), None) => Ok(key),
            (Some((key, _)), None) => {
                Err(BillingError::invalid(format!("Write the add-on as {{{key:?}: {{}}}}.")))
            }
            (None, _) => Err(BillingError::invalid("Name one add-on.")),
            (Some(_), Some(_)) => Err(BillingError::invalid("Name exactly one add-on, not several.")),
        }
    }
}
