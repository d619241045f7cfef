//! Usage as sheets: the rows of a question, and hour by hour what stands behind them.

use super::sheets::{Asked, Frame, Made, amount, number, period_slug, period_words, text};
use super::sums::{exact, one_currency, per_currency};
use crate::commands::*;
use crate::handlers::usage::{instant, usage_view};
use crate::{CommandError, Context};
use billing_documents::export::{Cell, ColumnKind, SheetColumn, SheetRow};
use billing_domain::{BillingError, Period};
use billing_service::usage::{Grain, SeriesFilter, quantities};

/// Which cells of an hour are names.
const HOUR_NAMES: std::ops::RangeInclusive<usize> = 1..=4;
/// More hours than this are no table any more.
const HOURS_MAX: usize = 1_000_000;

/// The rows of a usage question; everything leaves its filters out and keeps its range and grouping.
pub(super) async fn rows(
    context: Context,
    mut query: UsageQuery,
    asked: &Asked,
) -> Result<Made, CommandError> {
    if !asked.seen {
        (query.namespace, query.object, query.usage_type) = (None, None, None);
    }
    let view = usage_view(context.clone(), query.clone()).await?;
    let rows: Vec<&UsageRow> = view.rows.iter().filter(|row| asked.finds(&row.group)).collect();
    let amounts = || rows.iter().filter_map(|row| row.amount.as_ref());
    let currency = one_currency(amounts());
    let mut sheet = asked.sheet(Frame::of(&context).await?, ("Usage", "การใช้งาน"), &filter(&query, asked));
    let (en, th) = group_head(query.group_by);
    sheet.columns = vec![
        asked.column("group", en, th, ColumnKind::Text),
        asked.column("status", "Status", "สถานะ", ColumnKind::Text),
        asked.column("gap_hours", "Hours without quantity", "ชั่วโมงที่ไม่มีปริมาณ", ColumnKind::Count),
        asked.column("unknown_hours", "Hours never fetched", "ชั่วโมงที่ไม่เคยดึง", ColumnKind::Count),
        asked.column("quantity", "Quantity", "ปริมาณ", ColumnKind::Quantity),
        asked.column("unit", "Unit", "หน่วย", ColumnKind::Text),
        asked.column("billable", "Billable", "ปริมาณที่คิดเงิน", ColumnKind::Quantity),
        asked.column("unit_billable", "Billed unit", "หน่วยที่คิดเงิน", ColumnKind::Text),
        asked.column("price", "Unit price", "ราคาต่อหน่วย", ColumnKind::Price),
        asked.column("effective", "Effective price", "ราคาที่คิดจริง", ColumnKind::Price),
        asked.money("amount", "Amount", "จำนวนเงิน", currency),
        asked.money("before", "Before", "ก่อนหน้า", currency),
        asked.money("change", "Change", "เปลี่ยนแปลง", currency),
        asked.column("percent", "Change %", "เปลี่ยนแปลง %", ColumnKind::Percent),
        asked.column("currency", "Currency", "สกุลเงิน", ColumnKind::Text),
    ];
    sheet.rows = rows.iter().map(|row| SheetRow::Cells(cells(row, asked))).collect();
    for sum in per_currency(amounts())? {
        let of = |pick: fn(&UsageRow) -> Option<&MoneyText>| -> Result<Cell, BillingError> {
            let sums = per_currency(rows.iter().filter_map(|row| pick(row)))?;
            let own = sums.into_iter().find(|other| other.currency == sum.currency);
            Ok(own.map_or(Cell::Empty, |sum| Cell::Number(sum.to_text())))
        };
        let mut total = vec![Cell::Empty; sheet.columns.len()];
        total[0] = Cell::Text(asked.total_of(rows.len(), ("row", "rows"), "ทั้งหมด"));
        total[10] = Cell::Number(sum.to_text());
        (total[11], total[12]) = (of(|row| row.before.as_ref())?, of(|row| row.change.as_ref())?);
        total[14] = Cell::Text(sum.currency.to_string());
        sheet.totals.push(total);
    }
    if sheet.totals.is_empty() {
        sheet.totals.extend(quantity_total(&rows, asked, sheet.columns.len())?);
    }
    sheet.notes = notes(&view, &rows, asked);
    let period = period_slug(&query.from, &query.to);
    Ok(Made { rows: rows.len(), sheet, object: "usage", period })
}

