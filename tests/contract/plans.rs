//! Stories of plans, requests to move, and add-ons. Moves that wait for a person or for their time are in `moves`.

mod moves;

use crate::harness::{Backend, every_backend, expect_refused, namespace, noon, system};
use crate::seeds::plan;
use billing_domain::ErrorCode;
use billing_domain::contact::Contact;
use billing_domain::plans::{
    LocalizedPlans, Plan, PlanState, RequiredField, TransitionPayload, TransitionRequest, TransitionState,
};
use billing_domain::quotas::Limit;
use billing_service::plans::Decision;

/// Teams is held; Free is below, Organization above and wants approval and every field.
async fn given_plans(backend: &Backend) {
    let mut organization =
        plan("organization", 240_000, "f5xc_waap_standard f5xc_waap_advanced", "re-2-ce-v1");
    organization.transition_flow.requires_manual_approval = true;
    organization.transition_flow.required_fields =
        vec![RequiredField::PaymentToken, RequiredField::Domain, RequiredField::Contacts];
    organization.default_quota.objects.insert("virtual_host".to_owned(), 2000);
    let mut teams =
        plan("teams", 50_000, "f5xc_waap_standard", "f5xc_waap_advanced f5xc_securemesh_standard");
    teams.default_quota.objects.insert("virtual_host".to_owned(), 500);
    let mut free = plan("free", 0, "", "f5xc_waap_advanced");
    free.default_quota.objects.insert("virtual_host".to_owned(), 2);
    backend
        .given(move |tx| {
            for (position, plan) in (0..).zip([&free, &teams, &organization]) {
                tx.add_plan(plan, position)?;
            }
            tx.add_plan_text("teams", "th-th", "ทีม", "สำหรับทีม", "")?;
            Ok(tx.set_current_plan("teams", noon())?)
        })
        .await;
}

fn full() -> TransitionPayload {
    TransitionPayload {
        payment_provider_token: Some("tok_visa_4242".to_owned()),
        domain: Some("acme.example.com".to_owned()),
        billing_address: Some(Contact { address1: Some("1 Quay Road".to_owned()), ..Contact::default() }),
        ..TransitionPayload::default()
    }
}

fn request(new_plan: &str, payload: TransitionPayload) -> TransitionRequest {
    TransitionRequest { new_plan: new_plan.to_owned(), payload }
}

fn shown(plans: &LocalizedPlans) -> String {
    let word = |plan: &Plan| match (plan.current, plan.state == PlanState::TransitionPending) {
        (true, true) => format!("{} held pending", plan.name),
        (true, false) => format!("{} held", plan.name),
        (false, true) => format!("{} pending", plan.name),
        _ => plan.name.clone(),
    };
    plans.plans.iter().map(word).collect::<Vec<_>>().join(", ")
}

async fn held(backend: &Backend) -> String {
    shown(&backend.current_plan().await.unwrap())
}

/// Whether Teams' add-ons are as they were: what is subscribed in the book.
async fn addons(backend: &Backend) -> String {
    let active = backend.book.read(|book| Ok(book.active_addons()?)).await.unwrap();
    active.into_iter().collect::<Vec<_>>().join(" ")
}

async fn virtual_hosts(backend: &Backend) -> Limit {
    let limits = backend.quota_limits(&system()).await.unwrap();
    limits.objects.get("virtual_host").map_or(Limit::Missing, |figure| figure.limit)
}

fn yes(by: &str) -> Decision {
    Decision { approve: true, by: by.to_owned(), reason: String::new() }
}

#[tokio::test]
async fn plans_come_whole_in_every_language() {
    for backend in every_backend().await {
        given_plans(&backend).await;
        let lists = backend.list_plans().await.unwrap();
        let said: Vec<_> = lists.iter().map(|list| format!("{}: {}", list.locale, shown(list))).collect();
        let order = "free, teams held, organization";
        assert_eq!(said, [format!("en-us: {order}"), format!("th-th: {order}")], "{backend:?}");
        assert_eq!(lists[1].plans[1].title, "ทีม");
        assert_eq!(lists[1].plans[0].title, "free", "not told in Thai: told as by default");
        let seeded =
            plan("teams", 50_000, "f5xc_waap_standard", "f5xc_waap_advanced f5xc_securemesh_standard");
        let teams = &lists[0].plans[1];
        assert_eq!(teams.flat_price, seeded.flat_price);
        assert_eq!(teams.included_addons, seeded.included_addons);
        assert_eq!(teams.allowed_addons, seeded.allowed_addons);
        assert_eq!(teams.default_quota.objects["virtual_host"], 500);
        assert_eq!(lists[0].plans[2].transition_flow.required_fields.len(), 3);
    }
}

#[tokio::test]
async fn a_tenant_without_plans_says_so() {
    for backend in every_backend().await {
        assert_eq!(backend.current_plan().await.unwrap().plans, [], "{backend:?}");
        assert_eq!(backend.list_plans().await.unwrap(), [], "{backend:?}");
        let refused = backend.subscribe_addon("f5xc_waap_advanced").await;
        expect_refused(&backend, refused, ErrorCode::FailedPrecondition);
    }
}

