//! The trail as a sheet, with the hash of every line: whoever has the file can follow the chain.

use super::sheets::{Asked, Frame, Made, instant, text};
use crate::commands::*;
use crate::handlers::audit::audit_view;
use crate::{CommandError, Context};
use billing_documents::export::{Cell, ColumnKind, SheetRow};

/// Lines of one window.
const WINDOW: u32 = 500;
/// Lines beyond this are no file for people any more.
const LINES_MAX: u32 = 200_000;

/// Every line that is found, the newest first; everything leaves the filters out.
pub(super) async fn trail(
    context: Context,
    mut query: AuditViewQuery,
    asked: &Asked,
) -> Result<Made, CommandError> {
    if !asked.seen {
        (query.group, query.who, query.object, query.text) = (None, None, None, None);
        (query.from, query.to) = (None, None);
    }
    let mut filter = vec![query.group.clone(), query.who.clone(), query.object.clone(), query.text.clone()];
    filter.push(Some("UTC".to_owned()));
    let frame = Frame::of(&context).await?;
    let mut sheet = asked.sheet(frame, ("Audit", "บันทึกการตรวจสอบ"), &filter);
    sheet.columns = vec![
        asked.column("sequence", "Line", "บรรทัด", ColumnKind::Count),
        asked.column("at", "When", "เมื่อ", ColumnKind::Date),
        asked.column("who", "Who", "ใคร", ColumnKind::Text),
        asked.column("action", "What", "ทำอะไร", ColumnKind::Text),
        asked.column("object", "Object", "วัตถุ", ColumnKind::Text),
        asked.column("before", "Before", "ก่อน", ColumnKind::Text),
        asked.column("after", "After", "หลัง", ColumnKind::Text),
        asked.column("reason", "Reason", "เหตุผล", ColumnKind::Text),
        asked.column("request_id", "Request id", "รหัสคำขอ", ColumnKind::Text),
        asked.column("hash", "Hash", "แฮช", ColumnKind::Text),
        asked.column("previous", "Hash before", "แฮชก่อนหน้า", ColumnKind::Text),
    ];
    (query.skip, query.limit) = (0, WINDOW);
    loop {
        let window = audit_view(context.clone(), query.clone()).await?;
        let count = u32::try_from(window.lines.len()).unwrap_or(u32::MAX);
        sheet.rows.extend(window.lines.iter().map(|line| SheetRow::Cells(cells(line))));
        query.skip += count;
        if count == 0 || query.skip >= window.found.min(LINES_MAX) {
            break;
        }
    }
    Ok(Made { rows: sheet.row_count(), sheet, object: "audit", period: String::new() })
}

fn cells(line: &AuditEntryView) -> Vec<Cell> {
    vec![
        Cell::Number(line.sequence.to_string()),
        instant(Some(&line.at)),
        Cell::Text(line.who.clone()),
        Cell::Text(line.action.clone()),
        Cell::Text(line.object.clone()),
        text(line.before.clone()),
        text(line.after.clone()),
        text(line.reason.clone()),
        text(line.request_id.clone()),
        Cell::Text(line.hash.clone()),
        Cell::Text(line.previous.clone()),
    ]
}
