//! The upper part of the first page: what it is, from whom, for whom, for when, how much.

use super::model::{InvoiceDocument, InvoiceKind, Party};
use super::words::{Words, notice, title, words};
use crate::dates;
use crate::error::DocumentError;
use crate::figures::grouped;
use crate::pdf::flow::{BODY, Flow, SMALL, baseline};
use crate::pdf::ink;
use crate::pdf::page::{Align, TextStyle};
use crate::text::wrap;

const TITLE: TextStyle = TextStyle::strong(23.0, ink::TEXT);
const NUMBER: TextStyle = TextStyle::regular(11.5, ink::TEXT_2);
const NAME: TextStyle = TextStyle::strong(9.6, ink::TEXT);
const ADDRESS: TextStyle = TextStyle::regular(8.8, ink::TEXT_2);
const HEADLINE: TextStyle = TextStyle::strong(14.0, ink::TEXT);
/// Where the right half starts, as a part of the width.
const RIGHT_HALF: f32 = 0.56;

/// Draws the head and leaves the pen below it.
pub(super) fn head(flow: &mut Flow, document: &InvoiceDocument) -> Result<(), DocumentError> {
    let words = words(document.language);
    let top = flow.y;
    let half = flow.span().0 + flow.width() * RIGHT_HALF;
    let left_end = title_block(flow, document)?;
    let right_end = party(flow, (half, top + 4.0), words, &document.seller)?;
    flow.y = left_end.max(right_end) + 16.0;
    notice_strip(flow, document)?;
    let top = flow.y;
    let left = flow.span().0;
    let base = baseline(top, SMALL);
    flow.page().text((left, base), Align::Left, SMALL, words.billed_to)?;
    let left_end = party(flow, (left, top + SMALL.line_height() + 1.0), words, &document.buyer)?;
    let right_end = facts(flow, (half, top), document)?;
    flow.y = left_end.max(right_end) + 20.0;
    Ok(())
}

fn title_block(flow: &mut Flow, document: &InvoiceDocument) -> Result<f32, DocumentError> {
    let (left, mut y) = (flow.span().0, flow.y);
    let width = flow.width() * RIGHT_HALF - 12.0;
    for line in wrap(TITLE.weight, title(document.language, document.kind), TITLE.size, width)? {
        flow.page().text((left, baseline(y, TITLE)), Align::Left, TITLE, &line)?;
        y += TITLE.line_height();
    }
    if let Some(number) = &document.number {
        flow.page().text((left, baseline(y, NUMBER)), Align::Left, NUMBER, number)?;
        y += NUMBER.line_height();
    }
    Ok(y)
}

fn party(
    flow: &mut Flow,
    (x, mut y): (f32, f32),
    words: &Words,
    party: &Party,
) -> Result<f32, DocumentError> {
    let width = flow.width() * (1.0 - RIGHT_HALF);
    let tax_id = party.tax_id.as_ref().map(|id| format!("{} {id}", words.tax_id));
    let rest = party.address.iter().cloned().chain(tax_id).map(|line| (ADDRESS, line));
    for (style, text) in std::iter::once((NAME, party.name.clone())).chain(rest) {
        for line in wrap(style.weight, &text, style.size, width)? {
            flow.page().text((x, baseline(y, style)), Align::Left, style, &line)?;
            y += style.line_height();
        }
    }
    Ok(y)
}

fn notice_strip(flow: &mut Flow, document: &InvoiceDocument) -> Result<(), DocumentError> {
    let text = notice(document.language, document.kind);
    if text.is_empty() {
        return Ok(());
    }
    let style = TextStyle::strong(8.6, ink::NOTICE_TEXT);
    let (left, _) = flow.span();
    let lines = wrap(style.weight, text, style.size, flow.width() - 20.0)?;
    let height = style.line_height().mul_add(lines.len() as f32, 9.0);
    let (top, width) = (flow.y, flow.width());
    flow.page().fill((left, top), (width, height), ink::NOTICE);
    flow.page().fill((left, top), (2.0, height), ink::NOTICE_TEXT);
    for (index, line) in lines.iter().enumerate() {
        let y = style.line_height().mul_add(index as f32, top + 4.5);
        flow.page().text((left + 10.0, baseline(y, style)), Align::Left, style, line)?;
    }
    flow.y = top + height + 16.0;
    Ok(())
}

/// Labels left, values right, the amount last and largest.
fn facts(flow: &mut Flow, (x, mut y): (f32, f32), document: &InvoiceDocument) -> Result<f32, DocumentError> {
    let right = flow.span().1;
    for (label, value) in fact_list(document) {
        let base = baseline(y, BODY);
        flow.page().text((x, base), Align::Left, TextStyle::regular(BODY.size, ink::TEXT_2), label)?;
        flow.page().text((right, base), Align::Right, BODY, &value)?;
        y += BODY.line_height() + 1.0;
    }
    y += 4.0;
    flow.page().rule((x, right), y, 0.7, ink::RULE);
    y += 5.0;
    let (label, amount) = headline(document);
    let amount = format!("{} {}", document.currency, grouped("the total", amount)?);
    let base = baseline(y, HEADLINE);
    let label_style = TextStyle::strong(9.6, ink::TEXT);
    flow.page().text((x, base), Align::Left, label_style, label)?;
    flow.page().text((right, base), Align::Right, HEADLINE, &amount)?;
    Ok(y + HEADLINE.line_height())
}

fn fact_list(document: &InvoiceDocument) -> Vec<(&'static str, String)> {
    let words = words(document.language);
    let day = |date| dates::day(document.language, date);
    let mut facts = Vec::new();
    if let Some(number) = &document.corrects {
        facts.push((words.corrects, number.clone()));
    }
    let period = dates::span(document.language, document.period_start, document.period_end);
    facts.push((words.period, period));
    facts.extend(document.issued.map(|date| (words.issued, day(date))));
    facts.extend(document.due.map(|date| (words.due, day(date))));
    facts
}

/// The figure a payer looks for first.
fn headline(document: &InvoiceDocument) -> (&'static str, &str) {
    let words = words(document.language);
    match (document.kind, &document.balance) {
        (InvoiceKind::Running, _) => (words.amount_so_far, &document.total),
        (InvoiceKind::CreditNote, _) => (words.amount_credited, &document.total),
        (InvoiceKind::ProForma, _) => (words.total, &document.total),
        (InvoiceKind::Invoice, Some(balance)) => (words.amount_due, balance),
        (InvoiceKind::Invoice, None) => (words.amount_due, &document.total),
    }
}
