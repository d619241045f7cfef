//! Whether the stories cover the whole seam: every operation of the six topic traits is called by some story.

use crate::harness::every_backend;
use std::collections::BTreeSet;
use std::path::Path;

const TOPICS: [&str; 6] = ["invoices", "payment_methods", "plans", "quotas", "subscriptions", "usage"];

/// The operations as the domain declares them: the `async fn` of each topic's trait.
fn operations() -> BTreeSet<String> {
    let domain = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src-tauri/crates/billing-domain/src");
    let mut found = BTreeSet::new();
    for topic in TOPICS {
        let text = std::fs::read_to_string(domain.join(format!("{topic}.rs"))).unwrap();
        found.extend(text.lines().filter_map(|line| {
            let name = line.trim().strip_prefix("async fn ")?;
            name.split('(').next().map(str::to_owned)
        }));
    }
    found
}

/// The text of all stories, without this file and the harness.
fn stories() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("contract");
    let mut files = vec![folder];
    let mut text = String::new();
    while let Some(path) = files.pop() {
        if path.is_dir() {
            files.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else if !path.ends_with("coverage.rs") && !path.ends_with("harness.rs") {
            text.push_str(&std::fs::read_to_string(path).unwrap());
        }
    }
    text
}

#[test]
fn the_stories_call_all_26_operations() {
    let operations = operations();
    assert_eq!(operations.len(), 26, "the seam has 26 operations: {operations:?}");
    let stories = stories();
    let silent: Vec<_> = operations.iter().filter(|name| !stories.contains(&format!(".{name}("))).collect();
    assert!(silent.is_empty(), "no story calls {silent:?}");
}

#[tokio::test]
async fn every_story_runs_on_sqlite_over_http_and_from_a_copy() {
    let names: Vec<_> = every_backend().await.iter().map(|backend| backend.name).collect();
    let all = ["local", "remote over server over local", "offline over remote", "offline, tenant gone"];
    assert_eq!(names, all);
}
