//! The trail as a sheet: every line that is found, newest first, each with its place in the chain.

use super::sheets::{Asked, Frame, Made, text};
use crate::commands::*;
use crate::handlers::audit::query_of;
use crate::{CommandError, Context};
use billing_documents::export::{Cell, ColumnKind, SheetRow};
use billing_service::audit::{AuditLine, AuditQuery};

/// The lines that are found, in whichever window they stand.
pub(super) async fn lines(
    context: Context,
    query: AuditViewQuery,
    asked: &Asked,
) -> Result<Made, CommandError> {
    let said = [&query.group, &query.who, &query.object, &query.from, &query.to, &query.text];
    let filter: Vec<Option<String>> = if asked.seen { said.map(Clone::clone).to_vec() } else { Vec::new() };
    let narrowed = if asked.seen { query_of(query)? } else { AuditQuery::default() };
    let window = context.account()?.backend.audit_window(narrowed, 0, u32::MAX).await?;
    let mut sheet = asked.sheet(Frame::of(&context).await?, ("Audit", "บันทึกการตรวจสอบ"), &filter);
    sheet.columns = vec![
        asked.column("line", "Line", "ลำดับ", ColumnKind::Count),
        asked.column("at", "When", "เมื่อ", ColumnKind::Date),
        asked.column("who", "Who", "ใคร", ColumnKind::Text),
        asked.column("action", "What", "ทำอะไร", ColumnKind::Text),
        asked.column("object", "Object", "รายการอ้างอิง", ColumnKind::Text),
        asked.column("before", "Before", "ก่อน", ColumnKind::Text),
        asked.column("after", "After", "หลัง", ColumnKind::Text),
        asked.column("reason", "Reason", "เหตุผล", ColumnKind::Text),
        asked.column("request_id", "Request id", "รหัสคำขอ", ColumnKind::Text),
        asked.column("hash", "Hash", "แฮช", ColumnKind::Text),
    ];
    let rows = window.lines.len();
    sheet.rows = window.lines.into_iter().map(|line| SheetRow::Cells(cells(line))).collect();
    Ok(Made { rows, sheet, object: "audit", period: String::new() })
}

fn cells(line: AuditLine) -> Vec<Cell> {
    let entry = line.entry;
    vec![
        Cell::Number(line.sequence.to_string()),
        Cell::Instant(entry.at),
        Cell::Text(entry.who),
        Cell::Text(entry.action),
        Cell::Text(entry.object),
        text(entry.before),
        text(entry.after),
        text(entry.reason),
        text(entry.request_id),
        Cell::Text(line.hash),
    ]
}
