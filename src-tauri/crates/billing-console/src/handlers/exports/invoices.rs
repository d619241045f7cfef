//! The list of invoices and the lines of one as sheets.

use super::sheets::{Asked, Frame, Made, amount, day, last_day, number, parsed, period_words, text};
use super::sums::{one_currency, per_currency};
use crate::commands::*;
use crate::handlers::invoice_files::invoice_ratings;
use crate::handlers::invoices::{invoice_detail, invoices_view};
use crate::handlers::provider_invoices::provider_invoice;
use crate::{CommandError, Context};
use billing_documents::export::{Cell, ColumnKind, Sheet, SheetRow};
use std::collections::HashMap;

/// So many invoices are rated for a sheet.
const RATED_MAX: usize = 200;

/// The list: as filtered, or every invoice; only the named ones when some are named.
pub(super) async fn list(
    context: Context,
    mut query: InvoicesQuery,
    mut names: Vec<String>,
    asked: &Asked,
) -> Result<Made, CommandError> {
    if !asked.seen {
        names.clear();
        query = InvoicesQuery { tab: InvoiceTab::All, search: String::new() };
    }
    let view = invoices_view(context.clone(), query.clone()).await?;
    let rows: Vec<&InvoiceRow> =
        view.rows.iter().filter(|row| names.is_empty() || names.contains(&row.name)).collect();
    let currency = one_currency(rows.iter().map(|row| &row.amount));
    let search = query.search.trim();
    let filter = [
        Some(tab_word(query.tab, asked).to_owned()),
        (!names.is_empty()).then(|| format!("{} {}", rows.len(), asked.say("selected", "ที่เลือก"))),
        (!search.is_empty()).then(|| format!("{} “{search}”", asked.say("found by", "ค้นหา"))),
        span(&rows, asked),
        currency.map(str::to_owned),
    ];
    let mut sheet = asked.sheet(Frame::of(&context).await?, ("Invoices", "ใบแจ้งหนี้"), &filter);
    sheet.columns = vec![
        asked.column("number", "Number", "เลขที่", ColumnKind::Text),
        asked.column("period", "Period", "รอบบิล", ColumnKind::Text),
        asked.column("period_start", "First day", "วันแรก", ColumnKind::Date),
        asked.column("period_end", "Last day", "วันสุดท้าย", ColumnKind::Date),
        asked.column("issued", "Issued", "วันที่ออก", ColumnKind::Date),
        asked.column("due", "Due", "ครบกำหนด", ColumnKind::Date),
        asked.column("status", "Status", "สถานะ", ColumnKind::Text),
        asked.column("overdue_days", "Days overdue", "เกินกำหนด (วัน)", ColumnKind::Count),
        asked.column("final", "Final", "สิ้นสุดแล้ว", ColumnKind::Text),
        asked.column("rating", "Our rating", "เราคำนวณได้", ColumnKind::Text),
        asked.column("document", "Document", "เอกสาร", ColumnKind::Text),
        asked.column("reconciled", "Reconciled", "กระทบยอด", ColumnKind::Date),
        asked.column("notes", "Notes", "บันทึก", ColumnKind::Count),
        asked.money("amount", "Amount", "จำนวนเงิน", currency),
        asked.money("balance", "Balance", "ยอดค้างชำระ", currency),
        asked.column("currency", "Currency", "สกุลเงิน", ColumnKind::Text),
        asked.column("reconciled", "Reconciled", "กระทบยอด", ColumnKind::Date),
    ];
    let ratings = ratings(context, &rows).await?;
    sheet.rows = rows.iter().map(|row| SheetRow::Cells(cells(row, ratings.get(&row.name), asked))).collect();
    totals(&mut sheet, &rows, asked)?;
    if view.provider {
        sheet.notes.push(
            asked
                .say(
                    "As the provider tells it; issue date, due date and balance are not told.",
                    "ตามที่ผู้ให้บริการแจ้ง โดยไม่ได้แจ้งวันที่ออก วันครบกำหนด และยอดค้างชำระ",
                )
                .to_owned(),
        );
    }
    let period = match (rows.last(), rows.first()) {
        (Some(oldest), Some(newest)) => {
            let month = |row: &InvoiceRow| row.period.start.chars().take(7).collect::<String>();
            let (from, to) = (month(oldest), month(newest));
            if from == to { from } else { format!("{from}-to-{to}") }
        }
        _ => String::new(),
    };
    Ok(Made { rows: rows.len(), sheet, object: "invoices", period })
}

/// One sum per currency: two are never one.
fn totals(sheet: &mut Sheet, rows: &[&InvoiceRow], asked: &Asked) -> Result<(), CommandError> {
    for sum in per_currency(rows.iter().map(|row| &row.amount))? {
        let open = per_currency(rows.iter().filter_map(|row| row.balance.as_ref()))?;
        let open = open.into_iter().find(|open| open.currency == sum.currency);
        let code = sum.currency.to_string();
        let many = rows.iter().filter(|row| row.amount.currency == code).count();
        let mut total = vec![Cell::Empty; sheet.columns.len()];
        total[0] = Cell::Text(asked.total_of(many, ("invoice", "invoices"), "ใบแจ้งหนี้"));
        total[13] = Cell::Number(sum.to_text());
        total[14] = open.map_or(Cell::Empty, |open| Cell::Number(open.to_text()));
        total[15] = Cell::Text(code);
        sheet.totals.push(total);
    }
    Ok(())
}