/// A sum of quantities, when all rows have one unit.
fn quantity_total(
    rows: &[&UsageRow],
    asked: &Asked,
    columns: usize,
) -> Result<Option<Vec<Cell>>, BillingError> {
    let Some(unit) = rows.first().and_then(|row| row.unit.as_ref()) else { return Ok(None) };
    if rows.iter().any(|row| row.unit.as_ref() != Some(unit)) {
        return Ok(None);
    }
    let mut total = vec![Cell::Empty; columns];
    total[0] = Cell::Text(asked.total_of(rows.len(), ("row", "rows"), "ทั้งหมด"));
    total[4] = Cell::Number(exact(rows.iter().filter_map(|row| row.quantity.as_ref()))?.to_string());
    total[5] = Cell::Text(unit.clone());
    Ok(Some(total))
}

fn cells(row: &UsageRow, asked: &Asked) -> Vec<Cell> {
    let status = match row.status.as_str() {
        "no_data" => asked.say("No data", "ไม่มีข้อมูล"),
        "not_measured" => asked.say("Not measured", "ไม่ได้วัด"),
        "active" => asked.say("Active", "ใช้งาน"),
        "unknown" => asked.say("Unknown", "ไม่ทราบ"),
        other => other,
    };
    let tiered = || Cell::Text(asked.say("tiers", "ขั้นราคา").to_owned());
    vec![
        Cell::Text(row.group.clone()),
        Cell::Text(status.to_owned()),
        Cell::Number(row.gap_hours.to_string()),
        Cell::Number(row.unknown_hours.to_string()),
        number(row.quantity.as_ref()),
        text(row.unit.clone()),
        number(row.billable.as_ref()),
        text(row.unit_billable.clone()),
        if row.tiered { tiered() } else { number(row.unit_price.as_ref()) },
        number(row.effective_price.as_ref()),
        amount(row.amount.as_ref()),
        amount(row.before.as_ref()),
        amount(row.change.as_ref()),
        number(row.change_percent.as_ref()),
        text(row.amount.as_ref().map(|amount| amount.currency.clone())),
    ]
}

fn notes(view: &UsageView, rows: &[&UsageRow], asked: &Asked) -> Vec<String> {
    let has = |reason: NoAmount| rows.iter().any(|row| row.no_amount == Some(reason));
    let mut notes = Vec::new();
    let mut unknown = Vec::new();
    if has(NoAmount::NoPrice) {
        notes.push(asked.say("Not complete: some rows have no price.", "ไม่ครบถ้วน: บางแถวไม่มีราคา"));
    }
    if has(NoAmount::PartOfTenant) {
        notes.push(asked.say(
            "A part of the tenant has exact quantities and no exact amount: price tiers run over the whole tenant.",
            "ส่วนหนึ่งของผู้เช่ามีปริมาณที่แน่นอนแต่ไม่มีจำนวนเงินที่แน่นอน เพราะขั้นราคานับรวมทั้งผู้เช่า",
        ));
    }
    if rows.iter().any(|row| row.gap_hours > 0) {
        notes.push(asked.say("Not complete: some hours carry no quantity.", "ไม่ครบถ้วน: บางชั่วโมงไม่มีปริมาณ"));
    }
    if let Some(hours) = rows.iter().map(|row| row.unknown_hours).max().filter(|hours| *hours > 0) {
        let note = asked
            .say("Not complete: hours of this range were never fetched:", "ไม่ครบถ้วน: ชั่วโมงในช่วงนี้ที่ไม่เคยดึง:");
        unknown.push(format!("{note} {hours}."));
    }
    let mut notes: Vec<String> = notes.into_iter().map(str::to_owned).chain(unknown).collect();
    if let Some(before) = view.before.as_ref().filter(|_| rows.iter().any(|row| row.before.is_some())) {
        let with = period_words(asked.language(), before).unwrap_or_default();
        notes.push(format!("{} {with}", asked.say("Compared with", "เทียบกับ")));
    }
    notes
}

const fn group_head(group: GroupCode) -> (&'static str, &'static str) {
    match group {
        GroupCode::UsageType => ("Usage type", "ประเภทการใช้งาน"),
        GroupCode::MetricLabel => ("Metric label", "รหัสมาตรวัด"),
        GroupCode::Namespace => ("Namespace", "เนมสเปซ"),
        GroupCode::Object => ("Object", "ออบเจกต์"),
        GroupCode::Deployment => ("Deployment", "ดีพลอยเมนต์"),
        GroupCode::Container => ("Container", "คอนเทนเนอร์"),
    }
}

