//! What became of an attempt: by its reference when there is one, else by its key among everything since it was sent.
//!
//! Only reads. A provider that has forgotten the idempotency key still has it in the metadata.

use crate::call::{Call, Heard};
use crate::charges::{METADATA, Read};
use crate::failure::question;
use crate::provider::StripeProvider;
use crate::{charges, intents, refunds};
use billing_domain::payments::{AttemptKind, Found, Sought};
use billing_domain::{BillingError, ErrorCode, Money};
use serde_json::Value;

/// Stripe's clock and ours may differ by so much.
const SLACK_SECONDS: i64 = 300;

/// Of a hundred each; more since one attempt is no account that this console was made for.
const PAGES_MAX: usize = 500;

/// A list of Stripe's and how its objects are read.
#[derive(Clone, Copy)]
struct Shelf {
    path: &'static str,
    read: fn(&Value) -> Read,
}

const INTENTS: Shelf = Shelf { path: "/v1/payment_intents", read: intents::read };
const CHARGES: Shelf = Shelf { path: "/v1/charges", read: charges::read };
const REFUNDS: Shelf = Shelf { path: "/v1/refunds", read: refunds::read };

/// Looks for an attempt.
pub(crate) async fn find(stripe: &StripeProvider, sought: &Sought) -> Result<Found, BillingError> {
    if let Some(reference) = &sought.reference {
        return by_reference(stripe, reference).await;
    }
    let mut matches = Vec::new();
    for shelf in shelves(sought) {
        matches.extend(on_shelf(stripe, *shelf, sought).await?);
    }
    verdict(matches)
}

/// Where it can be; without the token it can be on either.
fn shelves(sought: &Sought) -> &'static [Shelf] {
    match (sought.kind, &sought.token) {
        (AttemptKind::Refund, _) => &[REFUNDS],
        (AttemptKind::Charge, Some(token)) if intents::takes(token.expose()) => &[INTENTS],
        (AttemptKind::Charge, Some(_)) => &[CHARGES],
        (AttemptKind::Charge, None) => &[INTENTS, CHARGES],
    }
}

async fn by_reference(stripe: &StripeProvider, reference: &str) -> Result<Found, BillingError> {
    let shelf = match reference.split('_').next() {
        Some("pi") => INTENTS,
        Some("re" | "pyr") => REFUNDS,
        _ => CHARGES,
    };
    match stripe.send(&Call::get(format!("{}/{reference}", shelf.path))).await {
        Heard::Said { status: 200, body, .. } => (shelf.read)(&body).into_found().ok_or_else(unreadable),
        heard => Err(question(heard)),
    }
}

/// Every object on a shelf that carries the key.
async fn on_shelf(
    stripe: &StripeProvider,
    shelf: Shelf,
    sought: &Sought,
) -> Result<Vec<Found>, BillingError> {
    let mut matches = Vec::new();
    let mut after: Option<String> = None;
    // The filter only spares reading; a stand-in that does not know it is read from end to end.
    let mut since = (sought.kind == AttemptKind::Charge).then(|| sought.since.timestamp() - SLACK_SECONDS);
    for _ in 0..PAGES_MAX {
        let mut call = Call::get(shelf.path).with("limit", 100).with_if("starting_after", after.as_deref());
        if let Some(since) = since {
            call = call.with("created[gt]", since);
        }
        if let Some(charge) = &sought.charge {
            call = call.with(refunds::of(charge), charge);
        }
        let page = match stripe.send(&call).await {
            Heard::Said { status: 200, body, .. } => body,
            Heard::Said { status: 400, .. } if since.is_some() => {
                since = None;
                continue;
            }
            heard => return Err(question(heard)),
        };
        let items = page["data"].as_array().ok_or_else(unreadable)?;
        for item in items.iter().filter(|item| item["metadata"][METADATA] == *sought.key) {
            matches.push((shelf.read)(item).into_found().ok_or_else(unreadable)?);
        }
        if page["has_more"] != Value::Bool(true) {
            return Ok(matches);
        }
        after = items.last().and_then(|item| item["id"].as_str()).map(str::to_owned);
        if after.is_none() {
            return Err(unreadable());
        }
    }
    Err(BillingError::new(
        ErrorCode::Unavailable,
        "Too much has happened at Stripe since this attempt to look through. Look for its key in Stripe's dashboard.",
    ))
}

/// One attempt, one object. Should money have moved under a key more than once, the sum says so and nothing is booked.
fn verdict(matches: Vec<Found>) -> Result<Found, BillingError> {
    let mut taken: Option<(Vec<String>, Money)> = None;
    let mut other = Found::Absent;
    for found in matches {
        match found {
            Found::Taken { reference, amount } => {
                let (mut names, sum) = taken.unwrap_or((Vec::new(), Money::zero(amount.currency)));
                names.push(reference);
                // Two currencies under one key, or an overflow: the first amount alone would hide the rest.
                let sum = sum.checked_add(amount).unwrap_or(Money::zero(amount.currency));
                taken = Some((names, sum));
            }
            under_way @ Found::UnderWay { .. } => other = under_way,
            declined @ Found::Declined { .. } if other == Found::Absent => other = declined,
            Found::Declined { .. } | Found::Absent => {}
        }
    }
    match taken {
        // Something under the key is still moving: it could become a second one.
        Some(_) if matches!(other, Found::UnderWay { .. }) => Err(BillingError::new(
            ErrorCode::Unavailable,
            "Stripe has taken it once and is still working on it a second time. Look at it in Stripe's dashboard.",
        )),
        Some((names, amount)) => Ok(Found::Taken { reference: names.join(", "), amount }),
        None => Ok(other),
    }
}

fn unreadable() -> BillingError {
    BillingError::new(ErrorCode::Unavailable, "Stripe's answer cannot be read.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use billing_domain::Currency;
    use billing_domain::payments::Reason;

    fn taken(reference: &str, minor: i64) -> Found {
        Found::Taken { reference: reference.to_owned(), amount: Money::new(minor, Currency::USD) }
    }

    fn declined() -> Found {
        Found::Declined { reference: None, reason: Reason::new("card_declined", "") }
    }

    #[test]
    fn money_that_moved_outweighs_what_was_refused() {
        assert_eq!(verdict(vec![]), Ok(Found::Absent));
        assert_eq!(verdict(vec![declined()]), Ok(declined()));
        assert_eq!(verdict(vec![declined(), taken("ch_1", 5)]), Ok(taken("ch_1", 5)));
    }

    #[test]
    fn money_that_moved_twice_is_never_hidden() {
        assert_eq!(verdict(vec![taken("ch_1", 5), taken("ch_2", 5)]), Ok(taken("ch_1, ch_2", 10)));
        let under_way =
            Found::UnderWay { reference: "ch_2".to_owned(), reason: Reason::new("processing", "") };
        assert!(verdict(vec![taken("ch_1", 5), under_way]).is_err());
    }
}
