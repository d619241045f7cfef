//! The overview as one printed page: what the screen shows, in its order.

use super::naming::file_name;
use super::overview::incomplete;
use super::quotas::state_word;
use super::sheets::{Asked, Frame, parsed, period_slug, period_words};
use super::{answer, unwritten};
use crate::commands::*;
use crate::console::blocking;
use crate::handlers::overview::{overview, printed_chart};
use crate::{CommandError, Context};
use billing_documents::dates;
use billing_documents::export::sheet::instant_text;
use billing_documents::figures::{MINUS, grouped};
use billing_documents::pdf::invoice::InvoiceChart;
use billing_documents::pdf::overview::{Headline, ListRow, OverviewDocument, OverviewList, render_overview};
use chrono::Datelike;

const UNKNOWN: &str = "—";

/// The page of a month.
pub(super) async fn page(
    context: Context,
    month: Option<String>,
    language: LanguageCode,
) -> Result<FileAnswer, CommandError> {
    let asked = Asked { language, seen: true, find: String::new() };
    let view = overview(context.clone(), OverviewQuery { month: month.clone() }).await?;
    let frame = Frame::of(&context).await?;
    let now = context.account()?.backend.now();
    let model = match view.month_to_date {
        Some(_) => Some(printed_chart(context.clone(), month, language).await?),
        None => None,
    };
    let currency = view.month_to_date.as_ref().map(|money| money.currency.clone());
    let period = period_words(asked.language(), &view.period);
    let filter = [period, Some("UTC".to_owned()), currency.clone()];
    let heading = asked.say("The month so far", "เดือนนี้ถึงตอนนี้");
    let chart = model.map(|model| InvoiceChart {
        title: currency.map_or_else(|| heading.to_owned(), |currency| format!("{heading}, {currency}")),
        summary: sentence(&view, &asked),
        model,
    });
    let slug = period_slug(&view.period.start, &view.period.end);
    let name = file_name(&frame.account, "overview", &slug, frame.as_of, "pdf");
    let as_of = frame
        .as_of
        .map(|at| format!("{} {}", asked.say("Data as of", "ข้อมูล ณ"), instant_text(asked.language(), at)));
    let printed = format!("{} {}", asked.say("Printed", "พิมพ์เมื่อ"), instant_text(asked.language(), now));
    let document = OverviewDocument {
        language: asked.language(),
        title: asked.say("Overview", "ภาพรวม").to_owned(),
        foot: [Some(frame.account.clone()), as_of, Some(printed)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · "),
        account: frame.account,
        filter: filter.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        printed: now.date_naive(),
        headlines: headlines(&view, &asked),
        ageing: ageing(&view, &asked),
        chart,
        lists: vec![
            needs(&view, &asked),
            payment(&view, &asked),
            movers(&view, &asked),
            quotas(&view, &asked),
        ],
        more: asked.say("and {} more", "และอีก {} รายการ"),
    };
    blocking(move || Ok(answer(name, "application/pdf", &render_overview(&document).map_err(unwritten)?, 1)))
        .await
}

/// A figure as people read it.
fn shown(figure: &DecimalText) -> String {
    grouped("a figure of the overview", &figure.0).unwrap_or_else(|_| figure.0.clone())
}

/// `USD 1,234.50`.
fn money(money: &MoneyText) -> String {
    format!("{} {}", money.currency, shown(&money.amount))
}

/// A change always has its sign.
fn signed(figure: &DecimalText) -> String {
    let text = shown(figure);
    let zero = !figure.0.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    if zero || text.starts_with(MINUS) { text } else { format!("+{text}") }
}

fn short_day(instant: Option<&String>, asked: &Asked) -> Option<String> {
    let date = parsed(instant)?.date_naive();
    Some(format!("{} {}", date.day(), dates::month(asked.language(), date)))
}

fn headline(label: String, value: Option<&MoneyText>, note: String) -> Headline {
    Headline {
        label,
        currency: value.map_or_else(String::new, |value| value.currency.clone()),
        figure: value.map_or_else(|| UNKNOWN.to_owned(), |value| shown(&value.amount)),
        note,
    }
}

fn headlines(view: &OverviewView, asked: &Asked) -> Vec<Headline> {
    let change = view.change.as_ref().map(|change| {
        let percent = view
            .change_percent
            .as_ref()
            .map_or_else(String::new, |percent| format!(" ({}%)", signed(percent)));
        format!(
            "{}{percent} {}",
            signed(&change.amount),
            if view.running {
                asked.say("on the same days before", "เทียบช่วงวันเดียวกันก่อนหน้า")
            } else {
                asked.say("on the whole month before", "เทียบทั้งเดือนก่อน")
            }
        )
    });
    let forecast = view.forecast.as_ref();
    let between = forecast.map(|forecast| {
        format!(
            "{} {} {} {}",
            asked.say("between", "ระหว่าง"),
            shown(&forecast.low.amount),
            asked.say("and", "ถึง"),
            shown(&forecast.high.amount)
        )
    });
    let last = view.last_invoice.as_ref();
    let due = last.and_then(|invoice| short_day(invoice.due_at.as_ref(), asked));
    let state = last.map(|invoice| super::invoices::status_word(&invoice.status, asked));
    let last_note = [state, due.map(|due| format!("{} {due}", asked.say("due", "ครบกำหนด")))];
    let last_name = last.map_or_else(String::new, |invoice| format!(" {}", invoice.name));
    let overdue = match view.overdue_count {
        0 => asked.say("Nothing is overdue", "ไม่มียอดเกินกำหนด").to_owned(),
        count => format!("{count} {}", asked.say("invoices past due", "ฉบับเกินกำหนด")),
    };
    let to_date = if view.running {
        asked.say("Month to date", "ตั้งแต่ต้นเดือน")
    } else {
        asked.say("The month", "ทั้งเดือน")
    };
    vec![
        headline(
            to_date.to_owned(),
            view.month_to_date.as_ref(),
            change.into_iter().chain(incomplete(view, asked)).collect::<Vec<_>>().join("; "),
        ),
        headline(
            asked.say("Forecast for the month", "คาดการณ์ทั้งเดือน").to_owned(),
            forecast.map(|forecast| &forecast.amount),
            between.unwrap_or_default(),
        ),
        headline(
            format!("{}{last_name}", asked.say("Last invoice", "ใบแจ้งหนี้ล่าสุด")),
            last.map(|invoice| &invoice.amount),
            last_note.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        ),
        headline(asked.say("Overdue", "เกินกำหนด").to_owned(), view.overdue_total.as_ref(), overdue),
    ]
}

fn ageing(view: &OverviewView, asked: &Asked) -> String {
    if view.overdue_count == 0 {
        return String::new();
    }
    let days = asked.say("days", "วัน");
    let parts = view
        .ageing
        .iter()
        .map(|age| format!("{} {days}: {}", age.bucket.replace('-', "–"), shown(&age.amount.amount)));
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() {
        String::new()
    } else {
        format!("{} {}", asked.say("Overdue by age ·", "เกินกำหนดตามอายุ ·"), parts.join(" · "))
    }
}

fn sentence(view: &OverviewView, asked: &Asked) -> String {
    let Some(percent) = &view.change_percent else { return String::new() };
    let ahead = if view.running {
        asked.say("against the same days of the month before", "เทียบกับช่วงวันเดียวกันของเดือนก่อน")
    } else {
        asked.say("against the whole month before", "เทียบกับทั้งเดือนก่อน")
    };
    let end = view.forecast.as_ref().map(|forecast| {
        format!(
            "{} {}",
            asked.say(
                "; at the pace of the last seven days the month ends near",
                " หากเป็นไปตามเจ็ดวันล่าสุด สิ้นเดือนจะอยู่ที่ประมาณ"
            ),
            money(&forecast.amount)
        )
    });
    format!("{}% {ahead}{}", signed(percent), end.unwrap_or_default())
}

fn movers(view: &OverviewView, asked: &Asked) -> OverviewList {
    let row = |mover: &Mover| {
        let percent = mover
            .change_percent
            .as_ref()
            .map_or_else(|| UNKNOWN.to_owned(), |percent| format!("{}%", signed(percent)));
        ListRow {
            label: mover.usage_type.clone(),
            value: format!("{}   {percent}", signed(&mover.change.amount)),
            detail: String::new(),
        }
    };
    let currency = view.movers.first().map_or_else(String::new, |mover| mover.change.currency.clone());
    OverviewList {
        title: asked.say("Top movers", "เปลี่ยนแปลงมากที่สุด").to_owned(),
        note: currency,
        rows: view.movers.iter().map(row).collect(),
        empty: asked.say("Nothing to compare with yet.", "ยังไม่มีข้อมูลให้เทียบ").to_owned(),
    }
}

fn quotas(view: &OverviewView, asked: &Asked) -> OverviewList {
    let row = |quota: &QuotaRow| {
        let figure = |figure: &Option<DecimalText>| figure.as_ref().map_or_else(|| UNKNOWN.to_owned(), shown);
        let percent =
            quota.percent.as_ref().map_or_else(String::new, |percent| format!("{}%", shown(percent)));
        let state = if quota.over_by.is_some() { state_word(quota.state, asked).to_owned() } else { percent };
        ListRow {
            label: quota.display_name.clone(),
            value: format!("{} / {}   {state}", figure(&quota.used), figure(&quota.limit)),
            detail: String::new(),
        }
    };
    OverviewList {
        title: asked.say("Quotas that run out first", "โควต้าที่จะหมดก่อน").to_owned(),
        note: String::new(),
        rows: view.quotas.iter().map(row).collect(),
        empty: asked.say("No quota is tracked.", "ไม่มีโควต้าที่ติดตาม").to_owned(),
    }
}

fn payment(view: &OverviewView, asked: &Asked) -> OverviewList {
    let of = &view.payment;
    let row = |label: &str, value: Option<String>| ListRow {
        label: label.to_owned(),
        value: value.unwrap_or_else(|| UNKNOWN.to_owned()),
        detail: String::new(),
    };
    let next = of.next_charge.as_ref().map(|next| {
        let day = parsed(Some(&next.at)).map(|at| dates::day(asked.language(), at.date_naive()));
        format!("{} · {}", day.unwrap_or_default(), money(&next.amount))
    });
    // As it stands on a card.
    let until = |method: &ChargedMethod| match method.expiry.as_deref().and_then(|ym| ym.split_once('-')) {
        Some((year, month)) => format!("{} · {month}/{year}", method.label),
        None => method.label.clone(),
    };
    let plan = of.plan.as_ref().map(|plan| match &of.plan_price {
        Some(price) => format!("{plan} · {}", money(price)),
        None => plan.clone(),
    });
    OverviewList {
        title: asked.say("Payment and plan", "การชำระเงินและแพ็กเกจ").to_owned(),
        note: String::new(),
        rows: vec![
            row(asked.say("Next charge", "เรียกเก็บครั้งต่อไป"), next),
            row(asked.say("Primary", "หลัก"), of.primary.as_ref().map(until)),
            row(asked.say("Secondary", "สำรอง"), of.secondary.as_ref().map(until)),
            row(asked.say("Plan", "แพ็กเกจ"), plan),
            row(asked.say("Change", "การเปลี่ยน"), of.asked.clone()),
        ],
        empty: String::new(),
    }
}

fn needs(view: &OverviewView, asked: &Asked) -> OverviewList {
    let row = |need: &Need| {
        let (label, detail) = super::need_words::said(need, asked);
        ListRow { label, value: String::new(), detail }
    };
    OverviewList {
        title: asked.say("Needs you", "รอคุณดำเนินการ").to_owned(),
        note: view.needs.len().to_string(),
        rows: view.needs.iter().map(row).collect(),
        empty: asked.say("Nothing waits for you.", "ไม่มีสิ่งที่รอคุณ").to_owned(),
    }
}
