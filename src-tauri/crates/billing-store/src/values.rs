//! How domain values stand in SQL: instants as UTC text of one width, quantities as mantissa and scale, exact sums.

use crate::StoreError;
use billing_domain::{Currency, Decimal, DecimalError, Money};
use chrono::{DateTime, SecondsFormat, Utc};
use rusqlite::functions::{Aggregate, Context, FunctionFlags};
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, ToSql};

/// `2026-03-01T00:00:00.000000000Z`: one width, so that text order is time order.
pub(crate) fn instant_text(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Nanos, true)
}

/// Reads [`instant_text`] back.
pub(crate) fn instant(text: &str) -> Result<DateTime<Utc>, StoreError> {
    text.parse().map_err(|_| StoreError::Corrupt(format!("{text:?} is not an instant")))
}

/// Reads a decimal kept as text (prices, rates).
pub(crate) fn decimal(text: &str) -> Result<Decimal, StoreError> {
    text.parse().map_err(|_| StoreError::Corrupt(format!("{text:?} is not a decimal")))
}

/// Reads an amount from its two columns.
pub(crate) fn money(minor: i64, currency: &str) -> Result<Money, StoreError> {
    let currency: Currency =
        currency.parse().map_err(|_| StoreError::Corrupt(format!("{currency:?} is not a currency")))?;
    Ok(Money::new(minor, currency))
}

/// A mantissa as SQL keeps it: an integer, or 16 bytes big-endian when 64 bits do not hold it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mantissa(pub i128);

impl ToSql for Mantissa {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Owned(match i64::try_from(self.0) {
            Ok(small) => Value::Integer(small),
            Err(_) => Value::Blob(self.0.to_be_bytes().to_vec()),
        }))
    }
}

/// Reads a mantissa column back.
pub(crate) fn mantissa(value: ValueRef<'_>) -> Result<i128, StoreError> {
    match value {
        ValueRef::Integer(small) => Ok(i128::from(small)),
        ValueRef::Blob(bytes) => <[u8; 16]>::try_from(bytes)
            .map(i128::from_be_bytes)
            .map_err(|_| StoreError::Corrupt("a mantissa has a wrong length".to_owned())),
        other => Err(StoreError::Corrupt(format!("a mantissa is stored as {}", other.data_type()))),
    }
}

/// Reads a quantity from its two columns.
pub(crate) fn quantity(mantissa_value: ValueRef<'_>, scale: u8) -> Result<Decimal, StoreError> {
    Ok(Decimal::new(mantissa(mantissa_value)?, scale)?)
}

/// `exact_sum(mantissa, scale)`: adds quantities exactly and answers their decimal text; NULL rows are skipped, no row
/// gives NULL, overflow is an error.
pub(crate) fn add_functions(connection: &Connection) -> Result<(), StoreError> {
    let flags =
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_aggregate_function("exact_sum", 2, flags, ExactSum)?;
    Ok(())
}

struct ExactSum;

/// Running sum at one scale: rescales only when a wider scale turns up, which is rare inside one series.
#[derive(Default)]
struct Running {
    seen: bool,
    scale: u8,
    sum: i128,
}

impl Running {
    fn add(&mut self, mantissa: i128, scale: u8) -> Result<(), DecimalError> {
        self.seen = true;
        let mantissa = if scale < self.scale { widen(mantissa, self.scale - scale)? } else { mantissa };
        if scale > self.scale {
            self.sum = widen(self.sum, scale - self.scale)?;
            self.scale = scale;
        }
        self.sum = self.sum.checked_add(mantissa).ok_or(DecimalError::Overflow)?;
        Ok(())
    }
}

fn widen(mantissa: i128, by: u8) -> Result<i128, DecimalError> {
    let factor = 10i128.checked_pow(u32::from(by)).ok_or(DecimalError::Overflow)?;
    mantissa.checked_mul(factor).ok_or(DecimalError::Overflow)
}

impl Aggregate<Running, Option<String>> for ExactSum {
    fn init(&self, _: &mut Context<'_>) -> rusqlite::Result<Running> {
        Ok(Running::default())
    }

    fn step(&self, context: &mut Context<'_>, running: &mut Running) -> rusqlite::Result<()> {
        if context.get_raw(0) == ValueRef::Null {
            return Ok(());
        }
        let value = mantissa(context.get_raw(0)).map_err(user_error)?;
        let scale: u8 = context.get(1)?;
        running.add(value, scale).map_err(user_error)
    }

    fn finalize(&self, _: &mut Context<'_>, running: Option<Running>) -> rusqlite::Result<Option<String>> {
        match running {
            Some(r) if r.seen => {
                Decimal::new(r.sum, r.scale).map(|d| Some(d.to_string())).map_err(user_error)
            }
            _ => Ok(None),
        }
    }
}

fn user_error(error: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::UserFunctionError(Box::new(error))
}
