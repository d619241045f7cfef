//! Twelve kinds of fault, each at least one minor unit: what a bill looks like that went out wrong, and what is known now.

use crate::coupons::{coupon_forgotten, coupons_out_of_order};
use billing_domain::fraction::Fraction;
use billing_domain::invoices::bill::Bill;
use billing_domain::invoices::rerating::{BilledInvoice, BilledLine, LateUsage};
use billing_domain::invoices::totals::{SummedLine, Totals, totals};
use billing_domain::price_book::{Price, PriceModel, Tier};
use billing_domain::rating::{Receipt, price_quantity};
use billing_domain::{Currency, Decimal, Money};
use billing_tests::random_bills::{Account, Random};
use std::collections::BTreeMap;

/// A bill that went out, and the account as it is known now.
pub struct Case {
    pub billed: BilledInvoice,
    pub now: Account,
    pub late: BTreeMap<String, LateUsage>,
}

/// A kind of fault; `make` gives `None` where a bill has no place for it.
pub struct Fault {
    pub name: &'static str,
    pub cause: &'static str,
    pub make: fn(&Account, &mut Random) -> Option<Case>,
}

pub const FAULTS: [Fault; 12] = [
    Fault { name: "hours came late", cause: "missing_hours", make: hours_came_late },
    Fault { name: "hours were restated", cause: "hours_restated", make: hours_were_restated },
    Fault { name: "an older price version", cause: "price_version", make: older_price_version },
    Fault { name: "a line rounded the other way", cause: "rounding", make: rounded_the_other_way },
    Fault {
        name: "prices rounded by the provider",
        cause: "provider_rounding",
        make: provider_rounds_prices,
    },
    Fault { name: "a coupon forgotten", cause: "coupon", make: coupon_forgotten },
    Fault { name: "fixed amounts before percentages", cause: "coupon", make: coupons_out_of_order },
    Fault { name: "another tax rate", cause: "tax", make: another_tax_rate },
    Fault { name: "tax rounded the other way", cause: "rounding", make: tax_rounded_the_other_way },
    Fault { name: "a fee by days", cause: "proration", make: fee_by_days },
    Fault { name: "a line changed by hand", cause: "manual", make: changed_by_hand },
    Fault { name: "a line left out by hand", cause: "manual", make: left_out_by_hand },
];

impl Case {
    /// The bill as it should be; `ours` keeps derivations and inputs.
    pub fn sound(account: &Account, ours: bool) -> Self {
        Self { billed: billed(account, ours), now: account.clone(), late: BTreeMap::new() }
    }

    pub fn of(billed: BilledInvoice, now: &Account) -> Self {
        Self { billed, now: now.clone(), late: BTreeMap::new() }
    }
}

pub fn billed(account: &Account, ours: bool) -> BilledInvoice {
    let input = account.input();
    let bill = Bill::make(&input).unwrap();
    let line = |line: &billing_domain::rating::RatedLine| BilledLine {
        usage_type: line.usage_type.clone(),
        metric_label: line.metric_label.clone(),
        unit: line.unit.clone(),
        quantity: line.quantity,
        amount: line.amount,
        span: line.span,
        tax_category: line.tax_category.clone(),
        receipt: ours.then(|| line.receipt.clone()),
    };
    BilledInvoice {
        period: bill.period,
        lines: bill.lines.iter().map(line).collect(),
        totals: bill.totals,
        price_version: bill.price_version,
        inputs: if ours { input.named() } else { vec![] },
    }
}

/// The foot that follows from the lines as they are.
fn refoot(account: &Account, invoice: &mut BilledInvoice) {
    let lines: Vec<SummedLine<'_>> =
        invoice.lines.iter().map(|line| (line.tax_category.as_str(), line.amount).into()).collect();
    invoice.totals = totals(account.currency, &lines, &account.coupons, &account.taxes).unwrap();
}

