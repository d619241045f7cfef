//! What is metered: each natural key once, known by a small number.

use crate::{Reader, StoreError, Writer};
use billing_domain::usage::Series;
use rusqlite::{OptionalExtension, Row, ToSql};

/// A series with its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesRow {
    /// Its number in this book.
    pub id: i64,
    /// What it is.
    pub series: Series,
}

/// Which series; an absent part lets all through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SeriesFilter {
    /// Only this namespace.
    pub namespace: Option<String>,
    /// Only this object.
    pub object: Option<String>,
    /// Only this metric label.
    pub metric_label: Option<String>,
    /// Only this usage type.
    pub usage_type: Option<String>,
    /// Only this unit.
    pub unit: Option<String>,
}

impl SeriesFilter {
    fn parts(&self) -> [(&'static str, &Option<String>); 5] {
        [
            ("namespace", &self.namespace),
            ("object", &self.object),
            ("metric_label", &self.metric_label),
            ("usage_type", &self.usage_type),
            ("unit", &self.unit),
        ]
    }

    /// True when nothing is filtered.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.parts().iter().all(|(_, value)| value.is_none())
    }
}

const COLUMNS: &str = "id, namespace, object, metric_label, usage_type, unit, deployment, container";

impl Reader<'_> {
    /// The series that pass a filter, by number.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn series_matching(&self, filter: &SeriesFilter) -> Result<Vec<SeriesRow>, StoreError> {
        let set: Vec<(&str, &String)> =
            filter.parts().into_iter().filter_map(|(name, value)| Some((name, value.as_ref()?))).collect();
        let conditions: String = set.iter().map(|(name, _)| format!(" AND {name} = ?")).collect();
        let values: Vec<&dyn ToSql> = set.iter().map(|(_, value)| *value as &dyn ToSql).collect();
        let mut query = self
            .sql
            .prepare_cached(&format!("SELECT {COLUMNS} FROM series WHERE true{conditions} ORDER BY id"))?;
        let rows = query.query_map(&values[..], series_row)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The number of a series; `None` when no fact of it ever came.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn series_id(&self, series: &Series) -> Result<Option<i64>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT id FROM series WHERE namespace = ?1 AND object = ?2 AND metric_label = ?3 AND usage_type = ?4
             AND unit = ?5 AND deployment = ?6 AND container = ?7",
        )?;
        Ok(query.query_row(key(series), |row| row.get(0)).optional()?)
    }

    /// Every namespace that has usage, in order.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn usage_namespaces(&self) -> Result<Vec<String>, StoreError> {
        self.texts("SELECT DISTINCT namespace FROM series ORDER BY 1")
    }

    /// Every usage type there is usage of, in order.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn usage_types(&self) -> Result<Vec<String>, StoreError> {
        self.texts("SELECT DISTINCT usage_type FROM series ORDER BY 1")
    }

    /// Every metric label there is usage of, in order.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn metric_labels(&self) -> Result<Vec<String>, StoreError> {
        self.texts("SELECT DISTINCT metric_label FROM series ORDER BY 1")
    }

    /// The first column of a query that answers text.
    pub(crate) fn texts(&self, sql: &str) -> Result<Vec<String>, StoreError> {
        let mut query = self.sql.prepare_cached(sql)?;
        Ok(query.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }
}

impl Writer<'_> {
    /// The number of a series; a new one is given when it was not known.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn intern_series(&self, series: &Series) -> Result<i64, StoreError> {
        if let Some(id) = self.series_id(series)? {
            return Ok(id);
        }
        let mut insert = self.sql.prepare_cached(
            "INSERT INTO series (namespace, object, metric_label, usage_type, unit, deployment, container)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        Ok(insert.insert(key(series))?)
    }
}

fn key(series: &Series) -> impl rusqlite::Params + '_ {
    (
        &series.namespace,
        &series.object,
        &series.metric_label,
        &series.usage_type,
        &series.unit,
        &series.deployment,
        &series.container,
    )
}

fn series_row(row: &Row<'_>) -> rusqlite::Result<SeriesRow> {
    let series = Series {
        namespace: row.get(1)?,
        object: row.get(2)?,
        metric_label: row.get(3)?,
        usage_type: row.get(4)?,
        unit: row.get(5)?,
        deployment: row.get(6)?,
        container: row.get(7)?,
    };
    Ok(SeriesRow { id: row.get(0)?, series })
}
