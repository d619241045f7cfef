//! What every sheet of the console has: heads in two languages, cells of the shapes that cross to the UI.

use crate::commands::*;
use crate::handlers::usage::language;
use crate::{CommandError, Context};
use billing_documents::export::{Cell, ColumnKind, Sheet, SheetColumn};
use billing_documents::language::Language;
use billing_service::accounts::OpenAccount;
use billing_service::overview::data_until;
use chrono::{DateTime, Days, NaiveDate, Utc};

/// How a sheet is asked for.
pub(in crate::handlers) struct Asked {
    pub(in crate::handlers) language: LanguageCode,
    /// As the screen shows it.
    pub(in crate::handlers) seen: bool,
    /// Only rows with this in their name.
    pub(in crate::handlers) find: String,
}

/// A sheet, and what its file is called.
pub(in crate::handlers) struct Made {
    pub(in crate::handlers) sheet: Sheet,
    /// `invoices`.
    pub(in crate::handlers) object: &'static str,
    /// `2026-03`; empty for none.
    pub(in crate::handlers) period: String,
    /// Rows of the body.
    pub(in crate::handlers) rows: usize,
}

impl Asked {
    /// The English or the Thai words.
    pub(in crate::handlers) const fn say<'w>(&self, en: &'w str, th: &'w str) -> &'w str {
        match self.language {
            LanguageCode::En => en,
            LanguageCode::Th => th,
        }
    }

    /// The documents' language.
    pub(in crate::handlers) fn language(&self) -> Language {
        language(self.language)
    }

    /// A column with its head in the asked language.
    pub(in crate::handlers) fn column(
        &self,
        key: &'static str,
        en: &str,
        th: &str,
        kind: ColumnKind,
    ) -> SheetColumn {
        SheetColumn { key, label: self.say(en, th).to_owned(), unit: None, kind }
    }

    /// A column of amounts in one currency; without one the currency has a column of its own.
    pub(in crate::handlers) fn money(
        &self,
        key: &'static str,
        en: &str,
        th: &str,
        currency: Option<&str>,
    ) -> SheetColumn {
        SheetColumn { unit: currency.map(str::to_owned), ..self.column(key, en, th, ColumnKind::Money) }
    }

    /// True when a name is found by what was typed.
    pub(in crate::handlers) fn finds(&self, name: &str) -> bool {
        name.to_lowercase().contains(&self.find.trim().to_lowercase())
    }

    /// `found by “x”`, when something was typed.
    pub(in crate::handlers) fn found(&self) -> Option<String> {
        let find = self.find.trim();
        (!find.is_empty()).then(|| format!("{} “{find}”", self.say("found by", "ค้นหา")))
    }

    /// `Total of 3 invoices`.
    pub(in crate::handlers) fn total_of(&self, many: usize, en: (&str, &str), th: &str) -> String {
        match self.language {
            LanguageCode::En => format!("Total of {many} {}", if many == 1 { en.0 } else { en.1 }),
            LanguageCode::Th => format!("รวม {th} {many} รายการ"),
        }
    }

    /// A sheet of an account, without rows yet.
    pub(in crate::handlers) fn sheet(
        &self,
        frame: Frame,
        title: (&str, &str),
        filter: &[Option<String>],
    ) -> Sheet {
        let said: Vec<String> = filter.iter().flatten().filter(|part| !part.is_empty()).cloned().collect();
        Sheet {
            language: self.language(),
            title: self.say(title.0, title.1).to_owned(),
            account: frame.account,
            filter: said.join(" · "),
            as_of: frame.as_of,
            printed_at: frame.now,
            columns: Vec::new(),
            rows: Vec::new(),
            totals: Vec::new(),
            notes: Vec::new(),
        }
    }
}

/// Whose sheet it is, and how old its data.
pub(in crate::handlers) struct Frame {
    pub(in crate::handlers) account: String,
    pub(in crate::handlers) as_of: Option<DateTime<Utc>>,
    /// None where the same state must give the same bytes.
    pub(in crate::handlers) now: Option<DateTime<Utc>>,
}

impl Frame {
    /// Of the open account; its data is as old as the last hour of usage it has, a copy as old as the copy.
    pub(in crate::handlers) async fn of(context: &Context) -> Result<Self, CommandError> {
        let account = context.account()?;
        let mut as_of = account.backend.read(data_until).await?;
        if let Some(tenant) = &account.tenant {
            as_of = tenant.status().await?.as_of;
        }
        Ok(Self::new(&account, as_of))
    }

    pub(in crate::handlers) fn new(account: &OpenAccount, as_of: Option<DateTime<Utc>>) -> Self {
        Self { account: account.entry.name.clone(), as_of, now: Some(account.backend.now()) }
    }
}

/// Words; none is unknown.
pub(in crate::handlers) fn text(words: Option<impl Into<String>>) -> Cell {
    words.map_or(Cell::Empty, |words| Cell::Text(words.into()))
}

/// An exact figure; none is unknown, never zero.
pub(in crate::handlers) fn number(figure: Option<&DecimalText>) -> Cell {
    figure.map_or(Cell::Empty, |figure| Cell::Number(figure.0.clone()))
}

/// An amount at its minor unit.
pub(in crate::handlers) fn amount(money: Option<&MoneyText>) -> Cell {
    number(money.map(|money| &money.amount))
}

/// The UTC day of an instant of the bindings.
pub(in crate::handlers) fn day(instant: Option<&String>) -> Cell {
    parsed(instant).map_or(Cell::Empty, |at| Cell::Day(at.date_naive()))
}

/// An instant of the bindings.
pub(in crate::handlers) fn instant(instant: Option<&String>) -> Cell {
    parsed(instant).map_or(Cell::Empty, Cell::Instant)
}

pub(in crate::handlers) fn parsed(instant: Option<&String>) -> Option<DateTime<Utc>> {
    instant.and_then(|text| text.parse().ok())
}

/// The last day inside a half-open period.
pub(in crate::handlers) fn last_day(period: &PeriodText) -> Option<NaiveDate> {
    let end: DateTime<Utc> = period.end.parse().ok()?;
    let whole = end.time() == chrono::NaiveTime::MIN;
    if whole { end.date_naive().checked_sub_days(Days::new(1)) } else { Some(end.date_naive()) }
}

/// A period as people read it: `1–31 Mar 2026`.
pub(in crate::handlers) fn period_words(language: Language, period: &PeriodText) -> Option<String> {
    let (start, end) = (period.start.parse().ok()?, period.end.parse().ok()?);
    Some(billing_documents::dates::span(language, start, end))
}

/// Of a file's name: the month when the range is one, else both days.
pub(in crate::handlers) fn period_slug(from: &str, to: &str) -> String {
    let (Ok(start), Ok(end)) = (from.parse::<DateTime<Utc>>(), to.parse::<DateTime<Utc>>()) else {
        return String::new();
    };
    match billing_domain::Period::month_of(start) {
        Ok(month) if month.start == start && month.end == end => start.format("%Y-%m").to_string(),
        _ => {
            let period = PeriodText { start: from.to_owned(), end: to.to_owned() };
            let last = last_day(&period).map_or_else(String::new, |day| day.to_string());
            format!("{}-to-{last}", start.format("%Y-%m-%d"))
        }
    }
}
