//! Sheets as files: what is written is what the other commands print.

use crate::desk::Desk;
use crate::invoices::billed;

fn read(desk: &Desk, what: &[&str], file: &str) -> Vec<u8> {
    let path = desk.file(file, "");
    let mut arguments = vec!["export"];
    arguments.extend(what);
    arguments.extend(["-o", path.as_str()]);
    let output = desk.run(&arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    std::fs::read(path).unwrap()
}

#[test]
fn the_list_of_invoices_is_the_one_that_is_printed() {
    let desk = billed();
    let text = String::from_utf8(read(&desk, &["invoices", "--language", "th"], "list.csv")).unwrap();
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().unwrap().split(',').collect();
    let at = |name: &str| head.iter().position(|key| *key == name).unwrap();
    let listed = desk.json(&["invoices", "list"]);
    let rows = listed["rows"].as_array().unwrap_or_else(|| panic!("{listed}"));
    let written: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    let totals: Vec<&str> = written.iter().map(|row| row[at("amount")]).collect();
    assert_eq!(totals.len(), rows.len());
    for row in rows {
        let total = row["total"].as_str().unwrap();
        assert!(totals.contains(&total), "{total} is not in\n{text}");
    }
}

#[test]
fn the_same_book_gives_the_same_bytes_in_every_format() {
    let desk = billed();
    for (format, start) in [("csv", &b"number"[..]), ("xlsx", b"PK"), ("pdf", b"%PDF-1.7")] {
        let first = read(&desk, &["invoices", "--format", format], "a");
        assert!(first.starts_with(start), "{format}");
    }
    assert_eq!(read(&desk, &["invoices"], "a"), read(&desk, &["invoices"], "b"));
    let home = desk.book().with_file_name("home");
    assert!(!home.join("accounts.json").exists(), "the accounts of this machine stay as they are");
}

#[test]
fn what_does_not_exist_is_said_and_nothing_is_made() {
    let desk = Desk::new();
    let output = desk.run(&["export", "quotas", "-o", "unused.csv"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!desk.book().exists());
}

#[test]
fn a_dispute_pack_holds_document_differences_evidence_and_receipts() {
    let desk = billed();
    let path = desk.file("pack.zip", "");
    let pack = || {
        let output = desk.run(&["invoices", "pack", "1", "-o", &path]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        std::fs::read(&path).unwrap()
    };
    let bytes = pack();
    for name in [
        "INV-000001/INV-000001.pdf",
        "INV-000001/differences.csv",
        "INV-000001/differences.pdf",
        "INV-000001/hourly-evidence.csv",
        "INV-000001/lines.csv",
        "INV-000001/receipts/line-01.txt",
        "INV-000001/receipts/foot.json",
    ] {
        let found = bytes.windows(name.len()).any(|window| window == name.as_bytes());
        assert!(found, "{name} is not in the pack");
    }
    assert!(bytes == pack(), "the same bytes");
}
