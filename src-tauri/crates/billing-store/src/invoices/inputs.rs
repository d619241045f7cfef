//! What an invoice was made from, by name; and the same lists beside previews.

use crate::{Reader, StoreError, Writer};
use billing_domain::invoices::inputs::{InputKind, NamedInput};
use rusqlite::params;

impl Reader<'_> {
    pub(super) fn invoice_inputs(&self, invoice: i64) -> Result<Vec<NamedInput>, StoreError> {
        let mut query = self
            .sql
            .prepare_cached("SELECT kind, name, value FROM invoice_input WHERE invoice = ?1 ORDER BY n")?;
        let mut rows = query.query([invoice])?;
        let mut inputs = Vec::new();
        while let Some(row) = rows.next()? {
            inputs.push(NamedInput {
                kind: kind(&row.get::<_, String>(0)?)?,
                name: row.get(1)?,
                value: row.get(2)?,
            });
        }
        Ok(inputs)
    }
}

impl Writer<'_> {
    pub(super) fn insert_inputs(&self, invoice: i64, inputs: &[NamedInput]) -> Result<(), StoreError> {
        let mut insert = self.sql.prepare_cached(
            "INSERT INTO invoice_input (invoice, n, kind, name, value) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        for (n, input) in (1u32..).zip(inputs) {
            insert.execute(params![invoice, n, input.kind.as_str(), input.name, input.value])?;
        }
        Ok(())
    }
}

pub(super) fn kind(word: &str) -> Result<InputKind, StoreError> {
    InputKind::named(word).ok_or_else(|| StoreError::Corrupt(format!("an input of kind {word:?}")))
}
