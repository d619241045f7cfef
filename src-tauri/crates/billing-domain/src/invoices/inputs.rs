//! What a bill was made from, by name: kept beside previews and invoices, so that a difference can name what changed.

use super::bill::BillInput;
use crate::Period;
use crate::rating::receipt::instant;
use crate::rating::{FixedCharge, UsagePart, rated_together};
use crate::usage::UsageStatus;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One input. The JSON names are stable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedInput {
    /// What it is.
    pub kind: InputKind,
    /// Unique within its kind; for usage the metric label, its unit and, where it is not the whole period, its part.
    pub name: String,
    /// Exact, as text.
    pub value: String,
}

/// What an input is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InputKind {
    /// What is billed.
    Period,
    /// Of every amount.
    Currency,
    /// The number of the price version in force.
    Prices,
    /// The plans in force.
    Plan,
    /// A metered quantity.
    Usage,
    /// A fee of a plan or an add-on, or its credit.
    Fee,
    /// A line that puts an earlier invoice right.
    Correction,
    /// A coupon.
    Coupon,
    /// A tax rate.
    Tax,
}

impl InputKind {
    /// The stable name, as JSON and the book write it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Period => "period",
            Self::Currency => "currency",
            Self::Prices => "prices",
            Self::Plan => "plan",
            Self::Usage => "usage",
            Self::Fee => "fee",
            Self::Correction => "correction",
            Self::Coupon => "coupon",
            Self::Tax => "tax",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        const ALL: [InputKind; 9] = [
            InputKind::Period,
            InputKind::Currency,
            InputKind::Prices,
            InputKind::Plan,
            InputKind::Usage,
            InputKind::Fee,
            InputKind::Correction,
            InputKind::Coupon,
            InputKind::Tax,
        ];
        ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// An input that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputChange {
    /// What it is.
    pub kind: InputKind,
    /// Which.
    pub name: String,
    /// The value then; `None` when it was not there.
    pub before: Option<String>,
    /// The value now; `None` when it is gone.
    pub after: Option<String>,
}

impl BillInput<'_> {
    /// Every input of the bill by name, in a fixed order: equal inputs give equal lists, whatever order they came in,
    /// except coupons, whose order counts.
    #[must_use]
    pub fn named(&self) -> Vec<NamedInput> {
        let mut inputs = BTreeMap::new();
        let mut put = |kind: InputKind, name: String, value: String| {
            // Twins of one name are told apart by number, in the order of the bill.
            let free = (1u32..).map(|n| if n == 1 { name.clone() } else { format!("{name} ({n})") });
            let name = free.into_iter().find(|name| !inputs.contains_key(&(kind, name.clone())));
            inputs.insert((kind, name.unwrap_or_default()), value);
        };
        put(InputKind::Period, String::new(), span_text(&self.period));
        put(InputKind::Currency, String::new(), self.currency.to_string());
        let version = self.prices.map_or_else(|| "none".to_owned(), |version| version.number.to_string());
        put(InputKind::Prices, String::new(), version);
        put(InputKind::Plan, String::new(), self.plans_text());
        for ((name, status), quantity) in self.quantities() {
            put(
                InputKind::Usage,
                name,
                if status.is_empty() { quantity } else { format!("{quantity} {status}") },
            );
        }
        for fee in &self.fees {
            put(InputKind::Fee, fee.title.clone(), fee_text(fee));
        }
        for line in &self.corrections {
            put(InputKind::Correction, line.usage_type.clone(), line.amount.to_string());
        }
        for (n, coupon) in (1..).zip(&self.coupons) {
            let amount = coupon.coupon.discount_amount;
            let value = format!("{n}: {:?} {amount} {}", coupon.coupon.discount_type, coupon.currency);
            put(InputKind::Coupon, coupon.coupon.title.clone(), value);
        }
        for tax in &self.taxes {
            put(InputKind::Tax, tax.category.clone(), format!("{} {} %", tax.label, tax.percent));
        }
        inputs.into_iter().map(|((kind, name), value)| NamedInput { kind, name, value }).collect()
    }

    /// Which plan was in force until when: `team`, or `team, trial until 2026-03-16T13:00:00Z; team`.
    fn plans_text(&self) -> String {
        let told = |(n, part): (usize, &UsagePart)| {
            let plan = part.plan.as_deref().unwrap_or("none");
            let trial = if part.trial { ", trial" } else { "" };
            let last = n + 1 == self.parts.len();
            let until = if last { String::new() } else { format!(" until {}", instant(part.span.end)) };
            format!("{plan}{trial}{until}")
        };
        self.parts.iter().enumerate().map(told).collect::<Vec<_>>().join("; ")
    }

    /// Quantities by (name, status), as they are rated together; a part of the period and an inactive status are named.
    fn quantities(&self) -> BTreeMap<(String, String), String> {
        let mut told = BTreeMap::new();
        for (span, usage) in rated_together(&self.parts, self.prices) {
            let part = (span != self.period).then_some(span);
            let name = usage_name(&usage.metric_label, &usage.unit, part);
            let status = match &usage.status {
                UsageStatus::Active => String::new(),
                other => format!("{other:?}"),
            };
            told.insert((name, status), usage.quantity.to_string());
        }
        told
    }
}

/// The name of a metered quantity: `lb-hours [Hour]`, with its part where it is not the whole period.
pub(super) fn usage_name(metric_label: &str, unit: &str, part: Option<Period>) -> String {
    let of_part = part.map_or_else(String::new, |span| format!(", {}", span_text(&span)));
    format!("{metric_label} [{unit}]{of_part}")
}

/// One text of all inputs, for a hash: a line each, fields parted by tabs.
#[must_use]
pub fn canonical_text(inputs: &[NamedInput]) -> String {
    let line = |input: &NamedInput| format!("{:?}\t{}\t{}\n", input.kind, input.name, input.value);
    inputs.iter().map(line).collect()
}

/// A value then and now.
type Sides<'i> = (Option<&'i str>, Option<&'i str>);

/// What differs between two lists, by kind and name; empty when the bills are the same.
#[must_use]
pub fn changes(then: &[NamedInput], now: &[NamedInput]) -> Vec<InputChange> {
    let mut sides: BTreeMap<(InputKind, &str), Sides<'_>> = BTreeMap::new();
    for input in then {
        sides.entry((input.kind, &input.name)).or_default().0 = Some(&input.value);
    }
    for input in now {
        sides.entry((input.kind, &input.name)).or_default().1 = Some(&input.value);
    }
    let differs = sides.into_iter().filter(|(_, (before, after))| before != after);
    differs
        .map(|((kind, name), (before, after))| InputChange {
            kind,
            name: name.to_owned(),
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
        })
        .collect()
}

fn span_text(span: &Period) -> String {
    format!("{} to {}", instant(span.start), instant(span.end))
}

fn fee_text(fee: &FixedCharge) -> String {
    format!("{} of {}, {}", fee.full, span_text(&fee.period), span_text(&fee.span))
}

#[cfg(test)]
mod tests;
