//! Quota objects: whole, with their words and limits.

use crate::plans::{LimitsOwner, insert_limits, read_limits};
use crate::values::{instant, instant_text};
use crate::{Reader, StoreError, Writer};
use billing_domain::quotas::{ObjectMeta, QuotaDraft, QuotaObject};
use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, Row, ToSql, params};
use std::collections::BTreeMap;

const COLUMNS: &str = "namespace, name, uid, description, disable, created_at, modified_at, creator";

impl Reader<'_> {
    /// The object of that name.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn quota_object(&self, namespace: &str, name: &str) -> Result<Option<QuotaObject>, StoreError> {
        let mut query = self.sql.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM quota_object WHERE namespace = ?1 AND name = ?2"
        ))?;
        let row = query.query_row([namespace, name], bare).optional()?;
        row.map(|bare| self.whole_quota_object(bare)).transpose()
    }

    /// The objects of a namespace, or of all, by name.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn quota_objects(&self, namespace: Option<&str>) -> Result<Vec<QuotaObject>, StoreError> {
        let mut query = self.sql.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM quota_object WHERE ?1 IS NULL OR namespace = ?1 ORDER BY namespace, name"
        ))?;
        let rows = query.query_map([namespace], bare)?.collect::<Result<Vec<_>, _>>()?;
        rows.into_iter().map(|bare| self.whole_quota_object(bare)).collect()
    }

    fn whole_quota_object(&self, bare: Bare) -> Result<QuotaObject, StoreError> {
        let Bare { metadata, uid, created_at, modified_at, creator } = bare;
        let labels = self.words_of(&metadata, "label")?;
        let annotations = self.words_of(&metadata, "annotation")?;
        let limits = read_limits(self.sql, &owner(&[&metadata.namespace, &metadata.name]))?;
        Ok(QuotaObject {
            metadata: ObjectMeta { labels, annotations, ..metadata },
            uid,
            created_at: instant(&created_at)?,
            modified_at: modified_at.map(|at| instant(&at)).transpose()?,
            creator,
            limits,
        })
    }

    fn words_of(&self, meta: &ObjectMeta, sort: &str) -> Result<BTreeMap<String, String>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT key, value FROM quota_object_word WHERE namespace = ?1 AND name = ?2 AND sort = ?3",
        )?;
        let words =
            query.query_map([&meta.namespace, &meta.name, sort], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(words.collect::<Result<_, _>>()?)
    }
}

impl Writer<'_> {
    /// Keeps a new object.
    ///
    /// # Errors
    /// [`StoreError`]; a taken name breaks a constraint.
    pub fn add_quota_object(&self, object: &QuotaObject) -> Result<(), StoreError> {
        let meta = &object.metadata;
        self.sql
            .prepare_cached(&format!("INSERT INTO quota_object ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"))?
            .execute(params![
                meta.namespace,
                meta.name,
                object.uid,
                meta.description,
                meta.disable,
                instant_text(object.created_at),
                object.modified_at.map(instant_text),
                object.creator
            ])?;
        self.insert_words(meta)?;
        insert_limits(self.sql, &owner(&[&meta.namespace, &meta.name]), &object.limits)
    }

    /// Replaces everything that a person may say of an object. False when there is none of that name.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn replace_quota_object(&self, draft: &QuotaDraft, at: DateTime<Utc>) -> Result<bool, StoreError> {
        let meta = &draft.metadata;
        let changed = self
            .sql
            .prepare_cached(
                "UPDATE quota_object SET description = ?3, disable = ?4, modified_at = ?5
                 WHERE namespace = ?1 AND name = ?2",
            )?
            .execute(params![meta.namespace, meta.name, meta.description, meta.disable, instant_text(at)])?;
        if changed == 0 {
            return Ok(false);
        }
        for table in ["quota_object_word", "quota_object_limit", "quota_object_rate"] {
            self.sql
                .prepare_cached(&format!("DELETE FROM {table} WHERE namespace = ?1 AND name = ?2"))?
                .execute([&meta.namespace, &meta.name])?;
        }
        self.insert_words(meta)?;
        insert_limits(self.sql, &owner(&[&meta.namespace, &meta.name]), &draft.limits)?;
        Ok(true)
    }

    /// Removes an object with everything it sets. False when there is none of that name.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn remove_quota_object(&self, namespace: &str, name: &str) -> Result<bool, StoreError> {
        let mut delete =
            self.sql.prepare_cached("DELETE FROM quota_object WHERE namespace = ?1 AND name = ?2")?;
        Ok(delete.execute([namespace, name])? > 0)
    }

    fn insert_words(&self, meta: &ObjectMeta) -> Result<(), StoreError> {
        let mut insert = self.sql.prepare_cached(
            "INSERT INTO quota_object_word (namespace, name, sort, key, value) VALUES (?, ?, ?, ?, ?)",
        )?;
        for (sort, words) in [("label", &meta.labels), ("annotation", &meta.annotations)] {
            for (key, value) in words {
                insert.execute([&meta.namespace, &meta.name, sort, key, value])?;
            }
        }
        Ok(())
    }
}

fn owner<'o>(key: &'o [&'o dyn ToSql]) -> LimitsOwner<'o> {
    LimitsOwner {
        limit_table: "quota_object_limit",
        rate_table: "quota_object_rate",
        columns: &["namespace", "name"],
        key,
    }
}

/// An object's own row; its instants still as text.
struct Bare {
    metadata: ObjectMeta,
    uid: String,
    created_at: String,
    modified_at: Option<String>,
    creator: String,
}

fn bare(row: &Row<'_>) -> rusqlite::Result<Bare> {
    Ok(Bare {
        metadata: ObjectMeta {
            namespace: row.get(0)?,
            name: row.get(1)?,
            description: row.get(3)?,
            disable: row.get(4)?,
            ..ObjectMeta::default()
        },
        uid: row.get(2)?,
        created_at: row.get(5)?,
        modified_at: row.get(6)?,
        creator: row.get(7)?,
    })
}
