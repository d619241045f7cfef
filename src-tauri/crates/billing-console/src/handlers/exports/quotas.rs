//! Quotas as a sheet: three families apart, worst first.

use super::sheets::{Asked, Frame, Made, day, number, text};
use crate::commands::*;
use crate::handlers::quotas::quotas_view;
use crate::{CommandError, Context};
use billing_documents::export::{Cell, ColumnKind, SheetRow};

/// Every kind, or those in one state.
pub(super) async fn kinds(
    context: Context,
    state: Option<String>,
    asked: &Asked,
) -> Result<Made, CommandError> {
    let view = quotas_view(context.clone(), Nothing {}).await?;
    let state = state.filter(|_| asked.seen);
    let wanted = |row: &&QuotaRow| {
        let found = asked.finds(&row.display_name) || asked.finds(&row.kind);
        found && state.as_ref().is_none_or(|state| *state == state_code(row.state))
    };
    let rows: Vec<&QuotaRow> = view.rows.iter().filter(wanted).collect();
    let mut frame = Frame::of(&context).await?;
    frame.as_of = super::sheets::parsed(view.as_of.as_ref()).or(frame.as_of);
    let shown = rows.first().filter(|_| state.is_some()).map(|row| state_word(row.state, asked).to_owned());
    let mut sheet = asked.sheet(frame, ("Quotas", "โควต้า"), &[shown, asked.found()]);
    sheet.columns = vec![
        asked.column("kind", "Kind", "ชนิด", ColumnKind::Text),
        asked.column("key", "Key", "รหัส", ColumnKind::Text),
        asked.column("state", "State", "สถานะ", ColumnKind::Text),
        asked.column("used", "Used", "ใช้ไป", ColumnKind::Quantity),
        asked.column("limit", "Limit", "เพดาน", ColumnKind::Quantity),
        asked.column("percent", "Used %", "ใช้ไป %", ColumnKind::Percent),
        asked.column("over", "Over by", "เกินไป", ColumnKind::Quantity),
        asked.column("growth", "Growth a week", "เพิ่มต่อสัปดาห์", ColumnKind::Quantity),
        asked.column("runs_out", "Runs out", "หมดเมื่อ", ColumnKind::Date),
        asked.column("rate", "Rate", "อัตรา", ColumnKind::Quantity),
        asked.column("burst", "Burst", "สูงสุดชั่วขณะ", ColumnKind::Quantity),
        asked.column("rate_unit", "Rate unit", "หน่วยอัตรา", ColumnKind::Text),
        asked.column("source", "Limit from", "เพดานจาก", ColumnKind::Text),
    ];
    for (family, en, th) in [
        (FamilyCode::Object, "Object counts", "จำนวนออบเจกต์"),
        (FamilyCode::Resource, "Resources", "ทรัพยากร"),
        (FamilyCode::Api, "API rates", "อัตราเรียก API"),
    ] {
        let own: Vec<SheetRow> = rows
            .iter()
            .filter(|row| row.family == family)
            .map(|row| SheetRow::Cells(cells(row, asked)))
            .collect();
        if !own.is_empty() {
            sheet.rows.push(SheetRow::Group(asked.say(en, th).to_owned()));
            sheet.rows.extend(own);
        }
    }
    Ok(Made { rows: rows.len(), sheet, object: "quotas", period: String::new() })
}

fn cells(row: &QuotaRow, asked: &Asked) -> Vec<Cell> {
    let rate = row.rate.as_ref();
    vec![
        Cell::Text(row.display_name.clone()),
        Cell::Text(row.kind.clone()),
        Cell::Text(state_word(row.state, asked).to_owned()),
        number(row.used.as_ref()),
        number(row.limit.as_ref()),
        number(row.percent.as_ref()),
        number(row.over_by.as_ref()),
        number(row.growth.as_ref()),
        day(row.run_out.day.as_ref()),
        number(rate.map(|rate| &rate.rate)),
        number(rate.map(|rate| &rate.burst)),
        text(rate.map(|rate| rate.unit.clone())),
        text(row.source_name.clone().or_else(|| row.source.clone())),
    ]
}

pub(super) fn state_word<'a>(state: QuotaStateCode, asked: &Asked) -> &'a str {
    match state {
        QuotaStateCode::Over => asked.say("Over", "เกิน"),
        QuotaStateCode::Full => asked.say("Full", "เต็ม"),
        QuotaStateCode::Near => asked.say("Near", "ใกล้เต็ม"),
        QuotaStateCode::Ok => asked.say("OK", "ปกติ"),
        QuotaStateCode::Unlimited => asked.say("Unlimited", "ไม่จำกัด"),
        QuotaStateCode::NotTracked => asked.say("Not tracked", "ไม่ได้ติดตาม"),
        QuotaStateCode::RateLimit => asked.say("Rate", "อัตรา"),
        QuotaStateCode::NoLimit => asked.say("No limit stated", "ไม่ได้ระบุเพดาน"),
    }
}

/// As the UI's address names it.
const fn state_code(state: QuotaStateCode) -> &'static str {
    match state {
        QuotaStateCode::Over => "over",
        QuotaStateCode::Full => "full",
        QuotaStateCode::Near => "near",
        QuotaStateCode::Ok => "ok",
        QuotaStateCode::Unlimited => "unlimited",
        QuotaStateCode::NotTracked => "not_tracked",
        QuotaStateCode::RateLimit => "rate_limit",
        QuotaStateCode::NoLimit => "no_limit",
    }
}
