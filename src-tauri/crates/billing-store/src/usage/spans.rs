//! Exact sums of single hours over spans, for audits: every fact is read anew, and no roll-up is asked.

use super::{ExactTotal, Fact};
use crate::{Reader, StoreError};
use billing_domain::DecimalError;

/// What the hours of one series add up to inside one span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpanTotal {
    /// The series.
    pub series_id: i64,
    /// The span from `cuts[span]` to before `cuts[span + 1]`.
    pub span: usize,
    /// How many facts.
    pub hours: u64,
    /// Their exact sum.
    pub total: ExactTotal,
}

impl Reader<'_> {
    /// Adds up every fact of the book, series by series, between `cuts` (hours since 1970, rising); what lies outside of
    /// all of them is left out. Streams: holds one sum at a time.
    ///
    /// # Errors
    /// [`StoreError::Inexact`] for a sum that does not fit; [`StoreError::Corrupt`] for a table that cannot be read;
    /// SQLite's, or those of `take`.
    pub fn each_span_total(
        &self,
        cuts: &[i32],
        take: impl FnMut(SpanTotal) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut sums = Sums::new(cuts, take);
        if !self.each_fact_by_page(|series, hour, scale, mantissa| sums.add(series, hour, scale, mantissa))? {
            self.each_fact(|series, fact: Fact| {
                sums.add(series, fact.hour(), fact.scale(), fact.mantissa())
            })?;
        }
        sums.tell()
    }

    /// Every month roll-up of the book: `take(series, month, total)` for months (year * 12 + month - 1).
    ///
    /// # Errors
    /// As [`Reader::each_span_total`].
    pub fn each_month_total(
        &self,
        mut take: impl FnMut(i64, i32, ExactTotal) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let read = self.each_month_by_page(|series, month, scale, mantissa| {
            take(series, month, ExactTotal::of(mantissa, scale))
        })?;
        if read {
            return Ok(());
        }
        self.each_month(i32::MIN..i32::MAX, |series, month, mantissa, scale| {
            take(series, month, ExactTotal::of(mantissa, scale))
        })
    }

    /// What each series meters: `take(series, metric label, unit, usage type)`.
    ///
    /// # Errors
    /// SQLite's.
    pub fn each_series_kind(&self, mut take: impl FnMut(i64, &str, &str, &str)) -> Result<(), StoreError> {
        let mut query = self.sql.prepare_cached("SELECT id, metric_label, unit, usage_type FROM series")?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let text = |n: usize| {
                row.get_ref(n)?
                    .as_str()
                    .map_err(|_| StoreError::Corrupt("a series without a name".to_owned()))
            };
            take(row.get(0)?, text(1)?, text(2)?, text(3)?);
        }
        Ok(())
    }
}

/// Decimals from 0 to the most that a quantity has.
const SCALES: usize = billing_domain::decimal::MAX_SCALE as usize + 1;

/// The running sum of one series in one span, by scale: rows are only added, scales are brought together at the end.
struct Sums<'c, T> {
    cuts: &'c [i32],
    take: T,
    series: i64,
    /// The present span and its hours; an empty range outside of all spans.
    span: usize,
    low: i32,
    high: i32,
    hours: u64,
    /// Bit `n` is set when `by_scale[n]` holds something.
    used: u64,
    by_scale: [i128; SCALES],
}

impl<'c, T: FnMut(SpanTotal) -> Result<(), StoreError>> Sums<'c, T> {
    fn new(cuts: &'c [i32], take: T) -> Self {
        Self {
            cuts,
            take,
            series: i64::MIN,
            span: 0,
            low: 0,
            high: 0,
            hours: 0,
            used: 0,
            by_scale: [0; SCALES],
        }
    }

    #[inline]
    fn add(&mut self, series: i64, hour: i32, scale: u8, mantissa: i128) -> Result<(), StoreError> {
        if series != self.series || hour < self.low || hour >= self.high {
            self.tell()?;
            if !self.enter(series, hour) {
                return Ok(());
            }
        }
        let Some(sum) = self.by_scale.get_mut(usize::from(scale)) else {
            return Err(DecimalError::Overflow.into());
        };
        *sum = sum.checked_add(mantissa).ok_or(DecimalError::Overflow)?;
        self.used |= 1 << scale;
        self.hours += 1;
        Ok(())
    }

    /// Goes to the span of an hour; false when there is none.
    fn enter(&mut self, series: i64, hour: i32) -> bool {
        self.series = series;
        let after = self.cuts.partition_point(|cut| *cut <= hour);
        let found = after.checked_sub(1).zip(self.cuts.get(after));
        (self.low, self.high) = found.map_or((0, 0), |(span, end)| (self.cuts[span], *end));
        self.span = after.saturating_sub(1);
        found.is_some()
    }

    /// Hands over what was added up, and begins anew.
    fn tell(&mut self) -> Result<(), StoreError> {
        if self.hours == 0 {
            return Ok(());
        }
        let mut total = ExactTotal::default();
        while self.used != 0 {
            let scale = self.used.trailing_zeros() as usize;
            total.add(std::mem::take(&mut self.by_scale[scale]), scale as u8)?;
            self.used &= self.used - 1;
        }
        let hours = std::mem::take(&mut self.hours);
        (self.take)(SpanTotal { series_id: self.series, span: self.span, hours, total })
    }
}
