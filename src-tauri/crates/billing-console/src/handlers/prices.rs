//! The price book and its versions.

use crate::commands::*;
use crate::values::{instant_text, price_text};
use crate::{CommandError, Context};
use billing_domain::price_book::compare::{PriceChange, PriceEntry, PriceKey, compare};
use billing_domain::price_book::{DivisionFactor, Price, PriceBook, PriceModel, PriceVersion, Tier};
use billing_domain::{BillingError, Decimal};
use billing_service::billing::InvoiceQuery;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// Every version, and one of them beside the one before it or another one.
pub async fn prices_view(context: Context, input: PricesQuery) -> Result<PricesView, CommandError> {
    let backend = context.account()?.backend;
    let (book, billed, now) = backend
        .bill(|billing, now| {
            let invoices = billing.invoices(&InvoiceQuery::default(), now)?;
            let mut billed: BTreeMap<u32, u32> = BTreeMap::new();
            for version in invoices.rows.iter().filter(|row| !row.active).filter_map(|row| row.price_version)
            {
                *billed.entry(version).or_default() += 1;
            }
            Ok((billing.price_book()?, billed, now))
        })
        .await?;
    let Some(newest) = book.versions.last() else {
        return Ok(PricesView { versions: vec![], version: None, against: None, rows: vec![], changed: 0 });
    };
    let shown = input.version.map_or(Ok(newest), |number| find(&book, &number))?;
    let before = book.versions.iter().rev().find(|version| version.number < shown.number);
    let against = input.against.map(|number| find(&book, &number)).transpose()?.or(before);
    let rows: Vec<PriceRow> = match against {
        Some(other) => compare(other, shown).into_iter().map(|change| row(change, true)).collect(),
        None => compare(shown, shown).into_iter().map(|change| row(change, false)).collect(),
    };
    Ok(PricesView {
        versions: book
            .versions
            .iter()
            .rev()
            .map(|version| version_row(&book, version, &billed, now))
            .collect(),
        version: Some(shown.number),
        against: against.map(|version| version.number),
        changed: u32::try_from(rows.iter().filter(|row| row.change != "same").count()).unwrap_or(u32::MAX),
        rows,
    })
}

fn find<'b>(book: &'b PriceBook, number: &str) -> Result<&'b PriceVersion, BillingError> {
    let found = number.parse().ok().and_then(|number| book.version(number));
    found.ok_or_else(|| BillingError::not_found(format!("There is no price version {number}.")))
}

fn version_row(
    book: &PriceBook,
    version: &PriceVersion,
    billed: &BTreeMap<u32, u32>,
    now: DateTime<Utc>,
) -> PriceVersionRow {
    // A version that begins later, or was loaded later for the same beginning, takes its place.
    let later = book
        .versions
        .iter()
        .filter(|other| (other.valid_from, other.number) > (version.valid_from, version.number));
    let until = later.map(|other| other.valid_from).min();
    PriceVersionRow {
        number: version.number,
        valid_from: instant_text(version.valid_from),
        valid_until: until.map(instant_text),
        currency: version.currency.to_string(),
        in_force: book.version_at(now).is_some_and(|current| current.number == version.number),
        invoices: billed.get(&version.number).copied().unwrap_or(0),
    }
}

fn row(change: PriceChange, compared: bool) -> PriceRow {
    let what = match (&change.before, &change.after) {
        _ if change.is_same() || !compared => "same",
        (None, _) => "new",
        (_, None) => "gone",
        _ => "changed",
    };
    let (kind, name, plan) = match change.key {
        PriceKey::Metered { metric_label, plan } => ("metered", metric_label, plan),
        PriceKey::Plan(plan) => ("plan", plan, None),
        PriceKey::Addon(addon) => ("addon", addon, None),
    };
    let title = match change.after.as_ref().or(change.before.as_ref()) {
        Some(PriceEntry::Metered(price)) if !price.usage_type.is_empty() => price.usage_type.clone(),
        Some(PriceEntry::Fee { title, .. }) => title.clone(),
        _ => name.clone(),
    };
    PriceRow {
        key: format!("{kind}/{name}/{}", plan.as_deref().unwrap_or_default()),
        what: kind.to_owned(),
        title,
        name,
        plan,
        change: what.to_owned(),
        before: change.before.as_ref().filter(|_| what != "same").map(figures),
        now: change.after.as_ref().map(figures),
    }
}

fn figures(entry: &PriceEntry) -> PriceFigures {
    match entry {
        PriceEntry::Metered(price) => metered(price),
        PriceEntry::Fee { amount, .. } => PriceFigures {
            model: "fee".to_owned(),
            tiers: vec![],
            fee: Some((*amount).into()),
            package_size: None,
            included: None,
            unit: String::new(),
            unit_billable: String::new(),
            factor: None,
            rule: String::new(),
        },
    }
}

fn metered(price: &Price) -> PriceFigures {
    let one = |price: &Decimal| vec![PriceTier { up_to: None, unit_price: price_text(*price) }];
    let steps = |tiers: &[Tier]| {
        let tier = |tier: &Tier| PriceTier {
            up_to: tier.up_to.map(Into::into),
            unit_price: price_text(tier.unit_price),
        };
        tiers.iter().map(tier).collect()
    };
    let (tiers, package_size) = match &price.model {
        PriceModel::Flat { amount } => (one(amount), None),
        PriceModel::PerUnit { unit_price } => (one(unit_price), None),
        PriceModel::Package { size, price } => (one(price), Some((*size).into())),
        PriceModel::Graduated { tiers } | PriceModel::Volume { tiers } => (steps(tiers), None),
    };
    PriceFigures {
        model: price.model.as_str().to_owned(),
        tiers,
        fee: None,
        package_size,
        included: (!price.included.is_zero()).then(|| price.included.into()),
        unit: price.unit.clone(),
        unit_billable: price.unit_billable.clone(),
        factor: match price.factor {
            DivisionFactor::Constant(Decimal::ONE) => None,
            DivisionFactor::Constant(factor) => Some(factor.to_string()),
            DivisionFactor::HoursInPeriod => Some("hours_in_period".to_owned()),
        },
        rule: price.rule.as_str().to_owned(),
    }
}
