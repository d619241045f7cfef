//! Answers whole, with their time and source; the newest of a question holds.

use crate::values::{instant, instant_text};
use crate::{Reader, StoreError, Writer};
use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, Row, params};

/// An answer that has just come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAnswer {
    /// The operation and its arguments.
    pub question: String,
    /// The address that answered.
    pub source: String,
    /// When.
    pub at: DateTime<Utc>,
    /// JSON of the noun.
    pub body: String,
}

/// An answer as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerRecord {
    /// The address that answered.
    pub source: String,
    /// When it first came so.
    pub fetched_at: DateTime<Utc>,
    /// When it last came so.
    pub confirmed_at: DateTime<Utc>,
    /// JSON of the noun.
    pub body: String,
}

/// What keeping an answer did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeptAnswer {
    /// It is another than before, or the first.
    New,
    /// It is the same as before.
    Confirmed,
}

impl Reader<'_> {
    /// The newest answer to a question.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn tenant_answer(&self, question: &str) -> Result<Option<AnswerRecord>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT source, fetched_at, confirmed_at, body FROM tenant_answer WHERE question = ?1
             ORDER BY id DESC LIMIT 1",
        )?;
        query.query_row([question], bare).optional()?.map(whole).transpose()
    }

    /// Every answer to a question that is kept, oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn tenant_answers(&self, question: &str) -> Result<Vec<AnswerRecord>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT source, fetched_at, confirmed_at, body FROM tenant_answer WHERE question = ?1 ORDER BY id",
        )?;
        let rows = query.query_map([question], bare)?.collect::<Result<Vec<_>, _>>()?;
        rows.into_iter().map(whole).collect()
    }
}

impl Writer<'_> {
    /// Keeps an answer. With `history` a former one that differs stays beside it, else it gives way.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn keep_tenant_answer(&self, answer: &NewAnswer, history: bool) -> Result<KeptAnswer, StoreError> {
        let former = self.tenant_answer(&answer.question)?;
        if let Some(former) = former.filter(|former| former.body == answer.body) {
            let at = former.confirmed_at.max(answer.at);
            self.sql
                .prepare_cached(
                    "UPDATE tenant_answer SET confirmed_at = ?2, source = ?3
                     WHERE id = (SELECT max(id) FROM tenant_answer WHERE question = ?1)",
                )?
                .execute(params![answer.question, instant_text(at), answer.source])?;
            return Ok(KeptAnswer::Confirmed);
        }
        if !history {
            self.sql
                .prepare_cached("DELETE FROM tenant_answer WHERE question = ?1")?
                .execute([&answer.question])?;
        }
        self.sql
            .prepare_cached(
                "INSERT INTO tenant_answer (question, source, fetched_at, confirmed_at, body)
                 VALUES (?1, ?2, ?3, ?3, ?4)",
            )?
            .execute(params![answer.question, answer.source, instant_text(answer.at), answer.body])?;
        Ok(KeptAnswer::New)
    }
}

type Bare = (String, String, String, String);

fn bare(row: &Row<'_>) -> rusqlite::Result<Bare> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
}

fn whole((source, fetched, confirmed, body): Bare) -> Result<AnswerRecord, StoreError> {
    Ok(AnswerRecord { source, fetched_at: instant(&fetched)?, confirmed_at: instant(&confirmed)?, body })
}
