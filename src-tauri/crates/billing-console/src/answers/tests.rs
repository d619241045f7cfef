//! A kept answer is given again without reading, and never once something was committed.

use super::*;
use crate::{Console, Start, dispatch};
use billing_domain::usage::Series;
use billing_service::SystemClock;
use billing_service::accounts::open_book;
use billing_service::usage::SeriesFilter;
use chrono::DateTime;
use serde_json::{Value, json};
use std::cell::Cell;
use std::path::Path;
use tempfile::TempDir;

/// A book in a folder; opened again it is what another program has.
fn book(folder: &Path) -> LocalBackend {
    let (store, _) = open_book(folder, DateTime::UNIX_EPOCH).unwrap();
    LocalBackend::new(store, Arc::new(SystemClock), "tester")
}

fn series(book: &Reader<'_>) -> Result<usize, BillingError> {
    Ok(book.series_matching(&SeriesFilter::default())?.len())
}

/// Something is committed to the book.
fn commit(backend: &LocalBackend) {
    let changed: Result<i64, BillingError> = backend.store().write(|tx| {
        let series = Series { namespace: "new".into(), object: "one".into(), ..Series::default() };
        Ok(tx.intern_series(&series)?)
    });
    changed.unwrap();
}

fn march() -> Value {
    json!({ "grain": "day", "group_by": "usage_type", "from": "2026-03-01T00:00:00Z", "to": "2026-04-01T00:00:00Z",
            "namespace": null, "object": null, "usage_type": null })
}

fn window(offset: u32, sorts: &Value) -> Value {
    json!({ "query": march(), "sorts": sorts, "find": "", "offset": offset, "limit": 250 })
}

#[test]
fn an_answer_is_read_once_until_something_is_committed() {
    let folder = tempfile::tempdir().unwrap();
    let (book, answers, reads) = (book(folder.path()), Answers::default(), Cell::new(0));
    let ask = |question: &str| {
        let read = |reader: &Reader<'_>| {
            reads.set(reads.get() + 1);
            series(reader)
        };
        *answers.of(&book, question.to_owned(), |_| 1, read).unwrap()
    };
    assert_eq!((ask("series"), reads.get()), (0, 1));
    assert_eq!((ask("series"), reads.get()), (0, 1), "the second time it was not read");
    ask("another question");
    assert_eq!(reads.get(), 2);
    commit(&book);
    assert_eq!((ask("series"), reads.get()), (1, 3), "what was committed is seen");
}

#[test]
fn another_program_that_commits_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let (ours, theirs, answers) = (book(folder.path()), book(folder.path()), Answers::default());
    let ask = || *answers.of(&ours, "series".to_owned(), |_| 1, series).unwrap();
    assert_eq!(ask(), 0);
    commit(&theirs);
    assert_eq!(ask(), 1);
}

#[test]
fn few_are_kept_and_the_newest_whatever_it_weighs() {
    let folder = tempfile::tempdir().unwrap();
    let (book, answers) = (book(folder.path()), Answers::default());
    let ask = |question: usize, rows: usize| {
        answers.of(&book, question.to_string(), |_| rows, |_| Ok(question)).unwrap();
        answers.kept.lock().unwrap().iter().map(|one| one.question.clone()).collect::<Vec<_>>()
    };
    for question in 0..20 {
        assert!(ask(question, 1).len() <= KEPT_MAX);
    }
    assert_eq!(ask(15, 1)[..3], ["15", "19", "18"], "what is asked again counts as new");
    assert_eq!(ask(99, ROWS_MAX + 1), ["99"], "there is no room beside it");
}

/// The console of the demo.
struct Desk {
    console: Arc<Console>,
    _home: TempDir,
}

impl Desk {
    fn demo() -> Self {
        let home = tempfile::tempdir().unwrap();
        let console = Arc::new(Console::new(home.path().join("data"), "tester"));
        console.start(&Start::Demo).unwrap();
        Self { console, _home: home }
    }

    async fn run(&self, name: &str, input: Value) -> Value {
        dispatch(Arc::clone(&self.console), name, input).await.unwrap()
    }

    /// Question and identity of every kept answer, the newest first.
    fn kept(&self) -> Vec<(String, usize)> {
        let kept = self.console.answers.kept.lock().unwrap();
        kept.iter().map(|one| (one.question.clone(), Arc::as_ptr(&one.answer).cast::<()>().addr())).collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn further_windows_of_hours_come_from_the_sorted_answer() {
    let desk = Desk::demo();
    let by_hour = json!([{ "key": "quantity", "down": true }]);
    let first = desk.run("usage_hours", window(0, &by_hour)).await;
    let kept = desk.kept();
    let second = desk.run("usage_hours", window(250, &by_hour)).await;
    assert_eq!((second["rows"][0]["place"].as_u64(), &second["count"]), (Some(250), &first["count"]));
    assert_eq!(desk.kept(), kept, "nothing was read again");
    desk.run("usage_hours", window(0, &json!([]))).await;
    assert_eq!(desk.kept().len(), kept.len() + 1, "another order is another answer");
    desk.console.close();
    assert!(desk.kept().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chart_of_another_size_is_only_drawn_again() {
    let desk = Desk::demo();
    let chart = |width: u32, language: &str| json!({ "query": march(), "measure": "amount", "width": width, "height": 200, "language": language });
    let small = desk.run("usage_chart", chart(600, "en")).await;
    let kept = desk.kept();
    let large = desk.run("usage_chart", chart(900, "en")).await;
    assert_ne!(small["svg"], large["svg"]);
    assert_eq!(small["table"], large["table"]);
    assert_eq!(desk.kept(), kept, "nothing was rated again");
    let thai = desk.run("usage_chart", chart(900, "th")).await;
    assert_ne!(thai["table"]["category_heading"], large["table"]["category_heading"]);
}
