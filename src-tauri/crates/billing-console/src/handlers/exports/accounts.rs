//! The accounts of this machine as a sheet.

use super::sheets::{Asked, Frame, Made, instant, number, text};
use crate::commands::*;
use crate::handlers::accounts::accounts_list;
use crate::{CommandError, Context};
use billing_documents::export::{Cell, ColumnKind, SheetRow};

/// Every account; this needs none to be open.
pub(super) async fn accounts(context: Context, asked: &Asked) -> Result<Made, CommandError> {
    let view = accounts_list(context.clone(), Nothing {}).await?;
    let now = context.clock().now();
    let account = asked.say("All accounts", "ทุกบัญชี").to_owned();
    let frame = Frame { account, as_of: None, now: Some(now) };
    let mut sheet = asked.sheet(frame, ("Accounts", "บัญชี"), &[asked.found()]);
    sheet.columns = vec![
        asked.column("name", "Name", "ชื่อ", ColumnKind::Text),
        asked.column("tenant", "Tenant", "ผู้เช่า", ColumnKind::Text),
        asked.column("kind", "Kind", "ชนิด", ColumnKind::Text),
        asked.column("currency", "Currency", "สกุลเงิน", ColumnKind::Text),
        asked.column("created", "Created", "สร้างเมื่อ", ColumnKind::Date),
        asked.column("copy_as_of", "Copy of", "สำเนาของ", ColumnKind::Date),
        asked.column("address", "Address", "ที่อยู่", ColumnKind::Text),
        asked.column("size", "Size MB", "ขนาด MB", ColumnKind::Quantity),
        asked.column("path", "Folder", "โฟลเดอร์", ColumnKind::Text),
    ];
    let rows: Vec<&AccountRow> = view.accounts.iter().filter(|row| asked.finds(&row.name)).collect();
    sheet.rows = rows
        .iter()
        .map(|row| {
            SheetRow::Cells(vec![
                Cell::Text(row.name.clone()),
                Cell::Text(row.tenant.clone()),
                Cell::Text(row.kind.clone()),
                Cell::Text(row.currency.clone()),
                instant(row.created_at.as_ref()),
                instant(row.copy_as_of.as_ref()),
                text(row.address.clone()),
                number(Some(&row.size_mb)),
                Cell::Text(row.path.clone()),
            ])
        })
        .collect();
    Ok(Made { rows: rows.len(), sheet, object: "accounts", period: String::new() })
}
