//! Re-rating: an issued invoice against the same rating done again, line by line, each difference with its causes.

use super::totals::Totals;
use crate::rating::RatedLine;
use crate::{BillingError, Decimal, Money};
use std::collections::BTreeMap;

/// A line as it was billed, as far as re-rating compares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BilledLine {
    /// Display text.
    pub usage_type: String,
    /// The metered kind; empty for a fixed line.
    pub metric_label: String,
    /// As metered then.
    pub quantity: Decimal,
    /// As billed.
    pub amount: Money,
}

/// What may have moved an amount besides the rule itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// Hours of the period came again with another quantity after the invoice was issued.
    HoursRestated {
        /// How many.
        hours: u64,
    },
    /// The quantity differs although no hour was restated: facts came late.
    FactsAdded,
    /// Another price version is in force for the period now.
    PriceVersion {
        /// The one it was billed with.
        billed: Option<u32>,
        /// The one in force.
        now: Option<u32>,
    },
    /// The line stands on one side only.
    OnlyOnInvoice,
    /// The line stands on one side only.
    NotOnInvoice,
    /// Lines, coupons or tax rates changed what is taken off or added.
    Follows,
    /// Nothing we know of explains it.
    Unexplained,
}

/// One difference; an amount is `None` where there is no line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Display text; `discount`, `tax` or `total` for the foot.
    pub what: String,
    /// The metered kind; empty for fixed lines and the foot.
    pub metric_label: String,
    /// Quantity as billed.
    pub billed_quantity: Option<Decimal>,
    /// Quantity now.
    pub rated_quantity: Option<Decimal>,
    /// As billed.
    pub billed: Option<Money>,
    /// Rated again.
    pub rated: Option<Money>,
    /// Why, as far as it is known; never empty.
    pub causes: Vec<Cause>,
}

/// What is known about changes since the invoice was issued.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// Restated hours by metric label.
    pub restated: BTreeMap<String, u64>,
    /// Version it was billed with.
    pub billed_version: Option<u32>,
    /// Version in force now.
    pub current_version: Option<u32>,
}

/// Compares; empty when everything matches.
///
/// # Errors
/// `Internal` for two currencies.
pub fn compare(
    billed: (&[BilledLine], &Totals),
    rated: (&[RatedLine], &Totals),
    changes: &Changes,
) -> Result<Vec<Difference>, BillingError> {
    billed.1.total.checked_sub(rated.1.total)?;
    let mut sides: BTreeMap<(&str, &str), Sides<'_>> = BTreeMap::new();
    for line in billed.0 {
        sides.entry(key(&line.metric_label, &line.usage_type)).or_default().billed.push(line);
    }
    for line in rated.0 {
        sides.entry(key(&line.metric_label, &line.usage_type)).or_default().rated.push(line);
    }
    let mut differences = Vec::new();
    for sides in sides.into_values() {
        differences.extend(sides.difference(changes)?);
    }
    let lines_differ = !differences.is_empty();
    for (what, billed, rated) in [
        ("discount", billed.1.discount, rated.1.discount),
        ("tax", billed.1.tax, rated.1.tax),
        ("total", billed.1.total, rated.1.total),
    ] {
        if billed != rated {
            differences.push(foot(what, billed, rated, lines_differ));
        }
    }
    Ok(differences)
}

/// A display text may change; the label holds lines together, and fixed lines have only their text.
fn key<'a>(metric_label: &'a str, usage_type: &'a str) -> (&'a str, &'a str) {
    (metric_label, if metric_label.is_empty() { usage_type } else { "" })
}

fn foot(what: &str, billed: Money, rated: Money, lines_differ: bool) -> Difference {
    // With equal lines only coupons or rates can have moved it.
    let cause = if lines_differ || what != "total" { Cause::Follows } else { Cause::Unexplained };
    Difference {
        what: what.to_owned(),
        metric_label: String::new(),
        billed_quantity: None,
        rated_quantity: None,
        billed: Some(billed),
        rated: Some(rated),
        causes: vec![cause],
    }
}

#[derive(Default)]
struct Sides<'a> {
    billed: Vec<&'a BilledLine>,
    rated: Vec<&'a RatedLine>,
}

impl Sides<'_> {
    fn difference(&self, changes: &Changes) -> Result<Option<Difference>, BillingError> {
        let billed = sum(self.billed.iter().map(|line| line.amount))?;
        let rated = sum(self.rated.iter().map(|line| line.amount))?;
        let billed_quantity = quantity(self.billed.iter().map(|line| line.quantity))?;
        let rated_quantity = quantity(self.rated.iter().map(|line| line.quantity))?;
        if billed == rated && billed_quantity == rated_quantity {
            return Ok(None);
        }
        let (what, metric_label) = match (self.billed.first(), self.rated.first()) {
            (Some(line), _) => (line.usage_type.clone(), line.metric_label.clone()),
            (None, Some(line)) => (line.usage_type.clone(), line.metric_label.clone()),
            (None, None) => return Ok(None),
        };
        let causes = causes(&metric_label, (billed, rated), billed_quantity != rated_quantity, changes);
        Ok(Some(Difference { what, metric_label, billed_quantity, rated_quantity, billed, rated, causes }))
    }
}

