//! 26 operations through 15 faults: what the caller is told, held against what the tenant really did.

use crate::book::{Original, TOKEN, client, draft, use_cpu};
use crate::faulty_tenant::{FAULTS, Fault};
use crate::operations::{call, seen, system};
use billing_domain::contact::Contact;
use billing_domain::payment_methods::{NewPaymentMethod, PaymentMethods, Role};
use billing_domain::quotas::Quotas;
use billing_domain::{BillingError, ErrorCode};
use billing_service::LocalBackend;
use billing_wire::Operation;
use billing_wire::operations::Effect;
use futures::StreamExt;
use futures::stream;
use std::time::Duration;

/// How long is waited for what never comes: all tries of a fault wait at the same time.
const SHORT: Duration = Duration::from_secs(2);

/// What comes, comes at once; only a machine that is very busy takes longer.
const LONG: Duration = Duration::from_secs(60);

/// What must come of a fault that meets every attempt.
struct Expected {
    /// `None`: the right answer.
    code: Option<ErrorCode>,
    /// Whether the tenant carries a write out.
    is_done: bool,
    /// Whether the caller can know whether it did.
    is_known: bool,
}

/// Tries under way at the same time, and the patience of each.
fn pace(fault: Fault) -> (usize, Duration) {
    match fault {
        Fault::Late | Fault::ArrivesLate | Fault::SlowDrip => (26, SHORT),
        _ => (2, LONG),
    }
}

fn expected(fault: Fault) -> Expected {
    let (code, is_done, is_known) = match fault {
        Fault::Late | Fault::ArrivesLate | Fault::SlowDrip => {
            (Some(ErrorCode::DeadlineExceeded), true, false)
        }
        Fault::ResetBefore | Fault::Down | Fault::Page => (Some(ErrorCode::Unavailable), false, false),
        Fault::ResetAfter | Fault::Truncated | Fault::WrongLength => {
            (Some(ErrorCode::Unavailable), true, false)
        }
        Fault::BusySeconds | Fault::BusyDate => (Some(ErrorCode::ResourceExhausted), false, true),
        Fault::Broken => (Some(ErrorCode::Internal), true, false),
        Fault::Twice | Fault::Stale | Fault::ClockOff => (None, true, true),
    };
    Expected { code, is_done, is_known }
}

/// Every operation through one fault.
async fn every_operation_through(fault: Fault) {
    let original = Original::make().await;
    let tries = Operation::ALL.into_iter().map(|operation| one_try(&original, operation, fault));
    let done: Vec<()> = stream::iter(tries).buffer_unordered(pace(fault).0).collect().await;
    assert_eq!(done.len(), 26);
}

async fn one_try(original: &Original, operation: Operation, fault: Fault) {
    let what = format!("{operation:?} through {fault:?}");
    let (book, clean) = (original.copy(), original.copy());
    let id = &original.move_id;
    let before = seen(&book.backend).await;
    let right = call(&clean.backend, operation, id).await.unwrap_or_else(|error| panic!("{what}: {error}"));
    let after = seen(&clean.backend).await;

    let tenant = book.serve(|_, _| None).await;
    let remote = client(&tenant, pace(fault).1);
    let writes = operation.effect() == Effect::Writes;
    if fault == Fault::Stale && !writes {
        // What was answered before the tenant moved on is what comes again.
        assert_eq!(call(&remote, operation, id).await.unwrap(), right, "{what}: in fair weather");
        move_on(&book.backend).await;
    }
    tenant.weather(move |_, asked| (asked == Some(operation)).then_some(fault));
    let answer = call(&remote, operation, id).await;
    tenant.clears_up();
    drop(remote);
    tenant.left_alone().await;

    let expected = expected(fault);
    match (&answer, expected.code) {
        (Ok(answer), None) => assert_eq!(answer, &right, "{what}"),
        (Err(error), Some(code)) => check(error, code, operation, writes && !expected.is_known, &what),
        (other, code) => panic!("{what}: expected {code:?}, got {other:?}"),
    }
    let times = usize::from(writes && expected.is_done);
    assert_eq!(tenant.done(operation), times, "{what}: how often the tenant did it");
    if writes {
        let now = seen(&book.backend).await;
        assert_ne!(before, after, "{what}: the write changes nothing that could be seen");
        assert_eq!(now, if expected.is_done { after } else { before }, "{what}");
        assert_eq!(asked_for(&tenant.seen(), operation), 1, "{what}: a write is sent once");
    } else {
        let right = call(&book.backend, operation, id).await.unwrap();
        let answer = call(&client(&tenant, LONG), operation, id).await.unwrap();
        assert_eq!(answer, right, "{what}: after it cleared up");
    }
}

#[track_caller]
fn check(error: &BillingError, code: ErrorCode, operation: Operation, is_unknown: bool, what: &str) {
    assert_eq!((error.code, error.outcome_unknown), (code, is_unknown), "{what}: {error}");
    assert!(error.message.contains(operation.name()), "{what}: which call was it? {error}");
    assert_eq!(error.message.contains("unknown"), is_unknown, "{what}: {error}");
    assert!(!error.message.contains(TOKEN), "{what}: a secret in {error}");
}

fn asked_for(seen: &[crate::faulty_tenant::Seen], operation: Operation) -> usize {
    seen.iter().filter(|one| one.operation == Some(operation)).count()
}

/// Something of everything changes at the tenant.
async fn move_on(book: &LocalBackend) {
    let contact = Contact::default();
    let new = NewPaymentMethod { token: "tok_maestro_1".to_owned(), role: Role::Normal, contact };
    book.create_payment_method(&system(), &new).await.unwrap();
    book.replace_quota(&draft("limits", 70)).await.unwrap();
    use_cpu(book, "2026-03-06T00:00:00Z", "5").await;
}

/// One test for each fault, so that they run beside each other.
macro_rules! faults {
    ($($name:ident: $fault:ident,)+) => {
        $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                every_operation_through(Fault::$fault).await;
            }
        )+

        #[test]
        fn no_fault_is_left_out() {
            assert_eq!([$(Fault::$fault,)+], FAULTS);
        }
    };
}

faults! {
    an_answer_too_late: Late,
    a_request_that_arrives_too_late: ArrivesLate,
    a_reset_before: ResetBefore,
    a_reset_after: ResetAfter,
    half_an_answer: Truncated,
    an_answer_of_a_wrong_length: WrongLength,
    an_answer_letter_by_letter: SlowDrip,
    busy_for_some_seconds: BusySeconds,
    busy_until_a_date: BusyDate,
    a_broken_server: Broken,
    a_server_that_is_down: Down,
    somebodys_page: Page,
    everything_twice: Twice,
    an_old_answer: Stale,
    a_clock_two_hours_ahead: ClockOff,
}
