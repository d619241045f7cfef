//! What becomes of each row, decided from the marks of the whole file and of the book.

use billing_domain::BillingError;
use billing_store::Reader;
use billing_store::charges::{Mark, StoredCharge};
use rustc_hash::FxHashMap;

/// A row, as far as telling rows apart needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marks {
    /// Which charge.
    pub(super) identity: Mark,
    /// What is in it.
    pub(super) content: Mark,
}

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    New,
    Unchanged,
    /// Takes the place of a charge in the book.
    Restates(i64),
}

pub(super) fn decide(book: &Reader<'_>, rows: &[Marks]) -> Result<Vec<Fate>, BillingError> {
    let mut by_identity: FxHashMap<Mark, Vec<usize>> = FxHashMap::default();
    for (at, row) in rows.iter().enumerate() {
        by_identity.entry(row.identity).or_default().push(at);
    }
    let mut fates = vec![Fate::New; rows.len()];
    for (identity, places) in by_identity {
        let stored = book.charges_of(&identity)?;
        let contents: Vec<Mark> = places.iter().map(|at| rows[*at].content).collect();
        for (at, fate) in places.into_iter().zip(decide_one(&contents, stored)) {
            fates[at] = fate;
        }
    }
    Ok(fates)
}

/// The rows of one charge in the order of the file, against what the book has of it. Equal content is matched first.
fn decide_one(rows: &[Mark], mut stored: Vec<StoredCharge>) -> Vec<Fate> {
    let mut fates: Vec<Fate> = rows
        .iter()
        .map(|content| match stored.iter().position(|charge| charge.content == *content) {
            Some(at) => {
                stored.remove(at);
                Fate::Unchanged
            }
            None => Fate::New,
        })
        .collect();
    let unmatched = fates.iter_mut().filter(|fate| **fate == Fate::New);
    for (fate, former) in unmatched.zip(stored) {
        *fate = Fate::Restates(former.id);
    }
    fates
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rows: &str, stored: &str, expected: &str) {
        let mark = |letter: char| [letter as u8; 16];
        let rows: Vec<Mark> = rows.chars().map(mark).collect();
        let stored =
            stored.chars().zip(1..).map(|(letter, id)| StoredCharge { id, content: mark(letter) }).collect();
        let fates: Vec<String> = decide_one(&rows, stored)
            .into_iter()
            .map(|fate| match fate {
                Fate::New => "new".to_owned(),
                Fate::Unchanged => "same".to_owned(),
                Fate::Restates(id) => format!("restates {id}"),
            })
            .collect();
        assert_eq!(fates.join(", "), expected);
    }

    #[test]
    fn equal_twins_both_stay_and_come_again_unchanged() {
        check("aa", "", "new, new");
        check("aa", "aa", "same, same");
        check("aaa", "aa", "same, same, new");
        check("a", "aa", "same");
    }

    #[test]
    fn equal_content_is_matched_before_anything_is_restated() {
        check("xb", "ab", "restates 1, same");
        check("bx", "ab", "same, restates 1");
        check("xy", "a", "restates 1, new");
        check("xy", "ab", "restates 1, restates 2");
    }
}
