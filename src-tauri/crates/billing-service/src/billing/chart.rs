//! The chart of an invoice: what each day took of the month's amounts, the largest usage types apart.
//!
//! Tiers have no price of a day: a line's amount is shared out by each day's part of its quantity, for the eye only.

use billing_documents::chart::{Category, ChartForm, ChartModel, Series};
use billing_documents::pdf::invoice::InvoiceChart;
use billing_documents::{Language, dates};
use billing_domain::fraction::Fraction;
use billing_domain::{BillingError, Decimal, Period};
use billing_store::Reader;
use billing_store::invoices::{InvoiceRecord, LineRecord};
use chrono::{DateTime, Datelike, Utc};
use std::collections::BTreeMap;

/// Usage types with a colour of their own; the rest is one series.
const APART: usize = 5;
/// The hue of "Other".
const OTHER_HUE: u8 = 8;

type Days = BTreeMap<DateTime<Utc>, Decimal>;

/// The chart; `None` when no metered line costs anything.
pub(super) fn usage_chart(
    book: &Reader<'_>,
    record: &InvoiceRecord,
    language: Language,
) -> Result<Option<InvoiceChart>, BillingError> {
    let period = record.head.standing.period;
    let mut lines: Vec<&LineRecord> =
        record.lines.iter().filter(|l| !l.fixed && l.amount.minor > 0).collect();
    if lines.is_empty() {
        return Ok(None);
    }
    lines.sort_by_key(|line| std::cmp::Reverse(line.amount.minor));
    let by_line = quantities(book, &period)?;
    let days = days_of(&period);
    let mut series = Vec::new();
    let (apart, rest) = lines.split_at(lines.len().min(APART));
    for (hue, line) in (1u8..).zip(apart) {
        series.push(Series::actual(line.usage_type.clone(), hue, shares(&[line], &by_line, &days)?));
    }
    if !rest.is_empty() {
        series.push(Series::actual(words(language).other, OTHER_HUE, shares(rest, &by_line, &days)?));
    }
    let categories = days.iter().map(|day| category(*day, language)).collect();
    let currency = record.head.subtotal.currency;
    Ok(Some(InvoiceChart {
        title: format!("{}, {currency}", words(language).title),
        summary: words(language).summary.to_owned(),
        model: ChartModel::new(ChartForm::StackedBars, categories, series, currency.exponent()),
    }))
}

fn quantities(book: &Reader<'_>, period: &Period) -> Result<BTreeMap<(String, String), Days>, BillingError> {
    let mut by_line: BTreeMap<(String, String), Days> = BTreeMap::new();
    for day in book.metered_by_day(period)? {
        by_line.entry((day.metric_label, day.unit)).or_default().insert(day.day, day.quantity);
    }
    Ok(by_line)
}

fn days_of(period: &Period) -> Vec<DateTime<Utc>> {
    let next =
        |day: &DateTime<Utc>| day.checked_add_days(chrono::Days::new(1)).filter(|next| *next < period.end);
    std::iter::successors(Some(period.start), next).collect()
}

/// Each day's part of some lines' amounts, to the minor unit; a day without usage is 0, for the month is known.
fn shares(
    lines: &[&LineRecord],
    by_line: &BTreeMap<(String, String), Days>,
    days: &[DateTime<Utc>],
) -> Result<Vec<Option<Decimal>>, BillingError> {
    let mut values = vec![Decimal::ZERO; days.len()];
    for line in lines {
        let Some(quantities) = by_line.get(&(line.metric_label.clone(), line.unit.clone())) else { continue };
        for (value, day) in values.iter_mut().zip(days) {
            let Some(quantity) = quantities.get(day) else { continue };
            let part = Fraction::new(*quantity, line.quantity)?.times(line.amount.amount())?;
            *value = value.checked_add(part.round_half_away(line.amount.currency.exponent())?)?;
        }
    }
    Ok(values.into_iter().map(Some).collect())
}

fn category(day: DateTime<Utc>, language: Language) -> Category {
    let date = day.date_naive();
    Category { tick: Some(date.day().to_string()), label: dates::day(language, date) }
}

struct Words {
    title: &'static str,
    summary: &'static str,
    other: &'static str,
}

const fn words(language: Language) -> Words {
    match language {
        Language::En => Words {
            title: "Amount a day by usage type",
            summary: "Each line's amount shared out by the quantity of each day.",
            other: "Other",
        },
        Language::Th => Words {
            title: "ยอดเงินรายวันตามประเภทการใช้งาน",
            summary: "ยอดของแต่ละรายการแบ่งตามปริมาณการใช้ในแต่ละวัน",
            other: "อื่น ๆ",
        },
    }
}
