//! Who may call what: tokens with roles, tenants and ends.

use crate::client::Client;
use crate::transport::expect_failure;
use billing_server::{Role, Token, TokenDigest};
use billing_wire::Operation;
use billing_wire::operations::Effect;
use serde_json::json;

const WHOAMI: &str = "/api/web/custom/namespaces/system/whoami";

fn token(name: &str, role: Role) -> Token {
    let digest = TokenDigest::of(&format!("secret of {name}")).unwrap();
    Token { name: name.to_owned(), digest, role, tenant: None, expires_at: None }
}

/// A server that knows a viewer, an approver, an admin, one whose token ended now, and one of another tenant.
fn client() -> Client {
    Client::with(|options| {
        let mut late = token("late", Role::BillingAdmin);
        late.expires_at = Some((options.today)());
        let mut elsewhere = token("elsewhere", Role::BillingAdmin);
        elsewhere.tenant = Some("other".to_owned());
        let mut here = token("here", Role::Viewer);
        here.tenant = Some("acme".to_owned());
        here.expires_at = Some((options.today)() + chrono::TimeDelta::seconds(1));
        let named = [("viewer", Role::Viewer), ("approver", Role::Approver), ("admin", Role::BillingAdmin)];
        options.tokens = named.map(|(name, role)| token(name, role)).to_vec();
        options.tokens.extend([late, elsewhere, here]);
    })
}

#[tokio::test]
async fn whoami_tells_tenant_name_and_role() {
    let client = client();
    for (name, role) in
        [("viewer", "viewer"), ("approver", "approver"), ("admin", "billing_admin"), ("here", "viewer")]
    {
        let answer = client.call_as(&format!("secret of {name}"), "GET", WHOAMI, None).await;
        assert_eq!(answer.json(), json!({"tenant": "acme", "name": name, "role": role}));
    }
}

#[tokio::test]
async fn a_token_that_has_ended_is_told_so() {
    let answer = client().call_as("secret of late", "GET", WHOAMI, None).await;
    expect_failure(&answer, 401, 16);
    let message = answer.json()["message"].to_string();
    assert!(message.contains("late") && message.contains("expired"), "{message}");
}

#[tokio::test]
async fn a_token_of_another_tenant_is_none() {
    let answer = client().call_as("secret of elsewhere", "GET", WHOAMI, None).await;
    expect_failure(&answer, 401, 16);
    assert!(!answer.text.contains("elsewhere"), "nothing is told of other tenants: {}", answer.text);
}

#[tokio::test]
async fn roles_hold_on_every_operation() {
    let client = client();
    for operation in Operation::ALL {
        let path = operation.route().replace("{namespace}", "system").replace("{name}", "x");
        let method = operation.method().as_str();
        let reads = operation.effect() == Effect::Reads;
        let asks = operation == Operation::InitiatePlanTransition;
        for (name, may) in [("viewer", reads), ("approver", reads || asks), ("admin", true)] {
            client.fake.take_asked();
            let answer = client.call_as(&format!("secret of {name}"), method, &path, None).await;
            if may {
                assert_ne!(answer.status, 403, "{operation:?} as {name}");
            } else {
                expect_failure(&answer, 403, 7);
                assert!(
                    answer.text.contains(operation.name()) && answer.text.contains(name),
                    "{}",
                    answer.text
                );
                assert!(client.fake.take_asked().is_empty(), "{operation:?} as {name} reached the backend");
            }
        }
    }
}

/// A wrong token does not become right because the path needs none, and does no harm there either.
#[tokio::test]
async fn probes_without_a_token_answer_anybody() {
    let client = client();
    let health = client.call_as("wrong", "GET", "/healthz", None).await;
    assert_eq!((health.status, health.json()), (200, json!({"status": "ok"})));
    let document = client.call_as("wrong", "GET", "/openapi.json", None).await.json();
    assert_eq!(document["openapi"], json!("3.0.3"));
    assert!(document["paths"].get("/api/counterfoil/v1/usage").is_none(), "this server has no extras");
}
