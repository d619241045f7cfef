//! Words that Rust draws: days, hours and months in the reader's language.

use crate::commands::{GrainCode, LanguageCode};
use billing_documents::chart::Category;
use billing_documents::dates;
use billing_documents::language::Language;
use billing_domain::Period;
use billing_service::usage::What;
use chrono::{Datelike, Timelike};

pub(in crate::handlers) fn language(code: LanguageCode) -> Language {
    match code {
        LanguageCode::En => Language::En,
        LanguageCode::Th => Language::Th,
    }
}

/// Heading of the first column of a chart's table.
pub(super) fn bucket_heading(grain: GrainCode, language: LanguageCode) -> &'static str {
    match (grain, language) {
        (GrainCode::Month, LanguageCode::En) => "Month",
        (GrainCode::Day, LanguageCode::En) => "Day",
        (GrainCode::Hour, LanguageCode::En) => "Hour",
        (GrainCode::Month, LanguageCode::Th) => "เดือน",
        (GrainCode::Day, LanguageCode::Th) => "วัน",
        (GrainCode::Hour, LanguageCode::Th) => "ชั่วโมง",
    }
}

/// The category of a bucket; `long` ranges name the month beside the day.
pub(in crate::handlers) fn category(
    period: Period,
    grain: GrainCode,
    long: bool,
    code: LanguageCode,
) -> Category {
    let (at, language) = (period.start, language(code));
    let date = at.date_naive();
    let month = dates::month(language, date);
    match grain {
        GrainCode::Month => {
            let label = format!("{month} {}", dates::year(language, date));
            Category { tick: Some(label.clone()), label }
        }
        GrainCode::Day => {
            let tick = if long { format!("{} {month}", date.day()) } else { date.day().to_string() };
            Category { tick: Some(tick), label: dates::day(language, date) }
        }
        GrainCode::Hour => {
            let tick = (at.hour() % 6 == 0).then(|| match at.hour() {
                0 => format!("{} {month}", date.day()),
                hour => format!("{hour:02}:00"),
            });
            Category { tick, label: format!("{} {:02}:00 UTC", dates::day(language, date), at.hour()) }
        }
    }
}

/// The eighth series: what did not get a hue of its own.
pub(super) fn other(count: usize, code: LanguageCode) -> String {
    match code {
        LanguageCode::En => format!("Other, {count}"),
        LanguageCode::Th => format!("อื่น ๆ {count}"),
    }
}

/// A price line among others whose prices are for other units.
pub(super) fn per_unit(name: &str, unit: &str) -> String {
    format!("{name} / {unit}")
}

/// Small changes of a waterfall, taken together.
pub(super) fn others(count: usize, code: LanguageCode) -> String {
    match code {
        LanguageCode::En => format!("{count} others"),
        LanguageCode::Th => format!("อื่น ๆ อีก {count}"),
    }
}

/// Heading of a column of usage types.
pub(super) fn usage_type_heading(code: LanguageCode) -> &'static str {
    match code {
        LanguageCode::En => "Usage type",
        LanguageCode::Th => "ประเภทการใช้งาน",
    }
}

/// Name of a total of all groups.
pub(super) fn all_groups(code: LanguageCode) -> &'static str {
    match code {
        LanguageCode::En => "All",
        LanguageCode::Th => "ทั้งหมด",
    }
}

/// What happened, over its vertical.
pub(super) fn happened_text(what: &What, code: LanguageCode) -> String {
    match (what, code) {
        (What::PlanBegan(plan), LanguageCode::En) => format!("{plan} begins"),
        (What::PlanBegan(plan), LanguageCode::Th) => format!("เริ่มใช้ {plan}"),
        (What::Restated(1), LanguageCode::En) => "1 hour came again".to_owned(),
        (What::Restated(hours), LanguageCode::En) => format!("{hours} hours came again"),
        (What::Restated(hours), LanguageCode::Th) => format!("ข้อมูล {hours} ชม. ถูกส่งมาใหม่"),
    }
}

/// Over the bucket in which usage ends: how much of a day there is.
pub(super) fn today(hours: u32, code: LanguageCode) -> String {
    match code {
        LanguageCode::En => format!("today, {hours} of 24 h"),
        LanguageCode::Th => format!("วันนี้ {hours} จาก 24 ชม."),
    }
}
