//! Bringing charges in: new ones, and ones that came again with another content.

use super::columns::{INSTANTS, MEASURES, TERMS};
use super::{Charge, Mark};
use crate::usage::Origin;
use crate::values::instant_text;
use crate::{Reader, StoreError, Writer};
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params, params_from_iter};

/// A charge that is there, as far as telling rows apart needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredCharge {
    /// Its number.
    pub id: i64,
    /// Hash of everything in it.
    pub content: Mark,
}

impl Reader<'_> {
    /// The charges of one identity, in order of arrival.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn charges_of(&self, identity: &Mark) -> Result<Vec<StoredCharge>, StoreError> {
        let mut query =
            self.sql.prepare_cached("SELECT id, content FROM charge WHERE identity = ?1 ORDER BY id")?;
        let rows = query
            .query_map([&identity[..]], |row| Ok(StoredCharge { id: row.get(0)?, content: row.get(1)? }))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Writer<'_> {
    /// Adds a charge.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn add_charge(&self, charge: &Charge, origin: Origin) -> Result<(), StoreError> {
        let values = self.row(charge, origin)?;
        self.sql.prepare_cached(&insert_sql())?.execute(params_from_iter(values))?;
        Ok(())
    }

    /// Gives a charge another content; the former one is kept and flagged.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn restate_charge(&self, id: i64, charge: &Charge, origin: Origin) -> Result<(), StoreError> {
        self.sql.prepare_cached(&keep_sql())?.execute(params![id, instant_text(origin.at), origin.source])?;
        let mut values = self.row(charge, origin)?;
        values.push(Value::Integer(id));
        self.sql.prepare_cached(&update_sql())?.execute(params_from_iter(values))?;
        Ok(())
    }

    fn row(&self, charge: &Charge, origin: Origin) -> Result<Vec<Value>, StoreError> {
        let text = |text: &Option<String>| text.clone().map_or(Value::Null, Value::Text);
        let mut values = vec![
            Value::Integer(origin.source),
            Value::Blob(charge.identity.to_vec()),
            Value::Blob(charge.content.to_vec()),
        ];
        values.extend(charge.instants.iter().map(|at| at.map_or(Value::Null, |at| instant_text(at).into())));
        for term in &charge.terms {
            values.push(match term {
                Some(text) => Value::Integer(self.intern_term(text)?),
                None => Value::Null,
            });
        }
        values.extend(charge.measures.iter().map(text));
        values.extend([text(&charge.tags), text(&charge.other)]);
        Ok(values)
    }

    fn intern_term(&self, text: &str) -> Result<i64, StoreError> {
        let mut find = self.sql.prepare_cached("SELECT id FROM charge_term WHERE text = ?1")?;
        if let Some(id) = find.query_row([text], |row| row.get(0)).optional()? {
            return Ok(id);
        }
        Ok(self.sql.prepare_cached("INSERT INTO charge_term (text) VALUES (?1)")?.insert([text])?)
    }
}

/// The columns of a row in the order of [`Writer::row`].
fn columns() -> Vec<&'static str> {
    let mut names = vec!["source", "identity", "content"];
    names.extend(INSTANTS.iter().map(|(_, name)| *name));
    names.extend(TERMS.iter().map(|term| term.name));
    names.extend(MEASURES.iter().map(|(_, name)| *name));
    names.extend(["tags", "other"]);
    names
}

fn insert_sql() -> String {
    let names = columns();
    let places = vec!["?"; names.len()].join(", ");
    format!("INSERT INTO charge ({}) VALUES ({places})", names.join(", "))
}

fn update_sql() -> String {
    let sets: Vec<String> = columns().iter().map(|name| format!("{name} = ?")).collect();
    format!("UPDATE charge SET {} WHERE id = ?", sets.join(", "))
}

/// Copies a charge as it stands, by its FOCUS names, into the restatements.
fn keep_sql() -> String {
    let mut pairs: Vec<String> =
        INSTANTS.iter().chain(&MEASURES).map(|(focus, name)| format!("'{focus}', {name}")).collect();
    pairs.extend(TERMS.iter().map(|term| {
        format!("'{}', (SELECT text FROM charge_term WHERE id = charge.{})", term.focus, term.name)
    }));
    pairs.extend(["'Tags', tags".to_owned(), "'other', json(other)".to_owned()]);
    format!(
        "INSERT INTO charge_restatement (charge_id, former, former_source, at, source)
         SELECT id, json_object({}), source, ?2, ?3 FROM charge WHERE id = ?1",
        pairs.join(", ")
    )
}
