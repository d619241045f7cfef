//! One FOCUS row as a charge, or why it is refused.

use crate::import::file::refused;
use crate::import::header::Header;
use crate::import::hours::instant;
use crate::import::rows::Row;
use billing_domain::{BillingError, Currency, Decimal};
use billing_store::charges::columns::{INSTANTS, MEASURES, TAGS, TERMS, term};
use billing_store::charges::{Charge, Mark};
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Without these a file is no FOCUS bill.
const NEEDED: [&[&str]; 5] = [
    &["BilledCost"],
    &["BillingCurrency"],
    &["ChargePeriodStart"],
    &["ChargePeriodEnd"],
    &["ProviderName", "PublisherName", "ServiceProviderName"],
];

/// Places of the columns in [`INSTANTS`], and of the two that every charge has.
const CHARGE_PERIOD: [usize; 2] = [2, 3];

/// Where the columns of interest are.
pub(super) struct Columns {
    instants: [Option<usize>; INSTANTS.len()],
    terms: [Option<usize>; TERMS.len()],
    measures: [Option<usize>; MEASURES.len()],
    tags: Option<usize>,
    /// Every other column.
    others: Vec<(usize, String)>,
    count: usize,
}

impl Columns {
    pub(super) fn of(header: Header) -> Result<Self, BillingError> {
        let missing = header.missing(&NEEDED);
        if !missing.is_empty() {
            let usage = header.find(&["metric_label"]).is_some() && header.find(&["hour"]).is_some();
            let hint = if usage { "; it looks like hourly usage, import it as such" } else { "" };
            return Err(refused(&format!(
                "it is no FOCUS bill: its header lacks {}{hint}",
                missing.join(", ")
            )));
        }
        let mut columns = Self {
            instants: INSTANTS.map(|(focus, _)| header.find(&[focus])),
            terms: TERMS.map(|term| header.find(&[term.focus])),
            measures: MEASURES.map(|(focus, _)| header.find(&[focus])),
            tags: header.find(&[TAGS]),
            others: Vec::new(),
            count: header.names.len(),
        };
        let known: Vec<usize> = columns.known().collect();
        columns.others = header.names.into_iter().enumerate().filter(|(at, _)| !known.contains(at)).collect();
        Ok(columns)
    }

    fn known(&self) -> impl Iterator<Item = usize> + '_ {
        self.instants.iter().chain(&self.terms).chain(&self.measures).chain([&self.tags]).copied().flatten()
    }
}

/// Reads a row.
///
/// # Errors
/// What is wrong with it, for the person.
pub(super) fn charge(row: &Row<'_>, columns: &Columns) -> Result<Charge, String> {
    if row.broken {
        return Err("text stands after a closing quote".to_owned());
    }
    if row.len() != columns.count {
        return Err(format!("it has {} fields, the header has {}", row.len(), columns.count));
    }
    let mut instants = [None; INSTANTS.len()];
    for (at, (focus, _)) in INSTANTS.iter().enumerate() {
        instants[at] = instant_at(row, columns.instants[at], focus)?;
    }
    check_periods(&instants)?;
    let mut measures = [const { None }; MEASURES.len()];
    for (at, (focus, _)) in MEASURES.iter().enumerate() {
        measures[at] = decimal_at(row, columns.measures[at], focus)?;
    }
    if measures[0].is_none() {
        return Err("its BilledCost is empty".to_owned());
    }
    let terms = columns.terms.map(|at| value(row, at).map(ToOwned::to_owned));
    check_currency(&terms)?;
    let tags = value(row, columns.tags).map(ToOwned::to_owned);
    let others: BTreeMap<&str, &str> =
        columns.others.iter().filter_map(|(at, name)| Some((&**name, value(row, Some(*at))?))).collect();
    let (identity, content) = marks(&instants, &terms, &measures, tags.as_deref(), &others);
    Ok(Charge { identity, content, instants, terms, measures, tags, other: json(&others)? })
}

