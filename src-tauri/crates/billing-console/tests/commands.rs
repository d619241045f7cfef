//! Every command of the table, run by name on the demo tenant as the browser door runs it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test says what failed by panicking"
)]

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
        // The comparison with the month before is a column of its own, the last one of the day grain.
        let columns = chart["table"]["columns"].as_array().unwrap().len() - usize::from(grain == "day");
        let rows = chart["table"]["rows"].as_array().unwrap();
        let sum: i64 =
            rows.iter().flat_map(|row| &row["cells"].as_array().unwrap()[..columns]).map(cents).sum();
        let view = test.ok("usage_view", usage("usage_type", grain, None)).await;
        assert_eq!(sum, cents(&view["total"]["amount"]), "{grain}");
    }
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

#[tokio::test(flavor = "multi_thread")]
async fn settling_and_cancelling_follow_the_states() {
    let test = Test::demo();
    let settle = json!({ "name": "INV-000024", "note": "Bank transfer 42" });
    let paid = test.ok("invoice_settle", settle.clone()).await;
    assert_eq!((&paid["row"]["status"], &paid["row"]["balance"]["amount"]), (&json!("paid"), &json!("0.00")));
    assert_eq!(test.refused("invoice_settle", settle).await, "failed_precondition");
    assert_eq!(test.refused("invoice_cancel", json!({ "name": "INV-000024" })).await, "failed_precondition");
    assert_eq!(test.refused("invoice_detail", json!({ "name": "INV-999999" })).await, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invoice_is_charged_given_back_and_asked_about() {
    let test = Test::demo();
    let name = json!({ "name": "INV-000024" });
    let plan = test.ok("charge_rehearsal", json!({ "name": "INV-000024", "provider": null })).await;
    assert_eq!((&plan["provider"]["name"], &plan["provider"]["test"]), (&json!("test"), &json!(true)));
    assert_eq!(
        plan["providers"].as_array().unwrap().len(),
        1,
        "Stripe is offered only where a shell set it up"
    );
    let start = |provider: &str| json!({ "name": "INV-000024", "provider": provider });
    assert_eq!(test.refused("invoice_charge", start("stripe")).await, "failed_precondition");
    let paid = test.ok("invoice_charge", start("test")).await;
    assert_eq!((&paid["row"]["status"], &paid["can_charge"]), (&json!("paid"), &json!(false)));
    let taken = paid["attempts"].as_array().unwrap().iter().find(|one| one["state"] == "succeeded").unwrap();
    assert_eq!(
        (&taken["amount"], &taken["refundable"], &taken["test"]),
        (&plan["amount"], &plan["amount"], &json!(true))
    );

    let refund = |amount: &str| json!({ "name": "INV-000024", "provider": "test", "amount": amount, "note": "goodwill" });
    assert_eq!(test.refused("invoice_refund", refund("1.005")).await, "invalid_input");
    let part = test.ok("invoice_refund", refund("1.05")).await;
    let last = part["attempts"].as_array().unwrap().last().unwrap();
    assert_eq!((&last["kind"], &last["amount"]["amount"]), (&json!("refund"), &json!("-1.05")));
    assert_eq!(test.ok("payments_resolve", name).await, part, "nothing is open: nothing changes");
}

#[tokio::test(flavor = "multi_thread")]
async fn roles_limits_plans_and_addons_change() {
    let test = Test::demo();
    let change = json!({ "name": "payment-method-2", "change": "swap_primary" });
    let methods = test.ok("payment_method_role_set", change).await;
    assert_eq!(methods["methods"][0]["name"], "payment-method-2");
    assert_eq!(methods["methods"][0]["role"], "primary");

    let limit = json!({ "family": "object", "kind": "origin_pool", "maximum": "40" });
    let quotas = test.ok("quota_limit_set", limit).await;
    let pool =
        quotas["rows"].as_array().unwrap().iter().find(|row| row["kind"] == "origin_pool").unwrap().clone();
    assert_eq!((&pool["limit"], &pool["source"]), (&json!("40"), &json!("object")));
    let back = test.ok("quota_limit_remove", json!({ "family": "object", "kind": "origin_pool" })).await;
    let pool =
        back["rows"].as_array().unwrap().iter().find(|row| row["kind"] == "origin_pool").unwrap().clone();
    assert_eq!(pool["limit"], "10");

    let plans = test.ok("addon_subscribe", json!({ "name": "f5xc_waap_advanced" })).await;
    let addon = plans["addons"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["name"] == "f5xc_waap_advanced")
        .unwrap()
        .clone();
    assert_eq!(addon["state"], "subscribed");
    test.ok("addon_unsubscribe", json!({ "name": "f5xc_waap_advanced" })).await;
    assert_eq!(
        test.refused("addon_unsubscribe", json!({ "name": "f5xc_waap_standard" })).await,
        "failed_precondition"
    );

    let start = json!({ "new_plan": "organization-p25-v3", "payment_token": null, "domain": "acme.example",
        "billing_address": "1234 Main road", "note": null, "subscribe_addons": [], "unsubscribe_addons": [] });
    let waiting = test.ok("transition_start", start).await;
    assert_eq!(waiting["open"]["state"], "waiting_for_approval");
    let decide = |by: &str| json!({ "id": waiting["open"]["id"], "approve": true, "by": by, "reason": "" });
    assert_ne!(
        test.run("transition_decide", decide("tester")).await.err(),
        None,
        "nobody approves their own request"
    );
    let finished = test.ok("transition_decide", decide("N. Srisuk")).await;
    let current =
        finished["plans"].as_array().unwrap().iter().find(|plan| plan["current"] == true).unwrap().clone();
    assert_eq!(current["name"], "organization-p25-v3");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_is_put_off_looked_at_and_called_off() {
    let test = Test::demo();
    let view = test.ok("plans_view", json!({})).await;
    assert_eq!(
        (&view["period_end"], &view["tenant"], &view["last_copy"]),
        (&json!("2026-04-01T00:00:00Z"), &json!("acmecorp"), &Value::Null)
    );
    let asked = json!({ "plan": "individual-p25-v2", "subscribe_addons": [], "unsubscribe_addons": [] });
    let preview = test.ok("plan_preview", asked).await;
    assert_eq!(preview["effect_at"], "2026-04-01T00:00:00Z", "a downgrade");
    assert_eq!(
        preview["period"]["start"], "2026-04-01T00:00:00Z",
        "the bill of the month in which it takes effect"
    );
    let limits = test.ok("plan_limits", json!({ "name": "individual-p25-v2" })).await;
    let user = limits["rows"].as_array().unwrap().iter().find(|row| row["kind"] == "user").unwrap().clone();
    let told = ["used", "before", "after", "over_by"].map(|field| user[field].clone());
    assert_eq!((told, &user["tighter"]), (["380", "400", "10", "370"].map(Value::from), &json!(true)));
    let start = |plan: &str, typed: Option<&str>| {
        json!({ "new_plan": plan, "payment_token": null, "domain": "acme.example", "billing_address": "1 Quay Road",
            "note": null, "subscribe_addons": [], "unsubscribe_addons": [], "when": "2026-05-01T00:00:00Z",
            "typed_tenant": typed })
    };
    let waiting = test.ok("transition_start", start("organization-p25-v3", None)).await;
    let id = waiting["open"]["id"].clone();
    let yes = json!({ "id": id, "approve": true, "by": "N. Srisuk", "reason": "", "typed_tenant": null });
    let scheduled = test.ok("transition_decide", yes).await;
    assert_eq!(scheduled["open"]["phase"], "scheduled");
    assert_eq!(scheduled["open"]["done"].as_array().unwrap().len(), 3);
    let overview = test.ok("overview", json!({ "month": null })).await;
    assert!(!overview["needs"].to_string().contains("transition"), "it only waits for its time");
    let off = test.ok("transition_cancel", json!({ "id": id, "reason": "" })).await;
    assert_eq!((&off["open"], &off["past"][0]["phase"]), (&Value::Null, &json!("failed")));
    let mut anew = start("free-p25-v2", Some("acmecorp"));
    anew["when"] = json!("now");
    assert_eq!(test.refused("transition_start", anew.clone()).await, "failed_precondition");
    assert_eq!(test.ok("book_back_up", json!({})).await["last_copy"]["fresh"], true);
    let done = test.ok("transition_start", anew).await;
    assert_eq!(done["past"][0]["phase"], "finished");
}

#[tokio::test(flavor = "multi_thread")]
async fn card_numbers_are_refused_at_the_door() {
    let test = Test::demo();
    let add = |token: &str| json!({ "token": token, "role": "normal", "contact": "" });
    assert_eq!(test.refused("payment_method_add", add("4242 4242 4242 4242")).await, "invalid_input");
    let added = test.ok("payment_method_add", add("tok_visa_1881_0930")).await;
    assert_eq!(added["methods"].as_array().unwrap().len(), 4);
    test.ok("payment_method_delete", json!({ "name": "payment-method-4" })).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_local_book_is_made_filled_closed_and_removed() {
    let test = Test::empty();
    assert_eq!(test.refused("overview", json!({ "month": null })).await, "failed_precondition");
    let made = test.ok("account_create", json!({ "name": "House book", "currency": "USD" })).await;
    for empty in ["header", "usage_filters", "quotas_view", "payment_methods_view", "plans_view"] {
        test.ok(empty, json!({})).await;
    }
    test.ok("overview", json!({ "month": null })).await;
    test.ok("usage_view", usage("usage_type", "day", None)).await;

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("usage.csv");
    std::fs::write(
        &file,
        "namespace,object_name,metric_label,usage_type,hour,quantity,unit_name\n\
         shop,web,http-requests,HTTP Requests,2026-01-05T10:00:00Z,1500.5,1k Requests\n\
         shop,web,http-requests,HTTP Requests,2026-01-05T11:00:00Z,nonsense,1k Requests\n",
    )
    .unwrap();
    let job = test.ok("import_start", json!({ "kind": "usage", "path": file })).await;
    let done = test.finished(&job).await;
    assert_eq!(
        (&done["state"], &done["rows_new"], &done["rows_refused"]),
        (&json!("done"), &json!("1"), &json!("1"))
    );
    assert_eq!(done["refusals"][0]["line"], "3");

    let prices = folder.path().join("prices.json");
    std::fs::write(&prices, r#"{"http-requests":{"usage_type":"HTTP Requests","unit":"1k Requests","tiers":[{"up_to":1000,"unit_price":"0.10"},{"up_to":null,"unit_price":"0.08"}]}}"#).unwrap();
    let job = test.ok("import_start", json!({ "kind": "prices", "path": prices })).await;
    assert_eq!(test.finished(&job).await["state"], "done");

    let preview = test.ok("invoices_close_preview", json!({ "until": "2026-02-01T00:00:00Z" })).await;
    let closed = test.ok("invoices_close", json!({ "until": "2026-02-01T00:00:00Z" })).await;
    // 1,000 at 0.10 and 500 at 0.08.
    assert_eq!(closed["total"], json!({ "amount": "140.00", "currency": "USD" }));
    assert_eq!(preview["total"], closed["total"], "what was previewed is what was billed");

    let missing =
        test.ok("import_start", json!({ "kind": "focus", "path": folder.path().join("none.csv") })).await;
    assert_eq!(test.finished(&missing).await["state"], "failed");
    assert_eq!(test.refused("job_status", json!({ "job": "none" })).await, "not_found");

    let left = test.ok("account_remove", json!({ "id": made["id"], "wipe": true })).await;
    assert_eq!(left["accounts"], json!([]));
    assert_eq!(test.refused("account_open", json!({ "id": made["id"] })).await, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn hours_that_were_not_measured_are_told_and_never_shown_as_zero() {
    let test = Test::empty();
    test.ok("account_create", json!({ "name": "House book", "currency": "USD" })).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("usage.csv");
    std::fs::write(
        &file,
        "namespace,object_name,metric_label,usage_type,hour,quantity,unit_name,status\n\
         shop,web,whole,Whole,2026-03-05T10:00:00Z,5,Hour,ACTIVE\n\
         shop,web,broken,Broken,2026-03-05T10:00:00Z,7,Hour,ACTIVE\n\
         shop,web,broken,Broken,2026-03-05T11:00:00Z,,Hour,NOT_MEASURED\n\
         shop,web,broken,Broken,2026-03-05T12:00:00Z,,Hour,NO_DATA\n\
         media,cdn,silent,Silent,2026-03-05T10:00:00Z,,Hour,NO_DATA\n\
         media,cdn,silent,Silent,2026-04-05T10:00:00Z,9,Hour,ACTIVE\n",
    )
    .unwrap();
    let job = test.ok("import_start", json!({ "kind": "usage", "path": file })).await;
    assert_eq!(test.finished(&job).await["rows_refused"], "0");

    for (group_by, names) in
        [("usage_type", ["Whole", "Broken", "Silent"]), ("metric_label", ["whole", "broken", "silent"])]
    {
        let view = test.ok("usage_view", usage(group_by, "day", None)).await;
        let row = |name: &str| {
            let found = view["rows"].as_array().unwrap().iter().find(|row| row["group"] == name);
            found.unwrap_or_else(|| panic!("{name} is missing: {view}")).clone()
        };
        let told = names.map(|name| {
            let row = row(name);
            (row["status"].clone(), row["gap_hours"].clone(), row["quantity"].clone())
        });
        assert_eq!(told[0], (json!("active"), json!(0), json!("5")));
        assert_eq!(told[1], (json!("not_measured"), json!(2), json!("7")));
        assert_eq!(told[2], (json!("no_data"), json!(1), Value::Null), "nothing came: unknown, not 0");
    }
    let view = test.ok("usage_view", usage("namespace", "day", None)).await;
    assert_eq!(view["total_complete"], false);
    let states: Vec<_> =
        view["rows"].as_array().unwrap().iter().map(|row| (&row["group"], &row["status"])).collect();
    assert_eq!(states, [(&json!("shop"), &json!("not_measured")), (&json!("media"), &json!("no_data"))]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_month_is_not_compared_with_a_zero_that_nobody_measured() {
    let test = Test::demo();
    let mut input = usage("usage_type", "day", None);
    input["from"] = json!("2024-04-01T00:00:00Z");
    input["to"] = json!("2024-05-01T00:00:00Z");
    let view = test.ok("usage_view", input).await;
    let rows = view["rows"].as_array().unwrap();
    assert!(
        !rows.is_empty() && rows.iter().all(|row| row["before"].is_null() && row["change"].is_null()),
        "{view}"
    );
    assert!(view["total_change"].is_null());
    let overview = test.ok("overview", json!({ "month": "2024-04" })).await;
    assert_eq!((&overview["movers"], &overview["change"]), (&json!([]), &Value::Null));
    let march = test.ok("overview", json!({ "month": "2026-03" })).await;
    assert!(!march["movers"].as_array().unwrap().is_empty(), "a month with one before it has movers");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_total_that_leaves_something_out_says_so() {
    let test = Test::demo();
    let whole = test.ok("usage_view", usage("usage_type", "day", None)).await;
    assert_eq!(whole["total_complete"], true);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("usage.csv");
    std::fs::write(
        &file,
        "namespace,object_name,metric_label,usage_type,hour,quantity,unit_name\n\
         shop-prod,web,no-such-price,Unpriced,2026-03-05T10:00:00Z,5,Hour\n",
    )
    .unwrap();
    let job = test.ok("import_start", json!({ "kind": "usage", "path": file })).await;
    test.finished(&job).await;
    let part = test.ok("usage_view", usage("usage_type", "day", None)).await;
    assert_eq!((&part["total_complete"], &part["total"]), (&json!(false), &whole["total"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_door_refuses_what_it_does_not_know() {
    let test = Test::empty();
    assert_eq!(test.refused("drop_everything", json!({})).await, "no_command");
    assert_eq!(test.refused("account_create", json!({ "name": 5 })).await, "bad_input");
    assert_eq!(
        test.refused("account_create", json!({ "name": "x", "currency": "dollars" })).await,
        "invalid_input"
    );
    assert!(COMMANDS.contains(&"overview"));
}
