//! Puts the invoice together: head, lines, totals, payment, chart, notes.

use super::head;
use super::lines;
use super::model::{InvoiceDocument, InvoiceKind, NEWEST_TEMPLATE};
use super::totals::{PADDING, START, Totals};
use super::words::{title, watermark, words};
use crate::dates;
use crate::error::DocumentError;
use crate::pdf::flow::{BODY, Flow, Furniture, SMALL, baseline};
use crate::pdf::ink;
use crate::pdf::page::{Align, Page, TextStyle};
use crate::pdf::table::flow_table;
use crate::pdf::{FileInfo, write};
use crate::text::wrap;

/// How to pay, beside the totals.
const NOTE: TextStyle = TextStyle::regular(8.2, ink::TEXT_2);
/// On one line with the subtotal.
const NOTE_HEADING: TextStyle = TextStyle::strong(BODY.size, ink::TEXT);

/// Prints an invoice as PDF 1.7, A4. The same document gives the same bytes, on every machine and day.
///
/// # Errors
/// [`DocumentError::UnknownTemplate`], [`DocumentError::EmptyPeriod`], [`DocumentError::BadFigure`] for an amount that
/// is not a plain decimal, [`DocumentError::MissingGlyph`] for a letter the fonts lack.
pub fn render_invoice(document: &InvoiceDocument) -> Result<Vec<u8>, DocumentError> {
    check(document)?;
    write(&pages(document)?, &file_info(document))
}

fn check(document: &InvoiceDocument) -> Result<(), DocumentError> {
    let version = document.template_version;
    if !(1..=NEWEST_TEMPLATE).contains(&version) {
        return Err(DocumentError::UnknownTemplate { version, newest: NEWEST_TEMPLATE });
    }
    if document.period_end <= document.period_start {
        return Err(DocumentError::EmptyPeriod);
    }
    Ok(())
}

fn pages(document: &InvoiceDocument) -> Result<Vec<Page>, DocumentError> {
    let mut flow = Flow::new(Page::a4(), furniture(document));
    head::head(&mut flow, document)?;
    let totals = Totals::new(document, flow.width())?;
    let table = lines::table(document, flow.width())?;
    flow_table(&mut flow, table, totals.height())?;
    totals_and_payment(&mut flow, totals, document)?;
    if let Some(chart) = &document.chart {
        crate::pdf::figure::figure(&mut flow, chart)?;
    }
    paragraphs(&mut flow, words(document.language).notes, &document.notes)?;
    utc_line(&mut flow, document)?;
    flow.finish()
}

/// How to pay stands left of the totals, where the eye goes next; a longer text goes below them.
fn totals_and_payment(
    flow: &mut Flow,
    totals: Totals,
    document: &InvoiceDocument,
) -> Result<(), DocumentError> {
    let heading = words(document.language).payment;
    let width = flow.width() * (START - 0.06);
    let mut lines = Vec::new();
    for text in &document.payment_note {
        lines.extend(wrap(NOTE.weight, text, NOTE.size, width)?);
    }
    let height = NOTE_HEADING.line_height() + 2.0 * PADDING + NOTE.line_height() * lines.len() as f32;
    if lines.is_empty() || height > totals.height() {
        totals.draw(flow)?;
        return paragraphs(flow, heading, &document.payment_note);
    }
    flow.need(totals.height())?;
    let (left, top) = (flow.span().0, flow.y + PADDING);
    totals.draw(flow)?;
    flow.page().text((left, baseline(top, NOTE_HEADING)), Align::Left, NOTE_HEADING, heading)?;
    let mut y = top + NOTE_HEADING.line_height() + 2.0;
    for line in &lines {
        flow.page().text((left, baseline(y, NOTE)), Align::Left, NOTE, line)?;
        y += NOTE.line_height();
    }
    Ok(())
}

fn paragraphs(flow: &mut Flow, heading: &str, texts: &[String]) -> Result<(), DocumentError> {
    if texts.is_empty() {
        return Ok(());
    }
    flow.y += 18.0;
    // A heading never stands alone at the foot of a page.
    flow.need(60.0)?;
    flow.heading(heading)?;
    texts.iter().try_for_each(|text| flow.paragraph(BODY, text))
}

fn utc_line(flow: &mut Flow, document: &InvoiceDocument) -> Result<(), DocumentError> {
    flow.y += 10.0;
    if document.template_version >= 2 && document.kind != InvoiceKind::CreditNote {
        flow.paragraph(SMALL, words(document.language).steps)?;
    }
    flow.paragraph(SMALL, words(document.language).utc)
}

fn name(document: &InvoiceDocument) -> String {
    let title = title(document.language, document.kind);
    document.number.as_ref().map_or_else(|| title.to_owned(), |number| format!("{title} {number}"))
}

fn furniture(document: &InvoiceDocument) -> Furniture {
    let period = dates::span(document.language, document.period_start, document.period_end);
    Furniture {
        head_left: name(document),
        head_right: format!("{} · {period}", document.buyer.name),
        foot_left: format!("{} · {}", document.seller.name, name(document)),
        foot_right: words(document.language).page.to_owned(),
        watermark: watermark(document.language, document.kind).to_owned(),
    }
}

fn file_info(document: &InvoiceDocument) -> FileInfo {
    FileInfo {
        title: name(document),
        author: document.seller.name.clone(),
        language: document.language.tag(),
        created: document.issued,
    }
}
