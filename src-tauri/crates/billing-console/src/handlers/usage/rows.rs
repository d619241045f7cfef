//! The rows of the usage table, and of provider costs.

use super::Asked;
use crate::commands::*;
use crate::values::{instant_text, price_text};
use billing_domain::rating::UnitPrice;
use billing_domain::usage::{Series, UsageStatus};
use billing_domain::{BillingError, Decimal, Money, Period};
use billing_service::Reader;
use billing_service::overview::{data_until, percent_change};
use billing_service::usage::{Gaps, Grain, TypeCost, TypeUsage, gaps, never_fetched, priced, quantities};
use std::collections::BTreeMap;

pub(super) fn view(book: &Reader<'_>, asked: &Asked) -> Result<UsageView, BillingError> {
    if asked.is_whole_tenant() { priced_view(book, asked) } else { quantity_view(book, asked) }
}

/// The kinds of a range, and those of what it is compared with.
pub(super) struct Compared {
    /// Up to where usage ends.
    pub(super) range: Period,
    pub(super) before_range: Option<Period>,
    pub(super) now: Vec<TypeUsage>,
    /// Empty without a comparison, and when there was no usage at all then.
    pub(super) before: Vec<TypeUsage>,
}

/// Rates both ranges; what is compared is as long as what there is.
pub(super) fn compared(book: &Reader<'_>, asked: &Asked) -> Result<Compared, BillingError> {
    let range = asked.range_until(data_until(book)?);
    let before_range = asked.before(range)?;
    let kinds = |range: Period| -> Result<Vec<TypeUsage>, BillingError> {
        let wanted =
            |kind: &TypeUsage| asked.query.usage_type.as_ref().is_none_or(|name| *name == kind.usage_type);
        Ok(priced(book, range)?.into_iter().filter(wanted).collect())
    };
    let before = before_range.map(kinds).transpose()?.unwrap_or_default();
    Ok(Compared { range, before_range, now: kinds(range)?, before })
}

/// Whole metered kinds: with amounts and the same days before.
fn priced_view(book: &Reader<'_>, asked: &Asked) -> Result<UsageView, BillingError> {
    let until = data_until(book)?;
    let Compared { range, before_range, now, before } = compared(book, asked)?;
    let earlier: BTreeMap<&str, Money> = before
        .iter()
        .filter_map(|kind| Some((kind.metric_label.as_str(), kind.cost.as_ref()?.amount)))
        .collect();
    let unknown = never_fetched(book, range)?;
    let mut gaps = gaps(book, range, &asked.filter(), |series| group_of(series, asked.query.group_by))?;
    let mut rows = Vec::new();
    for (index, kind) in now.iter().enumerate() {
        let mut row = kind_row(kind, asked.query.group_by, index)?;
        let gaps_of_row = gaps.remove(&row.group);
        tell_gaps(&mut row, gaps_of_row, unknown);
        let amount = kind.cost.as_ref().map(|cost| cost.amount);
        // Without any usage before, nothing is known to compare with: that is not a change from 0.00.
        if !before.is_empty() {
            compare(&mut row, amount, earlier.get(kind.metric_label.as_str()).copied())?;
        }
        rows.push(row);
    }
    for kind in &before {
        let name = group_name(kind, asked.query.group_by);
        let is_there = now.iter().any(|now| now.metric_label == kind.metric_label && now.unit == kind.unit);
        // What had no price then is not missed in the sum now.
        if !is_there && kind.cost.is_some() && !gaps.contains_key(name) {
            rows.push(gone(kind, asked.query.group_by, unknown)?);
        }
    }
    rows.extend(gaps.into_iter().map(|(group, gaps)| unmeasured(group, gaps, unknown)));
    let sum = |kinds: &[TypeUsage]| -> Result<Option<Money>, BillingError> {
        let mut amounts = kinds.iter().filter_map(|kind| Some(kind.cost.as_ref()?.amount));
        let first = amounts.next();
        first.map(|first| amounts.try_fold(first, Money::checked_add)).transpose()
    };
    let (total, total_before) = (sum(&now)?, sum(&before)?);
    let change = total.zip(total_before).map(|(now, before)| now.checked_sub(before)).transpose()?;
    let percent =
        total_before.zip(change).map(|(before, change)| percent_change(before, change)).transpose()?;
    let quantity = in_one_unit(now.iter().map(|kind| Some((kind.unit.as_str(), kind.quantity))))?;
    let costs = now.iter().filter_map(|kind| kind.cost.as_ref());
    let billable = in_one_unit(costs.map(|cost| {
        let billed = cost.billed.as_ref()?;
        Some((billed.unit.as_str(), billed.quantity))
    }))?;
    Ok(UsageView {
        total_complete: rows.iter().all(|row| row.amount.is_some() && row.gap_hours == 0) && unknown == 0,
        rows,
        total: total.map(Into::into),
        total_before: total_before.map(Into::into),
        total_change: change.map(Into::into),
        total_change_percent: percent.flatten().map(DecimalText),
        total_quantity: quantity.as_ref().map(|(_, sum)| (*sum).into()),
        total_unit: quantity.map(|(unit, _)| unit.to_owned()),
        total_billable: billable.as_ref().map(|(_, sum)| (*sum).into()),
        total_unit_billable: billable.map(|(unit, _)| unit.to_owned()),
        before: before_range.map(Into::into),
        data_until: until.map(instant_text),
    })
}