/// A field; `NULL` is how these files write that there is nothing.
fn value<'r>(row: &Row<'r>, at: Option<usize>) -> Option<&'r str> {
    at.map(|at| row.text(at)).filter(|text| *text != "NULL" && *text != "null")
}

fn instant_at(row: &Row<'_>, at: Option<usize>, focus: &str) -> Result<Option<DateTime<Utc>>, String> {
    match value(row, at).filter(|text| !text.is_empty()) {
        None => Ok(None),
        Some(text) => match instant(text) {
            Some(at) => Ok(Some(at)),
            None => Err(format!("its {focus} {text:?} is not an instant")),
        },
    }
}

/// The text as written, when it is an exact decimal.
fn decimal_at(row: &Row<'_>, at: Option<usize>, focus: &str) -> Result<Option<String>, String> {
    match value(row, at).filter(|text| !text.is_empty()) {
        None => Ok(None),
        Some(text) => match text.parse::<Decimal>() {
            Ok(_) => Ok(Some(text.to_owned())),
            Err(error) => Err(format!("its {focus} {text:?}: {error}")),
        },
    }
}

fn check_periods(instants: &[Option<DateTime<Utc>>; INSTANTS.len()]) -> Result<(), String> {
    let [start, end] = CHARGE_PERIOD.map(|at| instants[at]);
    let (Some(start), Some(end)) = (start, end) else {
        return Err("its charge period is empty".to_owned());
    };
    // A charge at one instant (a purchase, a tax) is legal; one that ends before it begins is not.
    if end < start {
        return Err(format!("its charge period ends before it begins ({start} to {end})"));
    }
    Ok(())
}

fn check_currency(terms: &[Option<String>; TERMS.len()]) -> Result<(), String> {
    let code = term("currency").and_then(|at| terms[at].as_deref()).unwrap_or_default();
    code.parse::<Currency>().map(drop).map_err(|error| format!("its BillingCurrency: {}", error.message))
}

/// Hashes of what identifies a row, and of all of it. Numbers and instants count by value, so that `1.50` and `1.5` are
/// the same content; the order of columns in the file does not matter.
fn marks(
    instants: &[Option<DateTime<Utc>>; INSTANTS.len()],
    terms: &[Option<String>; TERMS.len()],
    measures: &[Option<String>; MEASURES.len()],
    tags: Option<&str>,
    others: &BTreeMap<&str, &str>,
) -> (Mark, Mark) {
    let mut hash = Sha256::new();
    for at in instants {
        add(&mut hash, at.map(|at| at.timestamp_nanos_opt().unwrap_or(i64::MAX).to_string()).as_deref());
    }
    for (_, text) in TERMS.iter().zip(terms).filter(|(term, _)| term.identifies) {
        add(&mut hash, text.as_deref());
    }
    let identity = short(hash.clone());
    for (_, text) in TERMS.iter().zip(terms).filter(|(term, _)| !term.identifies) {
        add(&mut hash, text.as_deref());
    }
    for text in measures {
        let value = text.as_deref().and_then(|text| text.parse::<Decimal>().ok());
        add(&mut hash, value.map(|value| value.to_string()).as_deref());
    }
    add(&mut hash, tags);
    for (name, text) in others {
        add(&mut hash, Some(name));
        add(&mut hash, Some(text));
    }
    (identity, short(hash))
}

/// Length first, so that neighbours cannot run into each other; nothing differs from the empty text.
fn add(hash: &mut Sha256, text: Option<&str>) {
    let length = text.map_or(u64::MAX, |text| text.len() as u64);
    hash.update(length.to_le_bytes());
    hash.update(text.unwrap_or_default());
}

fn short(hash: Sha256) -> Mark {
    let mut mark = Mark::default();
    mark.copy_from_slice(&hash.finalize()[..16]);
    mark
}

fn json(others: &BTreeMap<&str, &str>) -> Result<Option<String>, String> {
    if others.is_empty() {
        return Ok(None);
    }
    serde_json::to_string(others).map(Some).map_err(|error| format!("its other columns: {error}"))
}