pub fn add_up(totals: &mut Totals) {
    let currency = totals.total.currency;
    totals.discount = Money::sum(currency, totals.discounts.iter().map(|d| d.amount)).unwrap();
    totals.tax = Money::sum(currency, totals.taxes.iter().map(|t| t.amount)).unwrap();
    totals.total = totals.subtotal.checked_sub(totals.discount).unwrap().checked_add(totals.tax).unwrap();
}

pub fn minor(amount: i64, currency: Currency) -> Money {
    Money::new(amount, currency)
}

/// A metered line of ours with its price, from a random place on.
fn usage_lines<'i>(
    account: &'i Account,
    invoice: &'i BilledInvoice,
    random: &mut Random,
) -> Vec<(usize, &'i Price)> {
    let version = account.input().prices.unwrap().number;
    let version = account.prices.version(version).unwrap();
    let mut found: Vec<(usize, &Price)> = (0..)
        .zip(&invoice.lines)
        .filter_map(|(at, line)| match &line.receipt {
            Some(Receipt::Usage(receipt)) => {
                Some((at, version.price_for(receipt.plan.as_deref(), &line.metric_label)?))
            }
            _ => None,
        })
        .collect();
    if !found.is_empty() {
        let by = usize::try_from(random.below(found.len() as u64)).unwrap();
        found.rotate_left(by);
    }
    found
}

/// Another quantity then, for the first label for which that moves a minor unit.
fn other_quantity_then(
    account: &Account,
    random: &mut Random,
    late: fn(Decimal) -> LateUsage,
    factor: &[&str],
) -> Option<Case> {
    let places: Vec<(usize, usize)> = (0..)
        .zip(&account.parts)
        .flat_map(|(part, usage)| (0..usage.usage.len()).map(move |at| (part, at)))
        .collect();
    let start = usize::try_from(random.below(places.len() as u64)).unwrap();
    for (part, at) in places.iter().cycle().skip(start).take(places.len()).copied() {
        let quantity = account.parts[part].usage[at].quantity;
        let factor: Decimal = random.one(factor).parse().unwrap();
        let scale = quantity.scale();
        let Ok(changed) = quantity.checked_mul(factor) else { continue };
        let changed = changed.round_half_away(scale);
        let mut then = account.clone();
        then.parts[part].usage[at].quantity = changed;
        if changed == quantity || Bill::make(&then.input()).is_err() {
            continue;
        }
        let (before, after) = (Bill::make(&then.input()).unwrap(), Bill::make(&account.input()).unwrap());
        let amounts = |bill: &Bill| bill.lines.iter().map(|line| line.amount.minor).collect::<Vec<_>>();
        if amounts(&before) == amounts(&after) {
            continue;
        }
        let by = quantity.checked_sub(changed).unwrap();
        let label = account.parts[part].usage[at].metric_label.clone();
        let mut case = Case::of(billed(&then, true), account);
        case.late.insert(label, late(by));
        return Some(case);
    }
    None
}

fn hours_came_late(account: &Account, random: &mut Random) -> Option<Case> {
    let late = |_| LateUsage { late_hours: 3, ..LateUsage::default() };
    other_quantity_then(account, random, late, &["0", "0.5", "0.999"])
}

fn hours_were_restated(account: &Account, random: &mut Random) -> Option<Case> {
    let restated = |by| LateUsage { restated_hours: 2, restated_by: by, late_hours: 0 };
    other_quantity_then(account, random, restated, &["0.5", "0.99", "1.01", "2"])
}

fn older_price_version(account: &Account, random: &mut Random) -> Option<Case> {
    let invoice = billed(account, true);
    for (at, price) in usage_lines(account, &invoice, random) {
        let mut now = account.clone();
        let mut version = now.prices.versions[0].clone();
        version.number += 1;
        let of_plan = version.plan_prices.iter_mut().map(|own| &mut own.price);
        let other = version.prices.iter_mut().chain(of_plan).find(|other| *other == price)?;
        other.included = Decimal::ZERO;
        other.model = dearer(&other.model);
        now.prices.versions.push(version);
        let Ok(bill) = Bill::make(&now.input()) else { continue };
        let line = &invoice.lines[at];
        if bill.lines.iter().any(|new| {
            new.metric_label == line.metric_label && new.span == line.span && new.amount != line.amount
        }) {
            return Some(Case::of(invoice, &now));
        }
    }
    None
}

