//! What changes something: invoices, money, roles, limits, plans.

use super::*;
use billing_console::handlers::ask_about_the_unknown;

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
    let mut strange = json!({ "new_plan": "organization-p25-v3", "payment_token": null, "domain": "acme.example",
        "billing_address": "1 Quay Road", "note": null, "subscribe_addons": [], "unsubscribe_addons": [],
        "preview": preview["id"] });
    assert_eq!(test.refused("transition_start", strange.clone()).await, "invalid_input", "of another plan");
    strange["preview"] = json!("a lot");
    assert_eq!(test.refused("transition_start", strange).await, "invalid_input");
    let asked = json!({ "plan": "organization-p25-v3", "subscribe_addons": [], "unsubscribe_addons": [],
        "when": "2026-05-01T00:00:00Z" });
    let seen = test.ok("plan_preview", asked).await;
    let start = |plan: &str, typed: Option<&str>| {
        json!({ "new_plan": plan, "payment_token": null, "domain": "acme.example", "billing_address": "1 Quay Road",
            "note": null, "subscribe_addons": [], "unsubscribe_addons": [], "when": "2026-05-01T00:00:00Z",
            "typed_tenant": typed })
    };
    let mut with_seen = start("organization-p25-v3", None);
    with_seen["preview"] = seen["id"].clone();
    let waiting = test.ok("transition_start", with_seen).await;
    assert_eq!(waiting["open"]["preview"]["shown"], seen, "the tracker tells what was seen, word for word");
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
async fn a_credit_note_lowers_the_claim_and_has_its_document() {
    let test = Test::demo();
    let credit = |amount: &str| json!({ "name": "INV-000024", "amount": amount, "reason": "Outage", "for_usage": false });
    let before = test.ok("invoice_detail", json!({ "name": "INV-000024" })).await;
    assert_eq!(before["can_credit"], true);
    assert_eq!(test.refused("invoice_credit", credit("1.005")).await, "invalid_input");
    let after = test.ok("invoice_credit", credit("10.70")).await;
    assert_eq!(after["credited"]["amount"], "10.70");
    assert_eq!((&after["total"], &after["lines"]), (&before["total"], &before["lines"]));
    let number = after["credit_notes"][0]["number"].clone();
    let file = test.ok("credit_note_pdf", json!({ "number": number })).await;
    assert_eq!(file["unchanged"], true);
    assert_eq!(test.refused("credit_note_pdf", json!({ "number": "CN-999999" })).await, "not_found");
    assert_eq!(
        test.refused("invoice_correct", json!({ "name": "INV-000024", "reason": "" })).await,
        "failed_precondition",
        "nothing is open"
    );
    assert_eq!(test.refused("correction_withdraw", json!({ "id": "1" })).await, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_price_version_is_looked_at() {
    let test = Test::demo();
    let view = test.ok("prices_view", json!({ "version": null, "against": null })).await;
    let newest = &view["versions"][0];
    assert_eq!(view["version"], newest["number"]);
    assert!(!view["rows"].as_array().unwrap().is_empty());
    assert_eq!(test.refused("prices_view", json!({ "version": "99", "against": null })).await, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_knows_is_named_and_asked_about_when_the_account_is_opened() {
    let test = Test::demo();
    let added = json!({ "token": "tok_visa_4242_1128_timeout-taken", "role": "normal", "contact": "" });
    let methods = test.ok("payment_method_add", added).await;
    let name = methods["methods"].as_array().unwrap().last().unwrap()["name"].clone();
    test.ok("payment_method_role_set", json!({ "name": name, "change": "primary" })).await;
    let charge = json!({ "name": "INV-000024", "provider": "test" });
    let sent = test.ok("invoice_charge", charge).await;
    assert_eq!((&sent["can_resolve"], &sent["row"]["status"]), (&json!(true), &json!("issued")));
    let needs = async || {
        let overview = test.ok("overview", json!({ "month": null })).await;
        let needs = overview["needs"].as_array().unwrap().clone();
        needs.iter().any(|need| need["kind"] == "charge_unknown" && need["invoice"] == "INV-000024")
    };
    assert!(needs().await);
    ask_about_the_unknown(Arc::clone(&test.console)).await;
    let known = test.ok("invoice_detail", json!({ "name": "INV-000024" })).await;
    assert_eq!((&known["can_resolve"], &known["row"]["status"]), (&json!(false), &json!("paid")));
    assert!(!needs().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invoice_that_differs_needs_somebody_until_it_is_reconciled() {
    let test = Test::demo();
    let differing = async || {
        let overview = test.ok("overview", json!({ "month": null })).await;
        let needs = overview["needs"].as_array().unwrap().clone();
        needs.into_iter().filter(|need| need["kind"] == "invoice_differs").collect::<Vec<_>>()
    };
    let difference = json!({ "amount": "-2.45", "currency": "USD" });
    let need =
        json!({ "kind": "invoice_differs", "invoice": "INV-000022", "difference": difference, "more": 0 });
    assert_eq!(differing().await, [need]);
    let mark = |reconciled: bool| json!({ "names": ["INV-000022"], "reconciled": reconciled, "day": null, "statement": "" });
    test.ok("invoice_reconcile", mark(true)).await;
    assert_eq!(differing().await, [] as [Value; 0]);
    test.ok("invoice_reconcile", mark(false)).await;
    assert_eq!(differing().await.len(), 1);
}
