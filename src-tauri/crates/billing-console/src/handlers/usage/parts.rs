//! The months behind an amount: a part of a month is a difference of two ratings.

use super::Asked;
use super::rows::group_name;
use crate::commands::*;
use billing_domain::BillingError;
use billing_service::Reader;
use billing_service::overview::data_until;
use billing_service::usage::{MonthPart, TypeCost, month_parts, priced};
use std::collections::BTreeSet;

pub(super) fn view(book: &Reader<'_>, asked: &Asked, group: &str) -> Result<UsagePartsView, BillingError> {
    if !asked.is_whole_tenant() {
        return Err(BillingError::refused(
            "A part of the tenant has no exact amount: prices run over the whole tenant. Take its filters off.",
        ));
    }
    let until = data_until(book)?;
    let range = asked.range_until(until);
    let labels: BTreeSet<String> = priced(book, range)?
        .into_iter()
        .filter(|kind| group_name(kind, asked.query.group_by) == group)
        .map(|kind| kind.metric_label)
        .collect();
    let mut parts = Vec::new();
    for label in labels {
        let of_label = month_parts(book, range, &label)?;
        parts.extend(of_label.into_iter().map(|part| (label.clone(), part)));
    }
    parts.sort_by_key(|(_, part)| part.month.start);
    let is_whole = |part: &MonthPart| {
        let end = until.map_or(part.month.end, |until| until.min(part.month.end));
        part.part.start == part.month.start && part.part.end >= end
    };
    let told = |(label, part): (String, MonthPart)| told(label, is_whole(&part), part);
    Ok(UsagePartsView { parts: parts.into_iter().map(told).collect() })
}

fn told(metric_label: String, is_whole: bool, part: MonthPart) -> UsagePart {
    UsagePart {
        metric_label,
        month: part.month.into(),
        part: part.part.into(),
        is_whole,
        up_to_end: figures(part.up_to_end),
        up_to_start: part.up_to_start.map(figures),
        own: figures(part.cost),
    }
}

fn figures(cost: TypeCost) -> UsagePartFigures {
    let (billable, unit) = cost.billed.map(|billed| (billed.quantity.into(), billed.unit)).unzip();
    UsagePartFigures { billable, unit_billable: unit, amount: cost.amount.into() }
}