fn kind_row(kind: &TypeUsage, group: GroupCode, index: usize) -> Result<UsageRow, BillingError> {
    let cost = kind.cost.as_ref();
    let billed = cost.and_then(|cost| cost.billed.as_ref());
    let effective = cost.map(TypeCost::effective_price).transpose()?.flatten();
    Ok(UsageRow {
        group: group_name(kind, group).to_owned(),
        // All three are told by `tell_gaps`.
        status: String::new(),
        gap_hours: 0,
        unknown_hours: 0,
        slot: slot(index),
        quantity: Some(kind.quantity.into()),
        unit: Some(kind.unit.clone()),
        billable: billed.map(|billed| billed.quantity.into()),
        unit_billable: billed.map(|billed| billed.unit.clone()),
        unit_price: cost.and_then(|cost| match cost.unit_price {
            UnitPrice::Each(price) => Some(price_text(price)),
            UnitPrice::Tiered | UnitPrice::None => None,
        }),
        tiered: cost.is_some_and(|cost| cost.unit_price == UnitPrice::Tiered),
        effective_price: effective.map(price_text),
        amount: cost.map(|cost| cost.amount.into()),
        no_amount: cost.is_none().then_some(NoAmount::NoPrice),
        before: None,
        change: None,
        change_percent: None,
    })
}

pub(super) fn group_name(kind: &TypeUsage, group: GroupCode) -> &str {
    if group == GroupCode::MetricLabel { &kind.metric_label } else { &kind.usage_type }
}

/// A kind that was used before and is not any more: it adds nothing, and what it cost then is gone.
fn gone(kind: &TypeUsage, group: GroupCode, unknown_hours: u32) -> Result<UsageRow, BillingError> {
    let mut row = kind_row(kind, group, usize::MAX - 1)?;
    let before = kind.cost.as_ref().map(|cost| cost.amount);
    row.status = if unknown_hours > 0 { "unknown" } else { "no_data" }.to_owned();
    row.unknown_hours = unknown_hours;
    row.quantity = Some(Decimal::ZERO.into());
    row.billable = row.billable.map(|_| Decimal::ZERO.into());
    row.effective_price = None;
    row.amount = before.map(|before| Money::zero(before.currency).into());
    compare(&mut row, before.map(|before| Money::zero(before.currency)), before)?;
    Ok(row)
}

/// Says of a row how many of its hours carry no quantity, and how many nobody fetched. Hours that were never fetched are
/// missing from every row alike, so they are told once, under the table and in its total, and no row that has figures is
/// called unknown for them.
fn tell_gaps(row: &mut UsageRow, gaps: Option<Gaps>, unknown_hours: u32) {
    let gaps = gaps.unwrap_or_default();
    row.gap_hours = gaps.hours();
    row.unknown_hours = unknown_hours;
    row.status = match gaps.status() {
        UsageStatus::NotMeasured => "not_measured",
        UsageStatus::NoData => "no_data",
        UsageStatus::Active | UsageStatus::Other(_) => "active",
    }
    .to_owned();
}

/// A group of which no hour carries a quantity: known to exist, its figures unknown.
fn unmeasured(group: String, gaps: Gaps, unknown_hours: u32) -> UsageRow {
    let mut row = UsageRow {
        group,
        status: String::new(),
        gap_hours: 0,
        unknown_hours: 0,
        slot: OTHER_SLOT,
        quantity: None,
        unit: None,
        billable: None,
        unit_billable: None,
        unit_price: None,
        tiered: false,
        effective_price: None,
        amount: None,
        no_amount: Some(NoAmount::NothingMeasured),
        before: None,
        change: None,
        change_percent: None,
    };
    tell_gaps(&mut row, Some(gaps), unknown_hours);
    row
}