fn causes(
    metric_label: &str,
    (billed, rated): (Option<Money>, Option<Money>),
    other_quantity: bool,
    changes: &Changes,
) -> Vec<Cause> {
    let mut causes = Vec::new();
    match (billed, rated) {
        (Some(_), None) => causes.push(Cause::OnlyOnInvoice),
        (None, Some(_)) => causes.push(Cause::NotOnInvoice),
        _ => {}
    }
    let restated = changes.restated.get(metric_label).copied().unwrap_or(0);
    if restated > 0 {
        causes.push(Cause::HoursRestated { hours: restated });
    } else if other_quantity && !metric_label.is_empty() {
        causes.push(Cause::FactsAdded);
    }
    if changes.billed_version != changes.current_version {
        let (billed, now) = (changes.billed_version, changes.current_version);
        causes.push(Cause::PriceVersion { billed, now });
    }
    if causes.is_empty() {
        causes.push(Cause::Unexplained);
    }
    causes
}

fn sum(mut amounts: impl Iterator<Item = Money>) -> Result<Option<Money>, BillingError> {
    let Some(first) = amounts.next() else { return Ok(None) };
    amounts.try_fold(first, Money::checked_add).map(Some)
}

fn quantity(quantities: impl ExactSizeIterator<Item = Decimal>) -> Result<Option<Decimal>, BillingError> {
    if quantities.len() == 0 {
        return Ok(None);
    }
    Ok(Some(Decimal::sum(quantities)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;
    use crate::price_book::STANDARD_TAX;
    use crate::rating::receipt::WaiverReceipt;
    use crate::rating::{Receipt, UnitPrice};

    fn usd(minor: i64) -> Money {
        Money::new(minor, Currency::USD)
    }

    fn billed(label: &str, quantity: i64, minor: i64) -> BilledLine {
        BilledLine {
            usage_type: format!("Type {label}"),
            metric_label: label.into(),
            quantity: quantity.into(),
            amount: usd(minor),
        }
    }

    fn rated(label: &str, quantity: i64, minor: i64) -> RatedLine {
        let receipt = Receipt::Waiver(WaiverReceipt {
            reason: String::new(),
            amount: String::new(),
            currency: "USD".into(),
        });
        RatedLine {
            usage_type: format!("Type {label}, renamed"),
            metric_label: label.into(),
            unit: String::new(),
            quantity: quantity.into(),
            unit_billable: String::new(),
            quantity_billable: quantity.into(),
            unit_price: UnitPrice::None,
            amount: usd(minor),
            fixed: false,
            span: crate::Period::month(2026, 3).unwrap(),
            tax_category: STANDARD_TAX.into(),
            receipt,
        }
    }

    fn foot(total: i64) -> Totals {
        let nothing = usd(0);
        Totals {
            subtotal: usd(total),
            discounts: vec![],
            discount: nothing,
            taxes: vec![],
            tax: nothing,
            total: usd(total),
        }
    }

    fn found(billed: &[BilledLine], rated: &[RatedLine], changes: &Changes) -> Vec<(String, Vec<Cause>)> {
        let totals = |sum: i64| foot(sum);
        let before = totals(billed.iter().map(|l| l.amount.minor).sum());
        let after = totals(rated.iter().map(|l| l.amount.minor).sum());
        let differences = compare((billed, &before), (rated, &after), changes).unwrap();
        differences
            .into_iter()
            .map(|d| (if d.metric_label.is_empty() { d.what } else { d.metric_label }, d.causes))
            .collect()
    }

    #[test]
    fn a_renamed_type_is_no_difference() {
        assert_eq!(found(&[billed("gb", 5, 100)], &[rated("gb", 5, 100)], &Changes::default()), []);
    }

    #[test]
    fn each_difference_names_its_cause() {
        let changes = Changes { restated: [("gb".to_owned(), 3)].into(), ..Changes::default() };
        let before = [billed("gb", 5, 100), billed("cpu", 1, 10), billed("gone", 1, 1)];
        let after = [rated("gb", 6, 120), rated("cpu", 2, 20), rated("new", 1, 7)];
        let restated = vec![Cause::HoursRestated { hours: 3 }];
        assert_eq!(
            found(&before, &after, &changes),
            [
                ("cpu".to_owned(), vec![Cause::FactsAdded]),
                ("gb".to_owned(), restated),
                ("gone".to_owned(), vec![Cause::OnlyOnInvoice, Cause::FactsAdded]),
                ("new".to_owned(), vec![Cause::NotOnInvoice, Cause::FactsAdded]),
                ("total".to_owned(), vec![Cause::Follows]),
            ]
        );
    }

    #[test]
    fn another_price_version_is_named() {
        let changes = Changes { billed_version: Some(1), current_version: Some(2), ..Changes::default() };
        let cause = Cause::PriceVersion { billed: Some(1), now: Some(2) };
        assert_eq!(found(&[billed("gb", 5, 100)], &[rated("gb", 5, 90)], &changes)[0].1, [cause]);
    }

    #[test]
    fn what_nobody_can_explain_says_so() {
        let differences = found(&[billed("gb", 5, 100)], &[rated("gb", 5, 90)], &Changes::default());
        assert_eq!(differences[0].1, [Cause::Unexplained]);
    }
}
