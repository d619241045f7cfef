//! The outbox: each change of the tenant that somebody wants, and what became of it.

use crate::values::{instant, instant_text};
use crate::{Reader, StoreError, Writer};
use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, Row, params};

/// Where an intent stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IntentState {
    /// Written, not sent: a person sends it.
    Draft,
    /// About to be sent, or under way. After a crash it counts as unknown.
    Sending,
    /// The tenant has done it.
    Done,
    /// The tenant has refused it.
    Refused,
    /// It may have been done: only reading back tells.
    Unknown,
    /// Reading back has shown that it was not done.
    NotDone,
    /// A person has let it go.
    Discarded,
}

const STATES: [(IntentState, &str); 7] = [
    (IntentState::Draft, "draft"),
    (IntentState::Sending, "sending"),
    (IntentState::Done, "done"),
    (IntentState::Refused, "refused"),
    (IntentState::Unknown, "unknown"),
    (IntentState::NotDone, "not_done"),
    (IntentState::Discarded, "discarded"),
];

impl IntentState {
    /// The stable name used in JSON, in the store and in the UI.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        STATES.iter().find(|(state, _)| *state == self).map_or("", |(_, word)| word)
    }

    /// True while somebody or something still has to act.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Sending | Self::Unknown)
    }
}

/// An intent about to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewIntent {
    /// A UUID.
    pub id: String,
    /// Which operation.
    pub operation: String,
    /// What it is about, for people.
    pub object: String,
    /// JSON of what is wanted. Holds no provider token.
    pub body: String,
    /// JSON of the object at the tenant, as far as it was known.
    pub base: Option<String>,
    /// Who wants it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// An intent as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IntentRecord {
    /// A UUID.
    pub id: String,
    /// Order of being written.
    pub number: u32,
    /// Which operation.
    pub operation: String,
    /// What it is about, for people.
    pub object: String,
    /// JSON of what is wanted.
    pub body: String,
    /// JSON of the object at the tenant when it was written.
    pub base: Option<String>,
    /// Where it stands.
    pub state: IntentState,
    /// Who wants it.
    pub written_by: String,
    /// When it was written.
    pub written_at: DateTime<Utc>,
    /// When it was last sent.
    pub sent_at: Option<DateTime<Utc>>,
    /// When it came to its end.
    pub ended_at: Option<DateTime<Utc>>,
    /// What the tenant said, or why nothing is known.
    pub message: Option<String>,
    /// The code of a refusal or a failure; none in records of an earlier time.
    pub code: Option<String>,
    /// The tenant's request id.
    pub request_id: Option<String>,
}

/// What became of an intent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IntentEnd {
    /// Not [`IntentState::Draft`] or [`IntentState::Sending`].
    pub state: IntentState,
    /// When it was learned.
    pub at: DateTime<Utc>,
    /// In words.
    pub message: Option<String>,
    /// The code of a refusal or a failure.
    pub code: Option<String>,
    /// The tenant's request id.
    pub request_id: Option<String>,
}

const COLUMNS: &str = "id, number, operation, object, body, base, state, written_by, written_at, sent_at, ended_at, \
                       message, request_id, code";

impl Reader<'_> {
    /// One intent.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn tenant_intent(&self, id: &str) -> Result<Option<IntentRecord>, StoreError> {
        let mut query =
            self.sql.prepare_cached(&format!("SELECT {COLUMNS} FROM tenant_intent WHERE id = ?1"))?;
        query.query_row([id], bare).optional()?.map(whole).transpose()
    }

    /// All intents, newest first, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn tenant_intents(&self, limit: u32) -> Result<Vec<IntentRecord>, StoreError> {
        let mut query = self
            .sql
            .prepare_cached(&format!("SELECT {COLUMNS} FROM tenant_intent ORDER BY number DESC LIMIT ?1"))?;
        let rows = query.query_map([limit], bare)?.collect::<Result<Vec<_>, _>>()?;
        rows.into_iter().map(whole).collect()
    }
}

