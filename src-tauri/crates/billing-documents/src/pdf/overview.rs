//! The overview on one page: headline figures, the chart of the month, what needs somebody, movers, quotas, payment.

use super::figure::figure;
use super::flow::{BODY, Flow, Furniture, SMALL, baseline};
use super::ink;
use super::invoice::InvoiceChart;
use super::page::{Align, Page, TextStyle};
use super::{FileInfo, write};
use crate::error::DocumentError;
use crate::language::Language;
use crate::text::{width_em, wrap};
use chrono::NaiveDate;

const TITLE: TextStyle = TextStyle::strong(17.0, ink::TEXT);
const FILTER: TextStyle = TextStyle::regular(9.0, ink::TEXT_2);
const FIGURE: TextStyle = TextStyle::strong(14.0, ink::TEXT);
const STRONG: TextStyle = TextStyle::strong(BODY.size, ink::TEXT);
/// White between the columns of the page.
const GUTTER: f32 = 22.0;
/// Rows of a list; what is more is counted.
const ROWS_MAX: usize = 6;

/// What the page says. Everything is text already: figures grouped, with their currency or unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverviewDocument {
    /// Of page numbers.
    pub language: Language,
    /// Heading of the page.
    pub title: String,
    /// Whose it is.
    pub account: String,
    /// Month, zone, currency.
    pub filter: String,
    /// Left in the foot: how old the data is, and when it was printed.
    pub foot: String,
    /// Day of printing.
    pub printed: NaiveDate,
    /// At most four.
    pub headlines: Vec<Headline>,
    /// Overdue by age, one line below the headline; empty for none.
    pub ageing: String,
    /// The month.
    pub chart: Option<InvoiceChart>,
    /// Lists, two beside each other.
    pub lists: Vec<OverviewList>,
    /// `and {} more`.
    pub more: &'static str,
}

/// One of the large figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headline {
    /// What it is.
    pub label: String,
    /// `USD`; may be empty.
    pub currency: String,
    /// The figure, or "—".
    pub figure: String,
    /// One quiet line.
    pub note: String,
}

/// A list with a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverviewList {
    /// Its heading.
    pub title: String,
    /// A quiet word beside it.
    pub note: String,
    /// From top to bottom.
    pub rows: Vec<ListRow>,
    /// Said when there is no row.
    pub empty: String,
}

/// One row: words left, figures right, and a quiet second line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListRow {
    /// Left.
    pub label: String,
    /// Right.
    pub value: String,
    /// Below; may be empty.
    pub detail: String,
}

/// Prints the overview. The same figures give the same bytes.
///
/// # Errors
/// [`DocumentError::MissingGlyph`]; those of the chart.
pub fn render_overview(overview: &OverviewDocument) -> Result<Vec<u8>, DocumentError> {
    let info = FileInfo {
        title: format!("{}, {}", overview.title, overview.account),
        author: overview.account.clone(),
        language: overview.language.tag(),
        created: Some(overview.printed),
    };
    let foot_right = match overview.language {
        Language::En => "Page {page} of {pages}",
        Language::Th => "หน้า {page} จาก {pages}",
    };
    let furniture = Furniture {
        head_left: overview.title.clone(),
        head_right: overview.filter.clone(),
        foot_left: overview.foot.clone(),
        foot_right: foot_right.to_owned(),
        watermark: String::new(),
    };
    let mut flow = Flow::new(Page::a4(), furniture);
    flow.paragraph(TITLE, &overview.title)?;
    flow.paragraph(FILTER, &format!("{} · {}", overview.account, overview.filter))?;
    flow.y += 12.0;
    headlines(&mut flow, overview)?;
    if let Some(chart) = &overview.chart {
        figure(&mut flow, chart)?;
    }
    for pair in overview.lists.chunks(2) {
        lists(&mut flow, pair, overview.more)?;
    }
    write(&flow.finish()?, &info)
}

