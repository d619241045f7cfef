//! Adding up costs by any columns, exactly and per currency.

use super::columns::{INSTANTS, MEASURES, TERMS, Term, measure, term};
use crate::usage::ExactTotal;
use crate::values::instant;
use crate::{Reader, StoreError};
use billing_domain::charges::Written;
use billing_domain::{Decimal, DecimalError};
use chrono::{DateTime, Utc};
use rusqlite::params_from_iter;
use rusqlite::types::ValueRef;
use std::collections::HashMap;
use std::hash::Hash;

/// A sum that remembers the widest number of decimals that was written: `0.10` and `0.20` make `0.30`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CostSum {
    total: ExactTotal,
    decimals: u8,
}

impl CostSum {
    /// Adds a decimal as it was written.
    ///
    /// # Errors
    /// [`DecimalError`].
    pub fn add(&mut self, text: &str) -> Result<(), DecimalError> {
        let Written { value, decimals } = text.parse()?;
        self.decimals = self.decimals.max(decimals);
        self.total.add(value.mantissa(), value.scale())
    }

    /// Adds another sum.
    ///
    /// # Errors
    /// [`DecimalError::Overflow`].
    pub fn add_sum(&mut self, other: &Self) -> Result<(), DecimalError> {
        self.decimals = self.decimals.max(other.decimals);
        self.total.add_total(&other.total)
    }

    /// The exact value.
    ///
    /// # Errors
    /// [`DecimalError::Overflow`].
    pub fn value(&self) -> Result<Decimal, DecimalError> {
        self.total.value()
    }

    /// The value with as many decimals as the widest that was added.
    ///
    /// # Errors
    /// [`DecimalError::Overflow`].
    pub fn to_text(&self) -> Result<String, DecimalError> {
        Ok(self.total.value()?.to_text(self.decimals))
    }
}

/// The sums of one group, in the order of the measures asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChargeSums {
    /// How many charges.
    pub charges: u64,
    /// The sums; a measure that is nowhere given is `None`.
    pub sums: Vec<Option<CostSum>>,
}

/// One group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CostRow {
    /// What the group has in common, in the order asked for.
    pub group: Vec<Option<String>>,
    /// Its sums.
    pub sums: ChargeSums,
}

/// Charges whose period begins in `[from, to)`; an absent end is open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChargeRange {
    /// First instant inside.
    pub from: Option<DateTime<Utc>>,
    /// First instant after.
    pub to: Option<DateTime<Utc>>,
    /// Text columns by our name that must have this text.
    pub only: Vec<(String, String)>,
}

/// The start of the first and the end of the last charge period.
pub type ChargeExtent = (DateTime<Utc>, DateTime<Utc>);

/// A part of a group's key, small while rows are read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Part {
    Null,
    Term(i64),
    Text(Box<str>),
}

impl Reader<'_> {
    /// Adds up measures by columns. Columns are text columns, instants, `month`, `day` and `hour` of the charge period's
    /// start, or `namespace`, the name of the sub-account or else its id; measures are decimal columns. All go by the names of [`super::columns`].
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] for a name that is no column; [`StoreError::Inexact`].
    pub fn charge_costs(
        &self,
        by: &[&str],
        measures: &[&str],
        range: &ChargeRange,
    ) -> Result<Vec<CostRow>, StoreError> {
        let mut groups: HashMap<Vec<Part>, ChargeSums> = HashMap::new();
        let (sql, values) = costs_sql(by, measures, range)?;
        let mut query = self.sql.prepare_cached(&sql)?;
        let mut rows = query.query(params_from_iter(values))?;
        let mut key = Vec::with_capacity(by.len());
        while let Some(row) = rows.next()? {
            key.clear();
            for at in 0..by.len() {
                key.push(part(row.get_ref(at)?)?);
            }
            if !groups.contains_key(&key) {
                let sums = ChargeSums { charges: 0, sums: vec![None; measures.len()] };
                groups.insert(key.clone(), sums);
            }
            let Some(group) = groups.get_mut(&key) else { continue };
            group.charges += 1;
            for (at, sum) in group.sums.iter_mut().enumerate() {
                if let ValueRef::Text(text) = row.get_ref(by.len() + at)? {
                    let text = std::str::from_utf8(text).map_err(|_| DecimalError::NotANumber)?;
                    sum.get_or_insert_default().add(text)?;
                }
            }
        }
        self.named(groups)
    }

    fn named(&self, groups: HashMap<Vec<Part>, ChargeSums>) -> Result<Vec<CostRow>, StoreError> {
        let mut find = self.sql.prepare_cached("SELECT text FROM charge_term WHERE id = ?1")?;
        let mut rows = Vec::with_capacity(groups.len());
        for (key, sums) in groups {
            let mut group = Vec::with_capacity(key.len());
            for part in key {
                group.push(match part {
                    Part::Null => None,
                    Part::Text(text) => Some(text.into()),
                    Part::Term(id) => Some(find.query_row([id], |row| row.get(0))?),
                });
            }
            rows.push(CostRow { group, sums });
        }
        rows.sort_by(|a, b| a.group.cmp(&b.group));
        Ok(rows)
    }

    /// The distinct texts of a text column, in order.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] for a name that is no column.
    pub fn charge_texts(&self, name: &str) -> Result<Vec<String>, StoreError> {
        let column = known_term(name)?.name;
        self.texts(&format!(
            "SELECT text FROM charge_term WHERE id IN (SELECT {column} FROM charge) ORDER BY text"
        ))
    }

    /// The start of the first and the end of the last charge period; `None` in a book without charges.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn charge_extent(&self) -> Result<Option<ChargeExtent>, StoreError> {
        let (first, last): (Option<String>, Option<String>) = self
            .sql
            .prepare_cached(
                "SELECT (SELECT min(charge_period_start) FROM charge), (SELECT max(charge_period_end) FROM charge)",
            )?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        match first.zip(last) {
            Some((first, last)) => Ok(Some((instant(&first)?, instant(&last)?))),
            None => Ok(None),
        }
    }

    /// How many charges there are, and how many restatements of them nobody has looked at.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn charge_counts(&self) -> Result<(u64, u64), StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT (SELECT count(*) FROM charge),
                    (SELECT count(*) FROM charge_restatement WHERE reviewed_at IS NULL)",
        )?;
        let (charges, open): (i64, i64) = query.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok((charges.unsigned_abs(), open.unsigned_abs()))
    }
}