impl Writer<'_> {
    /// Writes an intent as a draft.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn add_tenant_intent(&self, new: &NewIntent) -> Result<(), StoreError> {
        self.sql
            .prepare_cached(
                "INSERT INTO tenant_intent (id, number, operation, object, body, base, state, written_by, written_at)
                 SELECT ?1, coalesce(max(number), 0) + 1, ?2, ?3, ?4, ?5, 'draft', ?6, ?7 FROM tenant_intent",
            )?
            .execute(params![
                new.id,
                new.operation,
                new.object,
                new.body,
                new.base,
                new.by,
                instant_text(new.at)
            ])?;
        Ok(())
    }

    /// Says another thing with a draft. False when it is no draft any more.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn change_tenant_draft(
        &self,
        id: &str,
        body: &str,
        base: Option<&str>,
        at: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let mut update = self.sql.prepare_cached(
            "UPDATE tenant_intent SET body = ?2, base = ?3, written_at = ?4 WHERE id = ?1 AND state = 'draft'",
        )?;
        Ok(update.execute(params![id, body, base, instant_text(at)])? > 0)
    }

    /// Notes that a draft is about to be sent. False when it is no draft any more: it is sent once at most.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn send_tenant_intent(&self, id: &str, at: DateTime<Utc>) -> Result<bool, StoreError> {
        let mut update = self.sql.prepare_cached(
            "UPDATE tenant_intent SET state = 'sending', sent_at = ?2, message = NULL, code = NULL WHERE id = ?1 AND state = 'draft'",
        )?;
        Ok(update.execute(params![id, instant_text(at)])? > 0)
    }

    /// Notes what became of an intent; one that has ended stays as it ended.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn end_tenant_intent(&self, id: &str, end: &IntentEnd) -> Result<bool, StoreError> {
        let ended = (!end.state.is_open()).then(|| instant_text(end.at));
        let mut update = self.sql.prepare_cached(
            "UPDATE tenant_intent SET state = ?2, ended_at = ?3, message = ?4, request_id = coalesce(?5, request_id),
             code = ?6
             WHERE id = ?1 AND state IN ('draft', 'sending', 'unknown')",
        )?;
        Ok(update.execute(params![id, end.state.as_str(), ended, end.message, end.request_id, end.code])? > 0)
    }

    /// Everything that was under way when the program ended is unknown now; answers how many that were.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn orphan_tenant_intents(&self, message: &str) -> Result<usize, StoreError> {
        Ok(self
            .sql
            .prepare_cached(
                "UPDATE tenant_intent SET state = 'unknown', message = ?1 WHERE state = 'sending'",
            )?
            .execute([message])?)
    }
}

/// A row whose instants are still text.
struct Bare {
    intent: IntentRecord,
    state: String,
    written_at: String,
    sent_at: Option<String>,
    ended_at: Option<String>,
}

fn bare(row: &Row<'_>) -> rusqlite::Result<Bare> {
    Ok(Bare {
        intent: IntentRecord {
            id: row.get(0)?,
            number: row.get(1)?,
            operation: row.get(2)?,
            object: row.get(3)?,
            body: row.get(4)?,
            base: row.get(5)?,
            state: IntentState::Draft,
            written_by: row.get(7)?,
            written_at: DateTime::UNIX_EPOCH,
            sent_at: None,
            ended_at: None,
            message: row.get(11)?,
            request_id: row.get(12)?,
            code: row.get(13)?,
        },
        state: row.get(6)?,
        written_at: row.get(8)?,
        sent_at: row.get(9)?,
        ended_at: row.get(10)?,
    })
}

fn whole(bare: Bare) -> Result<IntentRecord, StoreError> {
    let state = STATES.iter().find(|(_, word)| *word == bare.state).map(|(state, _)| *state);
    let state =
        state.ok_or_else(|| StoreError::Corrupt(format!("{:?} as a state of an intent", bare.state)))?;
    let instant_of = |text: Option<String>| text.map(|text| instant(&text)).transpose();
    Ok(IntentRecord {
        state,
        written_at: instant(&bare.written_at)?,
        sent_at: instant_of(bare.sent_at)?,
        ended_at: instant_of(bare.ended_at)?,
        ..bare.intent
    })
}
