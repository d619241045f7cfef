//! Hours that were delivered without a quantity: told beside what was measured, never counted as zero.

use super::metering::hours_of;
use billing_domain::usage::{Series, UsageStatus};
use billing_domain::{BillingError, Period};
use billing_store::Reader;
use billing_store::usage::SeriesFilter;
use std::collections::BTreeMap;

/// Hours of a range that carry no quantity, over all series of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Gaps {
    /// Nobody measured.
    pub not_measured: u32,
    /// Measured, nothing came.
    pub no_data: u32,
}

impl Gaps {
    /// All of them.
    #[must_use]
    pub const fn hours(&self) -> u32 {
        self.not_measured.saturating_add(self.no_data)
    }

    /// What to say of the group: the worse of the two, or ACTIVE without any.
    #[must_use]
    pub const fn status(&self) -> UsageStatus {
        match (self.not_measured, self.no_data) {
            (0, 0) => UsageStatus::Active,
            (0, _) => UsageStatus::NoData,
            _ => UsageStatus::NotMeasured,
        }
    }
}

/// The gaps in a range, grouped by a key of the series; a group without any is absent.
///
/// # Errors
/// The store's.
pub fn gaps<K: Ord>(
    book: &Reader<'_>,
    range: Period,
    filter: &SeriesFilter,
    key: impl Fn(&Series) -> K,
) -> Result<BTreeMap<K, Gaps>, BillingError> {
    let found = book.usage_gaps(hours_of(range))?;
    if found.is_empty() {
        return Ok(BTreeMap::new());
    }
    let series: BTreeMap<i64, Series> =
        book.series_matching(filter)?.into_iter().map(|row| (row.id, row.series)).collect();
    let mut groups: BTreeMap<K, Gaps> = BTreeMap::new();
    for (id, _, status) in found {
        let Some(series) = series.get(&id) else { continue };
        let gaps = groups.entry(key(series)).or_default();
        match status {
            UsageStatus::NotMeasured => gaps.not_measured = gaps.not_measured.saturating_add(1),
            _ => gaps.no_data = gaps.no_data.saturating_add(1),
        }
    }
    Ok(groups)
}
