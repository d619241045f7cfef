//! What stands on an invoice, in both languages.

use crate::fixture;
use crate::poppler::{fonts, info, pages};
use billing_documents::DocumentError;
use billing_documents::pdf::invoice::{InvoiceKind, render_invoice};

/// The first line of a page that holds `needle`.
fn line_with<'a>(page: &'a str, needle: &str) -> &'a str {
    page.lines().find(|line| line.contains(needle)).unwrap_or_else(|| panic!("{needle:?} is not on\n{page}"))
}

#[test]
fn english_says_who_what_when_and_how_much() {
    let pages = pages(&render_invoice(&fixture::invoice()).unwrap());
    let first = &pages[0];
    for text in ["Invoice", "INV-000132", "Acme Corp", "Tax ID US-94-1234567", "Example Edge Networks Ltd."] {
        assert!(first.contains(text), "{text:?} is not on\n{first}");
    }
    for (label, value) in [
        ("Period", "1–31 Dec 2025"),
        ("Issued", "1 Jan 2026"),
        ("Due", "31 Jan 2026"),
        ("Amount due", "USD 7,549.89"),
        ("Subtotal", "18,168.63"),
        ("Coupon, 10.00% of usage", "−1,766.86"),
        ("VAT 7.00% of 16,401.77", "1,148.12"),
        ("Total USD", "17,549.89"),
        ("Paid 1 Jan 2026", "−10,000.00"),
        ("Balance due USD", "7,549.89"),
    ] {
        let line = line_with(first, label);
        assert!(line.trim_end().ends_with(value), "{label}: {line:?} does not end with {value}");
    }
}

#[test]
fn each_line_has_its_exact_figures_in_order() {
    let document = fixture::invoice();
    let pages = pages(&render_invoice(&document).unwrap());
    let line = line_with(&pages[0], "CE - Data Transfer to RE - Bytes");
    let figures: Vec<&str> = line.split_whitespace().rev().take(4).collect();
    assert_eq!(figures, ["2,143.36", "0.08", "26,792", "26,791,384,112,640"]);
    assert!(line_with(&pages[0], "Teams plan").contains("fixed"));
    assert_eq!(document.lines.len(), 12);
    for line in &document.lines {
        line_with(&pages[0], &line.description);
    }
}

#[test]
fn thai_reads_back_letter_by_letter() {
    let pages = pages(&render_invoice(&fixture::thai_invoice()).unwrap());
    let first = &pages[0];
    for text in [
        "ใบแจ้งหนี้",
        "บริษัท น้ำดื่มผู้ซื้อที่ดี จำกัด (มหาชน)",
        "๑๒/๓ ถนนสุขุมวิท แขวงคลองเตยเหนือ",
        "เลขประจำตัวผู้เสียภาษี 0105561000000",
        "ปริมาณที่คิดเงิน",
        "ชำระแล้ว 1 ม.ค. 2569 บัตร Visa ลงท้าย 4242",
    ] {
        assert!(first.contains(text), "{text:?} is not on\n{first}");
    }
    for (label, value) in [
        ("รอบบิล", "1–31 ธ.ค. 2568"),
        ("ครบกำหนด", "31 ม.ค. 2569"),
        ("ภาษีมูลค่าเพิ่ม 7.00% ของ 16,401.77", "1,148.12"),
        ("รวมทั้งสิ้น USD", "17,549.89"),
    ] {
        let line = line_with(first, label);
        assert!(line.trim_end().ends_with(value), "{label}: {line:?} does not end with {value}");
    }
}

#[test]
fn thai_payment_text_breaks_at_words() {
    let document = fixture::thai_invoice();
    let pages = pages(&render_invoice(&document).unwrap());
    let squeezed: String = pages.concat().split_whitespace().collect();
    let words = ["โปรด", "ชำระเงิน", "ระงับ", "ธนาคาร", "บัญชี"];
    for word in words {
        assert!(squeezed.contains(word), "{word} is torn apart");
    }
}

