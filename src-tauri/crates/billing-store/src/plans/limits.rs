//! Limits in the two tables that plans and quota objects have alike: maxima by family and kind, rates by RPC.

use crate::StoreError;
use crate::values::decimal;
use billing_domain::quotas::{QuotaLimits, RateLimit};
use rusqlite::{Connection, ToSql, params_from_iter};

/// Whose limits they are: the tables, the columns of the key, and its values.
pub(crate) struct Owner<'o> {
    pub(crate) limit_table: &'static str,
    pub(crate) rate_table: &'static str,
    pub(crate) columns: &'static [&'static str],
    pub(crate) key: &'o [&'o dyn ToSql],
}

impl Owner<'_> {
    /// `plan = ? AND ...`, in the order of the key.
    fn is_it(&self) -> String {
        self.columns.iter().map(|column| format!("{column} = ?")).collect::<Vec<_>>().join(" AND ")
    }

    /// An INSERT of the key and more columns.
    fn insert(&self, table: &str, more: &str) -> String {
        let columns = self.columns.join(", ");
        let places = vec!["?"; self.columns.len() + more.split(',').count()].join(", ");
        format!("INSERT INTO {table} ({columns}, {more}) VALUES ({places})")
    }

    fn values<'v>(&'v self, more: &[&'v dyn ToSql]) -> impl rusqlite::Params + use<'v> {
        params_from_iter(self.key.iter().copied().chain(more.iter().copied()).collect::<Vec<_>>())
    }
}

/// Reads the limits of one owner.
pub(crate) fn read_limits(sql: &Connection, owner: &Owner<'_>) -> Result<QuotaLimits, StoreError> {
    let mut limits = QuotaLimits::default();
    let (is_it, table) = (owner.is_it(), owner.limit_table);
    let mut query =
        sql.prepare_cached(&format!("SELECT family, kind, maximum FROM {table} WHERE {is_it}"))?;
    let mut rows = query.query(owner.values(&[]))?;
    while let Some(row) = rows.next()? {
        let (kind, maximum) = (row.get(1)?, decimal(&row.get::<_, String>(2)?)?);
        if row.get::<_, String>(0)? == "object" {
            let whole = maximum.to_i64();
            let whole =
                whole.ok_or_else(|| StoreError::Corrupt(format!("{maximum} is not a whole limit")))?;
            limits.objects.insert(kind, whole);
        } else {
            limits.resources.insert(kind, maximum);
        }
    }
    let table = owner.rate_table;
    let mut query =
        sql.prepare_cached(&format!("SELECT rpc, rate, burst, unit FROM {table} WHERE {is_it}"))?;
    let mut rows = query.query(owner.values(&[]))?;
    while let Some(row) = rows.next()? {
        let rate = RateLimit { rate: row.get(1)?, burst: row.get(2)?, unit: row.get(3)? };
        limits.apis.insert(row.get(0)?, rate);
    }
    Ok(limits)
}

/// Writes the limits of an owner that has none yet.
pub(crate) fn insert_limits(
    sql: &Connection,
    owner: &Owner<'_>,
    limits: &QuotaLimits,
) -> Result<(), StoreError> {
    let mut insert = sql.prepare_cached(&owner.insert(owner.limit_table, "family, kind, maximum"))?;
    for (kind, maximum) in &limits.objects {
        insert.execute(owner.values(&[&"object", kind, &maximum.to_string()]))?;
    }
    for (kind, maximum) in &limits.resources {
        insert.execute(owner.values(&[&"resource", kind, &maximum.to_string()]))?;
    }
    let mut insert = sql.prepare_cached(&owner.insert(owner.rate_table, "rpc, rate, burst, unit"))?;
    for (rpc, rate) in &limits.apis {
        insert.execute(owner.values(&[rpc, &rate.rate, &rate.burst, &rate.unit]))?;
    }
    Ok(())
}
