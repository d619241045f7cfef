//! What needs somebody, in words: the title and one quiet line of each.

use super::sheets::{Asked, parsed};
use crate::commands::*;
use billing_documents::dates;
use billing_documents::figures::grouped;

fn shown(figure: &DecimalText) -> String {
    grouped("a figure of the overview", &figure.0).unwrap_or_else(|_| figure.0.clone())
}

fn money(money: &MoneyText) -> String {
    format!("{} {}", money.currency, shown(&money.amount))
}

/// Title and detail.
pub(super) fn said(need: &Need, asked: &Asked) -> (String, String) {
    let th = asked.language == LanguageCode::Th;
    let pick = |en: String, thai: String| if th { thai } else { en };
    let s = |many: u32| if many == 1 { "" } else { "s" };
    match need {
        Need::InvoiceOverdue { invoice, days, balance } => (
            pick(
                format!("{invoice} is {days} day{} overdue", s(*days)),
                format!("{invoice} เกินกำหนด {days} วัน"),
            ),
            pick(format!("Balance {}", money(balance)), format!("คงค้าง {}", money(balance))),
        ),
        Need::InvoiceDiffers { invoice, difference, more: 0 } => (
            pick(format!("{invoice} does not reconcile"), format!("{invoice} ไม่ตรงกับที่เราคำนวณ")),
            differs(difference, th),
        ),
        Need::InvoiceDiffers { invoice, difference, more } => (
            pick(
                format!("{invoice} and {more} more do not reconcile"),
                format!("{invoice} และอีก {more} ฉบับไม่ตรงกับที่เราคำนวณ"),
            ),
            differs(difference, th),
        ),
        Need::ProviderOverdue { invoice, amount } => (
            pick(format!("{invoice} is overdue"), format!("{invoice} เกินกำหนด")),
            pick(
                format!("{}, says the provider", money(amount)),
                format!("{} ตามที่ผู้ให้บริการแจ้ง", money(amount)),
            ),
        ),
        Need::ChangesUnknown { changes } => (
            pick(
                format!("Nobody knows what became of {changes} change{}", s(*changes)),
                format!("ไม่ทราบผลของการเปลี่ยน {changes} รายการ"),
            ),
            pick(
                "They were sent and not answered; read them back".into(),
                "ส่งไปแล้วไม่มีคำตอบ ให้อ่านผลกลับ".into(),
            ),
        ),
        Need::DraftsWait { drafts } => (
            pick(format!("{drafts} draft{} to be sent", s(*drafts)), format!("ฉบับร่าง {drafts} รายการรอส่ง")),
            pick("Written while the tenant could not be reached".into(), "เขียนไว้ขณะติดต่อองค์กรไม่ได้".into()),
        ),
        Need::CopyPartial { parts } => {
            (pick("The copy is not complete".into(), "สำเนาไม่ครบ".into()), parts.join(", "))
        }
        Need::QuotaOver { quota, used, limit } => (
            pick(format!("{quota} is over its limit"), format!("{quota} เกินขีดจำกัด")),
            pick(
                format!("{} used of {}; new ones will be refused", shown(used), shown(limit)),
                format!("ใช้ {} จาก {} รายการใหม่จะถูกปฏิเสธ", shown(used), shown(limit)),
            ),
        ),
        Need::MethodExpires { label, days, .. } if *days < 0 => (
            pick(format!("{label} has expired"), format!("{label} หมดอายุแล้ว")),
            pick("It is in the charge order".into(), "อยู่ในลำดับการเรียกเก็บเงิน".into()),
        ),
        Need::MethodExpires { label, days, .. } => (
            pick(
                format!("{label} expires in {days} day{}", if *days == 1 { "" } else { "s" }),
                format!("{label} จะหมดอายุใน {days} วัน"),
            ),
            pick("It is in the charge order".into(), "อยู่ในลำดับการเรียกเก็บเงิน".into()),
        ),
        Need::ChargeUnknown { invoice, balance } => (
            pick(
                format!("Nobody knows whether {invoice} was charged"),
                format!("ยังไม่ทราบว่า {invoice} ถูกเรียกเก็บแล้วหรือไม่"),
            ),
            pick(
                format!("Ask the provider before anything else is tried; {} is open", money(balance)),
                format!("ถามผู้ให้บริการก่อนลองใหม่ คงค้าง {}", money(balance)),
            ),
        ),
        Need::NoPrimary {} => (
            pick("Nobody is charged first".into(), "ไม่มีวิธีชำระเงินหลัก".into()),
            pick(
                "No payment method is primary; the next charge would fail".into(),
                "การเรียกเก็บเงินครั้งต่อไปจะไม่สำเร็จ".into(),
            ),
        ),
        Need::TransitionWaits { from, to, since } => {
            let day = parsed(Some(since))
                .map(|at| dates::day(asked.language(), at.date_naive()))
                .unwrap_or_default();
            (
                pick("Plan change waits for approval".into(), "การเปลี่ยนแพ็กเกจรออนุมัติ".into()),
                pick(format!("{from} to {to}, asked {day}"), format!("{from} เป็น {to} ขอเมื่อ {day}")),
            )
        }
        Need::Restated { facts } => (
            pick(
                format!("{facts} past hour{} changed", if *facts == 1 { " was" } else { "s were" }),
                format!("มีชั่วโมงย้อนหลังถูกแก้ไข {facts} รายการ"),
            ),
            pick("The former values are kept beside".into(), "ค่าเดิมยังเก็บไว้ข้างกัน".into()),
        ),
        Need::NoPrice { metric_labels } => (
            pick("Usage without a price".into(), "การใช้งานที่ไม่มีราคา".into()),
            pick(
                format!("Not billed: {}", metric_labels.join(", ")),
                format!("ยังไม่ถูกเรียกเก็บ: {}", metric_labels.join(", ")),
            ),
        ),
    }
}

/// By how much an invoice differs, and which way.
fn differs(difference: &MoneyText, th: bool) -> String {
    let amount = &difference.amount.0;
    let size = MoneyText {
        amount: DecimalText(amount.trim_start_matches('-').to_owned()),
        currency: difference.currency.clone(),
    };
    match (amount.starts_with('-'), amount.trim_matches(['-', '0', '.']).is_empty(), th) {
        (_, true, false) => "Its lines come out differently, its total does not".into(),
        (_, true, true) => "รายการต่างไป แต่ยอดรวมเท่าเดิม".into(),
        (true, _, false) => format!("Charges {} more than our rating", money(&size)),
        (true, _, true) => format!("เรียกเก็บมากกว่าที่เราคำนวณ {}", money(&size)),
        (false, _, false) => format!("Charges {} less than our rating", money(&size)),
        (false, _, true) => format!("เรียกเก็บน้อยกว่าที่เราคำนวณ {}", money(&size)),
    }
}
