//! The outbox: written before it is sent, never sent twice, unknown until read back; drafts wait for a person.

use crate::faulty_tenant::Fault;
use crate::world::{World, system};
use billing_domain::ErrorCode;
use billing_domain::contact::Contact;
use billing_domain::payment_methods::{NewPaymentMethod, PaymentMethods, Role};
use billing_domain::plans::Plans;
use billing_domain::quotas::{ObjectMeta, QuotaDraft, QuotaLimits, Quotas};
use billing_service::tenant::Change;
use billing_store::tenant::{IntentRecord, IntentState, PartState};
use billing_wire::Operation;

fn draft(crl: i64) -> QuotaDraft {
    let metadata =
        ObjectMeta { name: "limits".to_owned(), namespace: "system".to_owned(), ..ObjectMeta::default() };
    let limits = QuotaLimits { objects: [("crl".to_owned(), crl)].into(), ..QuotaLimits::default() };
    QuotaDraft { metadata, limits }
}

async fn newest(world: &World) -> IntentRecord {
    world.copy.outbox().await.unwrap().into_iter().next().unwrap()
}

fn on(operation: Operation, fault: Fault) -> impl Fn(u64, Option<Operation>) -> Option<Fault> {
    move |_, asked| (asked == Some(operation)).then_some(fault)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_is_written_down_with_its_end() {
    let world = World::new().await;
    world.copy.create_quota(&draft(9)).await.unwrap();
    let done = newest(&world).await;
    assert_eq!(
        (done.state, done.operation.as_str(), done.object.as_str()),
        (IntentState::Done, "create_quota", "system/limits")
    );
    let error = world.copy.create_quota(&draft(9)).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::AlreadyExists);
    let refused = newest(&world).await;
    assert_eq!((refused.state, refused.request_id.is_some()), (IntentState::Refused, true));
    let held = world.copy.book().read(|book| Ok(book.quota_objects(None)?)).await.unwrap();
    assert_eq!(held.len(), 1, "what was done shows in the copy at once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn silence_is_unknown_and_reading_back_tells() {
    for (fault, done) in [(Fault::ResetAfter, true), (Fault::ResetBefore, false), (Fault::Truncated, true)] {
        let world = World::new().await;
        world.weather(on(Operation::CreateQuota, fault));
        let error = world.copy.create_quota(&draft(9)).await.unwrap_err();
        assert!(error.outcome_unknown, "{fault:?}: {error}");
        let unknown = newest(&world).await;
        assert_eq!(unknown.state, IntentState::Unknown, "{fault:?}");
        world.tenant.clears_up();
        let end = world.copy.read_back(&unknown.id).await.unwrap();
        let expected = if done { IntentState::Done } else { IntentState::NotDone };
        assert_eq!(end.state, expected, "{fault:?}: {end:?}");
        assert_eq!(world.tenant.done(Operation::CreateQuota), usize::from(done), "{fault:?}: sent once");
        let held = world.book.list_quotas(&system(), None).await.unwrap();
        assert_eq!(held.len(), usize::from(done), "{fault:?}");
        let again = world.copy.read_back(&unknown.id).await.unwrap_err();
        assert_eq!(again.code, ErrorCode::FailedPrecondition, "{fault:?}: an end is an end");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_never_left_was_not_done() {
    let world = World::new().await;
    world.weather(on(Operation::SubscribeAddon, Fault::BusySeconds));
    let error = world.copy.subscribe_addon("f5xc_waap_advanced").await.unwrap_err();
    assert_eq!((error.code, error.outcome_unknown), (ErrorCode::ResourceExhausted, false));
    assert_eq!(newest(&world).await.state, IntentState::NotDone);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_method_that_may_have_been_added_is_found_by_reading_back() {
    let world = World::new().await;
    world.weather(on(Operation::CreatePaymentMethod, Fault::ResetAfter));
    let new = NewPaymentMethod {
        token: "tok_visa_4242_canary".to_owned(),
        role: Role::Primary,
        contact: Contact::default(),
    };
    world.copy.create_payment_method(&system(), &new).await.unwrap_err();
    let unknown = newest(&world).await;
    assert_eq!(unknown.state, IntentState::Unknown);
    assert!(!unknown.body.contains("canary"), "no token in the outbox: {}", unknown.body);
    world.tenant.clears_up();
    let end = world.copy.read_back(&unknown.id).await.unwrap();
    let listed = world.copy.extras().unwrap().list_payment_methods().await.unwrap();
    assert_eq!((end.state, listed.len()), (IntentState::Done, 1), "{end:?}");
    let known = world.copy.book().read(|book| Ok(book.payment_methods()?)).await.unwrap();
    assert_eq!(known[0].name, listed[0].name);
    assert_eq!(world.tenant.done(Operation::CreatePaymentMethod), 1, "sent once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_methods_are_not_listed_only_a_person_can_tell() {
    let world = World::without_extras().await;
    world.weather(on(Operation::CreatePaymentMethod, Fault::ResetBefore));
    let new = NewPaymentMethod {
        token: "tok_visa_4242".to_owned(),
        role: Role::Primary,
        contact: Contact::default(),
    };
    world.copy.create_payment_method(&system(), &new).await.unwrap_err();
    world.tenant.clears_up();
    let hidden = world.copy.read_back(&newest(&world).await.id).await.unwrap();
    assert_eq!(hidden.state, IntentState::Unknown, "{hidden:?}");
    assert!(hidden.message.unwrap().contains("does not list payment methods"));
    let decided = world.copy.decide(&hidden.id, false).await.unwrap();
    assert_eq!(
        (decided.state, decided.message.as_deref()),
        (IntentState::NotDone, Some("Said by n.srisuk."))
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_register_follows_what_the_tenant_has_done() {
    let world = World::new().await;
    let new =
        |token: &str, role| NewPaymentMethod { token: token.to_owned(), role, contact: Contact::default() };
    let visa =
        world.copy.create_payment_method(&system(), &new("tok_visa_4242", Role::Primary)).await.unwrap();
    let sepa =
        world.copy.create_payment_method(&system(), &new("tok_sepa_1111", Role::Normal)).await.unwrap();
    world.copy.swap_primary(&system(), &sepa).await.unwrap();
    world.copy.delete_payment_method(&system(), &visa).await.unwrap();
    let known = world.copy.book().read(|book| Ok(book.payment_methods()?)).await.unwrap();
    let theirs = world.book.read(|book| Ok(book.payment_methods()?)).await.unwrap();
    let shown = |methods: &[billing_domain::payment_methods::PaymentMethod]| {
        methods.iter().map(|one| (one.name.clone(), one.role.clone(), one.label())).collect::<Vec<_>>()
    };
    assert_eq!(shown(&known), shown(&theirs));
    assert_eq!(known.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_draft_is_written_without_the_tenant_and_sent_by_a_person() {
    let world = World::new().await;
    world.sync().await;
    world.copy.connect(None);
    let written = world.copy.write_draft(&Change::CreateQuota { draft: draft(7) }).await.unwrap();
    assert_eq!(written.state, IntentState::Draft);
    let error = world.copy.send_draft(&written.id, false).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Unavailable);
    assert_eq!(newest(&world).await.state, IntentState::Draft, "it waits");
    world.copy.connect(Some(crate::world::client(&world.tenant)));
    let sent = world.copy.send_draft(&written.id, false).await.unwrap();
    assert_eq!(sent.state, IntentState::Done);
    assert_eq!(world.book.list_quotas(&system(), None).await.unwrap().len(), 1);
    let again = world.copy.send_draft(&written.id, true).await.unwrap_err();
    assert_eq!(again.code, ErrorCode::FailedPrecondition);
    assert_eq!(world.tenant.done(Operation::CreateQuota), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tenant_that_moved_on_is_a_conflict_until_a_person_decides() {
    let world = World::new().await;
    world.book.create_quota(&draft(7)).await.unwrap();
    world.sync().await;
    let written = world.copy.write_draft(&Change::ReplaceQuota { draft: draft(8) }).await.unwrap();
    assert!(!world.copy.check_draft(&written.id).await.unwrap().conflict);
    world.book.replace_quota(&draft(100)).await.unwrap();
    let check = world.copy.check_draft(&written.id).await.unwrap();
    let crl = |object: &Option<billing_domain::quotas::QuotaObject>| {
        object.as_ref().and_then(|object| object.limits.objects.get("crl").copied())
    };
    assert_eq!((check.conflict, crl(&check.base), crl(&check.theirs)), (true, Some(7), Some(100)));
    let refused = world.copy.send_draft(&written.id, false).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::FailedPrecondition);
    assert_eq!(world.tenant.done(Operation::ReplaceQuota), 0);
    let sent = world.copy.send_draft(&written.id, true).await.unwrap();
    assert_eq!(sent.state, IntentState::Done);
    let now = world.book.get_quota(&system(), "limits").await.unwrap();
    assert_eq!(now.limits.objects.get("crl"), Some(&8));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_what_can_wait_waits() {
    let world = World::new().await;
    let refused = world.copy.write_draft(&Change::MakePrimary { name: "visa".to_owned() }).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::FailedPrecondition);
    let empty = Change::RequestIncrease { kind: "crl".to_owned(), text: " ".to_owned() };
    assert_eq!(world.copy.write_draft(&empty).await.unwrap_err().code, ErrorCode::InvalidInput);
    let request =
        Change::RequestIncrease { kind: "crl".to_owned(), text: "Please raise it to 9.".to_owned() };
    let written = world.copy.write_draft(&request).await.unwrap();
    assert_eq!(world.copy.discard(&written.id).await.unwrap().state, IntentState::Discarded);
    world.copy.connect(None);
    let refused = world.copy.subscribe_addon("f5xc_waap_advanced").await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::Unavailable);
    assert_eq!(
        world.copy.outbox().await.unwrap().len(),
        1,
        "nothing was attempted, so nothing is written down"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_caller_that_goes_away_leaves_the_outcome_unknown() {
    let world = World::new().await;
    world.weather(on(Operation::CreateQuota, Fault::Late));
    let wanted = draft(9);
    let mut sending = Box::pin(world.copy.create_quota(&wanted));
    while world.tenant.done(Operation::CreateQuota) == 0 {
        assert!(futures::poll!(&mut sending).is_pending());
        tokio::task::yield_now().await;
    }
    drop(sending);
    assert_eq!(world.copy.recover_outbox().await.unwrap(), 1);
    let unknown = newest(&world).await;
    assert_eq!(unknown.state, IntentState::Unknown);
    world.tenant.clears_up();
    assert_eq!(world.copy.read_back(&unknown.id).await.unwrap().state, IntentState::Done);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_old_answer_after_a_change_is_seen_and_marked() {
    for fault in [Fault::Stale, Fault::Down] {
        let world = World::new().await;
        world.sync().await;
        world.weather(on(Operation::ListQuotas, fault));
        world.copy.create_quota(&draft(9)).await.unwrap();
        let status = world.copy.status().await.unwrap();
        let quotas = status.parts.iter().find(|part| part.part == "quotas").unwrap();
        assert_eq!(quotas.state, PartState::Partial, "{fault:?}");
        assert!(quotas.message.as_ref().unwrap().contains("does not show here yet"), "{fault:?}: {quotas:?}");
        world.tenant.clears_up();
        world.sync().await;
        assert!(!world.copy.status().await.unwrap().is_partial(), "{fault:?}: the next sync brings it");
    }
}
