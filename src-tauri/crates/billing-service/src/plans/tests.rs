//! The screen of plans over a real book, and moves that only a book on disk can show.

use super::*;
use crate::testing::{addons, book, given_plans, noon, plan};
use billing_domain::plans::addons::AddonAccess;
use billing_domain::plans::{
    Plans, RequiredField, TransitionMethod, TransitionPayload, TransitionRequest, TransitionState,
};
use billing_domain::quotas::kinds::{QuotaFamily, QuotaKind};
use billing_domain::quotas::{InUse, Limit, ObjectMeta, QuotaDraft, QuotaLimits, Quotas};
use billing_domain::{ErrorCode, Namespace};
use chrono::Days;

async fn given_offer(book: &LocalBackend) {
    let mut teams = plan("teams", "user=400 crl=-1");
    teams.allowed_addons = addons("f5xc_waap_advanced re-2-ce-v1");
    teams.included_addons = addons("f5xc_waap_standard");
    let mut organization = plan("organization", "user=10");
    organization.included_addons = addons("f5xc_waap_standard f5xc_waap_advanced");
    organization.transition_flow.requires_manual_approval = true;
    organization.transition_flow.required_fields = vec![RequiredField::Domain];
    let mut anew = plan("anew", "user=1");
    anew.transition_flow.method = TransitionMethod::Recreate;
    given_plans(book, vec![teams, organization, anew]).await;
}

fn request(new_plan: &str) -> TransitionRequest {
    let payload =
        TransitionPayload { domain: Some("acme.example".to_owned()), ..TransitionPayload::default() };
    TransitionRequest { new_plan: new_plan.to_owned(), payload }
}

async fn start(book: &LocalBackend, new_plan: &str) -> String {
    book.initiate_transition(&Namespace::system(), &request(new_plan)).await.unwrap().id
}

fn yes() -> Decision {
    Decision { approve: true, by: "a.weber".to_owned(), reason: String::new() }
}

#[tokio::test]
async fn the_matrix_has_a_cell_for_every_plan() {
    let (_folder, book) = book();
    given_offer(&book).await;
    book.subscribe_addon("f5xc_waap_advanced").await.unwrap();
    let view = book.plans_view("en-us").await.unwrap();
    let row = |row: &AddonRow| {
        let access: Vec<_> = row.access.iter().map(|access| access.as_str()).collect();
        format!("{} [{}] {:?} {}", row.name, access.join(" "), row.state, row.subscribable)
    };
    assert_eq!(
        view.addons.iter().map(row).collect::<Vec<_>>(),
        [
            "f5xc_waap_advanced [allowed included not_offered] Subscribed true",
            "f5xc_waap_standard [included included not_offered] Included true",
            "re-2-ce-v1 [allowed not_offered not_offered] Available false",
        ]
    );
    assert_eq!(view.addons[0].since, Some(noon()));
    assert_eq!(view.addons[2].access[1], AddonAccess::NotOffered);
    let user = view.quotas.iter().find(|row| row.kind == "user").unwrap();
    assert_eq!(user.limits, [400, 10, 1].map(|most| Limit::Maximum(most.into())));
    let crl = view.quotas.iter().find(|row| row.kind == "crl").unwrap();
    assert_eq!(crl.limits, [Limit::Unlimited, Limit::Missing, Limit::Missing]);
    assert_eq!((view.open, view.past.len(), view.asked), (None, 0, None));
}

#[tokio::test]
async fn the_track_of_an_open_request_moves_to_the_past_once_decided() {
    let (_folder, book) = book();
    given_offer(&book).await;
    let id = start(&book, "organization").await;
    let view = book.plans_view("en-us").await.unwrap();
    assert_eq!(view.asked.as_deref(), Some("organization"));
    let open = view.open.unwrap();
    assert_eq!((open.from_title.as_str(), open.to_title.as_str()), ("TEAMS", "ORGANIZATION"));
    book.decide_transition(&id, &yes()).await.unwrap();
    let view = book.plans_view("en-us").await.unwrap();
    assert_eq!((view.open, view.asked), (None, None));
    assert_eq!(view.past[0].transition.approver.as_deref(), Some("a.weber"));
    assert!(view.plans.iter().any(|plan| plan.current && plan.name == "organization"));
}

#[tokio::test]
async fn a_smaller_plan_says_what_would_be_over_before_it_is_taken() {
    let (_folder, book) = book();
    given_offer(&book).await;
    let used = QuotaKind {
        family: QuotaFamily::Object,
        kind: "user".to_owned(),
        display_name: "User".to_owned(),
        description: String::new(),
        in_use: InUse::Current(380.into()),
    };
    book.write(move |tx| Ok(tx.set_quota_in_use(&used, noon())?)).await.unwrap();
    let changes = book.plan_limit_changes("organization").await.unwrap();
    let said: Vec<_> =
        changes.iter().map(|change| (change.kind.as_str(), change.after, change.over_by)).collect();
    assert_eq!(said, [("crl", Limit::Missing, None), ("user", Limit::Maximum(10.into()), Some(370.into()))]);
    let unknown = book.plan_limit_changes("galactic").await;
    assert_eq!(unknown.unwrap_err().code, ErrorCode::NotFound);
}

#[tokio::test]
async fn a_step_that_breaks_takes_the_whole_move_back() {
    let (_folder, book) = book();
    given_offer(&book).await;
    let id = start(&book, "organization").await;
    // An add-on that begins tomorrow cannot end today: the file itself refuses that step, late in the move.
    let tomorrow = noon() + Days::new(1);
    book.write(move |tx| Ok(tx.begin_addon("f5xc_waap_advanced", tomorrow)?)).await.unwrap();
    let broken = book.decide_transition(&id, &yes()).await;
    assert_eq!(broken.unwrap_err().code, ErrorCode::Internal);
    let (held, subscriptions, addons) = book
        .read(|book| Ok((book.plans_held()?, book.subscriptions()?, book.active_addons()?)))
        .await
        .unwrap();
    assert_eq!((held.len(), held[0].plan.as_str(), held[0].until), (1, "teams", None));
    assert_eq!(subscriptions, [], "no subscription was begun");
    assert_eq!(addons.len(), 1);
    assert_eq!(book.transition_state(&id).await.unwrap(), TransitionState::WaitingForApproval);
}

#[tokio::test]
async fn beginning_anew_takes_the_quota_objects_along() {
    let (_folder, book) = book();
    given_offer(&book).await;
    let metadata =
        ObjectMeta { name: "override".to_owned(), namespace: "system".to_owned(), ..ObjectMeta::default() };
    let mut limits = QuotaLimits::default();
    limits.objects.insert("user".to_owned(), 500);
    book.create_quota(&QuotaDraft { metadata, limits }).await.unwrap();
    start(&book, "organization").await;
    let limit = |book: &LocalBackend| {
        let book = book.clone();
        async move { book.quota_limits(&Namespace::system()).await.unwrap().objects["user"].limit }
    };
    assert_eq!(limit(&book).await, Limit::Maximum(500.into()));
    let waiting = book.transitions().await.unwrap()[0].id.clone();
    let no = Decision { approve: false, by: "a.weber".to_owned(), reason: String::new() };
    book.decide_transition(&waiting, &no).await.unwrap();
    start(&book, "anew").await;
    assert_eq!(limit(&book).await, Limit::Maximum(1.into()));
}
