//! Every command of the table, run by name on the demo tenant as the browser door runs it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test says what failed by panicking"
)]

mod books;
mod deeds;
mod exports;
mod house;
mod measures;
mod remote;
mod tenants;
mod trail;

use billing_console::{COMMANDS, CommandError, Console, Start, dispatch};
use serde_json::{Value, json};
use std::sync::Arc;
use tempfile::TempDir;

struct Test {
    _home: TempDir,
    console: Arc<Console>,
}

impl Test {
    fn empty() -> Self {
        let home = tempfile::tempdir().unwrap();
        let console = Arc::new(Console::new(home.path().join("data"), "tester"));
        Self { _home: home, console }
    }

    fn demo() -> Self {
        let test = Self::empty();
        test.console.start(&Start::Demo).unwrap();
        test
    }

    async fn run(&self, name: &str, input: Value) -> Result<Value, CommandError> {
        dispatch(Arc::clone(&self.console), name, input).await
    }

    async fn ok(&self, name: &str, input: Value) -> Value {
        self.run(name, input).await.unwrap_or_else(|error| panic!("{name}: {error:?}"))
    }

    async fn refused(&self, name: &str, input: Value) -> String {
        self.run(name, input).await.expect_err(name).code
    }

    /// Watches an import until it has ended.
    async fn finished(&self, job: &Value) -> Value {
        loop {
            let status = self.ok("job_status", json!({ "job": job["job"] })).await;
            if status["state"] != "running" {
                return status;
            }
            tokio::task::yield_now().await;
        }
    }
}

const MARCH: (&str, &str) = ("2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z");

fn usage(group_by: &str, grain: &str, namespace: Option<&str>) -> Value {
    json!({ "grain": grain, "group_by": group_by, "from": MARCH.0, "to": MARCH.1,
            "namespace": namespace, "object": null, "usage_type": null })
}

