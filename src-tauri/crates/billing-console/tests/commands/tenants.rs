//! Remote tenants through the commands: added after a test, synced, read, changed through the outbox, removed.

use super::remote::{CANARY, Remote};
use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_tenant_is_added_after_its_test_and_its_token_is_nowhere_but_in_the_keychain() {
    let remote = Remote::new().await;
    let test = remote.console();
    let mut told = Vec::new();
    let read = test.ok("tenant_address_read", json!({ "pasted": " https://acme.example/api/ " })).await;
    assert_eq!(read, json!({ "base": "https://acme.example", "tenant": "acme" }));

    let done = remote.tested(&test, CANARY).await;
    assert_eq!(done["verdict"], "passed");
    let added = test.ok("tenant_add", json!({ "name": "Acme", "test": done["job"], "anyway": false })).await;
    assert_eq!((&added["kind"], &added["open"]), (&json!("remote"), &json!(true)));
    told.extend([done.clone(), added.clone()]);
    assert_eq!(test.refused("tenant_test_status", json!({ "job": done["job"] })).await, "not_found");

    // The copy is empty, so a sync begins by itself.
    let synced = remote.synced(&test).await;
    assert_eq!((&synced["state"], &synced["quiet"]), (&json!("done"), &json!(true)), "{synced}");
    let status = test.ok("tenant_status", json!({})).await;
    assert_eq!((&status["keeping"], &status["credential"]), (&json!("keychain"), &json!("token")));
    let head = test.ok("header", json!({})).await;
    assert_eq!((&head["tenant"]["source"], &head["tenant"]["link"]), (&json!("live"), &json!("online")));
    told.extend([synced, status, head, test.ok("accounts_list", json!({})).await]);
    for refused in [
        test.run("tenant_test_start", json!({ "account": null, "address": "nonsense", "credential": { "kind": "token", "token": CANARY }, "custom_ca": null, "proxy": null })).await,
        test.run("tenant_test_start", json!({ "account": null, "address": "https://acme.example", "credential": { "kind": "certificate", "path": "/nowhere", "password": CANARY }, "custom_ca": null, "proxy": null })).await,
    ] {
        told.push(json!(refused.unwrap_err().message));
    }

    assert!(told.iter().all(|answer| !answer.to_string().contains(CANARY)), "{told:?}");
    assert_eq!(remote.files_with(CANARY), Vec::<String>::new());
    assert!(remote.keychain.holds(CANARY));

    let left = test.ok("account_remove", json!({ "id": added["id"], "wipe": true })).await;
    assert_eq!(left["accounts"], json!([]));
    assert!(!remote.keychain.holds(CANARY), "a removed account leaves no secret behind");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_token_fails_its_step_and_is_only_added_anyway() {
    let remote = Remote::new().await;
    let test = remote.console();
    let done = remote.tested(&test, "wrong").await;
    assert_eq!(done["verdict"], "failed");
    let steps: Vec<_> = done["steps"].as_array().unwrap().iter().map(|step| step["state"].clone()).collect();
    assert_eq!(steps, ["passed", "passed", "passed", "failed", "skipped", "skipped"]);
    assert_eq!(done["steps"][3]["code"], "unauthenticated");
    let add = |anyway: bool| json!({ "name": "Acme", "test": done["job"], "anyway": anyway });
    assert_eq!(test.refused("tenant_add", add(false)).await, "failed_precondition");
    assert_eq!(test.ok("accounts_list", json!({})).await["accounts"], json!([]), "nothing was stored");
    test.ok("tenant_add", add(true)).await;

    let id = test.ok("accounts_list", json!({})).await["accounts"][0]["id"].clone();
    let again = json!({ "account": id, "address": "", "credential": { "kind": "token", "token": CANARY }, "custom_ca": null, "proxy": null });
    let begun = test.ok("tenant_test_start", again).await;
    let right = remote.test_ended(&test, &begun).await;
    let changed = test.ok("tenant_change", json!({ "test": right["job"], "anyway": false })).await;
    assert_eq!(changed["keeping"], "keychain");
    assert!(remote.keychain.holds(CANARY));
    assert!(!remote.keychain.holds("wrong"));
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_restart_the_copy_is_read_with_the_tenant_gone() {
    let remote = Remote::new().await;
    let before = remote.added().await;
    drop(before);
    remote.tenant_is_gone();
    let test = remote.console();
    test.console.start(&Start::Last).unwrap();
    billing_console::handlers::after_opening(Arc::clone(&test.console)).await;

    let head = test.ok("header", json!({})).await;
    assert_eq!(head["tenant"]["link"], "not_connected");
    assert_eq!(head["tenant"]["source"], "copy");
    assert!(head["tenant"]["because"].as_str().unwrap().contains("cable"));
    assert!(head["tenant"]["as_of"].is_string());
    assert_eq!(head["invoices_overdue"], 1);

    // Which plan was held in which month the copy does not tell: no figure is made up from it.
    let asked = json!({ "months": 24, "width": 600, "height": 240, "language": "en" });
    let every = test.ok("every_plan", asked).await;
    assert_eq!((&every["months"], &every["chart"]), (&json!(0), &Value::Null));

    let list = test.ok("invoices_view", json!({ "tab": "all", "search": "" })).await;
    assert_eq!((&list["provider"], &list["balance"]), (&json!(true), &Value::Null));
    let row = |status: &str| {
        let rows = list["rows"].as_array().unwrap();
        rows.iter()
            .find(|row| row["status"] == status)
            .unwrap_or_else(|| panic!("no {status}: {list}"))
            .clone()
    };
    let (paid, late) = (row("paid"), row("overdue"));
    assert_eq!((&paid["due_at"], &paid["pdf_stored"]), (&Value::Null, &json!(true)));
    let file = test.ok("invoice_pdf", json!({ "name": paid["name"] })).await;
    assert_eq!(file["unchanged"], true);
    let verdict = test.ok("provider_document_verify", json!({ "name": paid["name"] })).await;
    assert_eq!((&verdict["sha256"], &verdict["unchanged"]), (&file["sha256"], &json!(true)));
    let detail = test.ok("provider_invoice", json!({ "name": paid["name"] })).await;
    assert_eq!(detail["evidence"][0]["quantity"], "1500.5");
    assert_eq!(detail["evidence_total"], Value::Null, "there is no price book here");
    let missing = test.run("invoice_pdf", json!({ "name": late["name"] })).await.unwrap_err();
    assert!(missing.code == "not_found" && missing.message.contains("not downloaded"), "{missing:?}");

    let overview = test.ok("overview", json!({ "month": null })).await;
    assert_eq!(overview["overdue_count"], 1);
    assert_eq!(overview["needs"][0]["kind"], "provider_overdue");
    let january = test.ok("overview", json!({ "month": "2026-01" })).await;
    let told = (&january["metered"], &january["month_to_date"]);
    assert_eq!(told, (&json!(true), &Value::Null), "usage without a price is usage");
    let input = json!({ "grain": "month", "group_by": "usage_type", "from": "2026-01-01T00:00:00Z", "to": "2026-02-01T00:00:00Z", "namespace": null, "object": null, "usage_type": null });
    assert_eq!(test.ok("usage_view", input).await["rows"][0]["quantity"], "1500.5");

    remote.tenant_is_back();
    let again = test.ok("tenant_connect", json!({})).await;
    assert_eq!(again["head"]["link"], "online");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_providers_documents_are_never_changed_here() {
    let remote = Remote::new().await;
    let test = remote.added().await;
    let name = json!("INV-000001");
    for (command, input) in [
        ("invoices_close", json!({ "until": "2026-04-01T00:00:00Z" })),
        ("invoices_close_preview", json!({ "until": "2026-04-01T00:00:00Z" })),
        ("invoice_settle", json!({ "name": name, "note": "" })),
        ("invoice_cancel", json!({ "name": name })),
        ("invoice_reissue", json!({ "name": name })),
        ("invoice_credit", json!({ "name": name, "amount": null, "reason": "x", "for_usage": false })),
        ("invoice_charge", json!({ "name": name, "provider": "test" })),
        ("invoice_refund", json!({ "name": name, "provider": "test", "amount": null, "note": "" })),
        ("import_start", json!({ "kind": "usage", "path": "/nowhere" })),
        ("import_start", json!({ "kind": "focus", "path": "/nowhere" })),
        ("invoice_detail", json!({ "name": name })),
    ] {
        assert_eq!(test.refused(command, input).await, "unsupported", "{command}");
    }
    let prices = remote.prices_file();
    let job = test.ok("import_start", json!({ "kind": "prices", "path": prices })).await;
    assert_eq!(test.finished(&job).await["state"], "done");
    let list = test.ok("invoices_view", json!({ "tab": "paid", "search": "" })).await;
    let detail = test.ok("provider_invoice", json!({ "name": list["rows"][0]["name"] })).await;
    // 1,000 at 0.10 and 500 at 0.08, as the provider billed.
    assert_eq!(detail["evidence_total"], detail["row"]["amount"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn while_air_gapped_nothing_is_connected_and_everything_can_be_read() {
    let remote = Remote::new().await;
    let test = remote.added().await;
    let set = |on: bool| json!({ "air_gapped": on, "sync_when_opened": true });
    test.ok("settings_set", set(true)).await;
    let opened = remote.connections();
    let status = test.ok("tenant_status", json!({})).await;
    assert_eq!(status["head"]["link"], "air_gapped");
    let start = json!({ "account": null, "address": "https://b.example", "credential": { "kind": "token", "token": CANARY }, "custom_ca": null, "proxy": null });
    for (command, input) in [
        ("tenant_connect", json!({})),
        ("sync_start", json!({ "from": null, "to": null })),
        ("tenant_verify_start", json!({ "from": null, "to": null })),
        ("tenant_test_start", start),
    ] {
        assert_eq!(test.refused(command, input).await, "failed_precondition", "{command}");
    }
    assert_eq!(test.ok("header", json!({})).await["air_gapped"], true);
    test.ok("invoices_view", json!({ "tab": "all", "search": "" })).await;
    drop(test);

    let test = remote.console();
    test.console.start(&Start::Last).unwrap();
    billing_console::handlers::after_opening(Arc::clone(&test.console)).await;
    assert_eq!(remote.connections(), opened, "the switch outlives a restart");
    test.ok("settings_set", set(false)).await;
    assert_eq!(test.ok("tenant_connect", json!({})).await["head"]["link"], "online");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_limit_set_offline_is_a_draft_and_a_conflict_is_seen_before_it_is_sent() {
    let remote = Remote::new().await;
    let test = remote.added().await;
    test.ok("tenant_disconnect", json!({})).await;
    let set = |kind: &str, most: &str| json!({ "family": "object", "kind": kind, "maximum": most });
    assert_eq!(test.ok("quota_limit_set", set("user", "600")).await["drafted"], true);
    assert_eq!(test.ok("quota_limit_set", set("crl", "9")).await["drafted"], true);
    test.ok("draft_write", json!({ "kind": "user", "text": "We need 900 users." })).await;
    let outbox = test.ok("outbox_view", json!({})).await;
    let drafts = outbox["drafts"].as_array().unwrap();
    assert_eq!(drafts.len(), 2, "both limits are one draft: {outbox}");
    let limits = drafts.iter().find(|draft| draft["operation"] == "create_quota").unwrap();
    assert_eq!(
        limits["wanted"],
        json!([{ "field": "crl", "value": "9" }, { "field": "user", "value": "600" }])
    );

    remote.somebody_else_sets("user", 700).await;
    test.ok("tenant_connect", json!({})).await;
    let check = test.ok("draft_check", json!({ "id": limits["id"] })).await;
    assert_eq!(check["conflict"], true);
    let user = check["fields"].as_array().unwrap().iter().find(|field| field["field"] == "user").unwrap();
    assert_eq!((&user["base"], &user["mine"], &user["theirs"]), (&Value::Null, &json!("600"), &json!("700")));
    let send = |despite: bool| json!({ "id": limits["id"], "despite_conflict": despite });
    assert_eq!(test.refused("draft_send", send(false)).await, "failed_precondition");

    let left = test.ok("draft_discard", json!({ "id": limits["id"] })).await;
    assert_eq!(left["drafts"].as_array().unwrap().len(), 1);
    let live = test.ok("quota_limit_set", set("user", "800")).await;
    assert_eq!(live["drafted"], false);
    assert_eq!(remote.limit_of("user").await, Some(800));
    let sent = test.ok("outbox_view", json!({})).await;
    assert_eq!(
        (&sent["ended"][0]["operation"], &sent["ended"][0]["state"]),
        (&json!("replace_quota"), &json!("done"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn payment_methods_of_a_tenant_are_those_that_this_console_knows() {
    let remote = Remote::new().await;
    let test = remote.added().await;
    let add = json!({ "token": "tok_visa_4242_2030-01", "role": "primary", "contact": "" });
    let view = test.ok("payment_method_add", add).await;
    assert_eq!((&view["register"], &view["methods"][0]["role"]), (&json!(true), &json!("primary")));
    test.ok("tenant_disconnect", json!({})).await;
    let name = view["methods"][0]["name"].clone();
    assert_eq!(test.refused("payment_method_delete", json!({ "name": name })).await, "unavailable");
    assert_eq!(test.ok("payment_methods_view", json!({})).await["methods"].as_array().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_copy_is_held_against_the_tenant_and_a_sync_can_be_stopped() {
    let remote = Remote::new().await;
    let test = remote.added().await;
    test.ok("tenant_verify_start", json!({ "from": null, "to": null })).await;
    let verified = loop {
        let status = test.ok("tenant_verify_status", json!({})).await;
        if status["state"] != "running" {
            break status;
        }
        tokio::task::yield_now().await;
    };
    assert_eq!(verified["state"], "done", "{verified}");
    let rows = verified["rows"].as_array().unwrap();
    assert!(
        rows.iter().any(|row| row["part"] == "hours" && row["here"]["sums"][0]["sum"] == "1500.5"),
        "{verified}"
    );
    assert!(rows.iter().all(|row| row["equal"] == true), "{verified}");

    let held = remote.held();
    test.ok("sync_start", json!({ "from": null, "to": null })).await;
    assert_eq!(test.refused("sync_start", json!({ "from": null, "to": null })).await, "failed_precondition");
    assert_eq!(test.ok("sync_pause", json!({})).await["state"], "paused");
    assert_eq!(test.ok("sync_go_on", json!({})).await["state"], "running");
    assert_eq!(test.ok("sync_stop", json!({})).await["state"], "stopping");
    drop(held);
    let stopped = remote.synced(&test).await;
    assert_eq!(stopped["state"], "cancelled");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_keychain_the_token_lives_for_the_session_and_that_is_told() {
    let remote = Remote::new().await;
    remote.keychain.lock_away("The keychain is locked.");
    let test = remote.added().await;
    let status = test.ok("tenant_status", json!({})).await;
    assert_eq!(
        (&status["keeping"], &status["keeping_why"]),
        (&json!("session_only"), &json!("The keychain is locked."))
    );
    assert_eq!(remote.files_with(CANARY), Vec::<String>::new());
    drop(test);
    remote.keychain.program_ends();
    let test = remote.console();
    test.console.start(&Start::Last).unwrap();
    billing_console::handlers::after_opening(Arc::clone(&test.console)).await;
    let status = test.ok("tenant_status", json!({})).await;
    assert_eq!((&status["keeping"], &status["head"]["link"]), (&json!("missing"), &json!("not_connected")));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unpaid_invoice_has_a_pro_forma_of_ours_and_a_pack_says_what_is_missing() {
    let remote = Remote::new().await;
    let test = remote.added().await;
    let all = test.ok("invoices_view", json!({ "tab": "all", "search": "" })).await;
    let rows = all["rows"].as_array().unwrap();
    let of =
        |paid: bool| rows.iter().find(|row| (row["status"] == "paid") == paid).map(|row| row["name"].clone());
    let (paid, unpaid) = (of(true).unwrap(), of(false).unwrap());
    let ask = |name: &Value| json!({ "name": name, "language": "en" });
    assert_eq!(
        test.refused("provider_pro_forma", ask(&unpaid)).await,
        "failed_precondition",
        "no price book yet"
    );
    let job = test.ok("import_start", json!({ "kind": "prices", "path": remote.prices_file() })).await;
    assert_eq!(test.finished(&job).await["state"], "done");
    assert_eq!(test.refused("provider_pro_forma", ask(&paid)).await, "failed_precondition");
    let pack = test.ok("invoice_pack", ask(&paid)).await;
    assert!(pack["rows"].as_u64() >= Some(4), "document or why not, lines twice, hours: {}", pack["rows"]);
    let list = test
        .ok(
            "export_file",
            json!({ "what": { "of": "invoice_lines", "name": paid }, "scope": "seen",
        "columns": [], "sort": [], "find": "", "format": "pdf", "language": "th" }),
        )
        .await;
    assert_eq!(list["media_type"], "application/pdf");
}