fn compare(row: &mut UsageRow, amount: Option<Money>, before: Option<Money>) -> Result<(), BillingError> {
    let Some(amount) = amount else { return Ok(()) };
    let before = before.unwrap_or(Money::zero(amount.currency));
    let change = amount.checked_sub(before)?;
    row.before = Some(before.into());
    row.change = Some(change.into());
    row.change_percent = percent_change(before, change)?.map(DecimalText);
    Ok(())
}

/// The colour of what has none of its own.
const OTHER_SLOT: u8 = 8;

/// The colour of a row: the first seven have one of their own.
pub(super) fn slot(index: usize) -> u8 {
    u8::try_from(index.saturating_add(1)).unwrap_or(OTHER_SLOT).min(OTHER_SLOT)
}

/// Parts of the tenant: exact quantities, no amount.
fn quantity_view(book: &Reader<'_>, asked: &Asked) -> Result<UsageView, BillingError> {
    let groups = sums(book, asked)?;
    let unknown = never_fetched(book, asked.range)?;
    let mut gaps = gaps(book, asked.range, &asked.filter(), |series| group_of(series, asked.query.group_by))?;
    let mut rows: Vec<UsageRow> = Vec::new();
    for (index, (group, units)) in groups.iter().enumerate() {
        let single = if units.len() == 1 { units.first_key_value() } else { None };
        let mut row = UsageRow {
            group: group.clone(),
            status: String::new(),
            gap_hours: 0,
            unknown_hours: 0,
            slot: slot(index),
            quantity: single.map(|(_, quantity)| (*quantity).into()),
            unit: single.map(|(unit, _)| unit.clone()),
            billable: None,
            unit_billable: None,
            unit_price: None,
            tiered: false,
            effective_price: None,
            amount: None,
            no_amount: Some(NoAmount::PartOfTenant),
            before: None,
            change: None,
            change_percent: None,
        };
        tell_gaps(&mut row, gaps.remove(group), unknown);
        rows.push(row);
    }
    let all = groups.iter().flat_map(|(_, units)| units);
    let single = in_one_unit(all.map(|(unit, quantity)| Some((unit.as_str(), *quantity))))?;
    rows.extend(gaps.into_iter().map(|(group, gaps)| unmeasured(group, gaps, unknown)));
    Ok(UsageView {
        total_complete: rows.iter().all(|row| row.quantity.is_some() && row.gap_hours == 0) && unknown == 0,
        rows,
        total: None,
        total_before: None,
        total_change: None,
        total_change_percent: None,
        total_quantity: single.map(|(_, quantity)| quantity.into()),
        total_unit: single.map(|(unit, _)| unit.to_owned()),
        total_billable: None,
        total_unit_billable: None,
        before: None,
        data_until: data_until(book)?.map(instant_text),
    })
}

/// The sum of quantities when all are in one unit; `None` is a quantity without one.
fn in_one_unit<'u>(
    mut quantities: impl Iterator<Item = Option<(&'u str, Decimal)>>,
) -> Result<Option<(&'u str, Decimal)>, BillingError> {
    let Some((unit, mut sum)) = quantities.next().flatten() else { return Ok(None) };
    for quantity in quantities {
        let Some((_, more)) = quantity.filter(|(other, _)| *other == unit) else { return Ok(None) };
        sum = sum.checked_add(more)?;
    }
    Ok(Some((unit, sum)))
}

/// A group and its quantity in each unit.
pub(super) type GroupSums = (String, BTreeMap<String, Decimal>);

/// Quantities per group and unit, the largest first.
pub(super) fn sums(book: &Reader<'_>, asked: &Asked) -> Result<Vec<GroupSums>, BillingError> {
    let group = asked.query.group_by;
    let buckets = quantities(book, asked.range, Grain::Whole, &asked.filter(), |series| {
        (group_of(series, group), series.unit.clone())
    })?;
    let mut groups: BTreeMap<String, BTreeMap<String, Decimal>> = BTreeMap::new();
    for ((group, unit), quantity) in buckets.into_iter().flat_map(|(_, sums)| sums) {
        groups.entry(group).or_default().insert(unit, quantity);
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(_, units)| std::cmp::Reverse(units.values().max().copied()));
    Ok(groups)
}

pub(super) fn group_of(series: &Series, group: GroupCode) -> String {
    match group {
        GroupCode::UsageType => &series.usage_type,
        GroupCode::MetricLabel => &series.metric_label,
        GroupCode::Namespace => &series.namespace,
        GroupCode::Object => &series.object,
        GroupCode::Deployment => &series.deployment,
        GroupCode::Container => &series.container,
    }
    .clone()
}
