//! Stories of moves that wait: for support, for somebody who may delete a tenant, for their time.

use super::{given_plans, held, request, virtual_hosts, yes};
use crate::harness::{Backend, every_backend, expect_refused, noon, system};
use crate::seeds::plan;
use billing_domain::ErrorCode;
use billing_domain::plans::{TransitionMethod, TransitionPayload, TransitionState};
use billing_domain::quotas::Limit;
use billing_service::plans::{MoveWishes, When};

/// Support makes moves onto Individual; Anew deletes the tenant.
async fn given_more_plans(backend: &Backend) {
    given_plans(backend).await;
    let mut individual = plan("individual", 5_000, "", "");
    individual.transition_flow.method = TransitionMethod::Support;
    let mut anew = plan("anew", 0, "", "");
    anew.transition_flow.method = TransitionMethod::Recreate;
    backend
        .given(move |tx| {
            tx.add_plan(&individual, 3)?;
            Ok(tx.add_plan(&anew, 4)?)
        })
        .await;
}

#[tokio::test]
async fn a_move_by_support_writes_its_ticket_and_waits_until_it_was_made() {
    for backend in every_backend().await {
        given_more_plans(&backend).await;
        let payload = TransitionPayload {
            support_ticket_info: Some("before the audit".to_owned()),
            ..TransitionPayload::default()
        };
        let ticket = backend.initiate_transition(&system(), &request("individual", payload)).await.unwrap();
        assert!(ticket.requires_manual_approval, "{backend:?}: the provider's staff make it");
        let state = backend.transition_state(&ticket.id).await.unwrap();
        assert_eq!(state, TransitionState::WaitingForApproval);
        let known = backend.book.transitions().await.unwrap();
        let text = known[0].ticket.clone().unwrap();
        assert!(text.contains("New plan: individual") && text.contains("before the audit"), "{text}");
        assert_eq!(held(&backend).await, "teams held pending, individual pending");
        backend.book.decide_transition(&ticket.id, &yes("a.weber")).await.unwrap();
        assert_eq!(backend.transition_state(&ticket.id).await.unwrap(), TransitionState::Finished);
        assert_eq!(held(&backend).await, "individual held", "{backend:?}");
    }
}

#[tokio::test]
async fn the_public_api_never_deletes_a_tenant_without_a_person() {
    for backend in every_backend().await {
        given_more_plans(&backend).await;
        let asked = request("anew", TransitionPayload::default());
        let ticket = backend.initiate_transition(&system(), &asked).await.unwrap();
        assert!(ticket.requires_manual_approval, "{backend:?}: nobody has typed the tenant's name");
        expect_refused(
            &backend,
            backend.book.decide_transition(&ticket.id, &yes("a.weber")).await,
            ErrorCode::InvalidInput,
        );
        let decision = yes("a.weber");
        let named = || backend.book.decide_move(&ticket.id, &decision, Some("acmecorp"));
        let without_copy = named().await;
        assert_eq!(
            without_copy.unwrap_err().code,
            ErrorCode::FailedPrecondition,
            "{backend:?}: no copy is there"
        );
        assert_eq!(held(&backend).await, "teams held pending, anew pending");
        let folder = tempfile::tempdir().unwrap();
        backend.book.back_up(&folder.path().join("copy.db")).await.unwrap();
        named().await.unwrap();
        assert_eq!(held(&backend).await, "anew held", "{backend:?}");
        assert_eq!(backend.transition_state(&ticket.id).await.unwrap(), TransitionState::Finished);
    }
}

#[tokio::test]
async fn a_scheduled_move_changes_nothing_before_its_time_and_can_be_called_off() {
    let later = MoveWishes { when: Some(When::PeriodEnd), ..MoveWishes::default() };
    for backend in every_backend().await {
        given_plans(&backend).await;
        let free = request("free", TransitionPayload::default());
        let called_off = backend.book.start_move(&free, &later).await.unwrap();
        assert_eq!(backend.transition_state(&called_off.id).await.unwrap(), TransitionState::Creating);
        assert_eq!(held(&backend).await, "free pending, teams held pending", "{backend:?}");
        assert_eq!(virtual_hosts(&backend).await, Limit::Maximum(500.into()));
        let again = backend.initiate_transition(&system(), &free).await;
        expect_refused(&backend, again, ErrorCode::FailedPrecondition);
        expect_refused(
            &backend,
            backend.book.decide_transition(&called_off.id, &yes("a.weber")).await,
            ErrorCode::FailedPrecondition,
        );
        backend.book.cancel_move(&called_off.id, "a.weber", "not this year").await.unwrap();
        assert_eq!(backend.transition_state(&called_off.id).await.unwrap(), TransitionState::Failed);
        assert_eq!(held(&backend).await, "teams held", "{backend:?}");

        let kept = backend.book.start_move(&free, &later).await.unwrap();
        let april = kept.effect_at();
        assert_eq!(april.to_rfc3339(), "2026-04-01T00:00:00+00:00");
        assert_eq!(backend.book.run_due_moves(noon()).await.unwrap(), None, "its time has not come");
        backend.book.run_due_moves(april).await.unwrap();
        assert_eq!(backend.transition_state(&kept.id).await.unwrap(), TransitionState::Finished);
        assert_eq!(held(&backend).await, "free held", "{backend:?}");
        let subscriptions = backend.list_subscriptions(&system(), None).await.unwrap();
        assert_eq!(subscriptions[0].start, april, "{backend:?}");
        expect_refused(
            &backend,
            backend.book.cancel_move(&kept.id, "", "").await,
            ErrorCode::FailedPrecondition,
        );
    }
}
