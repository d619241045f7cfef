//! The seam on SQLite: usage. Quantities come from the roll-ups, prices from the price book in force.

mod breakdown;
mod calculated;
mod summary;

#[cfg(test)]
mod tests;

use super::LocalBackend;
use crate::reports::{self, Dimension, UsageQuery};
use async_trait::async_trait;
use billing_domain::usage::{
    CurrentUsage, HourlyUsage, MonthlyUsage, Series, Usage, UsageItem, UsageSummary,
};
use billing_domain::{BillingError, Namespace, Period};
use billing_store::Reader;
use breakdown::{Breakdown, Seal};

#[async_trait]
impl Usage for LocalBackend {
    async fn usage_summary(&self, range: Period) -> Result<Vec<UsageSummary>, BillingError> {
        self.read(move |book| summary::summary(book, range)).await
    }

    async fn current_usage(
        &self,
        namespace: &Namespace,
        range: Period,
    ) -> Result<CurrentUsage, BillingError> {
        namespace.require_system()?;
        self.read(move |book| calculated::current(book, range)).await
    }

    async fn monthly_usage(&self, namespace: &Namespace) -> Result<Vec<MonthlyUsage>, BillingError> {
        namespace.require_system()?;
        self.read(calculated::by_month).await
    }

    async fn usage_details(
        &self,
        namespace: &Namespace,
        range: Period,
    ) -> Result<Vec<UsageItem>, BillingError> {
        namespace.require_system()?;
        self.read(move |book| details(book, range)).await
    }

    async fn hourly_usage_details(
        &self,
        namespace: &Namespace,
        query: &str,
    ) -> Result<Vec<HourlyUsage>, BillingError> {
        namespace.require_system()?;
        let query = query.to_owned();
        self.read(move |book| Breakdown::decode(&query, &Seal::of(book)?)?.hours(book)).await
    }
}

/// The hours behind a key that this book has made; `None` for any other key.
pub(crate) fn hours_of_key(
    book: &Reader<'_>,
    key: &str,
) -> Result<Option<(Period, Vec<HourlyUsage>)>, BillingError> {
    let Ok(breakdown) = Breakdown::decode(key, &Seal::of(book)?) else { return Ok(None) };
    Ok(breakdown.hours(book).ok().map(|hours| (breakdown.range, hours)))
}

/// One item for each series with a fact in the range.
pub(crate) fn details(book: &Reader<'_>, range: Period) -> Result<Vec<UsageItem>, BillingError> {
    let query = UsageQuery {
        by: vec![
            Dimension::Namespace,
            Dimension::Object,
            Dimension::MetricLabel,
            Dimension::UsageType,
            Dimension::Deployment,
            Dimension::Container,
        ],
        from: Some(range.start),
        to: Some(range.end),
        ..UsageQuery::default()
    };
    let seal = Seal::of(book)?;
    let mut items = Vec::new();
    for row in reports::usage(book, &query)?.rows {
        let Ok([namespace, object, metric_label, usage_type, deployment, container]) =
            <[String; 6]>::try_from(row.group)
        else {
            return Err(BillingError::internal("A usage row has lost a part of its series."));
        };
        let series =
            Series { namespace, object, metric_label, usage_type, unit: row.unit, deployment, container };
        let hourly_breakdown_query = Breakdown { series: series.clone(), range }.encode(&seal);
        items.push(UsageItem { series, period: range, quantity: row.quantity, hourly_breakdown_query });
    }
    Ok(items)
}
