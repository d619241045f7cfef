//! A whole chain holds; each way of tampering is found at its first line.

use super::*;

fn entry(action: &str) -> AuditEntry {
    AuditEntry {
        at: DateTime::from_timestamp(1_773_911_640, 5).unwrap(),
        who: "k.aroon".to_owned(),
        action: action.to_owned(),
        object: "invoice/INV-000024".to_owned(),
        before: None,
        after: Some("2026-03-19".to_owned()),
        reason: None,
        request_id: None,
    }
}

fn chain(lines: u32) -> Vec<AuditLine> {
    let mut previous = GENESIS.to_owned();
    (1..=lines)
        .map(|sequence| {
            let line = AuditLine::chained(sequence, entry(&format!("do.{sequence}")), previous.clone());
            previous.clone_from(&line.hash);
            line
        })
        .collect()
}

fn verdict(lines: &[AuditLine], given: u32, anchor: Option<Anchor>) -> Verdict {
    let mut walk = Verification::new(anchor);
    let _ = lines.iter().all(|line| walk.step(line));
    walk.end(given)
}

fn broken(lines: &[AuditLine], given: u32, anchor: Option<Anchor>) -> Option<(u32, Break)> {
    verdict(lines, given, anchor).broken.map(|broken| (broken.sequence, broken.why))
}

#[test]
fn the_encoding_stays_as_it_is() {
    // Worked out apart from this program: lines of every book hang on it.
    let line = AuditLine::chained(1, entry("invoice.reconcile"), GENESIS.to_owned());
    assert_eq!(line.hash, "4e3f6a2a1158fe25653ea42b79a0e0fff2cf0c11fcb2755b1f37b9e1479f0e59");
}

#[test]
fn a_whole_chain_holds() {
    let lines = chain(5);
    let whole = verdict(&lines, 5, None);
    assert_eq!(
        (whole.holds.lines, whole.holds.hash.clone(), whole.finding()),
        (5, lines[4].hash.clone(), None)
    );
    assert_eq!(broken(&lines, 5, Some(whole.holds)), None);
    assert_eq!(broken(&[], 0, None), None, "a new book has an empty trail");
}

#[test]
fn every_field_is_part_of_the_hash() {
    let base = hash(1, &entry("a"), GENESIS);
    let changes: [fn(&mut AuditEntry); 8] = [
        |entry| entry.at += chrono::TimeDelta::nanoseconds(1),
        |entry| entry.who.push('x'),
        |entry| entry.action.push('x'),
        |entry| entry.object.push('x'),
        |entry| entry.before = Some(String::new()),
        |entry| entry.after = None,
        |entry| entry.reason = Some("-".to_owned()),
        |entry| entry.request_id = Some("r".to_owned()),
    ];
    for (index, change) in changes.into_iter().enumerate() {
        let mut changed = entry("a");
        change(&mut changed);
        assert_ne!(hash(1, &changed, GENESIS), base, "field {index}");
    }
    let moved = AuditEntry { before: Some("2026-03-19".to_owned()), after: None, ..entry("a") };
    assert_ne!(hash(1, &moved, GENESIS), base, "the same words in another field");
    assert_ne!(hash(2, &entry("a"), GENESIS), base);
}

#[test]
fn tampering_is_found_at_its_first_line() {
    let mut edited = chain(5);
    edited[2].entry.after = Some("nothing".to_owned());
    assert_eq!(broken(&edited, 5, None), Some((3, Break::Changed)));

    let mut rehashed = chain(5);
    rehashed[2] = AuditLine::chained(3, entry("forged"), rehashed[1].hash.clone());
    assert_eq!(broken(&rehashed, 5, None), Some((4, Break::NotLinked)));

    let mut cut = chain(5);
    cut.remove(1);
    assert_eq!(broken(&cut, 5, None), Some((2, Break::Missing)));
    assert_eq!(broken(&chain(4), 5, None), Some((5, Break::Missing)), "the end counts too");
}

#[test]
fn a_trail_written_anew_differs_from_what_was_verified() {
    let anchor = verdict(&chain(3), 3, None).holds;
    let mut previous = GENESIS.to_owned();
    let forged: Vec<_> = (1..=4)
        .map(|sequence| {
            let line = AuditLine::chained(sequence, entry("forged"), previous.clone());
            previous.clone_from(&line.hash);
            line
        })
        .collect();
    assert_eq!(broken(&forged, 4, None), None, "by itself it is a whole chain");
    assert_eq!(broken(&forged, 4, Some(anchor.clone())), Some((3, Break::Rewritten)));
    assert_eq!(broken(&chain(2), 2, Some(anchor)), Some((3, Break::Missing)));
}
