//! Puts the invoice together: head, lines, totals, payment, chart, notes.

use super::head;
use super::lines;
use super::model::{InvoiceDocument, NEWEST_TEMPLATE};
use super::totals::Totals;
use super::words::{title, watermark, words};
use crate::dates;
use crate::error::DocumentError;
use crate::pdf::flow::{BODY, Flow, Furniture, SMALL};
use crate::pdf::page::Page;
use crate::pdf::table::flow_table;
use crate::pdf::{FileInfo, write};

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
    totals.draw(&mut flow)?;
    paragraphs(&mut flow, words(document.language).payment, &document.payment_note)?;
    if let Some(chart) = &document.chart {
        crate::pdf::figure::figure(&mut flow, chart)?;
    }
    paragraphs(&mut flow, words(document.language).notes, &document.notes)?;
    utc_line(&mut flow, document)?;
    flow.finish()
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
