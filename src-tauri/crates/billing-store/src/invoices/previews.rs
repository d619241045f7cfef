//! Previews as they were shown, with what they were made from. None is ever changed.

use super::inputs::kind;
use crate::values::{instant, instant_text, money};
use crate::{Reader, StoreError, Writer};
use billing_domain::invoices::inputs::NamedInput;
use billing_domain::{Money, Period};
use chrono::{DateTime, Utc};
use rusqlite::{Row, params};

/// What a preview is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PreviewKind {
    /// A month as it stands.
    Month,
    /// Another plan.
    Plan,
    /// An add-on subscribed or dropped.
    Addon,
}

/// A preview that was shown to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewRecord {
    /// Its number; ignored when it is written.
    pub id: i64,
    /// Of what.
    pub kind: PreviewKind,
    /// The plan, the add-on, or the month.
    pub subject: String,
    /// When the change would take effect.
    pub at: Option<DateTime<Utc>>,
    /// When it was shown.
    pub made_at: DateTime<Utc>,
    /// To whom.
    pub made_by: String,
    /// The month whose bill it shows.
    pub period: Period,
    /// What that bill came to.
    pub total: Money,
    /// Of the inputs' canonical text, in lower-case hex.
    pub input_sha256: String,
    /// What it was made from.
    pub inputs: Vec<NamedInput>,
}

impl Reader<'_> {
    /// The previews of a month, the newest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn previews_of(&self, period: &Period) -> Result<Vec<PreviewRecord>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT id, kind, subject, at, made_at, made_by, period_start, period_end, currency, total_minor, \
             input_sha256 FROM preview WHERE period_start = ?1 AND period_end = ?2 ORDER BY id DESC",
        )?;
        let mut rows = query.query([instant_text(period.start), instant_text(period.end)])?;
        let mut previews = Vec::new();
        while let Some(row) = rows.next()? {
            previews.push(self.preview(row)?);
        }
        Ok(previews)
    }

    fn preview(&self, row: &Row<'_>) -> Result<PreviewRecord, StoreError> {
        let text = |column: usize| row.get::<_, String>(column);
        let kind = match text(1)?.as_str() {
            "month" => PreviewKind::Month,
            "plan" => PreviewKind::Plan,
            "addon" => PreviewKind::Addon,
            other => return Err(StoreError::Corrupt(format!("a preview of {other:?}"))),
        };
        let id = row.get(0)?;
        Ok(PreviewRecord {
            id,
            kind,
            subject: text(2)?,
            at: row.get::<_, Option<String>>(3)?.as_deref().map(instant).transpose()?,
            made_at: instant(&text(4)?)?,
            made_by: text(5)?,
            period: Period { start: instant(&text(6)?)?, end: instant(&text(7)?)? },
            total: money(row.get(9)?, &text(8)?)?,
            input_sha256: text(10)?,
            inputs: self.preview_inputs(id)?,
        })
    }

    fn preview_inputs(&self, preview: i64) -> Result<Vec<NamedInput>, StoreError> {
        let mut query = self
            .sql
            .prepare_cached("SELECT kind, name, value FROM preview_input WHERE preview = ?1 ORDER BY n")?;
        let mut rows = query.query([preview])?;
        let mut inputs = Vec::new();
        while let Some(row) = rows.next()? {
            let kind = kind(&row.get::<_, String>(0)?)?;
            inputs.push(NamedInput { kind, name: row.get(1)?, value: row.get(2)? });
        }
        Ok(inputs)
    }
}

impl Writer<'_> {
    /// Keeps a preview and gives it its number.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn add_preview(&self, preview: &PreviewRecord) -> Result<i64, StoreError> {
        let kind = match preview.kind {
            PreviewKind::Month => "month",
            PreviewKind::Plan => "plan",
            PreviewKind::Addon => "addon",
        };
        self.sql
            .prepare_cached(
                "INSERT INTO preview (kind, subject, at, made_at, made_by, period_start, period_end, currency, \
                 total_minor, input_sha256) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?
            .execute(params![
                kind,
                preview.subject,
                preview.at.map(instant_text),
                instant_text(preview.made_at),
                preview.made_by,
                instant_text(preview.period.start),
                instant_text(preview.period.end),
                preview.total.currency.as_str(),
                preview.total.minor,
                preview.input_sha256
            ])?;
        let id = self.sql.last_insert_rowid();
        let mut insert = self.sql.prepare_cached(
            "INSERT INTO preview_input (preview, n, kind, name, value) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        for (n, input) in (1u32..).zip(&preview.inputs) {
            insert.execute(params![id, n, input.kind.as_str(), input.name, input.value])?;
        }
        Ok(id)
    }
}
