//! Windows of the trail, narrowed by what a person looks for: newest first, or in the order that is asked for.

use super::{COLUMNS, line};
use crate::values::instant_text;
use crate::{Reader, StoreError};
use billing_domain::audit::AuditLine;
use chrono::{DateTime, Utc};
use rusqlite::named_params;

/// What to look for; what is `None` or empty does not narrow.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AuditQuery {
    /// The first part of the action: `invoice`.
    pub group: Option<String>,
    /// The whole action: `invoice.reconcile`.
    pub action: Option<String>,
    /// Who, as written.
    pub who: Option<String>,
    /// The object, or a part of its name.
    pub object: Option<String>,
    /// From this instant on.
    pub from: Option<DateTime<Utc>>,
    /// Before this instant.
    pub to: Option<DateTime<Utc>>,
    /// Anywhere in action, object, states, reason or request id.
    pub text: Option<String>,
    /// The first one first; lines that are alike in all of them, and all lines without any, the newest first.
    pub sorts: Vec<AuditSort>,
}

/// What lines can be ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditColumn {
    /// Their number.
    Sequence,
    /// When.
    At,
    /// Who.
    Who,
    /// The action's name.
    Action,
    /// The object.
    Object,
}

/// An order of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditSort {
    /// By what.
    pub column: AuditColumn,
    /// Last or latest first.
    pub down: bool,
}

impl AuditSort {
    const fn sql(self) -> &'static str {
        match (self.column, self.down) {
            (AuditColumn::Sequence, false) => "sequence, ",
            (AuditColumn::Sequence, true) => "sequence DESC, ",
            (AuditColumn::At, false) => "at, ",
            (AuditColumn::At, true) => "at DESC, ",
            (AuditColumn::Who, false) => "who, ",
            (AuditColumn::Who, true) => "who DESC, ",
            (AuditColumn::Action, false) => "action, ",
            (AuditColumn::Action, true) => "action DESC, ",
            (AuditColumn::Object, false) => "object, ",
            (AuditColumn::Object, true) => "object DESC, ",
        }
    }
}

/// The conditions in one text: the same statement for every query, so that it is prepared once.
const NARROWED: &str = "(:grp IS NULL OR action = :grp OR substr(action, 1, length(:grp) + 1) = :grp || '.')
    AND (:action IS NULL OR action = :action)
    AND (:who IS NULL OR who = :who)
    AND (:object IS NULL OR instr(lower(object), lower(:object)) > 0)
    AND (:first IS NULL OR at >= :first)
    AND (:end IS NULL OR at < :end)
    AND (:text IS NULL OR instr(lower(action || ' ' || object || ' ' || who || ' ' || coalesce(before, '') || ' '
        || coalesce(after, '') || ' ' || coalesce(reason, '') || ' ' || coalesce(request_id, '')), lower(:text)) > 0)";

impl Reader<'_> {
    /// The lines that are found, in the order of the query, `limit` of them after the first `skip`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn audit_lines(
        &self,
        query: &AuditQuery,
        skip: u32,
        limit: u32,
    ) -> Result<Vec<AuditLine>, StoreError> {
        let order: String = query.sorts.iter().map(|sort| sort.sql()).collect();
        let sql = format!(
            "SELECT {COLUMNS} FROM audit WHERE {NARROWED} ORDER BY {order}sequence DESC LIMIT :limit OFFSET :skip"
        );
        let mut statement = self.sql.prepare_cached(&sql)?;
        let mut rows = statement.query(named_params! {
            ":grp": query.group, ":action": query.action, ":who": query.who, ":object": query.object,
            ":first": query.from.map(instant_text), ":end": query.to.map(instant_text), ":text": query.text,
            ":limit": limit, ":skip": skip,
        })?;
        let mut lines = Vec::new();
        while let Some(row) = rows.next()? {
            lines.push(line(row)?);
        }
        Ok(lines)
    }

    /// How many lines are found.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn audit_count(&self, query: &AuditQuery) -> Result<u32, StoreError> {
        let mut statement =
            self.sql.prepare_cached(&format!("SELECT count(*) FROM audit WHERE {NARROWED}"))?;
        Ok(statement.query_row(
            named_params! {
                ":grp": query.group, ":action": query.action, ":who": query.who, ":object": query.object,
                ":first": query.from.map(instant_text), ":end": query.to.map(instant_text), ":text": query.text,
            },
            |row| row.get(0),
        )?)
    }

    /// Everybody who is named in the trail, by name.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn audit_people(&self) -> Result<Vec<String>, StoreError> {
        self.words("SELECT DISTINCT who FROM audit ORDER BY who")
    }

    /// Every action that occurs in the trail, by name.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn audit_actions(&self) -> Result<Vec<String>, StoreError> {
        self.words("SELECT DISTINCT action FROM audit ORDER BY action")
    }

    fn words(&self, sql: &str) -> Result<Vec<String>, StoreError> {
        let mut statement = self.sql.prepare_cached(sql)?;
        let words = statement.query_map([], |row| row.get(0))?;
        Ok(words.collect::<Result<_, _>>()?)
    }
}
