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
    /// What it showed besides; none for a preview of a time when only the total was kept.
    pub shown: Option<PreviewShown>,
}

/// What a preview showed besides its total, in its currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewShown {
    /// The month's bill as things stood.
    pub now: Money,
    /// Tax on the bill after the change.
    pub tax: Money,
    /// A whole month afterwards, before usage, with tax.
    pub next: Money,
    /// The lines that the change would bring, as they were ordered.
    pub lines: Vec<ShownLine>,
}

/// A line that a change would bring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownLine {
    /// As it would stand on the bill.
    pub title: String,
    /// What it is for.
    pub span: Period,
    /// Below zero for a credit.
    pub amount: Money,
}

const COLUMNS: &str =
    "id, kind, subject, at, made_at, made_by, period_start, period_end, currency, total_minor, input_sha256";

impl Reader<'_> {
    /// The previews of a month, the newest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn previews_of(&self, period: &Period) -> Result<Vec<PreviewRecord>, StoreError> {
        let mut query = self.sql.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM preview WHERE period_start = ?1 AND period_end = ?2 ORDER BY id DESC"
        ))?;
        let mut rows = query.query([instant_text(period.start), instant_text(period.end)])?;
        let mut previews = Vec::new();
        while let Some(row) = rows.next()? {
            previews.push(self.preview(row)?);
        }
        Ok(previews)
    }

    /// The preview of that number.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn preview_of(&self, id: i64) -> Result<Option<PreviewRecord>, StoreError> {
        let mut query = self.sql.prepare_cached(&format!("SELECT {COLUMNS} FROM preview WHERE id = ?1"))?;
        let mut rows = query.query([id])?;
        rows.next()?.map(|row| self.preview(row)).transpose()
    }

    fn preview(&self, row: &Row<'_>) -> Result<PreviewRecord, StoreError> {
        let text = |column: usize| row.get::<_, String>(column);
        let kind = match text(1)?.as_str() {
            "month" => PreviewKind::Month,
            "plan" => PreviewKind::Plan,
            "addon" => PreviewKind::Addon,
            other => return Err(StoreError::Corrupt(format!("a preview of {other:?}"))),
        };
        let (id, currency) = (row.get(0)?, text(8)?);
        Ok(PreviewRecord {
            id,
            kind,
            subject: text(2)?,
            at: row.get::<_, Option<String>>(3)?.as_deref().map(instant).transpose()?,
            made_at: instant(&text(4)?)?,
            made_by: text(5)?,
            period: Period { start: instant(&text(6)?)?, end: instant(&text(7)?)? },
            total: money(row.get(9)?, &currency)?,
            input_sha256: text(10)?,
            inputs: self.preview_inputs(id)?,
            shown: self.preview_shown(id, &currency)?,
        })
    }

    fn preview_shown(&self, preview: i64, currency: &str) -> Result<Option<PreviewShown>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT now_minor, tax_minor, next_minor FROM preview_figures WHERE preview = ?1",
        )?;
        let mut rows = query.query([preview])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let figure = |column: usize| money(row.get(column)?, currency);
        let lines = self.preview_lines(preview, currency)?;
        Ok(Some(PreviewShown { now: figure(0)?, tax: figure(1)?, next: figure(2)?, lines }))
    }

    fn preview_lines(&self, preview: i64, currency: &str) -> Result<Vec<ShownLine>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT title, starts, ends, amount_minor FROM preview_line WHERE preview = ?1 ORDER BY n",
        )?;
        let mut rows = query.query([preview])?;
        let mut lines = Vec::new();
        while let Some(row) = rows.next()? {
            let text = |column: usize| row.get::<_, String>(column);
            lines.push(ShownLine {
                title: text(0)?,
                span: Period { start: instant(&text(1)?)?, end: instant(&text(2)?)? },
                amount: money(row.get(3)?, currency)?,
            });
        }
        Ok(lines)
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
        if let Some(shown) = &preview.shown {
            self.add_preview_shown(id, shown)?;
        }
        Ok(id)
    }

    fn add_preview_shown(&self, preview: i64, shown: &PreviewShown) -> Result<(), StoreError> {
        self.sql
            .prepare_cached(
                "INSERT INTO preview_figures (preview, now_minor, tax_minor, next_minor) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![preview, shown.now.minor, shown.tax.minor, shown.next.minor])?;
        let mut insert = self.sql.prepare_cached(
            "INSERT INTO preview_line (preview, n, title, starts, ends, amount_minor) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        for (n, line) in (1u32..).zip(&shown.lines) {
            let (starts, ends) = (instant_text(line.span.start), instant_text(line.span.end));
            insert.execute(params![preview, n, line.title, starts, ends, line.amount.minor])?;
        }
        Ok(())
    }
}
