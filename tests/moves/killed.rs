//! A program that is killed after any durable step: the next one comes to the same end as one that was not disturbed.
//!
//! The killed program is a real process: this binary again, which ends by `abort` after so many transactions.

use crate::desk::{self, ASKER, OTHER, TENANT, noon, open_request};
use billing_domain::plans::TransitionState;
use billing_domain::plans::transitions::{Phase, Transition};
use billing_service::LocalBackend;
use billing_service::plans::{Decision, MoveWishes, When};
use chrono::TimeDelta;
use std::path::Path;
use std::process::{Command, Stdio};

const CHILD: &str = "MOVES_CHILD";

/// What people do after a move was asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Then {
    Approve,
    Refuse,
    Cancel,
    /// Another plan is held by the time somebody says yes, so that it cannot be made.
    ApproveTooLate,
    Nothing,
}

struct Story {
    name: &'static str,
    plan: &'static str,
    when: Option<When>,
    then: Then,
    ends: TransitionState,
}

fn stories() -> Vec<Story> {
    let day = When::At(noon() + TimeDelta::days(30));
    let story = |name, plan, when, then, ends| Story { name, plan, when, then, ends };
    use TransitionState::{Failed, Finished};
    vec![
        story("at once", "free", Some(When::Now), Then::Nothing, Finished),
        story("at the end of the period", "free", None, Then::Nothing, Finished),
        story("recreated", "anew", None, Then::Nothing, Finished),
        story("by support", "individual", Some(When::Now), Then::Approve, Finished),
        story("approved", "organization", None, Then::Approve, Finished),
        story("approved for a day", "organization", Some(day), Then::Approve, Finished),
        story("refused", "organization", None, Then::Refuse, Failed),
        story("called off", "organization", Some(day), Then::Cancel, Failed),
        story("approved too late", "organization", None, Then::ApproveTooLate, Failed),
    ]
}

fn wishes(story: &Story) -> MoveWishes {
    MoveWishes { when: story.when, typed_tenant: Some(TENANT.to_owned()), ..MoveWishes::default() }
}

fn decision(approve: bool) -> Decision {
    Decision { approve, by: OTHER.to_owned(), reason: "as agreed".to_owned() }
}

async fn ready(folder: &Path, story: &Story) {
    desk::found(folder).await;
    if story.plan == "anew" {
        desk::open(folder, noon()).back_up(&folder.join("copy.db")).await.unwrap();
    }
}

async fn another_plan_is_held(book: &LocalBackend) {
    book.write(|tx| {
        let already = tx.held_plan()?.as_deref() == Some("free");
        if !already {
            tx.set_current_plan("free", noon())?;
        }
        Ok(())
    })
    .await
    .unwrap();
}

/// Does what is left to do of a story, whoever has begun it, and answers all that is in the book then.
async fn finish(folder: &Path, story: &Story) -> (String, Transition) {
    let book = desk::open(folder, noon());
    book.resume_moves().unwrap();
    let asked = book.read(|book| Ok(book.transitions()?)).await.unwrap();
    if asked.is_empty() {
        book.start_move(&desk::request(story.plan), &wishes(story)).await.unwrap();
    }
    if let Some(open) = open_request(&book).await {
        match (story.then, open.phase(noon())) {
            (Then::Approve, Phase::WaitingForApproval) => {
                book.decide_move(&open.id, &decision(true), None).await.unwrap();
            }
            (Then::ApproveTooLate, Phase::WaitingForApproval) => {
                another_plan_is_held(&book).await;
                book.decide_move(&open.id, &decision(true), None).await.unwrap();
            }
            (Then::Refuse, _) => drop(book.decide_move(&open.id, &decision(false), None).await.unwrap()),
            (Then::Cancel, _) => drop(book.cancel_move(&open.id, ASKER, "next year").await.unwrap()),
            _ => {}
        }
    }
    let planned = open_request(&book).await.map(|open| open.effect_at());
    drop(book);
    let book = desk::open(folder, planned.unwrap_or_else(noon));
    book.resume_moves().unwrap();
    let asked = book.read(|book| Ok(book.transitions()?)).await.unwrap().swap_remove(0);
    (desk::dump(&book).await, asked)
}