#[tokio::test(flavor = "multi_thread")]
async fn every_read_answers_on_the_demo() {
    let test = Test::demo();
    let (from, to) = MARCH;
    for (name, input) in [
        ("accounts_list", json!({})),
        ("header", json!({})),
        ("overview", json!({ "month": null })),
        ("overview_chart", json!({ "month": "2026-03", "width": 640, "height": 260, "language": "th" })),
        ("usage_filters", json!({})),
        ("usage_view", usage("namespace", "day", None)),
        ("usage_calendar", json!({ "from": from, "to": to })),
        ("provider_costs", json!({ "by": ["provider"] })),
        ("quotas_view", json!({})),
        ("invoices_view", json!({ "tab": "overdue", "search": "" })),
        ("invoice_detail", json!({ "name": "INV-000022" })),
        ("invoice_receipt", json!({ "invoice": "INV-000022", "line": 1 })),
        ("invoice_rerate", json!({ "name": "INV-000022" })),
        ("charge_rehearsal", json!({ "name": "INV-000022", "provider": null })),
        ("invoices_close_preview", json!({ "until": to })),
        ("payment_methods_view", json!({})),
        ("payment_method_role_preview", json!({ "name": "payment-method-2", "change": "swap_primary" })),
        ("plans_view", json!({})),
        ("invoice_usage_difference", json!({ "name": "INV-000022" })),
        ("prices_view", json!({ "version": null, "against": null })),
        ("charge_checks", json!({ "against": "list_cost" })),
    ] {
        test.ok(name, input).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_month_is_the_same_on_every_screen() {
    let test = Test::demo();
    let overview = test.ok("overview", json!({ "month": "2026-03" })).await;
    let view = test.ok("usage_view", usage("usage_type", "day", None)).await;
    assert_eq!(overview["month_to_date"], view["total"]);

    let running = test.ok("invoice_detail", json!({ "name": "running-2026-03" })).await;
    let metered = running["lines"].as_array().unwrap().iter().filter(|line| line["fixed"] == false);
    let on_invoice: Vec<_> =
        metered.map(|line| (line["usage_type"].clone(), line["amount"].clone())).collect();
    for (usage_type, amount) in &on_invoice {
        let row = view["rows"].as_array().unwrap().iter().find(|row| row["group"] == *usage_type);
        assert_eq!(row.unwrap()["amount"], *amount, "{usage_type}");
    }
    assert_eq!(on_invoice.len(), view["rows"].as_array().unwrap().len());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_days_of_the_chart_add_up_to_the_month() {
    let test = Test::demo();
    for grain in ["day", "hour", "month"] {
        let input = json!({ "query": usage("usage_type", grain, None), "measure": "amount", "width": 900, "height": 240, "language": "en" });
        let chart = test.ok("usage_chart", input).await;
        let cents =
            |text: &Value| text.as_str().map_or(0, |text| text.replace('.', "").parse::<i64>().unwrap());
        // The comparison with the month before is a column of its own, the last one.
        let columns = chart["table"]["columns"].as_array().unwrap().len() - 1;
        let rows = chart["table"]["rows"].as_array().unwrap();
        let sum: i64 =
            rows.iter().flat_map(|row| &row["cells"].as_array().unwrap()[..columns]).map(cents).sum();
        let view = test.ok("usage_view", usage("usage_type", grain, None)).await;
        assert_eq!(sum, cents(&view["total"]["amount"]), "{grain}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn why_a_total_changed_adds_up_to_the_cent() {
    let test = Test::demo();
    let cents = |text: &Value| text.as_str().unwrap().replace('.', "").parse::<i64>().unwrap();
    for compare in ["previous", "last_year", "range"] {
        let mut query = usage("usage_type", "day", None);
        query["compare"] = json!(compare);
        query["compare_from"] = json!("2025-12-01T00:00:00Z");
        query["compare_to"] = json!("2026-01-01T00:00:00Z");
        let view = test.ok("usage_view", query.clone()).await;
        let input = json!({ "query": query, "width": 900, "height": 240, "language": "th" });
        let why = test.ok("usage_waterfall", input).await;
        assert_eq!(why["total"], view["total"], "{compare}");
        assert_eq!(
            (&why["before"], &why["total_before"]),
            (&view["before"], &view["total_before"]),
            "{compare}"
        );
        if why["total_before"].is_null() {
            assert!(why["chart"].is_null(), "nothing to compare with is not drawn");
            continue;
        }
        let steps: Vec<i64> =
            why["chart"]["marks"].as_array().unwrap().iter().map(|mark| cents(&mark["value"])).collect();
        let (last, others) = steps.split_last().unwrap();
        assert_eq!(others.iter().sum::<i64>(), *last, "{compare}");
        let rows = view["rows"].as_array().unwrap();
        let changes: i64 = rows
            .iter()
            .filter(|row| !row["change"].is_null())
            .map(|row| cents(&row["change"]["amount"]))
            .sum();
        assert_eq!(
            changes,
            cents(&view["total_change"]["amount"]),
            "{compare}: the rows say why the total changed"
        );
    }
    let mut query = usage("usage_type", "day", None);
    query["compare"] = json!("range");
    assert_eq!(test.refused("usage_view", query).await, "invalid_input");
    let query = usage("usage_type", "day", Some("media"));
    let input = json!({ "query": query, "width": 900, "height": 240, "language": "en" });
    assert_eq!(test.refused("usage_waterfall", input).await, "failed_precondition");
}

#[tokio::test(flavor = "multi_thread")]
async fn single_hours_come_in_windows_and_sum_to_the_row() {
    let test = Test::demo();
    let view = test.ok("usage_view", usage("usage_type", "day", None)).await;
    let row = &view["rows"][0];
    let mut query = usage("usage_type", "hour", None);
    query["usage_type"] = row["group"].clone();
    let window = |offset: u32, sorts: Value| json!({ "query": query, "sorts": sorts, "find": "", "offset": offset, "limit": 250 });
    let first = test.ok("usage_hours", window(0, json!([]))).await;
    assert_eq!(first["totals"].as_array().unwrap().len(), 1);
    assert_eq!(first["totals"][0]["quantity"], row["quantity"]);
    let count = u32::try_from(first["count"].as_u64().unwrap()).unwrap();
    assert!(count > 250, "{count}");
    let mut seen = 0;
    let mut last = String::new();
    while seen < count {
        let rows = test.ok("usage_hours", window(seen, json!([{ "key": "hour", "down": false }]))).await;
        for row in rows["rows"].as_array().unwrap() {
            assert_eq!(row["place"], seen);
            assert!(*row["hour"].as_str().unwrap() >= *last, "oldest first");
            last = row["hour"].as_str().unwrap().to_owned();
            seen += 1;
        }
    }
    let mut nothing = window(0, json!([]));
    nothing["find"] = json!("no such name");
    assert_eq!(test.ok("usage_hours", nothing).await["count"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_desk_remembers_for_its_account_alone() {
    let test = Test::demo();
    let account = test.ok("desk_read", json!({})).await["account"].clone();
    let note = json!({ "account": account, "key": "columns.usage", "value": "{\"hidden\":[\"unit\"]}" });
    test.ok("desk_write", note.clone()).await;
    assert_eq!(test.ok("desk_read", json!({})).await["notes"][0]["key"], "columns.usage");
    test.ok("account_create", json!({ "name": "Other", "currency": "EUR" })).await;
    assert_eq!(
        test.refused("desk_write", note).await,
        "failed_precondition",
        "it was meant for the former account"
    );
    assert_eq!(test.ok("desk_read", json!({})).await["notes"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_of_the_tenant_has_no_invented_amount() {
    let test = Test::demo();
    let view = test.ok("usage_view", usage("usage_type", "day", Some("media"))).await;
    let rows = view["rows"].as_array().unwrap();
    assert!(!rows.is_empty());
    assert!(rows.iter().all(|row| row["amount"].is_null() && row["no_amount"] == "part_of_tenant"));
    assert!(view["total"].is_null());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_stored_document_is_the_one_that_is_shown() {
    let test = Test::demo();
    let detail = test.ok("invoice_detail", json!({ "name": "INV-000024" })).await;
    let file = test.ok("invoice_pdf", json!({ "name": "INV-000024" })).await;
    assert_eq!(file["sha256"], detail["pdf"]["sha256"]);
    assert_eq!(file["unchanged"], true);
    let running = test.ok("invoice_pdf", json!({ "name": "running-2026-03" })).await;
    assert!(running["unchanged"].is_null(), "a running invoice is printed anew");
}
