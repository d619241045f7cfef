//! The trail: every command that changes the account writes a line in it, and edits are taken back with a line of their own.

use super::*;
use billing_console::STALES;
use std::collections::BTreeSet;

async fn lines(test: &Test) -> u64 {
    let view = test.ok("audit_view", window(json!({}))).await;
    view["all"].as_u64().unwrap()
}

fn window(filter: Value) -> Value {
    let mut asked = json!({ "group": null, "who": null, "object": null, "from": null, "to": null, "text": null,
        "sorts": [], "skip": 0, "limit": 50 });
    asked.as_object_mut().unwrap().extend(filter.as_object().unwrap().clone());
    asked
}

/// Commands that change nothing of an account, or of nothing but what is kept beside it, and why.
const OUTSIDE: &[(&str, &str)] = &[
    ("account_create", "the list of accounts, not an account"),
    ("account_add_demo", "the list of accounts"),
    ("account_open", "which account is shown"),
    ("account_remove", "the list of accounts"),
    ("settings_set", "the console, not an account"),
    ("account_colour_set", "the list of accounts"),
    ("account_from_copy", "the list of accounts; what is in the copy stays as it is"),
    ("backup_now", "a copy of the book changes nothing in it"),
    ("lock_set", "the window, not an account"),
    ("tenant_add", "the list of accounts; the new copy begins empty"),
    ("tenant_connect", "the connection of the moment"),
    ("tenant_disconnect", "the connection of the moment"),
    ("sync_start", "what the tenant tells: each run has a record of its own"),
    ("sync_pause", "the run of the moment"),
    ("sync_go_on", "the run of the moment"),
    ("sync_stop", "the run of the moment"),
    ("tenant_verify_start", "reads alone"),
    ("tenant_verify_stop", "reads alone"),
    ("job_cancel", "the import of the moment; what was written has its line"),
    ("plan_preview", "a preview is a record of its own"),
    ("addon_preview", "a preview is a record of its own"),
    ("month_preview", "a preview is a record of its own"),
    ("payments_resolve", "asks the provider; what it answers is written as the charge's line"),
    ("audit_verify", "looks at the trail and must not make it longer"),
];

/// Commands of a tenant's account: `remote.rs` walks them with a tenant.
const OF_A_TENANT: &[&str] =
    &["tenant_change", "draft_write", "draft_send", "draft_discard", "change_read_back", "change_decide"];

/// Runs a command and wants its line; an import has it when it has ended.
async fn wrote_a_line(test: &Test, name: &'static str, input: Value) -> Value {
    let before = lines(test).await;
    let answer = test.ok(name, input).await;
    if name == "import_start" {
        assert_eq!(test.finished(&answer).await["state"], "done");
    }
    assert!(lines(test).await > before, "{name} writes no line");
    answer
}

/// Usage that comes late, put right and taken back; an invoice issued anew; a move that is called off.
async fn later_usage_and_a_move(test: &Test) -> Vec<&'static str> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("late.csv");
    std::fs::write(
        &file,
        "namespace,object_name,metric_label,usage_type,hour,quantity,unit_name\n\
         shop-prod,late-cluster,ce-appstack-medium,CE - App Stack Combo - Medium (8 vCPU) - Count,2026-02-05T10:00:00Z,40,node-hour\n",
    )
    .unwrap();
    wrote_a_line(test, "import_start", json!({ "kind": "usage", "path": file })).await;
    let february = json!({ "name": "INV-000024" });
    let correct = json!({ "name": "INV-000024", "reason": "late hours" });
    let corrected = wrote_a_line(test, "invoice_correct", correct).await;
    let id = corrected["corrections"][0]["id"].clone();
    wrote_a_line(test, "correction_withdraw", json!({ "id": id })).await;
    wrote_a_line(test, "invoice_cancel", february.clone()).await;
    wrote_a_line(test, "invoice_reissue", february).await;
    let add = json!({ "token": "tok_visa_1881_0930", "role": "normal", "contact": "" });
    wrote_a_line(test, "payment_method_add", add).await;
    let start = json!({ "new_plan": "organization-p25-v3", "payment_token": null, "domain": "acme.example",
        "billing_address": "1 Quay Road", "note": null, "subscribe_addons": [], "unsubscribe_addons": [],
        "when": "2026-05-01T00:00:00Z", "typed_tenant": null });
    let asked = wrote_a_line(test, "transition_start", start).await;
    let id = asked["open"]["id"].clone();
    let decide = json!({ "id": id, "approve": true, "by": "N. Srisuk", "reason": "", "typed_tenant": null });
    wrote_a_line(test, "transition_decide", decide).await;
    wrote_a_line(test, "transition_cancel", json!({ "id": id, "reason": "" })).await;
    vec![
        "import_start",
        "invoice_correct",
        "correction_withdraw",
        "invoice_cancel",
        "invoice_reissue",
        "payment_method_add",
        "transition_decide",
        "transition_cancel",
    ]
}

