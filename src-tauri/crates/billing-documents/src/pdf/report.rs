//! Any table on paper: title, whose it is, filter line, rows, totals, notes. What the screen shows, printed.

use super::figure::figure;
use super::flow::{BODY, Flow, Furniture, SMALL};
use super::ink;
use super::invoice::InvoiceChart;
use super::page::{Align, Page, TextStyle};
use super::table::{Column, GAP, Row, Table, TextLine, cell, flow_table, natural_width, total_row};
use super::{FileInfo, flow, write};
use crate::error::DocumentError;
use crate::export::Cell;
use crate::export::sheet::{ColumnKind, Sheet, SheetRow, shown};
use crate::language::Language;

const TITLE: TextStyle = TextStyle::strong(17.0, ink::TEXT);
const FILTER: TextStyle = TextStyle::regular(9.0, ink::TEXT_2);
const TOTAL: TextStyle = TextStyle::strong(BODY.size, ink::TEXT);
/// Characters of the filter in the head of later pages.
const HEAD_MAX: usize = 80;
/// The narrowest column of words.
const WORDS_MIN: f32 = 60.0;
/// Words up to here stay on one line.
const SHORT: f32 = 84.0;
/// How much smaller the letters may be when there are many columns.
const SMALLER: [f32; 5] = [0.92, 0.84, 0.76, 0.68, 0.6];

/// A table to be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportDocument {
    /// The table and what a reader must know of it.
    pub sheet: Sheet,
    /// Drawn above the table.
    pub chart: Option<InvoiceChart>,
}

/// Prints a report as PDF 1.7; pages lie when the columns do not fit upright. The same report gives the same bytes.
///
/// # Errors
/// [`DocumentError::BadFigure`] for a number cell that is none, [`DocumentError::MissingGlyph`],
/// [`DocumentError::Internal`] for a row that is not as long as the head.
pub fn render_report(report: &ReportDocument) -> Result<Vec<u8>, DocumentError> {
    let sheet = &report.sheet;
    let info = FileInfo {
        title: sheet.title.clone(),
        author: sheet.account.clone(),
        language: sheet.language.tag(),
        created: sheet.printed_at.or(sheet.as_of).map(|at| at.date_naive()),
    };
    write(&pages(report)?, &info)
}

/// A sheet alone.
///
/// # Errors
/// As [`render_report`].
pub fn render_sheet(sheet: Sheet) -> Result<Vec<u8>, DocumentError> {
    render_report(&ReportDocument { sheet, chart: None })
}

fn pages(report: &ReportDocument) -> Result<Vec<Page>, DocumentError> {
    let sheet = &report.sheet;
    sheet.check()?;
    let (page, set) = setting(sheet)?;
    let Setting { mut columns, rigid, body, total, head } = set;
    let mut flow = Flow::new(page, furniture(sheet));
    flow.paragraph(TITLE, &sheet.title)?;
    flow.paragraph(FILTER, &said(&[&sheet.account, &sheet.filter]))?;
    flow.y += 10.0;
    if let Some(chart) = &report.chart {
        figure(&mut flow, chart)?;
        flow.y += 10.0;
    }
    fit(&mut columns, &rigid, flow.width());
    let mut rows = Vec::with_capacity(sheet.rows.len());
    for row in &sheet.rows {
        rows.push(match row {
            SheetRow::Group(title) => Row {
                title: Some(TextLine { style: total, text: title.clone() }),
                cells: vec![Vec::new(); columns.len()],
                ..Row::default()
            },
            SheetRow::Cells(cells) => printed(sheet.language, cells, &columns, body, false)?,
        });
    }
    let totals = sheet.totals.iter().map(|cells| printed(sheet.language, cells, &columns, total, true));
    let totals = totals.collect::<Result<Vec<_>, _>>()?;
    let tail = totals.iter().map(|row| row.height() + 4.0).sum();
    flow_table(&mut flow, Table { columns: columns.clone(), rows, carry: None, head }, tail)?;
    for (index, total) in totals.iter().enumerate() {
        total_row(&mut flow, &columns, total, index + 1 == totals.len())?;
    }
    if !sheet.notes.is_empty() {
        flow.y += 10.0;
    }
    for note in &sheet.notes {
        flow.paragraph(SMALL, note)?;
    }
    flow.finish()
}

fn furniture(sheet: &Sheet) -> Furniture {
    let foot_right = match sheet.language {
        Language::En => "Page {page} of {pages}",
        Language::Th => "หน้า {page} จาก {pages}",
    };
    Furniture {
        head_left: sheet.title.clone(),
        head_right: shortened(&sheet.filter),
        foot_left: said(&[&sheet.account, &sheet.as_of_text(), &sheet.printed_text()]),
        foot_right: foot_right.to_owned(),
        watermark: String::new(),
    }
}

/// What fits beside the title on later pages; the first page has all of it.
fn shortened(filter: &str) -> String {
    if filter.chars().count() <= HEAD_MAX {
        return filter.to_owned();
    }
    let kept: String = filter.chars().take(HEAD_MAX).collect();
    format!("{} …", kept.rsplit_once(' ').map_or(kept.as_str(), |(whole, _)| whole))
}

