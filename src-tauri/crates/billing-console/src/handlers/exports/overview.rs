//! The overview as a sheet of its headline figures, and as one printed page.

use super::sheets::{Asked, Frame, Made, amount, period_slug, period_words, text};
use crate::commands::*;
use crate::handlers::overview::overview;
use crate::{CommandError, Context};
use billing_documents::export::{Cell, ColumnKind, SheetRow};

/// The headline figures, the ageing and the movers.
pub(super) async fn sheet(
    context: Context,
    month: Option<String>,
    asked: &Asked,
) -> Result<Made, CommandError> {
    let view = overview(context.clone(), OverviewQuery { month }).await?;
    let filter = [period_words(asked.language(), &view.period)];
    let mut sheet = asked.sheet(Frame::of(&context).await?, ("Overview", "ภาพรวม"), &filter);
    sheet.columns = vec![
        asked.column("figure", "Figure", "ตัวเลข", ColumnKind::Text),
        asked.column("amount", "Amount", "จำนวนเงิน", ColumnKind::Money),
        asked.column("currency", "Currency", "สกุลเงิน", ColumnKind::Text),
        asked.column("note", "Note", "หมายเหตุ", ColumnKind::Text),
    ];
    let row = |name: &str, money: Option<&MoneyText>, note: Option<String>| {
        SheetRow::Cells(vec![
            Cell::Text(name.to_owned()),
            amount(money),
            text(money.map(|money| money.currency.clone())),
            text(note),
        ])
    };
    let percent = |percent: &Option<DecimalText>| percent.as_ref().map(|percent| format!("{}%", percent.0));
    let last = view.last_invoice.as_ref();
    let before = if view.running {
        asked.say("The same days before", "วันเดียวกันของเดือนก่อน")
    } else {
        asked.say("The month before", "ทั้งเดือนก่อน")
    };
    sheet.rows = vec![
        SheetRow::Group(asked.say("The month", "เดือนนี้").to_owned()),
        row(
            asked.say("Month to date", "ยอดตั้งแต่ต้นเดือน"),
            view.month_to_date.as_ref(),
            incomplete(&view, asked),
        ),
        row(before, view.same_days_before.as_ref(), None),
        row(asked.say("Change", "เปลี่ยนแปลง"), view.change.as_ref(), percent(&view.change_percent)),
        row(asked.say("Forecast", "คาดการณ์"), view.forecast.as_ref().map(|forecast| &forecast.amount), None),
        row(
            asked.say("Forecast, low", "คาดการณ์ต่ำสุด"),
            view.forecast.as_ref().map(|forecast| &forecast.low),
            None,
        ),
        row(
            asked.say("Forecast, high", "คาดการณ์สูงสุด"),
            view.forecast.as_ref().map(|forecast| &forecast.high),
            None,
        ),
        SheetRow::Group(asked.say("Owed", "ค้างชำระ").to_owned()),
        row(
            asked.say("Last invoice", "ใบแจ้งหนี้ล่าสุด"),
            last.map(|invoice| &invoice.amount),
            last.map(|invoice| invoice.name.clone()),
        ),
        row(
            asked.say("Overdue", "เกินกำหนด"),
            view.overdue_total.as_ref(),
            Some(view.overdue_count.to_string()),
        ),
    ];
    for ageing in &view.ageing {
        let name =
            format!("{} {} {}", asked.say("Overdue", "เกินกำหนด"), ageing.bucket, asked.say("days", "วัน"));
        sheet.rows.push(row(&name, Some(&ageing.amount), None));
    }
    sheet.rows.push(SheetRow::Group(asked.say("Top movers", "เปลี่ยนแปลงมากที่สุด").to_owned()));
    for mover in &view.movers {
        sheet.rows.push(row(&mover.usage_type, Some(&mover.change), percent(&mover.change_percent)));
    }
    let period = period_slug(&view.period.start, &view.period.end);
    Ok(Made { rows: sheet.row_count(), sheet, object: "overview", period })
}

/// That hours of the month are missing from its figures, where they are.
pub(super) fn incomplete(view: &OverviewView, asked: &Asked) -> Option<String> {
    let hours = view.unknown_hours;
    let words = asked.say("not complete, hours never fetched:", "ไม่ครบถ้วน ชั่วโมงที่ไม่เคยดึง:");
    (hours > 0).then(|| format!("{words} {hours}"))
}
