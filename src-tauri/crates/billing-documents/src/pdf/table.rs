//! A table that runs over pages: head repeated, rows whole, the running sum carried over.

use super::flow::{Flow, SMALL, baseline};
use super::ink;
use super::page::{Align, TextStyle};
use crate::error::DocumentError;
use crate::text::{width_em, wrap};
use billing_domain::Decimal;

/// White above and below a row's text.
const PADDING: f32 = 2.8;
/// White between columns.
pub const GAP: f32 = 12.0;

/// A table, ready to be laid out.
pub struct Table {
    /// From left to right.
    pub columns: Vec<Column>,
    /// From top to bottom.
    pub rows: Vec<Row>,
    /// How the running sum is carried over page ends.
    pub carry: Option<Carry>,
    /// Of its heads.
    pub head: TextStyle,
}

/// One column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its head.
    pub heading: String,
    /// Figures right, words left.
    pub align: Align,
    /// pt, without the gap.
    pub width: f32,
}

/// One row: per column, the lines of its cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// One per column.
    pub cells: Vec<Vec<TextLine>>,
    /// What the row adds to the running sum.
    pub amount: Option<Decimal>,
    /// A heading over the full width, in the place of cells.
    pub title: Option<TextLine>,
}

/// A line in a cell.
#[derive(Debug, Clone, PartialEq)]
pub struct TextLine {
    /// Its look.
    pub style: TextStyle,
    /// Fits into the column.
    pub text: String,
}

/// How the running sum is carried over page ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carry {
    /// `Carried forward`, last on a page.
    pub forward: &'static str,
    /// `Brought forward`, first on the next.
    pub brought: &'static str,
    /// Decimals of the sum.
    pub decimals: u8,
}

impl Row {
    /// Height with padding.
    #[must_use]
    pub fn height(&self) -> f32 {
        let cell = |lines: &Vec<TextLine>| lines.iter().map(|line| line.style.line_height()).sum::<f32>();
        let title = self.title.as_ref().map_or(0.0, |line| line.style.line_height() + 4.0);
        self.cells.iter().map(cell).fold(title, f32::max) + 2.0 * PADDING
    }

    /// The part of at most `height`, and the rest: only for rows higher than a page.
    fn split(mut self, height: f32) -> (Self, Self) {
        let room = height - 2.0 * PADDING;
        let rest = self.cells.iter_mut().map(|lines| {
            let mut used = 0.0;
            let fitting = lines.iter().take_while(|line| {
                used += line.style.line_height();
                used <= room
            });
            let keep = fitting.count().max(1).min(lines.len());
            lines.split_off(keep)
        });
        let rest = Self { cells: rest.collect(), amount: self.amount.take(), title: None };
        (self, rest)
    }
}

/// Wraps a text into the lines of a cell.
///
/// # Errors
/// [`DocumentError::MissingGlyph`].
pub fn cell(style: TextStyle, text: &str, width: f32) -> Result<Vec<TextLine>, DocumentError> {
    let lines = wrap(style.weight, text, style.size, width)?;
    Ok(lines.into_iter().map(|text| TextLine { style, text }).collect())
}

/// The width that shows every one of `texts` whole, in pt.
///
/// # Errors
/// [`DocumentError::MissingGlyph`].
pub fn natural_width<'a>(
    style: TextStyle,
    texts: impl IntoIterator<Item = &'a str>,
) -> Result<f32, DocumentError> {
    let mut widest = 0.0f32;
    for text in texts {
        widest = widest.max(width_em(style.weight, text)? * style.size);
    }
    Ok(widest.ceil())
}

/// Lays the table out. At least its last row stays on the page of what follows, which is `tail` high.
///
/// # Errors
/// [`DocumentError::MissingGlyph`], [`DocumentError::Overflow`] of the carried sum.
pub fn flow_table(flow: &mut Flow, table: Table, tail: f32) -> Result<(), DocumentError> {
    let Table { columns, rows, carry, head } = table;
    let mut layout = Layout { flow, columns, carry, head, sum: Decimal::ZERO, rows_on_page: 0 };
    layout.head()?;
    let count = rows.len();
    for (index, row) in rows.into_iter().enumerate() {
        let below = if index + 1 == count { tail } else { layout.carry_height() };
        layout.place(row, below)?;
    }
    Ok(())
}

struct Layout<'a> {
    flow: &'a mut Flow,
    columns: Vec<Column>,
    carry: Option<Carry>,
    head: TextStyle,
    sum: Decimal,
    rows_on_page: usize,
}