/// Of the newest: more are not rated in one go.
async fn ratings(
    context: Context,
    rows: &[&InvoiceRow],
) -> Result<HashMap<String, InvoiceRating>, CommandError> {
    let names = rows.iter().take(RATED_MAX).map(|row| row.name.clone()).collect();
    let ratings = invoice_ratings(context, InvoiceNames { names }).await?.ratings;
    Ok(ratings.into_iter().map(|rating| (rating.name.clone(), rating)).collect())
}

/// `Matches`, or by how much our total is another.
fn rating_cell(rating: Option<&InvoiceRating>, asked: &Asked) -> Cell {
    match rating.map(|rating| (rating.matches, rating.difference.as_ref())) {
        Some((Some(true), _)) => Cell::Text(asked.say("Matches", "ตรงกัน").to_owned()),
        Some((Some(false), Some(difference))) => {
            Cell::Text(format!("{} {}", asked.say("Differs", "ต่าง"), difference.amount.0))
        }
        _ => Cell::Empty,
    }
}

fn cells(row: &InvoiceRow, rating: Option<&InvoiceRating>, asked: &Asked) -> Vec<Cell> {
    let start = parsed(Some(&row.period.start));
    let running = asked.say("no number yet", "ยังไม่มีเลขที่").to_owned();
    let yes_no = |yes: bool| if yes { asked.say("yes", "ใช่") } else { asked.say("no", "ไม่") };
    let document = match (row.active, row.pdf_stored) {
        (true, false) => asked.say("made on opening", "สร้างเมื่อเปิด"),
        (_, true) => asked.say("on disk", "อยู่ในเครื่อง"),
        (false, false) => asked.say("not on disk", "ไม่อยู่ในเครื่อง"),
    };
    vec![
        Cell::Text(row.number.clone().unwrap_or(running)),
        text(period_words(asked.language(), &row.period)),
        start.map_or(Cell::Empty, |at| Cell::Day(at.date_naive())),
        last_day(&row.period).map_or(Cell::Empty, Cell::Day),
        day(row.issued_at.as_ref()),
        day(row.due_at.as_ref()),
        Cell::Text(status_word(&row.status, asked)),
        row.overdue_days.map_or(Cell::Empty, |days| Cell::Number(days.to_string())),
        Cell::Text(yes_no(!row.active).to_owned()),
        rating_cell(rating, asked),
        Cell::Text(document.to_owned()),
        day(row.reconciled_on.as_ref()),
        Cell::Number(row.notes.to_string()),
        amount(Some(&row.amount)),
        amount(row.balance.as_ref()),
        Cell::Text(row.amount.currency.clone()),
        day(row.reconciled_on.as_ref()),
    ]
}

/// The states of an invoice in the words of the screens; others as the tenant says them.
pub(super) fn status_word(status: &str, asked: &Asked) -> String {
    match status {
        "running" => asked.say("Running", "กำลังสะสม"),
        "issued" => asked.say("Issued", "ออกแล้ว"),
        "overdue" => asked.say("Overdue", "เกินกำหนด"),
        "paid" => asked.say("Paid", "ชำระแล้ว"),
        "refunded" => asked.say("Refunded", "คืนเงินแล้ว"),
        "cancelled" => asked.say("Cancelled", "ยกเลิก"),
        other => other,
    }
    .to_owned()
}

fn tab_word<'a>(tab: InvoiceTab, asked: &Asked) -> &'a str {
    match tab {
        InvoiceTab::All => asked.say("All", "ทั้งหมด"),
        InvoiceTab::Running => asked.say("Running", "กำลังสะสม"),
        InvoiceTab::Issued => asked.say("Issued", "ออกแล้ว"),
        InvoiceTab::Overdue => asked.say("Overdue", "เกินกำหนด"),
        InvoiceTab::Paid => asked.say("Paid", "ชำระแล้ว"),
        InvoiceTab::Refunded => asked.say("Refunded", "คืนเงินแล้ว"),
        InvoiceTab::Cancelled => asked.say("Cancelled", "ยกเลิก"),
    }
}

/// From the oldest to the newest period shown.
fn span(rows: &[&InvoiceRow], asked: &Asked) -> Option<String> {
    let (newest, oldest) = (rows.first()?, rows.last()?);
    let whole = PeriodText { start: oldest.period.start.clone(), end: newest.period.end.clone() };
    period_words(asked.language(), &whole)
}