fn dearer(model: &PriceModel) -> PriceModel {
    let more = |price: &Decimal| price.checked_add(Decimal::new(37, 2).unwrap()).unwrap();
    let tiers = |tiers: &[Tier]| {
        tiers.iter().map(|tier| Tier { up_to: tier.up_to, unit_price: more(&tier.unit_price) }).collect()
    };
    match model {
        PriceModel::Flat { amount } => PriceModel::Flat { amount: more(amount) },
        PriceModel::PerUnit { unit_price } => PriceModel::PerUnit { unit_price: more(unit_price) },
        PriceModel::Graduated { tiers: steps } => PriceModel::Graduated { tiers: tiers(steps) },
        PriceModel::Volume { tiers: steps } => PriceModel::Volume { tiers: tiers(steps) },
        PriceModel::Package { size, price } => PriceModel::Package { size: *size, price: more(price) },
    }
}

/// The minor unit on the other side of an exact amount; `None` when it is one itself.
fn other_side(exact: Fraction, currency: Currency) -> Option<Money> {
    let units = exact.divided_by(Decimal::new(1, currency.exponent()).unwrap()).unwrap();
    let (below, above) = (units.floor().unwrap().to_i64()?, units.ceiling().unwrap().to_i64()?);
    let ours = exact.to_money(currency).unwrap().minor;
    (below != above).then(|| minor(if ours == below { above } else { below }, currency))
}

fn rounded_the_other_way(account: &Account, random: &mut Random) -> Option<Case> {
    let mut invoice = billed(account, true);
    let copy = invoice.clone();
    for (at, price) in usage_lines(account, &copy, random) {
        let line = &mut invoice.lines[at];
        let priced = price_quantity(price, line.quantity, &account.period, account.currency).unwrap()?;
        let Some(other) = other_side(priced.priced.amount, account.currency) else { continue };
        line.amount = other;
        if let Some(Receipt::Usage(receipt)) = &mut line.receipt {
            receipt.amount = other.to_text();
        }
        refoot(account, &mut invoice);
        return Some(Case::of(invoice, account));
    }
    None
}

fn provider_rounds_prices(account: &Account, random: &mut Random) -> Option<Case> {
    let ours = billed(account, true);
    let scale = u8::try_from(2 + random.below(4)).unwrap();
    for (at, price) in usage_lines(account, &ours, random) {
        let rough = Price { model: rougher(&price.model, scale), ..price.clone() };
        let quantity = ours.lines[at].quantity;
        let Ok(Some(priced)) = price_quantity(&rough, quantity, &account.period, account.currency) else {
            continue;
        };
        if priced.amount != ours.lines[at].amount {
            let mut invoice = billed(account, false);
            invoice.lines[at].amount = priced.amount;
            refoot(account, &mut invoice);
            return Some(Case::of(invoice, account));
        }
    }
    None
}

fn rougher(model: &PriceModel, scale: u8) -> PriceModel {
    let round = |price: &Decimal| price.round_half_away(scale);
    let tiers = |tiers: &[Tier]| {
        tiers.iter().map(|tier| Tier { up_to: tier.up_to, unit_price: round(&tier.unit_price) }).collect()
    };
    match model {
        PriceModel::Flat { amount } => PriceModel::Flat { amount: round(amount) },
        PriceModel::PerUnit { unit_price } => PriceModel::PerUnit { unit_price: round(unit_price) },
        PriceModel::Graduated { tiers: steps } => PriceModel::Graduated { tiers: tiers(steps) },
        PriceModel::Volume { tiers: steps } => PriceModel::Volume { tiers: tiers(steps) },
        PriceModel::Package { size, price } => PriceModel::Package { size: *size, price: round(price) },
    }
}

