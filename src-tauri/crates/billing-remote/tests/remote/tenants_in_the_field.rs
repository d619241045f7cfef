//! Answers in the form that tenants really give: gaps, nulls, old spellings, summaries only.

use crate::tenant::Tenant;
use axum::Router;
use axum::routing::get;
use billing_domain::Namespace;
use billing_domain::invoices::Invoices;
use billing_domain::plans::Plans;
use billing_domain::quotas::{InUse, Limit, Quotas};
use billing_domain::subscriptions::Subscriptions;

/// A tenant with one answer at one path.
async fn answering(path: &str, body: &'static str) -> Tenant {
    Tenant::start(Router::new().route(path, get(move || async move { body }))).await
}

#[tokio::test]
async fn a_term_contract_has_no_invoices_and_no_card() {
    let path = "/api/web/namespaces/system/usage/invoices/custom_list";
    for body in ["{}", r#"{"invoices":null}"#, r#"{"invoices":[]}"#] {
        let tenant = answering(path, body).await;
        assert!(tenant.remote().list_invoices(&Namespace::system(), None).await.unwrap().is_empty());
    }
    let plans = r#"{"locale":"en-us","plans":[{"name":"org","billing_disabled":true,"default_quota":null}]}"#;
    let tenant = answering("/api/web/namespaces/system/usage_plans/current", plans).await;
    let held = tenant.remote().current_plan().await.unwrap();
    assert!(held.current().is_some_and(|plan| plan.billing_disabled), "the first one when none is marked");
    let tenant = answering("/api/web/namespaces/system/subscriptions/custom_list", "{}").await;
    assert!(tenant.remote().list_subscriptions(&Namespace::system(), None).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_older_tenant_speaks_only_the_old_spelling() {
    let body = r#"{"quota_usage":{"Namespace Role":{"limit":{"maximum":500},"usage":{"current":2387}},
        "CRL":{"limit":{"maximum":-1},"usage":{"current":-1}},"Gone":null}}"#;
    let tenant = answering("/api/web/namespaces/shop/quota/usage", body).await;
    let figures = tenant.remote().quota_usage(&Namespace::new("shop").unwrap()).await.unwrap();
    assert_eq!(figures.objects.keys().collect::<Vec<_>>(), ["crl", "namespace_role"]);
    let crl = &figures.objects["crl"];
    assert_eq!((crl.limit, crl.in_use), (Limit::Unlimited, InUse::NotTracked));
    assert_eq!(figures.objects["namespace_role"].in_use, InUse::Current(2387.into()));
}

#[tokio::test]
async fn a_list_of_summaries_is_completed_one_by_one() {
    let list = r#"{"items":[{"tenant":"acme","namespace":"system","name":"limits","uid":"u"}],"errors":[]}"#;
    let one = r#"{"metadata":{"name":"limits","namespace":"system"},
        "system_metadata":{"uid":"u","creation_timestamp":"2020-04-20T12:32:51.341959216Z"},
        "spec":{"object_limits":{"route":{"maximum":7}}}}"#;
    let router = Router::new()
        .route("/api/web/namespaces/system/quotas", get(move || async move { list }))
        .route("/api/web/namespaces/system/quotas/limits", get(move || async move { one }));
    let tenant = Tenant::start(router).await;
    let quotas = tenant.remote().list_quotas(&Namespace::system(), None).await.unwrap();
    assert_eq!((quotas.len(), quotas[0].limits.objects["route"]), (1, 7));
}
