//! Two hundred lines over many pages: nothing lost, nothing doubled, and every page adds up.

use crate::fixture;
use crate::poppler::pages;
use billing_documents::figures::grouped;
use billing_documents::pdf::invoice::render_invoice;
use billing_domain::Decimal;
use std::str::FromStr;

fn last_figure(line: &str) -> Decimal {
    let text = line.split_whitespace().last().expect("a figure at the end");
    Decimal::from_str(&text.replace(',', "").replace('−', "-")).expect("a decimal")
}

fn line_with<'a>(page: &'a str, needle: &str) -> Option<&'a str> {
    page.lines().find(|line| line.trim_start().starts_with(needle))
}

#[test]
fn every_line_is_on_one_page_with_its_exact_amount() {
    let document = fixture::long_invoice(200);
    let pages = pages(&render_invoice(&document).unwrap());
    assert!(pages.len() > 5, "{} pages", pages.len());
    for (index, line) in document.lines.iter().enumerate() {
        let label = format!("Line {:03} ", index + 1);
        let found: Vec<&str> = pages.iter().filter_map(|page| line_with(page, &label)).collect();
        let [found] = found[..] else { panic!("{label}is on {} pages", found.len()) };
        let amount = grouped("amount", &line.amount).unwrap();
        assert_eq!(found.split_whitespace().last(), Some(amount.as_str()), "{found}");
    }
}

#[test]
fn each_page_has_the_head_and_its_number() {
    let pages = pages(&render_invoice(&fixture::long_invoice(200)).unwrap());
    let count = pages.len();
    for (index, page) in pages.iter().enumerate() {
        assert!(page.contains(&format!("Page {} of {count}", index + 1)), "page {}", index + 1);
        assert!(page.contains("INV-000132"), "page {} says which invoice it belongs to", index + 1);
        if page.contains("Line ") {
            assert!(page.contains("Description") && page.contains("Amount USD"), "page {}", index + 1);
        }
    }
}

#[test]
fn carried_sums_add_up_page_by_page() {
    let document = fixture::long_invoice(200);
    let pages = pages(&render_invoice(&document).unwrap());
    let mut sum = Decimal::ZERO;
    let mut carried = 0;
    for page in pages.iter().filter(|page| page.contains("Line ")) {
        if let Some(brought) = line_with(page, "Brought forward") {
            assert_eq!(last_figure(brought), sum, "what is brought is what was carried");
        }
        for line in page.lines().filter(|line| line.trim_start().starts_with("Line ")) {
            sum = sum.checked_add(last_figure(line)).unwrap();
        }
        if let Some(forward) = line_with(page, "Carried forward") {
            carried += 1;
            assert_eq!(last_figure(forward), sum, "page carries the sum of all lines so far");
        }
    }
    assert!(carried >= 4);
    assert_eq!(sum.to_text(2), document.total);
}

#[test]
fn the_total_never_stands_without_a_line() {
    // Every count around a page's end: the total must move with the last line, not alone.
    for count in 10..45 {
        let mut document = fixture::long_invoice(count);
        document.chart = None;
        let pages = pages(&render_invoice(&document).unwrap());
        let page = pages.iter().find(|page| page.contains("Total USD")).expect("a total");
        assert!(
            page.contains(&format!("Line {count:03}")),
            "{count} lines: the last one is not with the total"
        );
    }
}