/// Those that say something, parted by a dot.
fn said(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" · ")
}

/// How a sheet is set: sizes, and the widths its columns would like.
struct Setting {
    columns: Vec<Column>,
    /// Per column, whether it keeps its width: a figure is never broken.
    rigid: Vec<bool>,
    body: TextStyle,
    total: TextStyle,
    head: TextStyle,
}

/// Upright when it fits, else lying, else smaller: the first of these in which no figure is broken.
fn setting(sheet: &Sheet) -> Result<(Page, Setting), DocumentError> {
    let smaller = SMALLER.map(|scale| (Page::a4_landscape(), scale));
    for (page, scale) in [(Page::a4(), 1.0), (Page::a4_landscape(), 1.0)].into_iter().chain(smaller) {
        let set = natural(sheet, scale)?;
        let gaps = GAP * set.columns.len().saturating_sub(1) as f32;
        let least = set
            .columns
            .iter()
            .zip(&set.rigid)
            .map(|(column, rigid)| if *rigid { column.width } else { column.width.min(WORDS_MIN) });
        if least.sum::<f32>() + gaps <= page.width - 2.0 * flow::MARGIN_X {
            return Ok((page, set));
        }
    }
    Err(DocumentError::TooWide { columns: sheet.columns.len() })
}

/// Every column as wide as its widest cell.
fn natural(sheet: &Sheet, scale: f32) -> Result<Setting, DocumentError> {
    let scaled = |style: TextStyle| TextStyle { size: style.size * scale, ..style };
    let (body, total, head) = (scaled(BODY), scaled(TOTAL), scaled(SMALL));
    let mut columns = Vec::with_capacity(sheet.columns.len());
    let mut rigid = Vec::with_capacity(sheet.columns.len());
    for (index, column) in sheet.columns.iter().enumerate() {
        // The words of a total may run over the empty cells beside them; they widen no column.
        let totals = sheet.totals.iter().filter(|_| index > 0);
        let cells = sheet.cells().chain(totals).filter_map(|row| row.get(index));
        let texts = cells.map(|cell| shown(sheet.language, cell)).collect::<Result<Vec<_>, _>>()?;
        let width = natural_width(total, texts.iter().map(String::as_str))?;
        let heading = column.head();
        // A heading may stand on two lines, its words stay whole.
        let width = width.max(natural_width(head, heading.split_whitespace())?);
        let align = if column.kind.is_figure() { Align::Right } else { Align::Left };
        rigid.push(column.kind != ColumnKind::Text || width <= SHORT * scale);
        columns.push(Column { heading, align, width });
    }
    Ok(Setting { columns, rigid, body, total, head })
}

/// Shares the width out: too much goes to the words, too little is taken from the long ones, and only then from all.
fn fit(columns: &mut [Column], rigid: &[bool], width: f32) {
    let gaps = GAP * columns.len().saturating_sub(1) as f32;
    let sum = |columns: &[Column], of: &dyn Fn(&Column, bool) -> bool| {
        columns
            .iter()
            .zip(rigid)
            .filter(|(column, rigid)| of(column, **rigid))
            .map(|(column, _)| column.width)
            .sum::<f32>()
    };
    let all = sum(columns, &|_, _| true);
    let room = width - gaps;
    // What grows: all words; what shrinks: long words alone.
    let grows = all <= room;
    let moves = |column: &Column, rigid: bool| if grows { column.align == Align::Left } else { !rigid };
    let moving = sum(columns, &moves);
    if moving > 0.0 {
        let share = ((room - (all - moving)) / moving).max(0.2);
        for (column, rigid) in columns.iter_mut().zip(rigid) {
            if moves(column, *rigid) {
                column.width *= share;
            }
        }
    }
    let all: f32 = columns.iter().map(|column| column.width).sum();
    if all > room {
        columns.iter_mut().for_each(|column| column.width *= room / all);
    }
}

/// The cells of a row, wrapped; words of the first cell run over empty cells beside it.
fn printed(
    language: Language,
    row: &[Cell],
    columns: &[Column],
    style: TextStyle,
    is_total: bool,
) -> Result<Row, DocumentError> {
    let mut cells = Vec::with_capacity(row.len());
    for (index, (value, column)) in row.iter().zip(columns).enumerate() {
        if is_total && index > 0 && *value == Cell::Empty {
            cells.push(Vec::new());
            continue;
        }
        let beside = row.iter().skip(1).take_while(|cell| is_total && **cell == Cell::Empty).count();
        let more = columns.iter().skip(1).take(beside).map(|column| column.width + GAP).sum::<f32>();
        let own = if index == 0 { column.width + more } else { column.width };
        // A hair more than the natural width: rounding must not break a figure in two.
        cells.push(cell(style, &shown(language, value)?, own + 0.5)?);
    }
    Ok(Row { cells, ..Row::default() })
}
