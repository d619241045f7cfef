//! One topic, one file name in every room: who knows one topic finds the way in all of them.

use crate::finding::{Finding, expect_lines, expect_none};
use crate::tree::{self, File};

const TOPICS: &[&str] = &["invoices", "payment_methods", "plans", "quotas", "subscriptions", "usage"];

/// Rooms that have every topic. A topic may be a file or a folder.
const FURNISHED: &[&str] = &["billing-domain", "billing-store", "billing-service"];

/// Names that somebody might give a topic instead. `charges`, `payments` and `prices` are other things.
const NEAR_MISSES: &[&str] = &[
    "invoice_list",
    "invoices_store",
    "payment",
    "payment_method",
    "paymentmethods",
    "plan",
    "quota",
    "subscription",
    "usages",
    "metering",
];

fn missing(room: &str, files: &[File]) -> Vec<Finding> {
    let has = |topic: &str| {
        files.iter().any(|file| file.stem() == topic || file.path.contains(&format!("/{topic}/")))
    };
    TOPICS
        .iter()
        .filter(|topic| !has(topic))
        .map(|topic| Finding::new(room, 0, format!("no {topic}")))
        .collect()
}

/// Only the first level counts: inside `invoices/` a file may be called as it likes.
fn misnamed(files: &[File]) -> Vec<Finding> {
    files
        .iter()
        .filter(|file| NEAR_MISSES.contains(&file.stem()))
        .filter(|file| !TOPICS.iter().any(|topic| file.path.contains(&format!("/{topic}/"))))
        .map(|file| Finding::new(&file.path, 0, "a topic under another name"))
        .collect()
}

#[test]
fn every_furnished_room_has_every_topic() {
    let findings: Vec<Finding> = FURNISHED.iter().flat_map(|room| missing(room, &tree::room(room))).collect();
    expect_none(&findings, "one topic, one file name in every room");
}

#[test]
fn no_room_calls_a_topic_otherwise() {
    let mut files = tree::files("src-tauri/crates/", &[".rs"]);
    files.retain(|file| !file.path.contains("/documents/") && !file.path.contains("billing-documents"));
    expect_none(&misnamed(&files), "one topic, one file name in every room");
}

#[test]
fn planted_names_are_found() {
    let files =
        ["a/src/invoices.rs", "a/src/plans/plan.rs", "a/src/quota.rs"].map(|path| File::planted(path, ""));
    assert_eq!(misnamed(&files).len(), 1);
    expect_lines(&missing("a", &files), &[0, 0, 0, 0]);
}