#[tokio::test]
async fn a_move_that_needs_nobody_is_done_at_once() {
    for backend in every_backend().await {
        given_plans(&backend).await;
        backend.subscribe_addon("f5xc_securemesh_standard").await.unwrap();
        let payload = TransitionPayload {
            subscribe_addons: vec!["f5xc_waap_advanced".to_owned()],
            ..TransitionPayload::default()
        };
        let ticket = backend.initiate_transition(&system(), &request("free", payload)).await.unwrap();
        assert!(!ticket.requires_manual_approval, "{backend:?}");
        assert_eq!(backend.transition_state(&ticket.id).await.unwrap(), TransitionState::Finished);
        assert_eq!(held(&backend).await, "free held", "{backend:?}");
        assert_eq!(addons(&backend).await, "f5xc_waap_advanced", "Free does not sell the other one");
        assert_eq!(virtual_hosts(&backend).await, Limit::Maximum(2.into()), "the default quota moved along");
    }
}

#[tokio::test]
async fn a_move_waits_for_another_person_and_then_everything_changes_together() {
    for backend in every_backend().await {
        given_plans(&backend).await;
        backend.subscribe_addon("f5xc_waap_advanced").await.unwrap();
        let ticket = backend.initiate_transition(&system(), &request("organization", full())).await.unwrap();
        assert!(ticket.requires_manual_approval, "{backend:?}");
        let state = backend.transition_state(&ticket.id).await.unwrap();
        assert_eq!(state, TransitionState::WaitingForApproval, "{backend:?}");
        assert_eq!(held(&backend).await, "teams held pending, organization pending");
        assert_eq!(virtual_hosts(&backend).await, Limit::Maximum(500.into()), "nothing has moved yet");
        let same = backend.book.decide_transition(&ticket.id, &yes("N.Srisuk")).await;
        expect_refused(&backend, same, ErrorCode::PermissionDenied);
        let done = backend.book.decide_transition(&ticket.id, &yes("a.weber")).await.unwrap();
        let track: Vec<_> = done.track.iter().map(|step| (step.state.as_str(), step.who.as_str())).collect();
        let steps = [("creating", "n.srisuk"), ("waiting_for_approval", "n.srisuk"), ("finished", "a.weber")];
        assert_eq!(track, steps);
        assert_eq!(backend.transition_state(&ticket.id).await.unwrap(), TransitionState::Finished);
        assert_eq!(held(&backend).await, "organization held");
        assert_eq!(addons(&backend).await, "", "the new plan includes it");
        assert_eq!(virtual_hosts(&backend).await, Limit::Maximum(2000.into()));
        let subscriptions = backend.list_subscriptions(&system(), Some(true)).await.unwrap();
        assert_eq!(subscriptions.len(), 1, "{backend:?}: {subscriptions:?}");
        assert_eq!(subscriptions[0].plan_object_name, "organization");
        let again = backend.book.decide_transition(&ticket.id, &yes("a.weber")).await;
        expect_refused(&backend, again, ErrorCode::FailedPrecondition);
    }
}

#[tokio::test]
async fn a_refused_move_leaves_everything_as_it_was() {
    for backend in every_backend().await {
        given_plans(&backend).await;
        backend.subscribe_addon("f5xc_waap_advanced").await.unwrap();
        let ticket = backend.initiate_transition(&system(), &request("organization", full())).await.unwrap();
        let no = Decision { approve: false, by: "a.weber".to_owned(), reason: "next quarter".to_owned() };
        let refused = backend.book.decide_transition(&ticket.id, &no).await.unwrap();
        assert_eq!(refused.track.last().and_then(|step| step.reason.as_deref()), Some("next quarter"));
        assert_eq!(backend.transition_state(&ticket.id).await.unwrap(), TransitionState::Failed);
        assert_eq!(held(&backend).await, "teams held", "{backend:?}");
        assert_eq!(addons(&backend).await, "f5xc_waap_advanced");
        assert_eq!(virtual_hosts(&backend).await, Limit::Maximum(500.into()));
        assert_eq!(
            backend.extras.list_payment_methods().await.unwrap(),
            [],
            "{backend:?}: its token went too"
        );
    }
}

#[tokio::test]
async fn an_approved_move_that_cannot_be_made_any_more_fails_with_the_reason() {
    for backend in every_backend().await {
        given_plans(&backend).await;
        let ticket = backend.initiate_transition(&system(), &request("organization", full())).await.unwrap();
        backend.given(|tx| Ok(tx.set_current_plan("free", noon())?)).await;
        let failed = backend.book.decide_transition(&ticket.id, &yes("a.weber")).await.unwrap();
        assert_eq!(failed.state(), TransitionState::Failed);
        let reason = failed.track.last().and_then(|step| step.reason.clone()).unwrap();
        assert!(reason.contains("Another plan is held"), "{reason}");
        assert_eq!(held(&backend).await, "free held", "{backend:?}");
    }
}