/// A book with a month that has ended and was not billed.
async fn a_month_of_its_own(test: &Test) -> Vec<&'static str> {
    test.ok("account_create", json!({ "name": "House book", "currency": "USD" })).await;
    let folder = tempfile::tempdir().unwrap();
    let (usage, prices) = (folder.path().join("usage.csv"), folder.path().join("prices.json"));
    std::fs::write(
        &usage,
        "namespace,object_name,metric_label,usage_type,hour,quantity,unit_name\n\
         shop,web,lb-hours,Load Balancer,2026-01-05T10:00:00Z,1,hour\n",
    )
    .unwrap();
    std::fs::write(
        &prices,
        r#"{"lb-hours":{"usage_type":"Load Balancer","unit":"hour","tiers":[{"up_to":null,"unit_price":"1"}]}}"#,
    )
    .unwrap();
    wrote_a_line(test, "import_start", json!({ "kind": "prices", "path": prices })).await;
    wrote_a_line(test, "import_start", json!({ "kind": "usage", "path": usage })).await;
    wrote_a_line(test, "invoices_close", json!({ "until": "2026-02-01T00:00:00Z" })).await;
    vec!["invoices_close"]
}

#[tokio::test(flavor = "multi_thread")]
async fn every_command_that_changes_the_account_writes_a_line() {
    let test = Test::demo();
    let start = json!({ "new_plan": "organization-p25-v3", "payment_token": null, "domain": "acme.example",
        "billing_address": "1234 Main road", "note": null, "subscribe_addons": [], "unsubscribe_addons": [] });
    let list = test.ok("invoices_view", json!({ "tab": "overdue", "search": "" })).await;
    let late = list["rows"][0]["name"].clone();
    let deeds: Vec<(&str, Value)> = vec![
        ("quota_limit_set", json!({ "family": "object", "kind": "origin_pool", "maximum": "40" })),
        ("quota_limit_remove", json!({ "family": "object", "kind": "origin_pool" })),
        ("quota_thresholds_set", json!({ "family": "object", "kind": "user", "near": "70", "full": "95" })),
        (
            "invoice_reconcile",
            json!({ "names": ["INV-000022"], "reconciled": true, "day": null, "statement": "p. 2" }),
        ),
        ("invoice_note_add", json!({ "name": "INV-000022", "text": "Ask Weber" })),
        ("addon_subscribe", json!({ "name": "f5xc_waap_advanced" })),
        ("addon_unsubscribe", json!({ "name": "f5xc_waap_advanced" })),
        ("payment_method_role_set", json!({ "name": "payment-method-2", "change": "swap_primary" })),
        ("payment_method_delete", json!({ "name": "payment-method-3" })),
        (
            "invoice_credit",
            json!({ "name": late, "amount": "1.00", "reason": "goodwill", "for_usage": false }),
        ),
        ("invoice_settle", json!({ "name": late, "note": "Bank transfer 42" })),
        ("invoice_charge", json!({ "name": "INV-000024", "provider": "test" })),
        (
            "invoice_refund",
            json!({ "name": "INV-000024", "provider": "test", "amount": "1.00", "note": "goodwill" }),
        ),
        ("book_back_up", json!({})),
        ("transition_start", start),
    ];
    let mut walked: BTreeSet<&str> = BTreeSet::new();
    for (name, input) in deeds {
        let before = lines(&test).await;
        test.ok(name, input).await;
        assert!(lines(&test).await > before, "{name} writes no line");
        walked.insert(name);
    }
    let sheet = test.ok("profile_view", json!({})).await;
    let before = lines(&test).await;
    test.ok("profile_set", sheet["now"].clone()).await;
    assert!(lines(&test).await > before, "profile_set writes no line");
    walked.insert("profile_set");
    // With ids that only an earlier answer tells.
    let notes = test.ok("invoice_marks", json!({ "name": "INV-000022" })).await;
    let note = notes["notes"][0]["id"].clone();
    let mut edit = Value::Null;
    for (name, input) in [
        ("invoice_note_change", json!({ "id": note, "text": "Asked Weber" })),
        ("invoice_note_delete", json!({ "id": note })),
    ] {
        let before = lines(&test).await;
        edit = test.ok(name, input).await["id"].clone();
        assert_eq!(lines(&test).await, before + 1, "{name}");
        walked.insert(name);
    }
    for name in ["edit_undo", "edit_redo"] {
        let before = lines(&test).await;
        test.ok(name, json!({ "id": edit })).await;
        assert_eq!(lines(&test).await, before + 1, "{name}");
        walked.insert(name);
    }
    walked.extend(later_usage_and_a_move(&Test::demo()).await);
    walked.extend(a_month_of_its_own(&Test::empty()).await);
    let changing = STALES.iter().filter(|(_, stales)| !stales.is_empty()).map(|(name, _)| *name);
    let unknown: Vec<&str> = changing
        .filter(|name| {
            let outside = OUTSIDE.iter().any(|(outside, _)| outside == name);
            !walked.contains(name) && !outside && !OF_A_TENANT.contains(name)
        })
        .collect();
    assert_eq!(unknown, [""; 0], "say of each new command whether it writes a line");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_trail_is_narrowed_and_links_to_what_it_is_about() {
    let test = Test::demo();
    let mark = json!({ "names": ["INV-000022", "INV-000024"], "reconciled": true, "day": "2026-03-18", "statement": "" });
    let done = test.ok("invoice_reconcile", mark).await;
    assert_eq!(done["count"], 2);
    let found = test.ok("audit_view", window(json!({ "who": "tester", "object": "INV-000024" }))).await;
    let line = &found["lines"][0];
    assert_eq!((&found["found"], &line["action"]), (&json!(1), &json!("invoice.reconcile")));
    assert_eq!((&line["place"], &line["object_name"]), (&json!("invoices"), &json!("INV-000024")));
    assert_eq!(line["after"], "reconciled on 2026-03-18");

    let list = test.ok("invoices_view", json!({ "tab": "all", "search": "" })).await;
    let row = list["rows"].as_array().unwrap().iter().find(|row| row["name"] == "INV-000024").unwrap();
    assert_eq!(row["reconciled_on"], "2026-03-18T00:00:00Z");
    test.ok("edit_undo", json!({ "id": done["id"] })).await;
    let marks = test.ok("invoice_marks", json!({ "name": "INV-000024" })).await;
    assert!(marks["reconciled_on"].is_null());
    assert_eq!(test.refused("edit_undo", json!({ "id": done["id"] })).await, "failed_precondition");
    assert_eq!(test.refused("edit_undo", json!({ "id": "none" })).await, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn verifying_keeps_its_time_and_adds_no_line() {
    let test = Test::demo();
    let before = test.ok("audit_view", window(json!({}))).await;
    assert!(before["check"].is_null());
    let verdict = test.ok("audit_verify", json!({})).await;
    assert!(verdict["broken"].is_null());
    let after = test.ok("audit_view", window(json!({}))).await;
    assert_eq!((&after["check"]["at"], &after["check"]["lines"]), (&verdict["at"], &before["all"]));
    assert_eq!(after["all"], before["all"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quota_has_a_year_and_a_day_on_which_it_runs_out() {
    let test = Test::demo();
    let view = test.ok("quotas_view", json!({})).await;
    let row =
        |kind: &str| view["rows"].as_array().unwrap().iter().find(|row| row["kind"] == kind).unwrap().clone();
    let site = row("virtual_site");
    assert_eq!((&site["run_out"]["when"], &site["free"]), (&json!("on"), &json!("2")));
    assert_eq!(site["weeks"].as_array().unwrap().len(), 13);
    assert_eq!(row("tcp_load_balancer")["run_out"]["when"], "unknown");
    assert_eq!(row("namespace")["run_out"]["when"], "unknown", "unlimited");
    assert_eq!(row("healthcheck")["run_out"]["when"], "now");

    let asked =
        json!({ "family": "object", "kind": "virtual_site", "width": 290, "height": 170, "language": "en" });
    let year = test.ok("quota_history", asked).await;
    let moved: Vec<_> =
        year["limit_changes"].as_array().unwrap().iter().map(|change| change["after"].clone()).collect();
    assert_eq!(moved, ["100", "120"]);
    let columns = &year["chart"]["table"]["columns"];
    assert_eq!(columns, &json!(["Used", "Limit", "Forecast"]));
    let rows = year["chart"]["table"]["rows"].as_array().unwrap();
    assert_eq!(rows[52]["cells"], json!(["118", "120", "118"]), "now");
    assert!(rows[53]["cells"][0].is_null(), "nothing is known of next week");
    let rate = json!({ "family": "api", "kind": "ves.io.schema.namespace.API.Create", "width": 290, "height": 170, "language": "en" });
    assert_eq!(test.refused("quota_history", rate).await, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_trail_comes_in_the_order_that_is_asked_for_over_all_its_windows() {
    let test = Test::demo();
    let by = |key: &str, down: bool| window(json!({ "sorts": [{ "key": key, "down": down }] }));
    let all = test.ok("audit_view", window(json!({}))).await["all"].clone();
    let oldest = test.ok("audit_view", by("sequence", false)).await;
    assert_eq!((&oldest["lines"][0]["sequence"], &oldest["found"]), (&json!(1), &all));
    let actions = |view: &Value| {
        let lines = view["lines"].as_array().unwrap().iter();
        lines.map(|line| line["action"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let last = actions(&test.ok("audit_view", by("action", true)).await);
    assert!(last.is_sorted_by(|a, b| a >= b) && last[0] == "usage.import", "{last:?}");
}