/// Range and filters, in words.
fn filter(query: &UsageQuery, asked: &Asked) -> Vec<Option<String>> {
    let period = PeriodText { start: query.from.clone(), end: query.to.clone() };
    let named = |en: &str, th: &str, value: &Option<String>| {
        value.as_ref().map(|value| format!("{} {value}", asked.say(en, th)))
    };
    vec![
        period_words(asked.language(), &period),
        named("namespace", "เนมสเปซ", &query.namespace),
        named("object", "ออบเจกต์", &query.object),
        query.usage_type.clone(),
        asked.found(),
        Some("UTC".to_owned()),
    ]
}

/// Hour by hour, series by series: what an invoice or a row stands on.
pub(super) async fn hours(
    context: Context,
    mut query: UsageQuery,
    asked: &Asked,
) -> Result<Made, CommandError> {
    if !asked.seen {
        (query.namespace, query.object, query.usage_type) = (None, None, None);
    }
    let range = Period::new(instant(&query.from)?, instant(&query.to)?)?;
    let series = SeriesFilter {
        namespace: query.namespace.clone(),
        object: query.object.clone(),
        usage_type: query.usage_type.clone(),
        ..SeriesFilter::default()
    };
    let mut rows = context.account()?.backend.read(move |book| hour_rows(book, range, &series)).await?;
    // As on the screen: by any of the names that stand in a row.
    rows.retain(|cells| {
        cells[HOUR_NAMES].iter().any(|cell| matches!(cell, Cell::Text(name) if asked.finds(name)))
    });
    let frame = Frame::of(&context).await?;
    let mut sheet = asked.sheet(frame, ("Usage by hour", "การใช้งานรายชั่วโมง"), &filter(&query, asked));
    sheet.columns = hour_columns(asked);
    sheet.rows = rows.into_iter().map(SheetRow::Cells).collect();
    let period = period_slug(&query.from, &query.to);
    Ok(Made { rows: sheet.row_count(), sheet, object: "usage-hours", period })
}

/// Heads of an hourly sheet.
pub(in crate::handlers) fn hour_columns(asked: &Asked) -> Vec<SheetColumn> {
    vec![
        asked.column("hour", "Hour UTC", "ชั่วโมง UTC", ColumnKind::Date),
        asked.column("namespace", "Namespace", "เนมสเปซ", ColumnKind::Text),
        asked.column("object", "Object", "ออบเจกต์", ColumnKind::Text),
        asked.column("usage_type", "Usage type", "ประเภทการใช้งาน", ColumnKind::Text),
        asked.column("metric_label", "Metric label", "รหัสมาตรวัด", ColumnKind::Text),
        asked.column("quantity", "Quantity", "ปริมาณ", ColumnKind::Quantity),
        asked.column("unit", "Unit", "หน่วย", ColumnKind::Text),
    ]
}

/// The hours of a range as cells of [`hour_columns`], oldest first.
pub(in crate::handlers) fn hour_rows(
    book: &billing_service::Reader<'_>,
    range: Period,
    series: &SeriesFilter,
) -> Result<Vec<Vec<Cell>>, BillingError> {
    let hours = quantities(book, range, Grain::Hour, series, |series| {
        let of = |text: &String| text.clone();
        (
            of(&series.namespace),
            of(&series.object),
            of(&series.usage_type),
            of(&series.metric_label),
            of(&series.unit),
        )
    })?;
    let mut rows = Vec::new();
    for (hour, sums) in hours {
        for ((namespace, object, usage_type, metric_label, unit), quantity) in sums {
            let words = [namespace, object, usage_type, metric_label].map(Cell::Text);
            let mut cells = vec![Cell::Instant(hour.start)];
            cells.extend(words);
            cells.extend([Cell::Number(quantity.to_string()), Cell::Text(unit)]);
            rows.push(cells);
        }
        if rows.len() > HOURS_MAX {
            return Err(BillingError::invalid(format!(
                "The range holds more than {HOURS_MAX} hours of usage. Narrow it, or export month by month."
            )));
        }
    }
    Ok(rows)
}