#[tokio::test]
async fn the_payment_token_becomes_a_method_and_is_told_nowhere() {
    for backend in every_backend().await {
        given_plans(&backend).await;
        let mut payload = full();
        payload.create_support_ticket = true;
        backend.initiate_transition(&system(), &request("organization", payload)).await.unwrap();
        let methods = backend.extras.list_payment_methods().await.unwrap();
        let said: Vec<_> =
            methods.iter().map(|method| format!("{} {}", method.label(), method.role.as_str())).collect();
        assert_eq!(said, ["Visa ···· 4242 primary"], "{backend:?}: there was no primary");
        let known = backend.book.transitions().await.unwrap();
        assert!(known[0].ticket.is_some());
        assert!(!format!("{known:?}").contains("tok_visa"), "a token is a secret");
    }
}

#[tokio::test]
async fn a_request_is_checked_before_anything_is_kept() {
    for backend in every_backend().await {
        given_plans(&backend).await;
        let cases = [
            (request("galactic", full()), ErrorCode::NotFound),
            (request("organization", TransitionPayload { domain: None, ..full() }), ErrorCode::InvalidInput),
            (
                request("organization", TransitionPayload { billing_address: None, ..full() }),
                ErrorCode::InvalidInput,
            ),
            (
                request("organization", TransitionPayload { payment_provider_token: None, ..full() }),
                ErrorCode::InvalidInput,
            ),
            (
                request(
                    "free",
                    TransitionPayload {
                        support_ticket_info: Some("4242 4242 4242 4242".to_owned()),
                        ..TransitionPayload::default()
                    },
                ),
                ErrorCode::InvalidInput,
            ),
            (request("teams", full()), ErrorCode::FailedPrecondition),
            (
                request(
                    "free",
                    TransitionPayload {
                        subscribe_addons: vec!["f5xc_securemesh_standard".to_owned()],
                        ..TransitionPayload::default()
                    },
                ),
                ErrorCode::FailedPrecondition,
            ),
        ];
        for (request, code) in cases {
            expect_refused(&backend, backend.initiate_transition(&system(), &request).await, code);
        }
        let elsewhere =
            backend.initiate_transition(&namespace("shop"), &request("organization", full())).await;
        expect_refused(&backend, elsewhere, ErrorCode::InvalidInput);
        assert_eq!(
            backend.extras.list_payment_methods().await.unwrap(),
            [],
            "{backend:?}: no token was kept"
        );
        assert_eq!(held(&backend).await, "teams held");
    }
}

#[tokio::test]
async fn only_one_request_is_open_at_a_time() {
    for backend in every_backend().await {
        given_plans(&backend).await;
        backend.initiate_transition(&system(), &request("organization", full())).await.unwrap();
        let second =
            backend.initiate_transition(&system(), &request("free", TransitionPayload::default())).await;
        expect_refused(&backend, second, ErrorCode::FailedPrecondition);
    }
}

#[tokio::test]
async fn nobody_knows_that_request() {
    for backend in every_backend().await {
        given_plans(&backend).await;
        let unknown = backend.transition_state("6d1f3c0b-7a11-4f5b-9d3e-0b8f3f9e4c57").await;
        expect_refused(&backend, unknown, ErrorCode::NotFound);
    }
}

#[tokio::test]
async fn add_ons_come_and_go_and_repeating_changes_nothing() {
    for backend in every_backend().await {
        given_plans(&backend).await;
        for _ in 0..2 {
            backend.subscribe_addon("f5xc_waap_advanced").await.unwrap();
            assert_eq!(addons(&backend).await, "f5xc_waap_advanced", "{backend:?}");
        }
        backend.subscribe_addon("f5xc_waap_standard").await.unwrap();
        assert_eq!(addons(&backend).await, "f5xc_waap_advanced", "an included one needs no subscription");
        for _ in 0..2 {
            backend.unsubscribe_addon("f5xc_waap_advanced").await.unwrap();
            assert_eq!(addons(&backend).await, "", "{backend:?}");
        }
        let lines = backend.book.read(|book| Ok(book.audit_of("f5xc_waap_advanced")?)).await.unwrap();
        let actions: Vec<_> = lines.iter().map(|line| line.action.as_str()).collect();
        assert_eq!(actions, ["addon.subscribe", "addon.unsubscribe"], "no-ops leave no line");
    }
}

#[tokio::test]
async fn add_ons_that_the_plan_forbids_are_refused() {
    for backend in every_backend().await {
        given_plans(&backend).await;
        let included = backend.unsubscribe_addon("f5xc_waap_standard").await;
        expect_refused(&backend, included, ErrorCode::FailedPrecondition);
        let not_offered = backend.subscribe_addon("f5xc_synthetic_monitoring_standard").await;
        expect_refused(&backend, not_offered, ErrorCode::FailedPrecondition);
        expect_refused(&backend, backend.subscribe_addon("f5xc_all").await, ErrorCode::InvalidInput);
        expect_refused(&backend, backend.unsubscribe_addon("f5xc_all").await, ErrorCode::InvalidInput);
        assert_eq!(addons(&backend).await, "", "{backend:?}");
    }
}