/// The lines of one invoice, with what stands below them.
pub(super) async fn lines(context: Context, name: String, asked: &Asked) -> Result<Made, CommandError> {
    if context.account()?.tenant.is_some() {
        return evidence(context, name, asked).await;
    }
    let invoice = invoice_detail(context.clone(), InvoiceRef { name }).await?;
    let title = invoice.row.number.clone().unwrap_or_else(|| invoice.row.name.clone());
    let filter = [
        period_words(asked.language(), &invoice.row.period),
        Some(status_word(&invoice.row.status, asked)),
        Some(invoice.total.currency.clone()),
    ];
    let mut sheet = asked.sheet(Frame::of(&context).await?, (&title, &title), &filter);
    sheet.columns = vec![
        asked.column("line", "Line", "บรรทัด", ColumnKind::Count),
        asked.column("usage_type", "Description", "รายการ", ColumnKind::Text),
        asked.column("metric_label", "Metric label", "รหัสมาตรวัด", ColumnKind::Text),
        asked.column("quantity", "Quantity", "ปริมาณ", ColumnKind::Quantity),
        asked.column("unit", "Unit", "หน่วย", ColumnKind::Text),
        asked.column("billable", "Billable", "ปริมาณที่คิดเงิน", ColumnKind::Quantity),
        asked.column("unit_billable", "Billed unit", "หน่วยที่คิดเงิน", ColumnKind::Text),
        asked.column("price", "Unit price", "ราคาต่อหน่วย", ColumnKind::Price),
        asked.money("amount", "Amount", "จำนวนเงิน", Some(&invoice.total.currency)),
    ];
    sheet.rows = invoice.lines.iter().map(|line| SheetRow::Cells(line_cells(line, asked))).collect();
    let foot = |label: String, sum: &MoneyText| {
        let mut cells = vec![Cell::Empty; 9];
        (cells[0], cells[8]) = (Cell::Text(label), amount(Some(sum)));
        cells
    };
    sheet.totals.push(foot(asked.say("Subtotal", "ยอดก่อนปรับ").to_owned(), &invoice.subtotal));
    let parts = invoice.discounts.iter().chain(&invoice.taxes);
    sheet.totals.extend(parts.map(|part| foot(part.label.clone(), &part.amount)));
    sheet.totals.push(foot(asked.say("Total", "ยอดรวม").to_owned(), &invoice.total));
    let rows = invoice.lines.len();
    let period = invoice.row.period.start.chars().take(7).collect();
    Ok(Made { sheet, rows, object: "invoice-lines", period })
}

fn line_cells(line: &InvoiceLineView, asked: &Asked) -> Vec<Cell> {
    let tiered = || Cell::Text(asked.say("tiers", "ขั้นราคา").to_owned());
    let word = |word: &String| text(Some(word.clone()).filter(|word| !word.is_empty()));
    vec![
        Cell::Number(line.line.to_string()),
        Cell::Text(line.usage_type.clone()),
        word(&line.metric_label),
        number(line.quantity.as_ref()),
        word(&line.unit),
        number(line.billable.as_ref()),
        word(&line.unit_billable),
        if line.tiered { tiered() } else { number(line.unit_price.as_ref()) },
        amount(Some(&line.amount)),
    ]
}

/// A provider's invoice tells no lines: what was used in its period, rated by our own prices where there are some.
async fn evidence(context: Context, name: String, asked: &Asked) -> Result<Made, CommandError> {
    let invoice = provider_invoice(context.clone(), InvoiceRef { name }).await?;
    let title = invoice.row.name.clone();
    let currency = one_currency(invoice.evidence.iter().filter_map(|row| row.amount.as_ref()));
    let filter = [
        period_words(asked.language(), &invoice.row.period),
        Some(status_word(&invoice.row.status, asked)),
        currency.map(str::to_owned),
    ];
    let mut sheet = asked.sheet(Frame::of(&context).await?, (&title, &title), &filter);
    sheet.columns = vec![
        asked.column("usage_type", "Usage type", "ประเภทการใช้งาน", ColumnKind::Text),
        asked.column("metric_label", "Metric label", "รหัสมาตรวัด", ColumnKind::Text),
        asked.column("quantity", "Quantity", "ปริมาณ", ColumnKind::Quantity),
        asked.column("unit", "Unit", "หน่วย", ColumnKind::Text),
        asked.money("amount", "Our rating", "เราคำนวณได้", currency),
        asked.column("currency", "Currency", "สกุลเงิน", ColumnKind::Text),
    ];
    let row = |row: &EvidenceRow| {
        SheetRow::Cells(vec![
            Cell::Text(row.usage_type.clone()),
            Cell::Text(row.metric_label.clone()),
            number(Some(&row.quantity)),
            Cell::Text(row.unit.clone()),
            amount(row.amount.as_ref()),
            text(row.amount.as_ref().map(|amount| amount.currency.clone())),
        ])
    };
    sheet.rows = invoice.evidence.iter().map(row).collect();
    sheet.notes.push(
        asked
            .say(
                "The provider tells no lines. This is the usage of the period by the hours held here, before discount and tax.",
                "ผู้ให้บริการไม่ได้แจ้งรายการ นี่คือการใช้งานในรอบบิลตามชั่วโมงที่เก็บไว้ที่นี่ ก่อนส่วนลดและภาษี",
            )
            .to_owned(),
    );
    let period = invoice.row.period.start.chars().take(7).collect();
    Ok(Made { rows: invoice.evidence.len(), sheet, object: "invoice-evidence", period })
}