#[test]
fn all_fonts_are_embedded_subsets() {
    for document in [fixture::invoice(), fixture::thai_invoice(), fixture::running_invoice()] {
        let fonts = fonts(&render_invoice(&document).unwrap());
        assert_eq!(fonts.len(), 2, "regular and semi-bold");
        for font in fonts {
            assert!(font.embedded && font.subset && font.unicode, "{}", font.name);
            assert!(font.name.contains("+Sarabun-"), "{}", font.name);
        }
    }
}

#[test]
fn the_file_says_what_it_is() {
    let bytes = render_invoice(&fixture::thai_invoice()).unwrap();
    let info = info(&bytes);
    for text in
        ["ใบแจ้งหนี้ INV-000132", "Example Edge Networks Ltd.", "Thu Jan  1 00:00:00 2026 UTC", "(A4)", "1.7"]
    {
        assert!(info.contains(text), "{text:?} is not in\n{info}");
    }
    assert!(!info.contains("PDF/X"), "no claim of a standard that the file does not keep");
    assert!(bytes.windows(8).any(|window| window == b"/Lang(th"), "the language is said");
}

#[test]
fn what_is_not_final_says_so_on_paper_and_in_text() {
    let running = &pages(&render_invoice(&fixture::running_invoice()).unwrap())[0];
    assert!(running.contains("Running invoice") && running.contains("Not final: the period is still open"));
    assert!(line_with(running, "Amount so far").contains("USD 17,549.89"));
    assert!(!running.contains("Amount due") && !running.contains("INV-"));
    let mut pro_forma = fixture::invoice();
    pro_forma.kind = InvoiceKind::ProForma;
    let text = &pages(&render_invoice(&pro_forma).unwrap())[0];
    assert!(text.contains("Pro forma, not the provider’s document"));
    let mut credit = fixture::invoice();
    credit.kind = InvoiceKind::CreditNote;
    credit.corrects = Some("INV-000131".into());
    let text = &pages(&render_invoice(&credit).unwrap())[0];
    assert!(text.contains("Credit note") && line_with(text, "Corrects").contains("INV-000131"));
}

#[test]
fn a_long_text_is_wrapped_and_never_lost() {
    let mut document = fixture::invoice();
    document.lines[0].description = "a description that goes on and on ".repeat(12);
    document.lines[1].quantity = Some("12345678901234567890123456789.123456789".into());
    let text = pages(&render_invoice(&document).unwrap()).concat();
    assert_eq!(text.matches("goes").count(), 12);
    assert!(
        text.contains("12,345,678,901,234,567,890,123,456,789.123456789"),
        "figures are never cut:\n{text}"
    );
}

#[test]
fn the_chart_is_on_the_invoice_with_its_legend() {
    let text = pages(&render_invoice(&fixture::invoice()).unwrap()).concat();
    for label in
        ["Amount a day by usage type, USD", "Other, 8 types", "same day of November", "nothing was measured"]
    {
        assert!(text.contains(label), "{label:?} is not in\n{text}");
    }
}

#[test]
fn refuses_rather_than_printing_nonsense() {
    let mut newer = fixture::invoice();
    newer.template_version = 3;
    assert_eq!(render_invoice(&newer).unwrap_err(), DocumentError::UnknownTemplate { version: 3, newest: 2 });
    let mut odd = fixture::invoice();
    odd.total = "17,549.89".into();
    assert!(matches!(render_invoice(&odd), Err(DocumentError::BadFigure { what: "the total", .. })));
    let mut foreign = fixture::invoice();
    foreign.buyer.name = "株式会社".into();
    assert!(matches!(render_invoice(&foreign), Err(DocumentError::MissingGlyph { character: '株', .. })));
    let mut empty = fixture::invoice();
    empty.period_end = empty.period_start;
    assert_eq!(render_invoice(&empty).unwrap_err(), DocumentError::EmptyPeriod);
}