impl Layout<'_> {
    fn carry_height(&self) -> f32 {
        if self.carry.is_some() { BODY_ROW } else { 0.0 }
    }

    fn place(&mut self, mut row: Row, below: f32) -> Result<(), DocumentError> {
        let page_room = self.flow.page_room() - HEAD_ROW - 2.0 * self.carry_height();
        while row.height() > page_room {
            if self.rows_on_page > 0 {
                self.turn_page()?;
            }
            let (part, rest) = row.split(self.flow.room() - self.carry_height());
            self.row(&part)?;
            row = rest;
        }
        // A heading stays with the first of its rows.
        let below = if row.title.is_some() { below + BODY_ROW } else { below };
        if row.height() + below > self.flow.room() && self.rows_on_page > 0 {
            self.turn_page()?;
        }
        self.row(&row)
    }

    fn turn_page(&mut self) -> Result<(), DocumentError> {
        if let Some(carry) = self.carry.clone() {
            self.sum_row(carry.forward, carry.decimals)?;
            self.flow.break_page()?;
            self.head()?;
            self.sum_row(carry.brought, carry.decimals)?;
        } else {
            self.flow.break_page()?;
            self.head()?;
        }
        self.rows_on_page = 0;
        Ok(())
    }

    fn head(&mut self) -> Result<(), DocumentError> {
        let style = self.head;
        let lines = self.columns.iter().map(|column| cell(style, &column.heading, column.width + 0.5));
        let row = Row { cells: lines.collect::<Result<_, _>>()?, ..Row::default() };
        self.cells(&row)?;
        let (span, y) = (self.flow.span(), self.flow.y);
        self.flow.page().rule(span, y, 0.7, ink::RULE);
        Ok(())
    }

    fn row(&mut self, row: &Row) -> Result<(), DocumentError> {
        self.cells(row)?;
        let (span, y) = (self.flow.span(), self.flow.y);
        self.flow.page().rule(span, y, 0.4, ink::LINE);
        self.rows_on_page += 1;
        if let Some(amount) = row.amount {
            let sum = self.sum.checked_add(amount);
            self.sum = sum.map_err(|_| DocumentError::Overflow { what: "the carried sum" })?;
        }
        Ok(())
    }

    fn sum_row(&mut self, label: &str, decimals: u8) -> Result<(), DocumentError> {
        let sum = crate::figures::grouped("the carried sum", &self.sum.to_text(decimals))?;
        let style = TextStyle::regular(SMALL.size + 0.6, ink::TEXT_2);
        let mut cells = vec![Vec::new(); self.columns.len()];
        if let Some(first) = cells.first_mut() {
            first.push(TextLine { style, text: label.to_owned() });
        }
        if let Some(last) = cells.last_mut() {
            last.push(TextLine { style, text: sum });
        }
        self.cells(&Row { cells, ..Row::default() })?;
        let (span, y) = (self.flow.span(), self.flow.y);
        self.flow.page().rule(span, y, 0.4, ink::LINE);
        Ok(())
    }

    fn cells(&mut self, row: &Row) -> Result<(), DocumentError> {
        let top = self.flow.y + PADDING;
        let mut left = self.flow.span().0;
        if let Some(line) = &row.title {
            let at = (left, baseline(top + 4.0, line.style));
            self.flow.page().text(at, Align::Left, line.style, &line.text)?;
        }
        for (column, lines) in self.columns.iter().zip(&row.cells) {
            let x = match column.align {
                Align::Left => left,
                Align::Right => left + column.width,
                Align::Centre => left + column.width / 2.0,
            };
            let mut y = top;
            for line in lines {
                self.flow.page().text((x, baseline(y, line.style)), column.align, line.style, &line.text)?;
                y += line.style.line_height();
            }
            left += column.width + GAP;
        }
        self.flow.y += row.height();
        Ok(())
    }
}

/// A sum below a single rule; the last one of a table stands on a double rule, as in a ledger.
///
/// # Errors
/// [`DocumentError::MissingGlyph`].
pub fn total_row(flow: &mut Flow, columns: &[Column], row: &Row, last: bool) -> Result<(), DocumentError> {
    let (span, top) = (flow.span(), flow.y);
    flow.page().rule(span, top, 0.9, ink::RULE);
    let mut left = span.0;
    for (column, lines) in columns.iter().zip(&row.cells) {
        let x = if column.align == Align::Right { left + column.width } else { left };
        let mut y = top + PADDING;
        for TextLine { style, text } in lines {
            flow.page().text((x, baseline(y, *style)), column.align, *style, text)?;
            y += style.line_height();
        }
        left += column.width + GAP;
    }
    flow.y = top + row.height();
    let y = flow.y;
    if last {
        flow.page().double_rule(span, y);
    }
    Ok(())
}

/// Height of the head row.
const HEAD_ROW: f32 = 18.0;
/// Height of a carried-sum row.
const BODY_ROW: f32 = 19.0;