fn another_tax_rate(account: &Account, random: &mut Random) -> Option<Case> {
    let mut then = account.clone();
    let at = usize::try_from(random.below(then.taxes.len() as u64)).unwrap();
    then.taxes[at].percent = then.taxes[at].percent.checked_add(Decimal::ONE).unwrap();
    let invoice = billed(&then, true);
    (invoice.totals.tax != billed(account, true).totals.tax).then(|| Case::of(invoice, account))
}

fn tax_rounded_the_other_way(account: &Account, _: &mut Random) -> Option<Case> {
    let mut invoice = billed(account, true);
    let hundredth = Decimal::new(1, 2).unwrap();
    let tax = invoice.totals.taxes.iter_mut().find_map(|tax| {
        let exact = tax.base.amount().checked_mul(tax.rate.percent).unwrap().checked_mul(hundredth).unwrap();
        other_side(Fraction::whole(exact), account.currency).map(|other| (tax, other))
    });
    let (tax, other) = tax?;
    tax.amount = other;
    add_up(&mut invoice.totals);
    Some(Case::of(invoice, account))
}

/// The fee by started days of the month instead of seconds.
fn fee_by_days(account: &Account, random: &mut Random) -> Option<Case> {
    let ours = random.below(2) == 0;
    let mut invoice = billed(account, ours);
    let with_receipts = billed(account, true);
    let place = with_receipts.lines.iter().enumerate().find_map(|(at, line)| match &line.receipt {
        Some(Receipt::Fixed(receipt)) => {
            let days = receipt.seconds_used / 86_400 + 1;
            let full: Decimal = receipt.full_amount.parse().unwrap();
            let part = full.checked_mul(Decimal::from(days)).unwrap();
            let whole = Decimal::from(receipt.seconds_full / 86_400);
            let amount = part.div_half_away(whole, account.currency.exponent()).unwrap();
            let amount = Money::round_half_away(amount, account.currency).unwrap();
            // Two minor units apart, so that it is no rounding.
            ((amount.minor - line.amount.minor).abs() > 1).then_some((at, amount))
        }
        _ => None,
    });
    let (at, amount) = place?;
    invoice.lines[at].amount = amount;
    if let Some(Receipt::Fixed(receipt)) = &mut invoice.lines[at].receipt {
        receipt.amount = amount.to_text();
    }
    refoot(account, &mut invoice);
    Some(Case::of(invoice, account))
}

fn changed_by_hand(account: &Account, random: &mut Random) -> Option<Case> {
    let mut invoice = billed(account, true);
    let derived = |line: &BilledLine| matches!(line.receipt, Some(Receipt::Usage(_) | Receipt::Fixed(_)));
    let places: Vec<usize> = (0..invoice.lines.len()).filter(|at| derived(&invoice.lines[*at])).collect();
    if places.is_empty() {
        return None;
    }
    let line = &mut invoice.lines[places[usize::try_from(random.below(places.len() as u64)).unwrap()]];
    // From one minor unit up.
    let most = 10u64.pow(u32::try_from(random.below(6)).unwrap());
    let by = i64::try_from(1 + random.below(most)).unwrap();
    line.amount = minor(line.amount.minor + random.one(&[by, -by]), account.currency);
    refoot(account, &mut invoice);
    Some(Case::of(invoice, account))
}

fn left_out_by_hand(account: &Account, random: &mut Random) -> Option<Case> {
    let mut invoice = billed(account, true);
    let worth =
        |line: &BilledLine| line.amount.minor != 0 && !matches!(line.receipt, Some(Receipt::Waiver(_)));
    let places: Vec<usize> = (0..invoice.lines.len()).filter(|at| worth(&invoice.lines[*at])).collect();
    if places.is_empty() {
        return None;
    }
    invoice.lines.remove(places[usize::try_from(random.below(places.len() as u64)).unwrap()]);
    refoot(account, &mut invoice);
    Some(Case::of(invoice, account))
}
