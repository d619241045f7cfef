//! Why a total changed: from the former total over the usage types to the present one, exact to the cent.

use super::Asked;
use super::labels::{others, usage_type_heading};
use super::rows::{Compared, compared};
use crate::CommandError;
use crate::commands::*;
use billing_documents::chart::{Axis, Category, ChartForm, ChartModel, Series};
use billing_documents::dates;
use billing_domain::{BillingError, Money, Period};
use billing_service::Reader;
use billing_service::overview::percent_change;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Changes that are drawn one by one; the small ones together are "Other".
const DRAWN_MAX: usize = 10;

/// Both totals and what lies between them.
pub(super) struct Why {
    now: Period,
    before: Option<Period>,
    totals: Option<(Money, Money)>,
    /// Usage type and change, ups first, the largest first.
    changes: Vec<(String, Money)>,
    unchanged: usize,
    model: Option<ChartModel>,
}

pub(super) fn why(book: &Reader<'_>, asked: &Asked, code: LanguageCode) -> Result<Why, BillingError> {
    if !asked.is_whole_tenant() {
        return Err(BillingError::refused(
            "A part of the tenant has no exact amount: prices run over the whole tenant. Take its filters off.",
        ));
    }
    let Compared { range, before_range, now, before } = compared(book, asked)?;
    let mut why = Why {
        now: range,
        before: before_range,
        totals: None,
        changes: Vec::new(),
        unchanged: 0,
        model: None,
    };
    let mut amounts: BTreeMap<&str, (Option<Money>, Option<Money>)> = BTreeMap::new();
    for kind in &now {
        let amount = kind.cost.as_ref().map(|cost| cost.amount);
        let sum = &mut amounts.entry(&kind.usage_type).or_default().1;
        *sum = added(*sum, amount)?;
    }
    for kind in &before {
        let amount = kind.cost.as_ref().map(|cost| cost.amount);
        let sum = &mut amounts.entry(&kind.usage_type).or_default().0;
        *sum = added(*sum, amount)?;
    }
    let mut sums: (Option<Money>, Option<Money>) = (None, None);
    for (usage_type, (earlier, later)) in amounts {
        let Some(known) = earlier.or(later) else { continue };
        sums = (added(sums.0, earlier)?, added(sums.1, later)?);
        let zero = Money::zero(known.currency);
        let change = later.unwrap_or(zero).checked_sub(earlier.unwrap_or(zero))?;
        if change.minor == 0 {
            why.unchanged += 1;
        } else {
            why.changes.push((usage_type.to_owned(), change));
        }
    }
    why.changes.sort_by_key(|(_, change)| Reverse(change.minor));
    why.totals = sums.0.map(|earlier| (earlier, sums.1.unwrap_or(Money::zero(earlier.currency))));
    why.model = model(&why, code)?;
    Ok(why)
}

fn added(sum: Option<Money>, amount: Option<Money>) -> Result<Option<Money>, BillingError> {
    Ok(match (sum, amount) {
        (Some(sum), Some(amount)) => Some(sum.checked_add(amount)?),
        (sum, amount) => sum.or(amount),
    })
}

fn model(why: &Why, code: LanguageCode) -> Result<Option<ChartModel>, BillingError> {
    let (Some((earlier, later)), Some(before)) = (why.totals, why.before) else { return Ok(None) };
    if why.changes.is_empty() {
        return Ok(None);
    }
    let mut changes = why.changes.clone();
    if changes.len() > DRAWN_MAX {
        let mut by_size = changes.clone();
        by_size.sort_by_key(|(_, change)| Reverse(change.minor.unsigned_abs()));
        let small = by_size.split_off(DRAWN_MAX - 1);
        let mut rest = Money::zero(earlier.currency);
        for (_, change) in &small {
            rest = rest.checked_add(*change)?;
        }
        changes.retain(|change| !small.contains(change));
        changes.push((others(small.len(), code), rest));
    }
    let total =
        |period: Period| Category::named(dates::span(super::language(code), period.start, period.end));
    let mut categories = vec![total(before)];
    let mut values = vec![Some(earlier.amount())];
    for (usage_type, change) in changes {
        categories.push(Category::named(usage_type));
        values.push(Some(change.amount()));
    }
    categories.push(total(why.now));
    values.push(Some(later.amount()));
    let series = Series::actual(earlier.currency.to_string(), 0, values);
    let mut model =
        ChartModel::new(ChartForm::Waterfall, categories, vec![series], earlier.currency.exponent());
    model.axis = Axis::MayCut;
    Ok(Some(model))
}

pub(super) fn view(why: &Why, input: &UsageWaterfallQuery) -> Result<UsageWaterfall, CommandError> {
    let heading = usage_type_heading(input.language);
    let unit = why.totals.map_or_else(String::new, |(total, _)| total.currency.to_string());
    let drawn = |model: &ChartModel| {
        crate::handlers::charts::view(model, input.width, input.height, heading, unit.clone())
    };
    let change = why.totals.map(|(earlier, later)| later.checked_sub(earlier)).transpose()?;
    let percent = why.totals.zip(change).map(|((earlier, _), change)| percent_change(earlier, change));
    let largest = why.changes.iter().max_by_key(|(_, change)| change.minor.unsigned_abs());
    Ok(UsageWaterfall {
        chart: why.model.as_ref().map(drawn).transpose()?,
        before: why.before.unwrap_or(why.now).into(),
        now: why.now.into(),
        total_before: why.totals.map(|(earlier, _)| earlier.into()),
        total: why.totals.map(|(_, later)| later.into()),
        change: change.map(Into::into),
        change_percent: percent.transpose()?.flatten().map(DecimalText),
        unchanged: u32::try_from(why.unchanged).unwrap_or(u32::MAX),
        largest: largest.map(|(usage_type, change)| UsageMover {
            usage_type: usage_type.clone(),
            change: (*change).into(),
        }),
    })
}
