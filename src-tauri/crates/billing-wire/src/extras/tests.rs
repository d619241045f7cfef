//! What goes out as an extra comes back the same.

use super::*;
use billing_domain::extras::IngestCounts;
use billing_domain::payment_methods::{Expiry, PaymentMethod, Role};
use serde_json::json;

#[test]
fn a_usage_line_reads_as_written_and_keeps_every_digit() {
    let line = r#"{"namespace":"shop","object":"web","metric_label":"cpu","usage_type":"vCPU","unit":"h",
                   "hour":"2026-03-01T07:00:00+07:00","quantity":"9007199254740993.000000000000123","shift":null}"#;
    let read: UsageLine = serde_json::from_str(line).unwrap();
    let (series, fact) = read.decode().unwrap();
    assert_eq!((series.object.as_str(), series.container.as_str()), ("web", ""));
    assert_eq!(fact.quantity.to_string(), "9007199254740993.000000000000123");
    let noun = (series, fact);
    let written = serde_json::to_value(UsageLine::encode(&noun).unwrap()).unwrap();
    assert_eq!(written["hour"], json!("2026-03-01T00:00:00.000000000Z"));
    assert_eq!(serde_json::from_value::<UsageLine>(written).unwrap().decode().unwrap(), noun);
}

#[test]
fn a_line_that_is_wrong_names_the_field() {
    let good = json!({"namespace": "a", "object": "b", "metric_label": "c", "usage_type": "d", "unit": "e",
                      "hour": "2026-03-01T00:00:00Z", "quantity": "1"});
    let wrong = [("unit", json!(null)), ("hour", json!("2026-03-01T00:30:00Z")), ("quantity", json!("-1"))];
    for (field, value) in wrong {
        let mut line = good.clone();
        line[field] = value;
        let error = serde_json::from_value::<UsageLine>(line).unwrap().decode().unwrap_err();
        assert!(error.message.contains(field), "{}", error.message);
    }
    assert!(serde_json::from_value::<UsageLine>(good).unwrap().decode().is_ok());
}

#[test]
fn counts_methods_and_price_books_go_through_whole() {
    let counts = IngestCounts { new: 3, unchanged: 2, restated: 1, refused: 0 };
    let answer = IngestAnswer::encode(&counts).unwrap();
    assert_eq!(serde_json::to_value(&answer).unwrap()["read"], json!(6));
    assert_eq!(answer.decode().unwrap(), counts);

    let method = PaymentMethod {
        name: "payment-method-1".into(),
        role: Role::Other("PAYMENT_METHOD_ROLE_LATER".into()),
        brand: Some("Visa".into()),
        last_four: Some("4242".into()),
        expiry: Some(Expiry { year: 2027, month: 12 }),
        contact: Default::default(),
        added_by: None,
        added_at: "2026-03-01T00:00:00Z".parse().unwrap(),
    };
    let list = PaymentMethodList::encode(&vec![method.clone()]).unwrap();
    assert_eq!(list.decode().unwrap(), [method]);
    for book in [None, Some("{\"cpu\": 1.50}".to_owned())] {
        assert_eq!(PriceBook::encode(&book).unwrap().decode().unwrap(), book);
    }
}

#[test]
fn an_expiry_that_no_calendar_has_is_refused() {
    let entry: PaymentMethodEntry =
        serde_json::from_value(json!({"name": "a", "added_at": "2026-03-01T00:00:00Z", "expiry_year": 2027,
                                      "expiry_month": 13}))
        .unwrap();
    assert!(entry.decode().unwrap_err().message.contains("2027-13"));
}

#[test]
fn capabilities_name_what_is_there_and_skip_what_they_do_not_know() {
    let some = Capabilities::of(&[ExtraOperation::Capabilities, ExtraOperation::GetPriceBook]);
    assert!(some.offers(ExtraOperation::GetPriceBook) && !some.offers(ExtraOperation::IngestUsage));
    let later: Capabilities =
        serde_json::from_value(json!({"capabilities": ["time_travel"], "x": 1})).unwrap();
    assert!(later.offers(ExtraOperation::Capabilities) && !later.offers(ExtraOperation::GetPriceBook));
}
