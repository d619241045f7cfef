//! What only a book on disk has, beside the seam: its payment methods, taking in usage, its price book.

use super::LocalBackend;
use super::trail::Trail;
use async_trait::async_trait;
use billing_domain::extras::IngestCounts;
use billing_domain::payment_methods::PaymentMethod;
use billing_domain::payment_methods::card_numbers::refuse_card_numbers;
use billing_domain::usage::{HourlyFact, Series};
use billing_domain::{BillingError, LocalExtras, Namespace};
use billing_store::Writer;
use billing_store::usage::{Fact, NewSource, Origin, SeriesFacts, SourceCounts};

#[async_trait]
impl LocalExtras for LocalBackend {
    async fn list_payment_methods(&self) -> Result<Vec<PaymentMethod>, BillingError> {
        self.read(|book| Ok(book.payment_methods()?)).await
    }

    async fn ingest_usage(
        &self,
        series: &Series,
        facts: &[HourlyFact],
    ) -> Result<IngestCounts, BillingError> {
        check_series(series)?;
        let facts = facts.iter().map(fact).collect::<Result<Vec<_>, _>>()?;
        let (series, trail) = (series.clone(), self.trail());
        self.write(move |tx| ingest(tx, &series, facts, &trail)).await
    }

    async fn price_book(&self) -> Result<Option<String>, BillingError> {
        self.read(|book| Ok(book.last_price_source()?.map(|version| version.source))).await
    }
}

/// Names what is metered, as far as a bill needs it.
fn check_series(series: &Series) -> Result<(), BillingError> {
    Namespace::new(&series.namespace)?;
    let texts = [
        ("object", &series.object, true),
        ("metric label", &series.metric_label, true),
        ("usage type", &series.usage_type, true),
        ("unit", &series.unit, true),
        ("deployment", &series.deployment, false),
        ("container", &series.container, false),
    ];
    for (what, text, needed) in texts {
        refuse_card_numbers(what, text)?;
        if needed && text.trim().is_empty() {
            return Err(BillingError::invalid(format!("Usage needs a {what}; this one is empty.")));
        }
    }
    Ok(())
}

fn fact(fact: &HourlyFact) -> Result<Fact, BillingError> {
    if fact.quantity.is_negative() {
        return Err(BillingError::invalid(format!(
            "{} is less than nothing: measured usage is never negative.",
            fact.quantity
        )));
    }
    let hour = i32::try_from(fact.hour);
    let hour = hour.map_err(|_| BillingError::invalid("The hour lies beyond the calendar."))?;
    Ok(Fact::new(hour, fact.quantity))
}

fn ingest(
    tx: &Writer<'_>,
    series: &Series,
    facts: Vec<Fact>,
    trail: &Trail,
) -> Result<IngestCounts, BillingError> {
    let read = facts.len() as u64;
    let started =
        NewSource { kind: "ingest", name: trail.who.to_string(), sha256: None, started_at: trail.at };
    let source = tx.add_source(&started)?;
    let batch = vec![SeriesFacts { series_id: tx.intern_series(series)?, facts }];
    let merged = tx.merge_usage(batch, Origin { source, at: trail.at })?;
    let counts = SourceCounts {
        read,
        new: merged.new,
        unchanged: merged.unchanged,
        restated: merged.restated,
        refused: 0,
    };
    tx.finish_source(source, counts, trail.at)?;
    let object = format!("{}/{}", series.namespace, series.object);
    let after = format!(
        "{}: {} new, {} unchanged, {} restated",
        series.metric_label, counts.new, counts.unchanged, counts.restated
    );
    trail.write(tx, "usage.ingest", &object, None, Some(after))?;
    Ok(IngestCounts { new: counts.new, unchanged: counts.unchanged, restated: counts.restated, refused: 0 })
}
