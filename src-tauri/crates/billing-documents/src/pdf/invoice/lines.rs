//! The lines as a table: what, how much of it, at which price, and the amount.

use super::model::{InvoiceDocument, InvoiceLine, UnitPrice};
use super::words::{Words, words};
use crate::error::DocumentError;
use crate::figures::grouped;
use crate::pdf::flow::{BODY, SMALL};
use crate::pdf::ink;
use crate::pdf::page::{Align, TextStyle};
use crate::pdf::table::{Carry, Column, GAP, Row, Table, TextLine, cell, natural_width};
use billing_domain::Decimal;
use std::str::FromStr;

/// Quieter than the amount: how it came about.
const FIGURE_2: TextStyle = TextStyle::regular(BODY.size, ink::TEXT_2);
const DETAIL: TextStyle = TextStyle::regular(7.4, ink::TEXT_2);
/// A description narrower than this is not readable; figures give way by getting smaller.
const DESCRIPTION_MIN: f32 = 150.0;
/// The last resort for figures of thirty digits.
const SMALLEST: f32 = 5.6;

/// One figure column: its head, and per line the figure and what stands below it.
struct Figures {
    heading: String,
    cells: Vec<(String, String)>,
    style: TextStyle,
}

/// Builds the table; figures are never cut, the description takes what they leave.
pub(super) fn table(document: &InvoiceDocument, width: f32) -> Result<Table, DocumentError> {
    let words = words(document.language);
    let mut figures = figure_columns(document, words)?;
    let mut widths = widths(&figures)?;
    while description_width(width, &widths) < DESCRIPTION_MIN && shrink(&mut figures) {
        widths = self::widths(&figures)?;
    }
    let description = description_width(width, &widths).max(40.0);
    let mut columns =
        vec![Column { heading: words.description.to_owned(), align: Align::Left, width: description }];
    for (figure, width) in figures.iter().zip(&widths) {
        columns.push(Column { heading: figure.heading.clone(), align: Align::Right, width: *width });
    }
    let mut rows = Vec::with_capacity(document.lines.len());
    for (index, line) in document.lines.iter().enumerate() {
        rows.push(row(line, index, description, &figures)?);
    }
    let carry = Carry { forward: words.forward, brought: words.brought, decimals: decimals(document) };
    Ok(Table { columns, rows, carry: Some(carry), head: SMALL })
}

/// The decimals that amounts are printed with.
pub(super) fn decimals(document: &InvoiceDocument) -> u8 {
    let of = |text: &String| text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let most = document.lines.iter().map(|line| of(&line.amount)).max().unwrap_or(0);
    u8::try_from(most).unwrap_or(u8::MAX)
}

fn figure_columns(document: &InvoiceDocument, words: &Words) -> Result<Vec<Figures>, DocumentError> {
    let lines = &document.lines;
    let mut columns = Vec::with_capacity(4);
    if lines.iter().any(|line| line.quantity.is_some()) {
        let cells = lines.iter().map(|line| quantity("a quantity", line.quantity.as_ref(), &line.unit));
        columns.push(Figures::new(words.quantity, FIGURE_2, cells)?);
    }
    if lines.iter().any(|line| line.quantity_billable.is_some()) {
        let billable = |line: &InvoiceLine| {
            quantity("a billable quantity", line.quantity_billable.as_ref(), &line.unit_billable)
        };
        columns.push(Figures::new(words.billable, FIGURE_2, lines.iter().map(billable))?);
    }
    if lines.iter().any(|line| line.fixed || line.unit_price != UnitPrice::None) {
        columns.push(Figures::new(words.unit_price, FIGURE_2, lines.iter().map(|line| price(line, words)))?);
    }
    let heading = format!("{} {}", words.amount, document.currency);
    let amount = |line: &InvoiceLine| Ok((grouped("an amount", &line.amount)?, String::new()));
    columns.push(Figures::new(&heading, BODY, lines.iter().map(amount))?);
    Ok(columns)
}

impl Figures {
    fn new(
        heading: &str,
        style: TextStyle,
        cells: impl Iterator<Item = Result<(String, String), DocumentError>>,
    ) -> Result<Self, DocumentError> {
        Ok(Self { heading: heading.to_owned(), style, cells: cells.collect::<Result<_, _>>()? })
    }
}

fn quantity(
    what: &'static str,
    figure: Option<&String>,
    unit: &str,
) -> Result<(String, String), DocumentError> {
    match figure {
        Some(figure) => Ok((grouped(what, figure)?, unit.to_owned())),
        None => Ok((String::new(), String::new())),
    }
}

fn price(line: &InvoiceLine, words: &Words) -> Result<(String, String), DocumentError> {
    let text = match &line.unit_price {
        UnitPrice::Each(price) => grouped("a unit price", price)?,
        UnitPrice::Tiered => words.tiered.to_owned(),
        UnitPrice::None if line.fixed => words.fixed.to_owned(),
        UnitPrice::None => String::new(),
    };
    Ok((text, String::new()))
}

fn widths(figures: &[Figures]) -> Result<Vec<f32>, DocumentError> {
    let width = |column: &Figures| {
        let first = natural_width(column.style, column.cells.iter().map(|(figure, _)| figure.as_str()))?;
        let below = natural_width(DETAIL, column.cells.iter().map(|(_, unit)| unit.as_str()))?;
        let head = natural_width(SMALL, [column.heading.as_str()])?;
        // A long unit wraps rather than taking room from the description.
        Ok(first.max(below.min(72.0)).max(head))
    };
    figures.iter().map(width).collect()
}

fn description_width(width: f32, figures: &[f32]) -> f32 {
    width - figures.iter().map(|figure| figure + GAP).sum::<f32>()
}

fn shrink(figures: &mut [Figures]) -> bool {
    let mut shrunk = false;
    for column in figures.iter_mut().filter(|column| column.style.size > SMALLEST) {
        column.style.size = (column.style.size - 0.4).max(SMALLEST);
        shrunk = true;
    }
    shrunk
}

fn row(line: &InvoiceLine, index: usize, width: f32, figures: &[Figures]) -> Result<Row, DocumentError> {
    let mut description = cell(BODY, &line.description, width)?;
    if !line.detail.is_empty() {
        description.extend(cell(DETAIL, &line.detail, width)?);
    }
    let mut cells = vec![description];
    for column in figures {
        let (figure, below) = &column.cells[index];
        // The line keeps the height of body text, so that small figures stay on the base line of the row.
        let mut lines = vec![TextLine { style: column.style, text: figure.clone() }];
        if !below.is_empty() {
            lines.extend(cell(DETAIL, below, 72.0)?);
        }
        cells.push(lines);
    }
    let amount = Decimal::from_str(&line.amount);
    let amount = amount.map_err(|_| DocumentError::Overflow { what: "an amount" })?;
    Ok(Row { cells, amount: Some(amount), title: None })
}
