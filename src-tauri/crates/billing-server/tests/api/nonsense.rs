//! Input that no honest client sends: always a failure with JSON, never a 500, never the backend.

use crate::client::{Client, TOKEN};
use crate::transport::expect_failure;
use axum::body::Body;
use axum::http::{Request, header};
use billing_wire::Operation;
use billing_wire::operations::Method;

#[tokio::test]
async fn addresses() {
    let client = Client::new();
    for path in [
        "/api/web/namespaces/system/quotas/%",
        "/api/web/namespaces/system/quotas/a%zz",
        "/api/web/namespaces/system/quotas/a%00b",
        "/api/web/namespaces/system/quotas/%C3%28",
        "/api/web/namespaces/system/quotas/%0d%0aset-cookie",
        "/api/web/namespaces/%F0%9F%92%A9/quota/usage",
        "/api/web/namespaces/system/usage/invoice_pdf?name=%00",
        "/api/web/namespaces/system/usage/invoice_pdf?name=%ff",
        "/api/web/namespaces/system/usage/invoice_pdf?name=%",
        "/api/web/namespaces/system/usage/invoices/custom_list?limit=99999999999999999999",
        "/api/web/namespaces/system/usage/invoices/custom_list?limit=1e3",
    ] {
        expect_failure(&client.get(path).await, 400, 3);
    }
    assert!(client.fake.take_asked().is_empty());
}

/// On every operation that takes a body.
#[tokio::test]
async fn bodies() {
    let client = Client::new();
    let deep = format!("{{\"x\": {}{}}}", "[".repeat(10_000), "]".repeat(10_000));
    let bodies: [&[u8]; 11] = [
        b"{",
        b"[]",
        b"\"text\"",
        b"{\"namespace\": \"system\", \"namespace\": \"system\"}",
        b"{\"x\": {\"a\": 1, \"a\": 2}}",
        b"{\"namespace\": \"sys\\u0000tem\"}",
        b"{\"x\": \"\\u0000\"}",
        b"{\"x\": 1e}",
        b"{\"x\": \"\xff\xfe\"}",
        b"{} trailing",
        deep.as_bytes(),
    ];
    for operation in Operation::ALL.into_iter().filter(|one| takes_body(*one)) {
        let path = operation.route().replace("{namespace}", "system").replace("{name}", "x");
        for body in bodies {
            let request = Request::builder()
                .method(operation.method().as_str())
                .uri(&path)
                .header(header::AUTHORIZATION, format!("APIToken {TOKEN}"))
                .header(header::CONTENT_TYPE, "application/json");
            let answer = client.send(request.body(Body::from(body.to_vec())).unwrap()).await;
            assert_eq!(
                answer.status,
                400,
                "{operation:?} {}",
                String::from_utf8_lossy(&body[..body.len().min(40)])
            );
            expect_failure(&answer, 400, 3);
        }
    }
    assert!(client.fake.take_asked().is_empty(), "nothing reached the backend");
}

fn takes_body(operation: Operation) -> bool {
    match operation.method() {
        Method::Post | Method::Put => true,
        Method::Delete => operation == Operation::DeleteQuota,
        Method::Get => false,
    }
}

/// What nobody defined is no mistake: fields and words that come later are let through.
#[tokio::test]
async fn what_is_unknown_is_no_nonsense() {
    let client = Client::new();
    let body = r#"{"new_plan": "team", "later": {"x": [1.5, null]}, "payload": {"deletion_reason": "REASON_NEW"},
                   "namespace": null}"#;
    let path = "/api/web/namespaces/system/billing/plan_transition";
    let answer = client.call("POST", path, Some(body)).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert!(client.fake.take_asked()[0].contains("REASON_NEW"));
}
