//! Several documents in one file: every page is there, in order, and can be read.

use crate::fixture::{invoice, report, thai_invoice};
use crate::poppler::{fonts, info, pages};
use billing_documents::pdf::invoice::render_invoice;
use billing_documents::pdf::merge::{merge, text};
use billing_documents::pdf::report::render_report;

#[test]
fn all_pages_in_order_with_their_fonts() {
    let files = [
        render_invoice(&invoice()).unwrap(),
        render_report(&report(90)).unwrap(),
        render_invoice(&thai_invoice()).unwrap(),
    ];
    let apart: Vec<String> = files.iter().flat_map(|file| pages(file)).collect();
    let named: Vec<(&str, &[u8])> = files.iter().map(|file| ("a", file.as_slice())).collect();
    let merged = merge(&named).unwrap();
    assert_eq!(pages(&merged), apart);
    assert!(info(&merged).contains(&format!("Pages:           {}", apart.len())), "{}", info(&merged));
    assert!(fonts(&merged).iter().all(|font| font.embedded && font.unicode));
    assert!(merged.len() < files.iter().map(Vec::len).sum::<usize>() + 4096);
    assert_eq!(merged, merge(&named).unwrap(), "the same bytes");
}

#[test]
fn what_is_no_document_is_named() {
    let good = render_invoice(&invoice()).unwrap();
    let told = merge(&[("INV-1", &good), ("INV-2", b"<html>")]).unwrap_err().to_string();
    assert!(told.contains("INV-2"), "{told}");
}

#[test]
fn the_words_of_a_document_can_be_searched() {
    let words = text(&render_invoice(&invoice()).unwrap());
    let printed = pages(&render_invoice(&invoice()).unwrap()).concat();
    let plain = |text: &str| text.split_whitespace().collect::<String>();
    for word in ["Invoice", "Total"] {
        assert!(plain(&printed).contains(word) && plain(&words).contains(word), "{word} in\n{words}");
    }
    assert_eq!(text(b"no PDF at all"), "");
}
