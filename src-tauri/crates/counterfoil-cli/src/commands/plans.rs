//! `plans ..`: what is on offer, and moves: asked for, decided, called off, carried out.

mod told;

use super::blocking;
use crate::arguments::{DecisionArguments, MoveArguments, PlansCommand, WhenWord};
use crate::book::BookArgument;
use crate::failure::Failure;
use crate::output::{self, Report};
use billing_domain::contact::{Contact, ContactKind};
use billing_domain::plans::steps::MoveStep;
use billing_domain::plans::transitions::{Phase, Transition};
use billing_domain::plans::{TransitionPayload, TransitionRequest};
use billing_domain::{BillingError, ErrorCode};
use billing_service::LocalBackend;
use billing_service::plans::{Decision, MoveWishes, When};
use serde_json::json;
use told::{plan_row, request, request_row};

pub async fn run(what: PlansCommand, as_json: bool) -> Result<(), Failure> {
    match what {
        PlansCommand::List { book } => list(book, as_json).await,
        PlansCommand::Move(asked) => start(*asked, as_json).await,
        PlansCommand::Requests { book } => requests(book, as_json).await,
        PlansCommand::Approve { decision, confirm } => decide(decision, true, confirm, as_json).await,
        PlansCommand::Refuse(decision) => decide(decision, false, None, as_json).await,
        PlansCommand::Cancel { book, id, by, reason } => {
            let backend = opened(book).await?;
            let ended = backend.cancel_move(&id, &by, &reason).await?;
            tell(&backend, Some(&ended), as_json);
            Ok(())
        }
        PlansCommand::RunDue { book, until } => {
            let backend = as_it_is(book).await?;
            let done = backend.run_due_moves(until).await?;
            tell(&backend, done.as_ref(), as_json);
            done.map_or(Ok(()), |done| ended(&done))
        }
        PlansCommand::Resume { book } => {
            let backend = as_it_is(book).await?;
            let done = backend.run_due_moves(backend.now()).await?;
            tell(&backend, done.as_ref(), as_json);
            done.map_or(Ok(()), |done| ended(&done))
        }
    }
}

async fn opened(book: BookArgument) -> Result<LocalBackend, Failure> {
    Ok(blocking(move || book.open_existing()).await?)
}

/// Without going on with anything: that is what the command is for.
async fn as_it_is(book: BookArgument) -> Result<LocalBackend, Failure> {
    Ok(blocking(move || book.open_as_it_is()).await?)
}

async fn list(book: BookArgument, as_json: bool) -> Result<(), Failure> {
    let backend = opened(book).await?;
    let view = backend.plans_view("en-us").await?;
    let rows = (0..view.plans.len()).map(|at| plan_row(&view, at)).collect();
    let held = view.plans.iter().find(|plan| plan.current).map(|plan| plan.name.clone());
    let report = Report {
        columns: vec![
            "plan",
            "title",
            "state",
            "flat_price",
            "currency",
            "period",
            "direction",
            "when",
            "method",
        ],
        rows,
        totals: json!({
            "held": held,
            "asked": view.asked,
            "period_end": output::instant(view.period_end),
            "tenant": view.tenant,
            "last_copy": view.last_copy.map(|copy| json!({
                "at": output::instant(copy.at), "file": copy.file, "fresh": copy.fresh
            })),
        }),
    };
    output::report(&report, as_json);
    Ok(())
}

async fn start(asked: MoveArguments, as_json: bool) -> Result<(), Failure> {
    let given = |text: String| Some(text).filter(|text| !text.trim().is_empty());
    let address = |line: &Option<String>, kind| {
        line.clone().and_then(given).map(|line| Contact { kind, address1: Some(line), ..Contact::default() })
    };
    let request = TransitionRequest {
        new_plan: asked.plan,
        payload: TransitionPayload {
            billing_address: address(&asked.address, ContactKind::Billing),
            payment_address: address(&asked.address, ContactKind::Payment),
            payment_provider_token: asked.payment_token,
            domain: asked.domain,
            create_support_ticket: asked.ticket,
            support_ticket_info: given(asked.note),
            deletion_reason: given(asked.reason),
            deletion_feedback: None,
            subscribe_addons: asked.subscribe,
            unsubscribe_addons: asked.drop,
        },
    };
    let by_word = asked.when.map(|when| match when {
        WhenWord::Now => When::Now,
        WhenWord::PeriodEnd => When::PeriodEnd,
    });
    let wishes = MoveWishes {
        when: asked.at.map(When::At).or(by_word),
        typed_tenant: asked.confirm,
        by: asked.by,
        preview: asked.preview,
    };
    let backend = opened(asked.book).await?;
    let done = backend.start_move(&request, &wishes).await?;
    tell(&backend, Some(&done), as_json);
    ended(&done)
}

async fn requests(book: BookArgument, as_json: bool) -> Result<(), Failure> {
    let backend = opened(book).await?;
    let all = backend.transitions().await?;
    let now = backend.now();
    let open = all.iter().filter(|one| one.state().is_open()).count();
    let rows =
        all.iter().map(|one| if as_json { request(one, now) } else { request_row(one, now) }).collect();
    let report = Report {
        columns: vec![
            "id",
            "from",
            "to",
            "phase",
            "effect_at",
            "requester",
            "approver",
            "last_step",
            "reason",
        ],
        rows,
        totals: json!({ "requests": all.len(), "open": open }),
    };
    output::report(&report, as_json);
    Ok(())
}

async fn decide(
    asked: DecisionArguments,
    approve: bool,
    confirm: Option<String>,
    as_json: bool,
) -> Result<(), Failure> {
    let backend = opened(asked.book).await?;
    let decision = Decision { approve, by: asked.by, reason: asked.reason };
    let done = backend.decide_move(&asked.id, &decision, confirm.as_deref()).await?;
    tell(&backend, Some(&done), as_json);
    if approve { ended(&done) } else { Ok(()) }
}

fn tell(backend: &LocalBackend, done: Option<&Transition>, as_json: bool) {
    let now = backend.now();
    match done {
        _ if as_json => output::json(&json!({ "request": done.map(|done| request(done, now)) })),
        None => println!("Nothing is to be done."),
        Some(done) => println!("{}", told::in_words(done, now)),
    }
}

/// A move that could not be made is a failure of the command; one that a person ended is not.
fn ended(done: &Transition) -> Result<(), Failure> {
    let Some(stopped) = done.done_step(MoveStep::Stopped) else { return Ok(()) };
    debug_assert_eq!(done.phase(stopped.at), Phase::Failed);
    let message = format!(
        "The move onto {} was not made; plan, add-ons and quotas are as before. {}",
        done.to_plan, stopped.note
    );
    Err(BillingError::new(ErrorCode::FailedPrecondition, message).into())
}
