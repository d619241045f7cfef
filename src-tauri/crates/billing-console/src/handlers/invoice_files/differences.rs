//! What rating again found, as a sheet: one row per cause, and what they make of the total.

use crate::commands::*;
use crate::handlers::exports::{Asked, Frame, amount, number, text};
use billing_documents::export::{Cell, ColumnKind, Sheet, SheetRow};

/// The differences of an invoice; without one the sheet says so.
pub(super) fn sheet(invoice: &str, view: &RerateView, frame: Frame, asked: &Asked) -> Sheet {
    let currency = view.billed_total.currency.clone();
    let filter = [Some(invoice.to_owned()), Some(currency.clone())];
    let mut sheet = asked.sheet(frame, ("Differences", "ผลต่าง"), &filter);
    sheet.columns = vec![
        asked.column("what", "Line", "รายการ", ColumnKind::Text),
        asked.money("billed", "Billed", "เรียกเก็บ", Some(&currency)),
        asked.money("rated", "Our rating", "เราคำนวณได้", Some(&currency)),
        asked.money("difference", "Difference", "ผลต่าง", Some(&currency)),
        asked.column("cause", "Cause", "สาเหตุ", ColumnKind::Text),
        asked.money("cause_amount", "Of it", "ส่วนนี้", Some(&currency)),
        asked.column("hours", "Hours", "ชั่วโมง", ColumnKind::Count),
    ];
    for difference in &view.differences {
        let shown = |money: Option<&MoneyText>| match difference.usage_type.as_str() {
            // It stands among what adds up to the total, so with its minus.
            "discount" => negated(amount(money)),
            _ => amount(money),
        };
        for (index, cause) in difference.causes.iter().enumerate() {
            let first = index == 0;
            let own = |cell: Cell| if first { cell } else { Cell::Empty };
            sheet.rows.push(SheetRow::Cells(vec![
                Cell::Text(what(&difference.usage_type, asked)),
                own(shown(difference.billed.as_ref())),
                own(shown(difference.rated.as_ref())),
                own(shown(Some(&difference.difference))),
                Cell::Text(cause_word(&cause.code, asked)),
                shown(Some(&cause.amount)),
                number(cause.hours.map(|hours| DecimalText(hours.to_string())).as_ref()),
            ]));
        }
    }
    sheet.totals.push(vec![
        Cell::Text(asked.say("Total of the invoice", "ยอดรวมของใบแจ้งหนี้").to_owned()),
        amount(Some(&view.billed_total)),
        amount(Some(&view.rated_total)),
        Cell::Empty,
        text(None::<String>),
        Cell::Empty,
        Cell::Empty,
    ]);
    if view.matches {
        let same = asked.say(
            "Rated again from the facts and prices held now, every line is the same to the cent.",
            "คำนวณใหม่จากข้อมูลและราคาที่มีอยู่ตอนนี้ ทุกรายการตรงกันทุกสตางค์",
        );
        sheet.notes.push(same.to_owned());
    }
    sheet
}

/// A figure with the other sign, as text: no digit changes.
fn negated(cell: Cell) -> Cell {
    match cell {
        Cell::Number(text) if text.bytes().all(|byte| matches!(byte, b'0' | b'.')) => Cell::Number(text),
        Cell::Number(text) => {
            Cell::Number(text.strip_prefix('-').map_or_else(|| format!("-{text}"), str::to_owned))
        }
        other => other,
    }
}

/// A usage type as it is; the sums of the foot in words.
fn what(name: &str, asked: &Asked) -> String {
    match name {
        "subtotal" => asked.say("Subtotal", "ยอดก่อนปรับ"),
        "discount" => asked.say("Discount", "ส่วนลด"),
        "tax" => asked.say("Tax", "ภาษี"),
        "total" => asked.say("Total", "ยอดรวม"),
        other => other,
    }
    .to_owned()
}

/// The causes in the words of the screen; a new one stands as it is.
fn cause_word(code: &str, asked: &Asked) -> String {
    match code {
        "hours_restated" => {
            asked.say("Hours came again with another quantity", "ได้รับข้อมูลรายชั่วโมงใหม่ที่มีปริมาณต่างไป")
        }
        "missing_hours" => asked.say("Usage came late", "ข้อมูลการใช้งานมาช้า"),
        "hours_not_held" => {
            asked.say("The invoice bills more than is held here", "ใบแจ้งหนี้เรียกเก็บมากกว่าที่มีข้อมูลอยู่ที่นี่")
        }
        "price_version" => asked.say("Another price version", "ราคาคนละฉบับ"),
        "rounding" => asked.say("Rounded by another rule", "ปัดเศษด้วยกฎอื่น"),
        "provider_rounding" => asked.say("The provider rounds otherwise", "ผู้ให้บริการปัดเศษแบบอื่น"),
        "proration" => asked.say("Another part of the period", "คิดตามสัดส่วนเวลาต่างกัน"),
        "terms" => asked.say("Another fee or plan", "ค่าธรรมเนียมหรือแพ็กเกจต่างกัน"),
        "coupon" => asked.say("Coupons", "คูปอง"),
        "tax" => asked.say("Tax rate or its rounding", "อัตราภาษีหรือการปัดเศษ"),
        "manual" => asked.say("Set by hand, or by a rule not known here", "กำหนดด้วยมือ หรือด้วยกฎที่ไม่รู้จักที่นี่"),
        "only_on_invoice" => asked.say("Only on the invoice", "มีเฉพาะในใบแจ้งหนี้"),
        "not_on_invoice" => asked.say("Not on the invoice", "ไม่มีในใบแจ้งหนี้"),
        "follows" => asked.say("Follows from the lines above", "เป็นผลจากรายการด้านบน"),
        other => other,
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_turns_its_sign_and_no_digit() {
        for (figure, turned) in [("2127.16", "-2127.16"), ("-0.25", "0.25"), ("0.00", "0.00")] {
            assert_eq!(negated(Cell::Number(figure.to_owned())), Cell::Number(turned.to_owned()));
        }
        assert_eq!(negated(Cell::Empty), Cell::Empty);
    }
}
