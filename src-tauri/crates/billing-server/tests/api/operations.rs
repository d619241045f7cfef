//! Each operation as a foreign client would write it: what reaches the backend, and how the answer reads.

use crate::client::Client;
use serde_json::{Value, json};

/// Calls, expects success, and gives what reached the backend and the answer.
async fn ask(method: &str, path: &str, body: Option<Value>) -> (String, Value) {
    let client = Client::new();
    let body = body.map(|body| body.to_string());
    let answer = client.call(method, path, body.as_deref()).await;
    assert_eq!(answer.status, 200, "{method} {path}: {}", answer.text);
    (client.fake.take_asked().join("; "), answer.json())
}

async fn get(path: &str) -> (String, Value) {
    ask("GET", path, None).await
}

#[tokio::test]
async fn invoices_are_listed_and_downloaded() {
    let (asked, answer) = get("/api/web/namespaces/system/usage/invoices/custom_list?limit=5").await;
    assert_eq!(asked, r#"list_invoices (Namespace("system"), Some(5))"#);
    assert_eq!(answer["invoices"][0]["amount"], json!("9223372036854775807"), "int64 is text");
    let (asked, _) = get("/api/web/namespaces/system/usage/invoices/custom_list?limit=0").await;
    assert_eq!(asked, r#"list_invoices (Namespace("system"), None)"#);
    let (asked, answer) = get("/api/web/namespaces/shop/usage/invoice_pdf?name=2026%2F1").await;
    assert_eq!(asked, r#"invoice_pdf (Namespace("shop"), "2026/1")"#);
    assert_eq!(answer["pdf"], json!("JVBERi0xLjcKAP8="));
}

#[tokio::test]
async fn payment_methods_are_created_deleted_and_change_roles() {
    let methods = "/api/web/namespaces/system/billing/payment_methods";
    let body = json!({"namespace": "system", "token": "tok-1", "role": "PAYMENT_METHOD_ROLE_PRIMARY"});
    let (asked, answer) = ask("POST", methods, Some(body)).await;
    assert!(asked.contains(r#"token: "tok-1", role: Primary"#), "{asked}");
    assert_eq!(answer, json!({"name": "payment-method-1"}));
    let (asked, answer) = ask("DELETE", &format!("{methods}/visa"), None).await;
    assert_eq!(
        (asked.as_str(), answer),
        (r#"delete_payment_method (Namespace("system"), "visa")"#, json!({}))
    );

    let changes =
        [("primary", "make_primary"), ("secondary", "make_secondary"), ("swap-primary", "swap_primary")];
    for (word, operation) in changes {
        let path = format!("/api/web/namespaces/system/billing/payment_method/visa/{word}");
        // The body's name is ignored: the path decides.
        for body in [None, Some(json!({})), Some(json!({"namespace": "system", "name": "other"}))] {
            let (asked, answer) = ask("POST", &path, body).await;
            assert_eq!(asked, format!(r#"{operation} (Namespace("system"), "visa")"#));
            assert_eq!(answer, json!({}));
        }
    }
}

#[tokio::test]
async fn plans_transitions_and_addons() {
    let (asked, answer) = get("/api/web/namespaces/system/usage_plans/current").await;
    assert_eq!((asked.as_str(), &answer["plans"][0]["flat_price"]), ("current_plan ()", &json!(2500)));
    let (asked, answer) = get("/api/web/namespaces/system/usage_plans/custom_list").await;
    assert_eq!(asked, "list_plans ()");
    assert_eq!(answer["usage_plans"][0]["locale"], json!("en-us"));

    let body = json!({"namespace": "system", "new_plan": "plan-team", "payload": {"domain": "acme.example"}});
    let (asked, answer) = ask("POST", "/api/web/namespaces/system/billing/plan_transition", Some(body)).await;
    assert!(asked.contains(r#"new_plan: "plan-team""#) && asked.contains("acme.example"), "{asked}");
    assert_eq!(answer["requires_manual_approval"], json!(true));
    let (asked, answer) = get("/no_auth/namespaces/system/billing/plan_transition?id=dec2417d").await;
    assert_eq!(
        (asked.as_str(), answer),
        (r#"transition_state "dec2417d""#, json!({"state": "STATE_ON_HOLD"}))
    );

    for word in ["subscribe", "unsubscribe"] {
        let path = format!("/api/web/namespaces/system/addon/{word}");
        let (asked, answer) = ask("POST", &path, Some(json!({"f5xc_waap_advanced": {}}))).await;
        assert_eq!((asked, answer), (format!(r#"{word}_addon "f5xc_waap_advanced""#), json!({})));
    }
}

#[tokio::test]
async fn quota_objects_take_their_names_from_the_path() {
    let quotas = "/api/web/namespaces/shop/quotas";
    let body = json!({"metadata": {"name": "limits"}, "spec": {"object_limits": {"route": {"maximum": 7}}}});
    let (asked, answer) = ask("POST", quotas, Some(body.clone())).await;
    assert!(asked.contains(r#"name: "limits", namespace: "shop""#), "{asked}");
    assert!(asked.contains(r#"objects: {"route": 7}"#), "{asked}");
    assert_eq!(answer["system_metadata"]["tenant"], json!("acme"));
    assert_eq!(answer["spec"]["resource_limits"]["cpu"]["maximum"].to_string(), "8.500000000000001");

    let (asked, answer) = ask("PUT", &format!("{quotas}/limits"), Some(body)).await;
    assert!(asked.starts_with("replace_quota"), "{asked}");
    assert_eq!(answer, json!({}));
    let (asked, answer) = get(&format!("{quotas}/limits?response_format=GET_RSP_FORMAT_FOR_REPLACE")).await;
    assert_eq!(asked, r#"get_quota (Namespace("shop"), "limits")"#);
    assert_eq!(answer["replace_form"]["metadata"]["name"], json!("limits"));
    for body in [None, Some(json!({"name": "limits", "namespace": "shop", "fail_if_referred": true}))] {
        let (asked, answer) = ask("DELETE", &format!("{quotas}/limits"), body).await;
        assert_eq!((asked.as_str(), answer), (r#"delete_quota (Namespace("shop"), "limits")"#, json!({})));
    }
}

#[tokio::test]
async fn quota_lists_tell_as_much_as_was_asked_for() {
    let (asked, answer) = get("/api/web/namespaces/shop/quotas?label_filter=env+in+(prod),team%3Dshop").await;
    assert_eq!(asked, r#"list_quotas (Namespace("shop"), Some("env in (prod),team=shop"))"#);
    assert_eq!(answer["errors"], json!([]), "all is well is said aloud");
    assert_eq!((&answer["items"][1]["name"], answer["items"][1].get("get_spec")), (&json!("two"), None));
    let (_, some) = get("/api/web/namespaces/shop/quotas?report_fields=get_spec").await;
    assert!(some["items"][0].get("get_spec").is_some() && some["items"][0].get("metadata").is_none());
    let (_, all) = get("/api/web/namespaces/shop/quotas?report_fields=").await;
    assert!(all["items"][0].get("get_spec").is_some() && all["items"][0].get("metadata").is_some());
}

#[tokio::test]
async fn quota_figures_come_in_both_spellings() {
    for what in ["limits", "usage"] {
        let (asked, answer) = get(&format!("/api/web/namespaces/shop/quota/{what}")).await;
        assert_eq!(asked, format!(r#"quota_{what} Namespace("shop")"#));
        assert_eq!(answer["objects"]["role"]["usage"]["current"], json!(2387));
        assert_eq!(answer["quota_usage"]["Role"]["usage"]["current"], json!(2387));
        assert_eq!(answer["objects"]["namespace"]["limit"]["maximum"], json!(-1));
    }
}

#[tokio::test]
async fn subscriptions_are_listed() {
    let (asked, answer) = get("/api/web/namespaces/system/subscriptions/custom_list?current=true").await;
    assert_eq!(asked, r#"list_subscriptions (Namespace("system"), Some(true))"#);
    assert_eq!(answer["subscriptions"][0]["cancelled"], json!(true));
}

#[tokio::test]
async fn usage_calls_apply_the_default_ranges() {
    let summary = "/api/data/namespaces/system/billing/usage_summary";
    let (asked, answer) = ask("POST", summary, Some(json!({}))).await;
    assert_eq!(asked, "usage_summary Period { start: 2026-05-02T06:00:00Z, end: 2026-05-02T12:00:00Z }");
    let item = &answer["usage_summary_items"][0];
    assert_eq!(item["billing_metric_data"]["value"], json!("0.833333333333333"));
    let (asked, _) = ask("POST", summary, Some(json!({"start_time": "1772323200"}))).await;
    assert_eq!(asked, "usage_summary Period { start: 2026-03-01T00:00:00Z, end: 2026-03-01T06:00:00Z }");

    let base = "/api/web/namespaces/system";
    for (path, operation) in [("current_usage", "current_usage"), ("usage_details", "usage_details")] {
        let (asked, _) = ask("POST", &format!("{base}/{path}"), Some(json!({"namespace": "system"}))).await;
        let range = "Period { start: 2026-05-01T00:00:00Z, end: 2026-05-02T12:00:00Z }";
        assert_eq!(asked, format!(r#"{operation} (Namespace("system"), {range})"#));
    }
}

#[tokio::test]
async fn usage_answers_keep_every_digit() {
    let base = "/api/web/namespaces/system";
    let range = json!({"from": "2026-03-01T07:00:00+07:00", "to": "2026-04-01T00:00:00Z"});
    let (asked, answer) = ask("POST", &format!("{base}/current_usage"), Some(range)).await;
    assert!(asked.ends_with("Period { start: 2026-03-01T00:00:00Z, end: 2026-04-01T00:00:00Z })"), "{asked}");
    assert_eq!(answer["usage_items"][0]["quantity"].to_string(), "9007199254740993.000000000000123");
    assert_eq!(answer["total_cost"], json!("1200"));
    let (asked, answer) = ask("POST", &format!("{base}/monthly_usage"), None).await;
    assert_eq!(asked, r#"monthly_usage Namespace("system")"#);
    assert_eq!(answer["monthly_usage_items"][0]["currency_code"], json!("THB"));
    let (_, answer) = ask("POST", &format!("{base}/usage_details"), Some(json!({}))).await;
    assert_eq!(answer["usage_items"][0]["hourly_breakdown_query"], json!("eyJhIjoxfQ=="));
    let body = json!({"namespace": "system", "query": "eyJhIjoxfQ=="});
    let (asked, answer) = ask("POST", &format!("{base}/hourly_usage_details"), Some(body)).await;
    assert_eq!(asked, r#"hourly_usage_details (Namespace("system"), "eyJhIjoxfQ==")"#, "handed back as is");
    assert_eq!(answer["hourly_usage_items"][0]["quantity"].to_string(), "-0.5");
}