/// Does a story one durable step after the other, and dies after `budget` of them; returns when it had fewer.
async fn live_for(folder: &Path, story: &Story, budget: usize) {
    let mut left = budget;
    let mut spend = || {
        left -= 1;
        if left == 0 {
            std::process::abort();
        }
    };
    let book = desk::open(folder, noon());
    let asked = book.begin_move(&desk::request(story.plan), &wishes(story)).await.unwrap();
    spend();
    while book.advance_move(&asked.id).await.unwrap() {
        spend();
    }
    match story.then {
        Then::Approve => drop(book.note_decision(&asked.id, &decision(true)).await.unwrap()),
        Then::ApproveTooLate => {
            another_plan_is_held(&book).await;
            drop(book.note_decision(&asked.id, &decision(true)).await.unwrap());
        }
        Then::Refuse => drop(book.note_decision(&asked.id, &decision(false)).await.unwrap()),
        Then::Cancel => drop(book.cancel_move(&asked.id, ASKER, "next year").await.unwrap()),
        Then::Nothing => {}
    }
    if story.then != Then::Nothing {
        spend();
        while book.advance_move(&asked.id).await.unwrap() {
            spend();
        }
    }
    if let Some(open) = open_request(&book).await {
        drop(book);
        let book = desk::open(folder, open.effect_at());
        while book.advance_move(&asked.id).await.unwrap() {
            spend();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "run by the test below, as the program that is killed"]
async fn the_program_that_is_killed() {
    let told = std::env::var(CHILD).unwrap();
    let [story, budget, folder]: [&str; 3] = told.splitn(3, '/').collect::<Vec<_>>().try_into().unwrap();
    let story = stories().swap_remove(story.parse().unwrap());
    live_for(Path::new(folder), &story, budget.parse().unwrap()).await;
    println!("the story has ended before");
}

/// True when the child was killed by its own hand, false when the story had fewer steps.
fn is_killed(story: usize, budget: usize, folder: &Path) -> bool {
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "killed::the_program_that_is_killed", "--ignored", "--nocapture"])
        .env(CHILD, format!("{story}/{budget}/{}", folder.display()))
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&child.stdout);
    assert!(
        said.contains("the story has ended before") == child.status.success(),
        "a child that broke is no child that was killed: {said}{}",
        String::from_utf8_lossy(&child.stderr)
    );
    !child.status.success()
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_after_any_durable_step_it_comes_to_the_same_end() {
    let mut kills = 0;
    for (number, story) in stories().iter().enumerate() {
        let undisturbed = tempfile::tempdir().unwrap();
        ready(undisturbed.path(), story).await;
        let before = desk::business(&desk::open(undisturbed.path(), noon())).await;
        let (expected, asked) = finish(undisturbed.path(), story).await;
        let expected = expected.replace(&undisturbed.path().display().to_string(), "");
        assert_eq!(asked.state(), story.ends, "{}", story.name);
        if story.ends == TransitionState::Failed && story.then != Then::ApproveTooLate {
            let after = desk::business(&desk::open(undisturbed.path(), noon())).await;
            assert_eq!(before, after, "{}: everything as before", story.name);
        }
        for budget in 1.. {
            let folder = tempfile::tempdir().unwrap();
            ready(folder.path(), story).await;
            if !is_killed(number, budget, folder.path()) {
                assert!(budget > 2, "{}: hardly any step", story.name);
                break;
            }
            kills += 1;
            let (found, _) = finish(folder.path(), story).await;
            let found = found.replace(&folder.path().display().to_string(), "");
            assert_eq!(found, expected, "{}, killed after step {budget}", story.name);
        }
    }
    println!("{} stories, killed {kills} times: the same end each time", stories().len());
    assert!(kills >= 30, "{kills}");
}

#[tokio::test(flavor = "multi_thread")]
async fn resumed_weeks_later_it_takes_effect_when_it_was_asked_for() {
    let story = stories().swap_remove(0);
    let (in_time, late) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for folder in [&in_time, &late] {
        ready(folder.path(), &story).await;
    }
    finish(in_time.path(), &story).await;
    desk::open(late.path(), noon()).begin_move(&desk::request("free"), &wishes(&story)).await.unwrap();
    let weeks_later = desk::open(late.path(), noon() + TimeDelta::days(40));
    let done = weeks_later.resume_moves().unwrap().unwrap();
    assert_eq!(
        done.done.last().unwrap().at,
        noon() + TimeDelta::days(40),
        "the steps tell when it was written"
    );
    assert_eq!(desk::business(&weeks_later).await, desk::business(&desk::open(in_time.path(), noon())).await);
    assert_eq!(done.effect_at(), noon());
}
