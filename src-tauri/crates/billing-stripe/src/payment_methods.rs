//! What Stripe knows of a method, and keeping it with a customer: Stripe charges a method more than once only so.

use crate::call::{Call, Heard};
use crate::failure::{prepared_nothing, question, unexpected};
use crate::intents::takes;
use crate::provider::StripeProvider;
use billing_domain::BillingError;
use billing_domain::payment_methods::Expiry;
use billing_domain::payment_methods::tokens::TokenFacts;
use billing_domain::payments::{Answer, ProviderToken};
use serde_json::Value;

/// A method that is kept with a customer.
pub(crate) struct Attached {
    pub(crate) id: String,
    pub(crate) customer: String,
    pub(crate) kind: String,
}

/// The method with its customer; one without gets a customer of its own first. No money moves here.
pub(crate) async fn attached(stripe: &StripeProvider, token: &str, key: &str) -> Result<Attached, Answer> {
    let method = ask(stripe, &Call::get(format!("/v1/payment_methods/{token}"))).await?;
    let (id, kind) = (text(&method["id"])?, text(&method["type"])?);
    if let Some(customer) = method["customer"].as_str() {
        return Ok(Attached { id, customer: customer.to_owned(), kind });
    }
    let call = Call::post("/v1/customers", &format!("{key}-customer")).with("description", "Counterfoil");
    let customer = text(&ask(stripe, &call).await?["id"])?;
    let path = format!("/v1/payment_methods/{id}/attach");
    ask(stripe, &Call::post(path, &format!("{key}-attach")).with("customer", &customer)).await?;
    Ok(Attached { id, customer, kind })
}

async fn ask(stripe: &StripeProvider, call: &Call) -> Result<Value, Answer> {
    match stripe.send(call).await {
        Heard::Said { status: 200, body, .. } => Ok(body),
        heard => Err(prepared_nothing(heard)),
    }
}

fn text(value: &Value) -> Result<String, Answer> {
    let text = value.as_str().map(str::to_owned);
    text.ok_or_else(|| prepared_nothing(Heard::Lost(unexpected("payment method"))))
}

/// Brand, last four and expiry; what Stripe does not tell stays unknown.
pub(crate) async fn describe(
    stripe: &StripeProvider,
    token: &ProviderToken,
) -> Result<TokenFacts, BillingError> {
    let token = token.expose();
    let path = match token.split_once('/') {
        Some((customer, card)) => format!("/v1/customers/{customer}/sources/{card}"),
        None if takes(token) => format!("/v1/payment_methods/{token}"),
        None if token.starts_with("src_") => format!("/v1/sources/{token}"),
        None => format!("/v1/tokens/{token}"),
    };
    match stripe.send(&Call::get(path)).await {
        Heard::Said { status: 200, body, .. } => Ok(facts(&body)),
        heard => Err(question(heard)),
    }
}

fn facts(method: &Value) -> TokenFacts {
    let is_debit = method["sepa_debit"].is_object();
    let card = match ["card", "sepa_debit"].iter().find(|part| method[**part].is_object()) {
        Some(part) => &method[*part],
        None => method,
    };
    let brand = if is_debit { Some("SEPA debit".to_owned()) } else { card["brand"].as_str().map(brand) };
    let last_four = card["last4"]
        .as_str()
        .filter(|digits| digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit()));
    let expiry = card["exp_year"].as_i64().zip(card["exp_month"].as_i64()).and_then(|(year, month)| {
        let month = u32::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
        Some(Expiry { year: i32::try_from(year).ok()?, month })
    });
    TokenFacts { brand, last_four: last_four.map(str::to_owned), expiry }
}

/// As the house writes brands; Stripe writes `visa` in one place and `Visa` in another.
fn brand(word: &str) -> String {
    match word.to_ascii_lowercase().as_str() {
        "visa" => "Visa".to_owned(),
        "mastercard" => "Mastercard".to_owned(),
        "amex" | "american express" => "American Express".to_owned(),
        "diners" | "diners club" => "Diners Club".to_owned(),
        "discover" => "Discover".to_owned(),
        "jcb" => "JCB".to_owned(),
        "unionpay" => "UnionPay".to_owned(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn methods_tokens_and_debits_tell_what_they_are() {
        let card = json!({ "brand": "mastercard", "last4": "4444", "exp_month": 2, "exp_year": 2031 });
        let expected = TokenFacts {
            brand: Some("Mastercard".to_owned()),
            last_four: Some("4444".to_owned()),
            expiry: Some(Expiry { year: 2031, month: 2 }),
        };
        assert_eq!(facts(&json!({ "type": "card", "card": card })), expected);
        assert_eq!(facts(&card), expected, "a source is the card itself");
        let debit = facts(&json!({ "type": "sepa_debit", "sepa_debit": { "last4": "3000" } }));
        assert_eq!((debit.brand.as_deref(), debit.expiry), (Some("SEPA debit"), None));
    }

    #[test]
    fn what_is_odd_stays_unknown() {
        let odd = json!({ "card": { "brand": null, "last4": "XXXX", "exp_month": 13, "exp_year": 2031 } });
        assert_eq!(facts(&odd), TokenFacts::default());
    }
}
