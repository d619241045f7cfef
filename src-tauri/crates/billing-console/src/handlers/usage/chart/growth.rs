//! What the bill grows by, bucket by bucket: its amounts, its billed quantities, and what a billed unit came to.

use super::{Bucket, Values, categories, compare, grain, is_known, note, own_series, several_units};
use super::{stacked, today};
use crate::commands::LanguageCode;
use crate::handlers::usage::Asked;
use crate::handlers::usage::labels::{language, per_unit};
use crate::handlers::usage::rows::slot;
use billing_documents::chart::{Axis, ChartForm, ChartModel, Series, SeriesRole};
use billing_documents::dates;
use billing_domain::{BillingError, Currency, Decimal, Period};
use billing_service::Reader;
use billing_service::overview::data_until;
use billing_service::usage::{AmountBucket, Growth, TypeUsage, amounts_by_bucket, priced};
use std::collections::BTreeMap;

/// What is priced in a range, the largest amount first: every measure has its series in this order.
struct PricedKinds {
    /// Metric label and name.
    order: Vec<(String, String)>,
    /// The unit each is billed in; `None` for several.
    units: Vec<Option<String>>,
    currency: Option<Currency>,
}

impl PricedKinds {
    fn of(book: &Reader<'_>, asked: &Asked) -> Result<Self, BillingError> {
        let wanted = |name: &str| asked.query.usage_type.as_ref().is_none_or(|only| only == name);
        let kinds: Vec<TypeUsage> = priced(book, asked.range)?
            .into_iter()
            .filter(|kind| kind.cost.is_some() && wanted(&kind.usage_type))
            .collect();
        let costs = || kinds.iter().filter_map(|kind| kind.cost.as_ref());
        Ok(Self {
            order: kinds.iter().map(|kind| (kind.metric_label.clone(), kind.usage_type.clone())).collect(),
            units: costs().map(|cost| Some(cost.billed.as_ref()?.unit.clone())).collect(),
            currency: costs().map(|cost| cost.amount.currency).next(),
        })
    }

    /// The unit in which all are billed.
    fn one_unit(&self) -> Option<&String> {
        let first = self.units.first()?.as_ref()?;
        self.units.iter().all(|unit| unit.as_ref() == Some(first)).then_some(first)
    }

    fn currency_text(&self) -> String {
        self.currency.map_or_else(String::new, |currency| currency.to_string())
    }

    fn decimals(&self) -> u8 {
        self.currency.map_or(2, |currency| currency.exponent())
    }
}

/// Amounts, stacked.
pub(super) fn amounts(
    book: &Reader<'_>,
    asked: &Asked,
    code: LanguageCode,
) -> Result<(ChartModel, String), BillingError> {
    let kinds = PricedKinds::of(book, asked)?;
    let mut model = bars(book, asked, &kinds, code, |growth| Some(growth.amount.amount()))?;
    model.decimals = kinds.decimals();
    Ok((model, kinds.currency_text()))
}

/// Billed quantities, stacked when all are billed in one unit.
pub(super) fn billed(
    book: &Reader<'_>,
    asked: &Asked,
    code: LanguageCode,
) -> Result<(ChartModel, String), BillingError> {
    let kinds = PricedKinds::of(book, asked)?;
    let Some(unit) = kinds.one_unit() else { return Err(several_units()) };
    let quantity = |growth: &Growth| {
        let billed = growth.billed.as_ref().filter(|billed| billed.unit == *unit)?;
        Some(billed.quantity)
    };
    let model = bars(book, asked, &kinds, code, quantity)?;
    Ok((model, unit.clone()))
}

