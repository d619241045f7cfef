//! The checker itself: a receipt with any one figure changed does not pass.

use super::checker::Checker;
use super::invoices::Invoices;
use serde_json::Value;

/// What is no figure, or does not decide one: dates are of the period as a whole, the rest is text.
const TEXTS: [&str; 19] = [
    "metric_label",
    "unit",
    "unit_billable",
    "price_version",
    "title",
    "label",
    "day",
    "plan",
    "reason",
    "category",
    "period_start",
    "period_end",
    "span_start",
    "span_end",
    "model",
    "rule",
    "currency",
    "tax_category",
    "type",
];

#[test]
fn one_changed_digit_anywhere_is_found() {
    let mut mutants: Vec<(String, String)> = Vec::new();
    for invoice in Invoices::seeded(11).take(40) {
        for receipt in invoice.lines.iter().chain([&invoice.foot]) {
            let value = serde_json::to_value(receipt).unwrap();
            let mut places = Vec::new();
            figures(&value, String::new(), &mut places);
            for place in places.into_iter().filter(|place| !place.starts_with("/waiver")) {
                let mut mutant = value.clone();
                change(mutant.pointer_mut(&place).unwrap(), place.ends_with("/factor"));
                mutants.push((place, mutant.to_string()));
            }
        }
    }
    let mut checker = Checker::start();
    for (_, text) in &mutants {
        checker.tell_text(text);
    }
    let verdict = checker.finish();
    assert!(!verdict.agrees);
    let found: std::collections::BTreeSet<usize> = verdict
        .said
        .lines()
        .filter_map(|line| line.strip_prefix("line ")?.split(':').next()?.parse().ok())
        .collect();
    let missed: Vec<_> =
        (1..=mutants.len()).filter(|n| !found.contains(n)).map(|n| &mutants[n - 1]).collect();
    // What goes into a sum may be too small to move a cent: a tier that nothing fell into, a coupon after all was taken,
    // a thousandth of a percent. What comes out is always found.
    let goes_in = ["/tiers/", "/coupons/", "/rates/", "/included", "/package_size"];
    // So may be a factor under a quantity that is nothing at the 18 decimals that are shown.
    let is_unseen =
        |place: &str, text: &str| place.ends_with("/factor") && text.contains(r#""converted":"0""#);
    let decides = |(place, text): &&&(String, String)| {
        !goes_in.iter().any(|part| place.contains(part)) && !is_unseen(place, text)
    };
    let wrong: Vec<_> = missed.iter().filter(decides).collect();
    println!(
        "{} receipts with one figure changed: {} found, {} changed nothing",
        mutants.len(),
        found.len(),
        missed.len()
    );
    assert!(wrong.is_empty(), "{} of {} passed: {:?}", wrong.len(), mutants.len(), wrong.first());
    assert!(
        missed.len() * 10 < mutants.len(),
        "{} of {} do not decide anything",
        missed.len(),
        mutants.len()
    );
}

/// JSON pointers of everything that is a figure.
fn figures(value: &Value, place: String, places: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (name, inner) in map.iter().filter(|(name, _)| !TEXTS.contains(&name.as_str())) {
                figures(inner, format!("{place}/{name}"), places);
            }
        }
        Value::Array(list) => {
            for (n, inner) in list.iter().enumerate() {
                figures(inner, format!("{place}/{n}"), places);
            }
        }
        Value::Null => {}
        Value::String(_) | Value::Number(_) | Value::Bool(_) => places.push(place),
    }
}

/// Turns the last digit into another one, or a truth around. Of a factor it is the first digit: the last one of bytes in
/// a TB is a trillionth part, which moves no figure of the receipt.
fn change(figure: &mut Value, first_digit: bool) {
    match figure {
        Value::Bool(truth) => *truth = !*truth,
        Value::Number(number) => *figure = (number.as_i64().unwrap() + 1).into(),
        Value::String(text) => {
            let at = if first_digit { 0 } else { text.len() - 1 };
            let other = if text[at..].starts_with('7') { "3" } else { "7" };
            text.replace_range(at..=at, other);
        }
        other => panic!("{other} is no figure"),
    }
}
