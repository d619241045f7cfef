//! Exports: the file says what the screen says, to the digit.

use super::{Test, usage};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

fn ask(what: Value, format: &str) -> Value {
    json!({ "what": what, "scope": "seen", "columns": [], "sort": [], "find": "", "format": format, "language": "en" })
}

fn with(mut ask: Value, patch: Value) -> Value {
    let (Value::Object(ask_map), Value::Object(patch)) = (&mut ask, patch) else { panic!("objects") };
    ask_map.extend(patch);
    ask
}

async fn bytes(test: &Test, input: Value) -> Vec<u8> {
    let answer = test.ok("export_file", input).await;
    STANDARD.decode(answer["base64"].as_str().unwrap()).unwrap()
}

async fn csv(test: &Test, input: Value) -> Vec<Vec<String>> {
    let text = String::from_utf8(bytes(test, input).await).unwrap();
    text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

fn all_invoices() -> Value {
    json!({ "of": "invoices", "query": { "tab": "all", "search": "" }, "names": [] })
}

/// A column of the body, by its head.
fn column(rows: &[Vec<String>], head: &str) -> Vec<String> {
    let index =
        rows[0].iter().position(|name| name == head).unwrap_or_else(|| panic!("{head} in {:?}", rows[0]));
    rows[1..].iter().map(|row| row[index].clone()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_screen_is_written_in_every_format_and_language() {
    let test = Test::demo();
    for what in [
        json!({ "of": "usage", "query": usage("usage_type", "day", None) }),
        json!({ "of": "usage", "query": usage("object", "day", Some("media")) }),
        all_invoices(),
        json!({ "of": "invoice_lines", "name": "INV-000022" }),
        json!({ "of": "quotas", "state": null }),
        json!({ "of": "payment_methods" }),
        json!({ "of": "accounts" }),
        json!({ "of": "prices", "query": { "version": null, "against": null } }),
        json!({ "of": "provider_costs", "query": { "by": ["provider", "service"] } }),
        json!({ "of": "overview", "month": "2026-03" }),
        json!({ "of": "audit", "query": { "group": null, "who": null, "object": null, "from": null, "to": null,
            "text": null, "sorts": [], "skip": 0, "limit": 50 } }),
    ] {
        for (format, start) in [("csv", None), ("xlsx", Some(&b"PK"[..])), ("pdf", Some(&b"%PDF-1.7"[..]))] {
            for language in ["en", "th"] {
                let input = with(ask(what.clone(), format), json!({ "language": language }));
                let first = bytes(&test, input.clone()).await;
                assert!(start.is_none_or(|start| first.starts_with(start)), "{what} {format}");
                let stands = what["of"] != "accounts";
                assert!(!stands || first == bytes(&test, input).await, "the same bytes: {what} {format}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_of_invoices_in_a_file_is_the_list_on_screen() {
    let test = Test::demo();
    let view = test.ok("invoices_view", json!({ "tab": "all", "search": "" })).await;
    let rows = csv(&test, ask(all_invoices(), "csv")).await;
    let shown = view["rows"].as_array().unwrap();
    let on_screen = |key: &str| -> Vec<String> {
        shown.iter().map(|row| row[key]["amount"].as_str().unwrap_or("").to_owned()).collect()
    };
    assert_eq!(column(&rows, "Amount USD"), on_screen("amount"));
    assert_eq!(column(&rows, "Balance USD"), on_screen("balance"));
    assert_eq!(rows.len(), shown.len() + 1, "no sum among the rows");
}

#[tokio::test(flavor = "multi_thread")]
async fn seen_keeps_filter_order_and_columns_and_everything_does_not() {
    let test = Test::demo();
    let paid = json!({ "of": "invoices", "query": { "tab": "paid", "search": "" }, "names": [] });
    let sort = json!([{ "key": "amount", "down": true }]);
    let seen = with(ask(paid, "csv"), json!({ "columns": ["amount", "number"], "sort": sort }));
    let rows = csv(&test, seen.clone()).await;
    assert_eq!(rows[0], ["Amount USD", "Number"]);
    let cents: Vec<i64> =
        column(&rows, "Amount USD").iter().map(|amount| amount.replace('.', "").parse().unwrap()).collect();
    assert!(cents.len() > 3 && cents.is_sorted_by(|a, b| a >= b), "{cents:?}");
    let sort = json!([{ "key": "period", "down": false }]);
    let by_period =
        with(ask(all_invoices(), "csv"), json!({ "columns": ["number", "period"], "sort": sort }));
    let numbers = column(&csv(&test, by_period).await, "Number");
    assert_eq!(numbers[..2], ["INV-000001", "INV-000002"], "by time and not by the words of the period");
    let all = csv(&test, with(seen, json!({ "scope": "everything" }))).await;
    assert!(all.len() > rows.len() && all[0].len() > 10, "{:?}", all[0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_selected_invoices_are_written() {
    let test = Test::demo();
    let two = json!({ "of": "invoices", "query": { "tab": "all", "search": "" }, "names": ["INV-000022", "INV-000024"] });
    let rows = csv(&test, ask(two, "csv")).await;
    assert_eq!(column(&rows, "Number"), ["INV-000024", "INV-000022"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_hours_of_a_month_add_up_to_its_rows() {
    let test = Test::demo();
    let query = usage("usage_type", "day", Some("media"));
    let view = test.ok("usage_view", query.clone()).await;
    let hours = csv(&test, ask(json!({ "of": "usage_hours", "query": query }), "csv")).await;
    let types = column(&hours, "Usage type");
    let quantities = column(&hours, "Quantity");
    for row in view["rows"].as_array().unwrap() {
        let own = types.iter().zip(&quantities).filter(|(name, _)| row["group"] == **name);
        let sum = own.fold(billing_domain::Decimal::ZERO, |sum, (_, quantity)| {
            sum.checked_add(quantity.parse().unwrap()).unwrap()
        });
        assert_eq!(row["quantity"], sum.to_string(), "{}", row["group"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn file_names_say_whose_what_when_and_how_old() {
    let test = Test::demo();
    let what = json!({ "of": "usage", "query": usage("usage_type", "day", None) });
    let answer = test.ok("export_file", ask(what, "xlsx")).await;
    let name = answer["name"].as_str().unwrap();
    assert!(name.ends_with("_usage_2026-03_2026-03-19.xlsx"), "{name}");
    assert!(name.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_.".contains(letter)), "{name}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_gets_stable_heads() {
    let test = Test::demo();
    let rows =
        csv(&test, with(ask(all_invoices(), "csv"), json!({ "columns": ["*"], "language": "th" }))).await;
    assert_eq!(rows[0][..3], ["number", "period", "period_start"]);
    let amounts = column(&rows, "amount");
    assert!(amounts.iter().all(|amount| amount.contains('.')), "{amounts:?}");
}

/// What the zip holds, by name.
fn unpacked(bytes: &[u8]) -> std::collections::BTreeMap<String, Vec<u8>> {
    use std::io::Read;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let mut read = |name: String| {
        let mut bytes = Vec::new();
        archive.by_name(&name).unwrap().read_to_end(&mut bytes).unwrap();
        (name, bytes)
    };
    names.into_iter().map(&mut read).collect()
}

async fn file(test: &Test, command: &str, input: Value) -> Vec<u8> {
    let answer = test.ok(command, input).await;
    STANDARD.decode(answer["base64"].as_str().unwrap()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_zip_holds_the_documents_as_they_are_stored_and_one_pdf_all_pages() {
    let test = Test::demo();
    let names = ["INV-000022", "INV-000024"];
    let files = unpacked(&file(&test, "invoices_bundle", json!({ "names": names, "form": "zip" })).await);
    for name in names {
        let stored = test.ok("invoice_pdf", json!({ "name": name })).await;
        let stored = STANDARD.decode(stored["pdf_base64"].as_str().unwrap()).unwrap();
        assert!(files[&format!("{name}.pdf")] == stored, "{name}");
    }
    let one = file(&test, "invoices_bundle", json!({ "names": names, "form": "pdf" })).await;
    assert!(one.starts_with(b"%PDF-1.7"));
    assert_eq!(test.refused("invoices_bundle", json!({ "names": [], "form": "zip" })).await, "invalid_input");
    assert_eq!(
        test.refused("invoices_bundle", json!({ "names": ["INV-9"], "form": "zip" })).await,
        "not_found"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dispute_pack_says_what_the_screens_say_and_is_the_same_twice() {
    let test = Test::demo();
    let ask = json!({ "name": "INV-000022", "language": "en" });
    let bytes = file(&test, "invoice_pack", ask.clone()).await;
    assert!(bytes == file(&test, "invoice_pack", ask).await, "the same bytes");
    let files = unpacked(&bytes);
    let text = |name: &str| String::from_utf8(files[&format!("INV-000022/{name}")].clone()).unwrap();
    let detail = test.ok("invoice_detail", json!({ "name": "INV-000022" })).await;
    let lines = text("lines.csv");
    for line in detail["lines"].as_array().unwrap() {
        assert!(lines.contains(line["amount"]["amount"].as_str().unwrap()), "{line}");
        assert!(
            files.contains_key(&format!(
                "INV-000022/receipts/line-{:02}.json",
                line["line"].as_u64().unwrap()
            ))
        );
    }
    let rerate = test.ok("invoice_rerate", json!({ "name": "INV-000022" })).await;
    let differences = text("differences.csv");
    let causes =
        rerate["differences"].as_array().unwrap().iter().map(|one| one["causes"].as_array().unwrap().len());
    assert_eq!(differences.lines().count(), 1 + causes.sum::<usize>());
    assert!(files["INV-000022/differences.pdf"].starts_with(b"%PDF"));
    let evidence = test.ok("invoice_evidence", json!({ "name": "INV-000022" })).await;
    let hours = text("hourly-evidence.csv");
    for row in evidence["rows"].as_array().unwrap() {
        let label = row["metric_label"].as_str().unwrap();
        assert!(hours.contains(label), "{label}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_evidence_of_an_invoice_that_matches_is_what_it_bills() {
    let test = Test::demo();
    let view = test.ok("invoices_view", json!({ "tab": "all", "search": "" })).await;
    let names: Vec<&str> =
        view["rows"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect();
    let ratings = test.ok("invoice_ratings", json!({ "names": names })).await;
    let ratings = ratings["ratings"].as_array().unwrap();
    assert_eq!(ratings.len(), names.len());
    for rating in ratings {
        let name = rating["name"].as_str().unwrap();
        if rating["matches"].is_null() {
            continue;
        }
        let rerate = test.ok("invoice_rerate", json!({ "name": name })).await;
        assert_eq!(rating["matches"], rerate["matches"], "{name}");
        let evidence = test.ok("invoice_evidence", json!({ "name": name })).await;
        let rows = evidence["rows"].as_array().unwrap();
        if rating["matches"] == true {
            assert!(
                rows.iter().all(|row| row["differs"] == false || row["billed"].is_null()),
                "{name}: {rows:?}"
            );
        }
    }
    assert!(ratings.iter().any(|rating| rating["matches"] == true));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_steps_from_one_invoice_to_the_next_add_up() {
    let test = Test::demo();
    let compared = test.ok("invoice_compare", json!({ "name": "INV-000022" })).await;
    let cents = |money: &Value| money["amount"].as_str().unwrap().replace('.', "").parse::<i64>().unwrap();
    let steps: i64 = compared["lines"].as_array().unwrap().iter().map(|line| cents(&line["change"])).sum();
    assert_eq!(steps, cents(&compared["change"]));
    assert_eq!(cents(&compared["total_before"]) + steps, cents(&compared["total_now"]));
    let first = test.ok("invoice_compare", json!({ "name": "INV-000001" })).await;
    assert!(first["before"].is_null() && first["lines"].as_array().unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_selection_is_summed_per_currency() {
    let test = Test::demo();
    let sum = test.ok("invoices_sum", json!({ "names": ["INV-000022", "INV-000024"] })).await;
    let rows = test.ok("invoices_view", json!({ "tab": "all", "search": "" })).await;
    let cents = |amount: &Value| amount["amount"].as_str().unwrap().replace('.', "").parse::<i64>().unwrap();
    let wanted: i64 = rows["rows"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["name"] == "INV-000022" || row["name"] == "INV-000024")
        .map(|row| cents(&row["amount"]))
        .sum();
    assert_eq!((sum["count"].as_u64(), sum["sums"].as_array().unwrap().len()), (Some(2), 1));
    assert_eq!(cents(&sum["sums"][0]), wanted);
}

#[tokio::test(flavor = "multi_thread")]
async fn words_of_a_document_find_its_invoice() {
    let test = Test::demo();
    let detail = test.ok("invoice_detail", json!({ "name": "INV-000022" })).await;
    let seller = detail["seller"][0].as_str().unwrap();
    let found = test.ok("invoices_view", json!({ "tab": "all", "search": seller })).await;
    let names: Vec<&Value> = found["rows"].as_array().unwrap().iter().map(|row| &row["name"]).collect();
    assert!(names.contains(&&json!("INV-000022")), "{seller} stands in the document alone: {names:?}");
    let none = test.ok("invoices_view", json!({ "tab": "all", "search": "no such words" })).await;
    assert!(none["rows"].as_array().unwrap().is_empty());
}
