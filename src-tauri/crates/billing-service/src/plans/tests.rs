//! The screen of plans over a real book, and moves that only a book on disk can show.

use super::*;
use crate::billing::NewSubscription;
use crate::testing::{addons, book, given_plans, noon, plan};
use billing_domain::payment_methods::PaymentMethods;
use billing_domain::period::PeriodUnit;
use billing_domain::plans::addons::AddonAccess;
use billing_domain::plans::steps::MoveStep;
use billing_domain::plans::transitions::Transition;
use billing_domain::plans::{
    Plans, RequiredField, TransitionMethod, TransitionPayload, TransitionRequest, TransitionState,
};
use billing_domain::quotas::kinds::{QuotaFamily, QuotaKind};
use billing_domain::quotas::{InUse, Limit, ObjectMeta, QuotaDraft, QuotaLimits, Quotas};
use billing_domain::subscriptions::proration::Direction;
use billing_domain::{Currency, ErrorCode, LocalExtras, Money, Namespace};
use billing_store::account::AccountRecord;
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

/// An account, and a copy of its book.
async fn given_copy(book: &LocalBackend, folder: &std::path::Path) {
    let account = AccountRecord {
        uid: "u".to_owned(),
        name: "Acme Corp".to_owned(),
        tenant: "acmecorp".to_owned(),
        kind: "local".to_owned(),
        currency: Currency::USD,
        created_at: noon(),
    };
    book.write(move |tx| Ok(tx.found_account(&account)?)).await.unwrap();
    assert!(book.back_up(&folder.join("copy.db")).await.unwrap().fresh);
}

fn confirmed() -> MoveWishes {
    MoveWishes { typed_tenant: Some("acmecorp".to_owned()), ..MoveWishes::default() }
}

#[tokio::test]
async fn beginning_anew_takes_the_quota_objects_along() {
    let (folder, book) = book();
    given_offer(&book).await;
    given_copy(&book, folder.path()).await;
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
    let changes = book.plan_limit_changes("anew").await.unwrap();
    let user = changes.iter().find(|change| change.kind == "user").unwrap();
    assert_eq!((user.before, user.after), (Limit::Maximum(500.into()), Limit::Maximum(1.into())));
    book.start_move(&request("anew"), &confirmed()).await.unwrap();
    assert_eq!(limit(&book).await, Limit::Maximum(1.into()));
}

#[tokio::test]
async fn a_tenant_is_recreated_only_with_its_name_and_a_fresh_copy_at_hand() {
    let (folder, book) = book();
    given_offer(&book).await;
    let code = |result: Result<_, BillingError>| result.map(|_: Transition| ()).unwrap_err().code;
    assert_eq!(code(book.start_move(&request("anew"), &confirmed()).await), ErrorCode::InvalidInput);
    given_copy(&book, folder.path()).await;
    let unnamed = book.start_move(&request("anew"), &MoveWishes::default()).await;
    assert_eq!(code(unnamed), ErrorCode::InvalidInput);
    let later = MoveWishes { when: Some(When::PeriodEnd), ..confirmed() };
    assert_eq!(code(book.start_move(&request("anew"), &later).await), ErrorCode::FailedPrecondition);
    std::fs::rename(folder.path().join("copy.db"), folder.path().join("elsewhere.db")).unwrap();
    let gone = book.start_move(&request("anew"), &confirmed()).await;
    assert_eq!(code(gone), ErrorCode::FailedPrecondition, "a copy that is not there is none");
    std::fs::write(folder.path().join("copy.db"), "not a book").unwrap();
    assert_eq!(code(book.start_move(&request("anew"), &confirmed()).await), ErrorCode::FailedPrecondition);
    assert_eq!(book.transitions().await.unwrap(), [], "nothing was kept");
    std::fs::rename(folder.path().join("elsewhere.db"), folder.path().join("copy.db")).unwrap();
    let done = book.start_move(&request("anew"), &confirmed()).await.unwrap();
    assert_eq!(done.state(), TransitionState::Finished);
    assert!(done.done_step(MoveStep::Guarded).unwrap().note.ends_with("copy.db"));
}

#[tokio::test]
async fn a_move_takes_effect_by_its_direction_unless_somebody_chooses() {
    let (_folder, book) = book();
    given_offer(&book).await;
    let view = book.plans_view("en-us").await.unwrap();
    assert_eq!(view.default_when, [When::Now, When::Now, When::Now], "all cost the same");
    assert_eq!(view.period_end.to_rfc3339(), "2026-04-01T00:00:00+00:00");
    assert_eq!(view.directions[1], Some(Direction::Level));
    assert_eq!(book.planned_at("organization", None).await, Ok(noon()));
    assert_eq!(book.planned_at("organization", Some(When::PeriodEnd)).await, Ok(view.period_end));
    let past = book.planned_at("organization", Some(When::At(noon() - Days::new(1)))).await;
    assert_eq!(past.unwrap_err().code, ErrorCode::InvalidInput);
}

#[tokio::test]
async fn a_payment_method_that_came_with_a_request_goes_with_it_unless_somebody_made_it_their_own() {
    let (_folder, book) = book();
    given_offer(&book).await;
    let mut asked = request("organization");
    asked.payload.payment_provider_token = Some("tok_visa_4242".to_owned());
    for (touched, left) in [(false, 0), (true, 1)] {
        let id = book.start_move(&asked, &MoveWishes::default()).await.unwrap().id;
        let method = book.list_payment_methods().await.unwrap()[0].name.clone();
        if touched {
            book.make_secondary(&Namespace::system(), &method).await.unwrap();
        }
        let ended = book.cancel_move(&id, "", "").await.unwrap();
        assert_eq!(book.list_payment_methods().await.unwrap().len(), left);
        let taken_back = ended.done.last().unwrap();
        assert_eq!(taken_back.step, MoveStep::TakenBack);
        assert!(taken_back.note.starts_with(&method), "{}", taken_back.note);
    }
}

#[tokio::test]
async fn a_month_that_is_billed_already_is_changed_no_more() {
    let (_folder, book) = book();
    given_offer(&book).await;
    let id = book.start_move(&request("organization"), &MoveWishes::default()).await.unwrap().id;
    let billing = book.billing();
    let april = noon() + Days::new(20);
    let held = NewSubscription {
        name: "subscription-1".to_owned(),
        plan_name: "Teams".to_owned(),
        plan_object_name: "teams".to_owned(),
        start: noon() - Days::new(5),
        period_unit: PeriodUnit::Month,
        flat_price: Money::new(50_000, Currency::USD),
        trial_end: None,
    };
    billing.subscribe(held, noon()).unwrap();
    assert_eq!(billing.close(april, april).unwrap().len(), 1);
    // The clock of this book stands still in March, which is billed.
    let failed = book.decide_transition(&id, &yes()).await.unwrap();
    assert_eq!(failed.state(), TransitionState::Failed);
    let reason = failed.track.last().unwrap().reason.clone().unwrap();
    assert!(reason.contains("bills 2026-03 already"), "{reason}");
}
