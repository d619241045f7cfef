//! The hours an invoice stands on: per metered kind how many there are, what they add up to, and what was billed.

use crate::commands::*;
use crate::values::instant_text;
use crate::{CommandError, Context};
use billing_domain::{BillingError, Decimal, Period};
use billing_service::Reader;
use billing_service::tenant::told::told_invoice;
use billing_service::usage::{Grain, SeriesFilter, quantities};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

struct Hours {
    sum: Decimal,
    hours: u32,
    first: DateTime<Utc>,
    last: DateTime<Utc>,
}

/// Usage type, metric label, unit.
type Kind = (String, String, String);

/// By the hours held here; of a provider's invoice without the quantities it billed, which it does not tell.
pub async fn invoice_evidence(context: Context, input: InvoiceRef) -> Result<InvoiceEvidence, CommandError> {
    let account = context.account()?;
    let (period, billed) = if account.tenant.is_some() {
        let period =
            account.backend.read(move |book| Ok(told_invoice(book, &input.name)?.record.invoice.period));
        (period.await?, None)
    } else {
        let detail = account.backend.bill(move |billing, now| billing.invoice(&input.name, now)).await?;
        let mut billed: BTreeMap<String, Decimal> = BTreeMap::new();
        for line in detail.lines.iter().filter(|line| !line.fixed) {
            let sum = billed.entry(line.metric_label.clone()).or_default();
            *sum = sum.checked_add(line.quantity).map_err(BillingError::from)?;
        }
        (detail.header.period, Some(billed))
    };
    let kinds = account.backend.read(move |book| hours_of(book, period)).await?;
    let of_hours = u32::try_from((period.end - period.start).num_hours()).unwrap_or(u32::MAX);
    let rows = kinds.into_iter().map(|((usage_type, metric_label, unit), hours)| {
        let on_invoice = billed.as_ref().and_then(|billed| billed.get(&metric_label)).copied();
        HoursBehind {
            usage_type,
            quantity: hours.sum.into(),
            unit,
            hours: hours.hours,
            of_hours,
            first: instant_text(hours.first),
            last: instant_text(hours.last),
            differs: billed.is_some() && on_invoice != Some(hours.sum),
            billed: on_invoice.map(Into::into),
            metric_label,
        }
    });
    Ok(InvoiceEvidence {
        rows: rows.collect(),
        from: instant_text(period.start),
        to: instant_text(period.end),
    })
}

fn hours_of(book: &Reader<'_>, period: Period) -> Result<BTreeMap<Kind, Hours>, BillingError> {
    let buckets = quantities(book, period, Grain::Hour, &SeriesFilter::default(), |series| {
        (series.usage_type.clone(), series.metric_label.clone(), series.unit.clone())
    })?;
    let mut kinds: BTreeMap<Kind, Hours> = BTreeMap::new();
    for (hour, sums) in buckets {
        for (kind, quantity) in sums {
            let start = hour.start;
            let hours = kinds.entry(kind).or_insert(Hours {
                sum: Decimal::ZERO,
                hours: 0,
                first: start,
                last: start,
            });
            hours.sum = hours.sum.checked_add(quantity)?;
            hours.hours += 1;
            hours.last = start;
        }
    }
    Ok(kinds)
}