/// What takes the place of a namespace on a bill: the name of the sub-account, else its id.
const NAMESPACE: &str = "coalesce(
    nullif(sub_account_name, (SELECT id FROM charge_term WHERE text = '')), sub_account_id)";

fn costs_sql(
    by: &[&str],
    measures: &[&str],
    range: &ChargeRange,
) -> Result<(String, Vec<String>), StoreError> {
    let mut columns = by.iter().map(|name| group_column(name)).collect::<Result<Vec<_>, _>>()?;
    for name in measures {
        let at = measure(name).ok_or_else(|| unknown(name))?;
        columns.push(MEASURES[at].1.to_owned());
    }
    let mut conditions = String::from("true");
    let mut values = Vec::new();
    for (end, compare) in [(range.from, ">="), (range.to, "<")] {
        if let Some(end) = end {
            values.push(crate::values::instant_text(end));
            conditions.push_str(&format!(" AND charge_period_start {compare} ?{}", values.len()));
        }
    }
    for (name, text) in &range.only {
        let column = known_term(name)?.name;
        values.push(text.clone());
        let place = values.len();
        conditions.push_str(&format!(" AND {column} = (SELECT id FROM charge_term WHERE text = ?{place})"));
    }
    Ok((format!("SELECT {} FROM charge WHERE {conditions}", columns.join(", ")), values))
}

/// Instants are kept as text of one width, so that their first letters are the bucket.
fn group_column(name: &str) -> Result<String, StoreError> {
    let letters = match name {
        "namespace" => return Ok(NAMESPACE.to_owned()),
        "month" => 7,
        "day" => 10,
        "hour" => 13,
        _ => {
            let instant = INSTANTS.iter().find(|(_, ours)| *ours == name).map(|(_, ours)| *ours);
            let column = instant.map_or_else(|| known_term(name).map(|term| term.name), Ok)?;
            return Ok(column.to_owned());
        }
    };
    Ok(format!("substr(charge_period_start, 1, {letters})"))
}

fn known_term(name: &str) -> Result<Term, StoreError> {
    term(name).map(|at| TERMS[at]).ok_or_else(|| unknown(name))
}

fn unknown(name: &str) -> StoreError {
    StoreError::Corrupt(format!("{name:?} is no column of a charge"))
}

fn part(value: ValueRef<'_>) -> Result<Part, StoreError> {
    match value {
        ValueRef::Null => Ok(Part::Null),
        ValueRef::Integer(id) => Ok(Part::Term(id)),
        ValueRef::Text(text) => Ok(Part::Text(String::from_utf8_lossy(text).into())),
        other => Err(StoreError::Corrupt(format!("a charge holds {}", other.data_type()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_keep_the_widest_decimals_that_were_written() {
        let mut sum = CostSum::default();
        for text in ["0.10", "0.20", "-0.1", "1E-3", "2e1"] {
            sum.add(text).unwrap();
        }
        assert_eq!(sum.to_text().unwrap(), "20.201");
        let mut zeros = CostSum::default();
        zeros.add("18.00663861830").unwrap();
        zeros.add("0.00000000010").unwrap();
        assert_eq!(zeros.to_text().unwrap(), "18.00663861840");
        assert!(sum.add("NULL").is_err());
    }
}
