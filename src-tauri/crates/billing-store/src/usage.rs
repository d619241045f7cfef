//! Hourly usage: facts clustered by series and hour, with day and month roll-ups kept in the same transaction.
//!
//! Here are the shapes; [`merge`] brings facts in, [`read`] answers from facts and roll-ups, [`series`] interns what
//! is metered, [`sources`] remembers where facts came from, [`verify`] holds roll-ups against their facts, and [`spans`]
//! adds up single hours, from their [`pages`].

mod calendar;
mod merge;
mod pages;
mod read;
mod rollups;
mod series;
mod sources;
mod spans;
mod sum;
mod verify;

pub use calendar::{day_of, month_of_day};
pub use merge::{MergeCounts, SeriesFacts};
pub use read::{Coverage, Restatement};
pub use series::{SeriesFilter, SeriesRow};
pub use sources::{NewSource, SourceCounts, SourceRecord};
pub use spans::SpanTotal;
pub use sum::ExactTotal;

use billing_domain::{Decimal, DecimalError};
use chrono::{DateTime, Utc};

/// The quantity of one UTC hour in 24 bytes: an import holds millions of these.
///
/// Canonical: the scale is the smallest that keeps the value, so that equal quantities are equal field by field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fact {
    high: i64,
    low: u64,
    hour: i32,
    scale: u8,
}

impl Fact {
    /// A quantity in an hour (hours since 1970).
    #[must_use]
    pub const fn new(hour: i32, quantity: Decimal) -> Self {
        let mantissa = quantity.mantissa();
        Self { high: (mantissa >> 64) as i64, low: mantissa as u64, hour, scale: quantity.scale() }
    }

    /// As [`Fact::new`], from parts that are canonical already: no trailing zero in `mantissa` unless `scale` is 0.
    #[must_use]
    pub const fn from_canonical(hour: i32, mantissa: i64, scale: u8) -> Self {
        Self { high: mantissa >> 63, low: mantissa as u64, hour, scale }
    }

    /// Hours since 1970-01-01T00:00Z.
    #[must_use]
    pub const fn hour(&self) -> i32 {
        self.hour
    }

    /// Decimals of the quantity.
    #[must_use]
    pub const fn scale(&self) -> u8 {
        self.scale
    }

    /// The quantity is `mantissa / 10^scale`.
    #[must_use]
    pub const fn mantissa(&self) -> i128 {
        ((self.high as i128) << 64) | self.low as i128
    }

    /// The quantity.
    ///
    /// # Errors
    /// [`DecimalError::Overflow`] for a scale that no decimal has.
    pub fn quantity(&self) -> Result<Decimal, DecimalError> {
        Decimal::new(self.mantissa(), self.scale)
    }

    /// True when both hold the same quantity, whatever their hours.
    #[must_use]
    pub const fn same_quantity(&self, other: &Self) -> bool {
        self.low == other.low && self.high == other.high && self.scale == other.scale
    }
}

/// Where facts come from, and when: written beside what they change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// The row of `import_source`.
    pub source: i64,
    /// The instant of the change.
    pub at: DateTime<Utc>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_keep_every_digit() {
        for text in
            ["0", "-0.5", "9007199254740993.000000000000123", "170141183460469231731687303715884105727"]
        {
            let quantity: Decimal = text.parse().unwrap();
            assert_eq!(Fact::new(-3, quantity).quantity().unwrap(), quantity, "{text}");
        }
        assert_eq!(Fact::from_canonical(1, -15, 1), Fact::new(1, "-1.5".parse().unwrap()));
    }
}
