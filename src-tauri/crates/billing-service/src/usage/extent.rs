//! What there is: namespaces, usage types, months, and which hours are held.

use crate::overview::data_until;
use billing_domain::period::hour_start;
use billing_domain::usage::UsageStatus;
use billing_domain::{BillingError, Period};
use billing_store::Reader;
use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use std::collections::BTreeMap;
use std::ops::Range;

/// What a person can choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choices {
    /// By name.
    pub namespaces: Vec<String>,
    /// By name.
    pub usage_types: Vec<String>,
    /// From the first to the last month with usage, `2026-03`.
    pub months: Vec<String>,
    /// The end of the last hour there is usage for.
    pub data_until: Option<DateTime<Utc>>,
    /// Imported charges that a provider priced.
    pub charges: u64,
}

/// Which hours of a range there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// Oldest first; 24 letters a day: `p` present, `z` no data, `m` not measured, `u` never fetched, `f` still to come.
    pub days: Vec<(NaiveDate, String)>,
    /// Hours held.
    pub present: u32,
    /// Hours that are over.
    pub expected: u32,
}

/// Reads what can be chosen.
///
/// # Errors
/// The store's.
pub fn choices(book: &Reader<'_>) -> Result<Choices, BillingError> {
    Ok(Choices {
        namespaces: book.usage_namespaces()?,
        usage_types: book.usage_types()?,
        months: months(book)?,
        data_until: data_until(book)?,
        charges: book.charge_counts()?.0,
    })
}

fn months(book: &Reader<'_>) -> Result<Vec<String>, BillingError> {
    let Some((first, last)) = book.usage_extent()? else { return Ok(Vec::new()) };
    let last = hour_start(i64::from(last))?;
    let mut months = Vec::new();
    let mut month = Period::month_of(hour_start(i64::from(first))?)?;
    while month.start <= last {
        months.push(format!("{}-{:02}", month.start.year(), month.start.month()));
        month = Period::month_of(month.end)?;
    }
    Ok(months)
}

/// Tells for each hour of a range whether it is held. Hours after the last one held are still to come.
///
/// # Errors
/// The store's; `InvalidInput` for more than 400 days.
pub fn calendar(book: &Reader<'_>, range: Period) -> Result<Calendar, BillingError> {
    if range.seconds() > 400 * 86_400 {
        return Err(BillingError::invalid("Choose at most 400 days."));
    }
    let (first, end) = (hour_of(range.start)?, hour_of(range.end)?);
    let held = Held::of(book, first..end)?;
    let mut calendar = Calendar { days: Vec::new(), present: 0, expected: 0 };
    for hour in first..end {
        let at = hour_start(i64::from(hour))?;
        let letter = held.letter(hour, at);
        calendar.expected += u32::from(letter != 'f');
        calendar.present += u32::from(letter == 'p');
        if at.hour() == 0 || calendar.days.is_empty() {
            calendar.days.push((at.date_naive(), String::with_capacity(24)));
        }
        if let Some((_, hours)) = calendar.days.last_mut() {
            hours.push(letter);
        }
    }
    Ok(calendar)
}

/// How many hours of a range were never fetched, though later ones are held: whether anything was used in them is unknown.
///
/// Decided: the account begins with the month of its first hour; of earlier months nothing is claimed.
///
/// # Errors
/// The store's.
pub fn never_fetched(book: &Reader<'_>, range: Period) -> Result<u32, BillingError> {
    let Some((first, last)) = book.usage_extent()? else { return Ok(0) };
    let begins = hour_of(Period::month_of(hour_start(i64::from(first))?)?.start)?;
    let hours = hour_of(range.start)?.max(begins)..hour_of(range.end)?.min(last);
    let held = Held::of(book, hours.clone())?;
    let mut unknown = 0;
    for hour in hours {
        unknown += u32::from(held.letter(hour, hour_start(i64::from(hour))?) == 'u');
    }
    Ok(unknown)
}

/// What is known of each hour of a range.
struct Held {
    letters: BTreeMap<i32, char>,
    /// Up to which hour each month was compared with the tenant.
    read: BTreeMap<i32, i32>,
    /// The first hour after the last one held.
    end: i32,
}

impl Held {
    fn of(book: &Reader<'_>, hours: Range<i32>) -> Result<Self, BillingError> {
        let mut letters = BTreeMap::new();
        for (_, hour, status) in book.usage_gaps(hours.clone())? {
            letters.insert(hour, if status == UsageStatus::NotMeasured { 'm' } else { 'z' });
        }
        for held in book.usage_coverage(hours.clone())? {
            // An hour in which some series are not measured stays marked, though others are held.
            letters.entry(held.hour).or_insert('p');
        }
        let months = book.tenant_months()?.into_iter();
        Ok(Self {
            letters,
            read: months.map(|month| (month.month, month.until_hour)).collect(),
            end: book.usage_extent()?.map_or(hours.start, |(_, last)| last + 1),
        })
    }

    /// The letter of an hour, as [`Calendar`] has it.
    fn letter(&self, hour: i32, at: DateTime<Utc>) -> char {
        let month = at.year() * 12 + at.month0().cast_signed();
        let was_read = self.read.get(&month).is_some_and(|until| hour < *until);
        self.letters.get(&hour).copied().unwrap_or(match hour {
            // The copy was compared with the tenant up to here: what it lacks, the tenant does not have.
            _ if was_read => 'z',
            _ if hour < self.end => 'u',
            _ => 'f',
        })
    }
}

fn hour_of(at: DateTime<Utc>) -> Result<i32, BillingError> {
    i32::try_from(at.timestamp().div_euclid(3600))
        .map_err(|_| BillingError::invalid("The range lies beyond the calendar."))
}

/// Restatements that are looked through for the count; more than this is "very many".
const RESTATEMENTS_MAX: u32 = 10_000;

/// Past hours that came again with another quantity and that nobody has looked at yet.
///
/// # Errors
/// The store's.
pub fn open_restatements(book: &Reader<'_>) -> Result<u32, BillingError> {
    let restated = book.usage_restatements(i32::MIN..i32::MAX, RESTATEMENTS_MAX)?;
    let open = restated.iter().filter(|restatement| restatement.reviewed_at.is_none()).count();
    Ok(u32::try_from(open).unwrap_or(u32::MAX))
}