/// What a billed unit came to, a line for each of the dearest kinds. Prices have no sum, so there is no "Other" and no total.
pub(super) fn prices(
    book: &Reader<'_>,
    asked: &Asked,
    code: LanguageCode,
) -> Result<(ChartModel, String), BillingError> {
    let kinds = PricedKinds::of(book, asked)?;
    let until = data_until(book)?;
    let now = prices_of(amounts_by_bucket(book, asked.range, grain(asked.query.grain))?)?;
    let in_one_unit = kinds.one_unit().is_some();
    let mut series = Vec::new();
    let named = kinds.order.iter().zip(&kinds.units);
    for (index, ((label, name), unit)) in named.take(own_series(kinds.order.len())).enumerate() {
        let value = |bucket: &Bucket| bucket.1.get(label).copied().filter(|_| is_known(bucket, until));
        let name = match unit {
            Some(unit) if !in_one_unit => per_unit(name, unit),
            _ => name.clone(),
        };
        series.push(Series::actual(name, slot(index), now.iter().map(value).collect()));
    }
    let mut model =
        ChartModel::new(ChartForm::Lines, categories(asked, &now, code), series, kinds.decimals());
    model.axis = Axis::MayCut;
    if let ([(label, _)], Some(before)) = (kinds.order.as_slice(), asked.before(asked.range)?) {
        let earlier = prices_of(amounts_by_bucket(book, before, grain(asked.query.grain))?)?;
        compare_prices(&mut model, label, &earlier, before, code);
    }
    today(&mut model, asked, &now, until, code);
    note(&mut model, book, asked, &now, code)?;
    Ok((model, kinds.currency_text()))
}

/// Stacked bars of a measure that can be added up, and the sums of what is compared with.
fn bars(
    book: &Reader<'_>,
    asked: &Asked,
    kinds: &PricedKinds,
    code: LanguageCode,
    measure: impl Fn(&Growth) -> Option<Decimal>,
) -> Result<ChartModel, BillingError> {
    let until = data_until(book)?;
    // All that is billed counts, also what is not used any more, unless one type alone is asked about.
    let alone = asked.query.usage_type.is_some();
    let counts = |label: &str| !alone || kinds.order.iter().any(|(own, _)| own == label);
    let values = |range: Period| -> Result<Values, BillingError> {
        let mut buckets = amounts_by_bucket(book, range, grain(asked.query.grain))?;
        buckets.iter_mut().for_each(|bucket| bucket.grown.retain(|label, _| counts(label)));
        Ok(measured(buckets, &measure))
    };
    let now = values(asked.range)?;
    let mut model = stacked(asked, &now, &kinds.order, until, code);
    if let Some(before) = asked.before(asked.range)? {
        compare(&mut model, &values(before)?, before, code)?;
    }
    today(&mut model, asked, &now, until, code);
    note(&mut model, book, asked, &now, code)?;
    Ok(model)
}

/// The measure of each label; a bucket in which one cannot be measured (it was billed in another unit) is unknown.
fn measured(buckets: Vec<AmountBucket>, measure: impl Fn(&Growth) -> Option<Decimal>) -> Values {
    let value = |(label, growth): (String, Growth)| Some((label, measure(&growth)?));
    let values = |bucket: AmountBucket| {
        let measured: Option<BTreeMap<String, Decimal>> = bucket.grown.into_iter().map(value).collect();
        (bucket.period, measured.clone().unwrap_or_default(), bucket.metered && measured.is_some())
    };
    buckets.into_iter().map(values).collect()
}

/// The price of each label that has one in the bucket.
fn prices_of(buckets: Vec<AmountBucket>) -> Result<Values, BillingError> {
    let mut values = Values::with_capacity(buckets.len());
    for bucket in buckets {
        let mut prices = BTreeMap::new();
        for (label, growth) in bucket.grown {
            if let Some(price) = growth.effective_price()? {
                prices.insert(label, price);
            }
        }
        values.push((bucket.period, prices, bucket.metered));
    }
    Ok(values)
}

/// The price of the same kind at another time, place by place.
fn compare_prices(
    model: &mut ChartModel,
    metric_label: &str,
    earlier: &Values,
    before: Period,
    code: LanguageCode,
) {
    let price =
        |place: usize| earlier.get(place).and_then(|(_, prices, _)| prices.get(metric_label).copied());
    let values: Vec<_> = (0..model.categories.len()).map(price).collect();
    if values.iter().any(Option::is_some) {
        let label = dates::span(language(code), before.start, before.end);
        model.series.push(Series { label, role: SeriesRole::Compare, hue: 0, values, end_label: None });
    }
}
