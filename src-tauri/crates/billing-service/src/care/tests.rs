//! A sound book passes; a tampered one is found out; copies come back whole and overwrite nothing.

use super::*;
use crate::accounts::open_book;
use crate::demo;
use std::sync::Arc;

fn demo_book() -> (tempfile::TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let book = home.path().join("demo");
    demo::create(&book).unwrap();
    (home, book)
}

fn findings(book: &Path) -> Vec<String> {
    let (store, _) = open_book(book, demo::now()).unwrap();
    verify(&store, demo::now()).unwrap().into_iter().flat_map(|check| check.findings).collect()
}

#[test]
fn a_sound_book_has_no_finding_and_neither_has_its_copy() {
    let (home, book) = demo_book();
    assert_eq!(findings(&book), Vec::<String>::new());

    let (store, record) = open_book(&book, demo::now()).unwrap();
    let copy = home.path().join("copy.db");
    assert_eq!(backup(&store, &copy).unwrap(), record);
    assert_eq!(backup(&store, &copy).unwrap_err().code, ErrorCode::AlreadyExists);

    let back = home.path().join("back");
    assert_eq!(restore(&copy, &back).unwrap(), record);
    assert_eq!(findings(&back), Vec::<String>::new());
    assert_eq!(restore(&copy, &back).unwrap_err().code, ErrorCode::AlreadyExists);
    let left: Vec<_> =
        std::fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().ends_with(".part")), "{left:?}");
}

#[test]
fn what_is_no_book_is_not_restored() {
    let home = tempfile::tempdir().unwrap();
    let letter = home.path().join("letter.txt");
    std::fs::write(&letter, "not a book").unwrap();
    let book = home.path().join("book");
    assert!(restore(&letter, &book).is_err());
    assert!(!book.exists(), "a refused restore leaves nothing");
}

#[test]
fn a_damaged_copy_of_the_file_is_found_out() {
    let (home, book) = demo_book();
    let (store, _) = open_book(&book, demo::now()).unwrap();
    let copy = home.path().join("damaged.db");
    backup(&store, &copy).unwrap();
    let mut bytes = std::fs::read(&copy).unwrap();
    // Somewhere in the middle of the facts, away from the header and the schema.
    let middle = bytes.len() / 2;
    bytes[middle..middle + 2_000].fill(0x5a);
    std::fs::write(&copy, bytes).unwrap();
    let (damaged, _) = open_book(&copy, demo::now()).unwrap();
    let told = verify(&Arc::clone(&damaged), demo::now());
    assert!(told.map_or(true, |checks| checks.iter().any(|check| !check.findings.is_empty())));
}
