//! The document holds together: every reference leads somewhere, every call and every word is there.

use super::*;
use std::collections::BTreeSet;

fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            if let Some(Value::String(to)) = fields.get("$ref") {
                found.insert(to.clone());
            }
            fields.values().for_each(|inner| references(inner, found));
        }
        Value::Array(items) => items.iter().for_each(|inner| references(inner, found)),
        _ => {}
    }
}

#[test]
fn every_reference_leads_somewhere() {
    let document = document(true);
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    assert!(found.len() > 50, "{}", found.len());
    for to in found {
        let pointer = to.trim_start_matches('#');
        assert!(document.pointer(pointer).is_some_and(Value::is_object), "{to}");
    }
}

#[test]
fn all_calls_are_there_and_the_open_one_needs_no_token() {
    let document = document(true);
    for operation in Operation::ALL {
        let call = &document["paths"][operation.route()][operation.method().as_str().to_lowercase()];
        assert_eq!(call["operationId"], json!(operation.name()));
        assert_eq!(call.get("security").is_some(), operation.is_open(), "{operation:?}");
    }
    for extra in ExtraOperation::ALL {
        assert!(document["paths"].get(extra.path()).is_some(), "{extra:?}");
        assert!(super::document(false)["paths"].get(extra.path()).is_none(), "{extra:?}");
    }
}

#[test]
fn properties_keep_their_description_beside_a_reference() {
    let document = document(false);
    let status = &document["components"]["schemas"]["invoiceInvoiceType"]["properties"]["status"];
    assert_eq!(status["allOf"][0]["$ref"], json!("#/components/schemas/invoiceInvoiceStatus"));
    assert_eq!((&status["nullable"], &status["description"]), (&json!(true), &json!("Word for word.")));
    let words = &document["components"]["schemas"]["invoiceInvoiceStatus"]["enum"];
    assert!(words.as_array().is_some_and(|words| words.contains(&json!("OVERDUE"))), "{words}");
    let kind = &document["components"]["schemas"]["schemaConditionType"]["properties"]["type"];
    assert_eq!(kind["type"], json!("string"), "a raw field name is told without its mark");
}