fn headlines(flow: &mut Flow, overview: &OverviewDocument) -> Result<(), DocumentError> {
    let (left, right) = flow.span();
    let count = overview.headlines.len().max(1) as f32;
    let width = (right - left - GUTTER * (count - 1.0)) / count;
    let top = flow.y;
    let mut lowest = top;
    for (index, headline) in overview.headlines.iter().enumerate() {
        let x = left + index as f32 * (width + GUTTER);
        let mut y = column(flow, (x, top), width, SMALL, &headline.label)?;
        let base = baseline(y, FIGURE);
        let currency = flow.page().text((x, base), Align::Left, SMALL, &headline.currency)?;
        let gap = if headline.currency.is_empty() { 0.0 } else { 4.0 };
        let room = width - currency - gap;
        let natural = width_em(FIGURE.weight, &headline.figure)? * FIGURE.size;
        // A long figure is set smaller, never cut.
        let size = FIGURE.size * (room / natural.max(1.0)).min(1.0);
        let style = TextStyle { size, ..FIGURE };
        flow.page().text((x + currency + gap, base), Align::Left, style, &headline.figure)?;
        y += FIGURE.line_height();
        lowest = lowest.max(column(flow, (x, y), width, SMALL, &headline.note)?);
    }
    flow.y = lowest + 4.0;
    if !overview.ageing.is_empty() {
        flow.paragraph(SMALL, &overview.ageing)?;
    }
    Ok(())
}

/// Wrapped text in a column; the y below it.
fn column(
    flow: &mut Flow,
    (x, mut y): (f32, f32),
    width: f32,
    style: TextStyle,
    text: &str,
) -> Result<f32, DocumentError> {
    for line in wrap(style.weight, text, style.size, width)? {
        flow.page().text((x, baseline(y, style)), Align::Left, style, &line)?;
        y += style.line_height();
    }
    Ok(y)
}

fn lists(flow: &mut Flow, pair: &[OverviewList], more: &str) -> Result<(), DocumentError> {
    let (left, right) = flow.span();
    let width = (right - left - GUTTER) / 2.0;
    flow.y += 16.0;
    let top = flow.y;
    let mut lowest = top;
    for (index, list) in pair.iter().enumerate() {
        let x = left + index as f32 * (width + GUTTER);
        lowest = lowest.max(one_list(flow, (x, top), width, list, more)?);
    }
    flow.y = lowest;
    Ok(())
}

fn one_list(
    flow: &mut Flow,
    (x, top): (f32, f32),
    width: f32,
    list: &OverviewList,
    more: &str,
) -> Result<f32, DocumentError> {
    let heading = TextStyle::strong(9.6, ink::TEXT);
    let base = baseline(top, heading);
    let title = flow.page().text((x, base), Align::Left, heading, &list.title)?;
    flow.page().text((x + title + 6.0, base), Align::Left, SMALL, &list.note)?;
    let mut y = top + heading.line_height() + 2.0;
    flow.page().rule((x, x + width), y, 0.5, ink::LINE);
    y += 3.0;
    if list.rows.is_empty() {
        return column(flow, (x, y), width, BODY, &list.empty);
    }
    for row in list.rows.iter().take(ROWS_MAX) {
        y = list_row(flow, (x, y), width, row)?;
    }
    let rest = list.rows.len().saturating_sub(ROWS_MAX);
    if rest > 0 {
        y = column(flow, (x, y + 2.0), width, SMALL, &more.replace("{}", &rest.to_string()))?;
    }
    Ok(y)
}

fn list_row(flow: &mut Flow, (x, top): (f32, f32), width: f32, row: &ListRow) -> Result<f32, DocumentError> {
    let y = top + 1.6;
    let value = flow.page().text((x + width, baseline(y, BODY)), Align::Right, BODY, &row.value)?;
    let room = if row.value.is_empty() { width } else { width - value - 8.0 };
    let style = if row.detail.is_empty() { BODY } else { STRONG };
    let mut y = column(flow, (x, y), room, style, &row.label)?;
    if !row.detail.is_empty() {
        y = column(flow, (x, y), width, SMALL, &row.detail)?;
    }
    y += 1.6;
    flow.page().rule((x, x + width), y, 0.4, ink::LINE);
    Ok(y)
}
