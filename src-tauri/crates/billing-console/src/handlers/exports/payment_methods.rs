//! Payment methods as a sheet. A token of the provider is never in it.

use super::sheets::{Asked, Frame, Made, instant, text};
use crate::commands::*;
use crate::handlers::payment_methods::payment_methods_view;
use crate::{CommandError, Context};
use billing_documents::export::{Cell, ColumnKind, SheetRow};

/// Every method, in the order of being charged.
pub(super) async fn methods(context: Context, asked: &Asked) -> Result<Made, CommandError> {
    let view = payment_methods_view(context.clone(), Nothing {}).await?;
    let mut sheet =
        asked.sheet(Frame::of(&context).await?, ("Payment methods", "วิธีการชำระเงิน"), &[asked.found()]);
    sheet.columns = vec![
        asked.column("role", "Role", "บทบาท", ColumnKind::Text),
        asked.column("brand", "Brand", "แบรนด์", ColumnKind::Text),
        asked.column("last_four", "Last four", "เลขท้าย", ColumnKind::Text),
        asked.column("expiry", "Expires", "หมดอายุ", ColumnKind::Text),
        asked.column("expiry_state", "Expiry", "สถานะอายุ", ColumnKind::Text),
        asked.column("contact", "Contact", "ผู้ติดต่อ", ColumnKind::Text),
        asked.column("added_by", "Added by", "เพิ่มโดย", ColumnKind::Text),
        asked.column("added_at", "Added", "วันที่เพิ่ม", ColumnKind::Date),
        asked.column("last_charge_at", "Last charge", "เรียกเก็บล่าสุด", ColumnKind::Date),
        asked.column("last_outcome", "Outcome", "ผล", ColumnKind::Text),
        asked.column("last_note", "Note", "หมายเหตุ", ColumnKind::Text),
        asked.column("name", "Name", "ชื่อ", ColumnKind::Text),
    ];
    let label = |row: &PaymentMethodRow| {
        format!(
            "{} {}",
            row.brand.as_deref().unwrap_or_default(),
            row.last_four.as_deref().unwrap_or_default()
        )
    };
    let rows = view.methods.iter().filter(|row| asked.finds(&label(row)) || asked.finds(&row.name));
    sheet.rows = rows.map(|row| SheetRow::Cells(cells(row, asked))).collect();
    if view.register {
        let known = asked.say(
            "The tenant lists no methods: these are those this console knows of.",
            "ผู้เช่าไม่แสดงวิธีการชำระเงิน นี่คือรายการที่คอนโซลนี้รู้จัก",
        );
        sheet.notes.push(known.to_owned());
    }
    Ok(Made { rows: sheet.row_count(), sheet, object: "payment-methods", period: String::new() })
}

fn cells(row: &PaymentMethodRow, asked: &Asked) -> Vec<Cell> {
    let role = match row.role.as_str() {
        "primary" => asked.say("Primary", "หลัก"),
        "secondary" => asked.say("Secondary", "สำรอง"),
        "normal" => asked.say("Normal", "ทั่วไป"),
        other => other,
    };
    let expiry = row.expiry_state.as_deref().map(|state| match state {
        "ok" => asked.say("valid", "ใช้ได้"),
        "soon" => asked.say("ends soon", "ใกล้หมดอายุ"),
        "expired" => asked.say("expired", "หมดอายุแล้ว"),
        other => other,
    });
    let charge = row.last_charge.as_ref();
    let outcome = charge.map(|charge| match charge.outcome.as_str() {
        "succeeded" => asked.say("Succeeded", "สำเร็จ"),
        "failed" => asked.say("Failed", "ไม่สำเร็จ"),
        "refunded" => asked.say("Refunded", "คืนเงินแล้ว"),
        "unknown" => asked.say("Unknown yet", "ยังไม่ทราบ"),
        other => other,
    });
    vec![
        Cell::Text(role.to_owned()),
        text(row.brand.clone()),
        text(row.last_four.clone()),
        text(row.expiry.clone()),
        text(expiry),
        text(row.contact.clone()),
        text(row.added_by.clone()),
        instant(Some(&row.added_at)),
        instant(charge.map(|charge| &charge.at)),
        text(outcome),
        text(charge.map(|charge| charge.note.clone()).filter(|note| !note.is_empty())),
        Cell::Text(row.name.clone()),
    ]
}
