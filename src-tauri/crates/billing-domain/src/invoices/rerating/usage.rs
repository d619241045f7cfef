//! Metered lines: from what was billed to what is rated now, one changed input at a time.

use super::pairs::Matched;
use super::{BilledLine, Cause, Share, View, roundings};
use crate::invoices::inputs::{InputKind, NamedInput, usage_name};
use crate::price_book::{Price, PriceVersion};
use crate::rating::{PricedQuantity, RatedLine, Receipt, price_quantity};
use crate::{BillingError, Decimal, Money, Period};

impl View<'_> {
    /// Billed -> as its receipt says -> as its own quantity and price give -> with the quantity of now -> with the price
    /// of now.
    pub(super) fn usage(&self, billed: &BilledLine, rated: &RatedLine) -> Result<Vec<Share>, BillingError> {
        let version = self.version_then(Some(billed)).or(self.input.prices);
        let Some(price) =
            version.and_then(|version| version.price_for(plan_of(&rated.receipt), &rated.metric_label))
        else {
            let cause = self.price_cause(billed, rated).unwrap_or(Cause::Manual);
            return Ok(vec![Self::share(cause, billed.amount, rated.amount)?]);
        };
        let mut shares = Vec::new();
        let told = told_amount(billed)?;
        shares.push(Self::share(Cause::Manual, billed.amount, told)?);
        let own = self.amount(price, billed.quantity)?;
        shares.push(Self::share(self.arithmetic(billed, told, price)?, told, own)?);
        let hours = self.hours(price, billed.quantity, rated.quantity, &rated.metric_label)?;
        shares.extend(hours.shares);
        let cause = self.price_cause(billed, rated).unwrap_or(Cause::Terms);
        shares.push(Self::share(cause, hours.amount, rated.amount)?);
        // Of shares that are all nothing, the one about the quantity is worth telling.
        if billed.quantity != rated.quantity {
            shares.sort_by_key(|share| !share.cause.is_usage() && share.cause != Cause::HoursNotHeld);
        }
        Ok(shares)
    }

    fn price_cause(&self, billed: &BilledLine, rated: &RatedLine) -> Option<Cause> {
        let then = self.version_then(Some(billed)).map(|version| version.number);
        let now = match &rated.receipt {
            Receipt::Usage(receipt) => Some(receipt.price_version),
            _ => self.input.prices.map(|version| version.number),
        };
        (then.is_some() && then != now).then_some(Cause::PriceVersion { billed: then, now })
    }

    fn priced(&self, price: &Price, quantity: Decimal) -> Result<Option<PricedQuantity>, BillingError> {
        if quantity.is_negative() {
            return Ok(None);
        }
        price_quantity(price, quantity, &self.billed.period, self.currency())
    }

    fn amount(&self, price: &Price, quantity: Decimal) -> Result<Money, BillingError> {
        let nothing = Money::zero(self.currency());
        Ok(self.priced(price, quantity)?.map_or(nothing, |priced| priced.amount))
    }

    /// Why a quantity and its own price give another amount.
    fn arithmetic(&self, billed: &BilledLine, told: Money, price: &Price) -> Result<Cause, BillingError> {
        let ours = if billed.receipt.is_some() { Cause::Rounding } else { Cause::ProviderRounding };
        if let Some(priced) = self.priced(price, billed.quantity)? {
            if roundings::is_next_to(told, priced.priced.amount)? {
                return Ok(ours);
            }
            let others =
                roundings::of_quantity(price, billed.quantity, &self.billed.period, self.currency())?;
            if others.contains(&told) {
                return Ok(ours);
            }
        }
        Ok(Cause::Manual)
    }

    /// From a quantity to another one, under one price.
    fn hours(
        &self,
        price: &Price,
        from: Decimal,
        to: Decimal,
        metric_label: &str,
    ) -> Result<Hours, BillingError> {
        let late = self.late(metric_label);
        let mut amount = self.amount(price, from)?;
        let mut shares = Vec::new();
        if from == to {
            return Ok(Hours { shares, amount });
        }
        let restated = from.checked_add(late.restated_by)?;
        if late.restated_hours > 0 {
            // Restated hours alone, unless other usage came as well.
            let to = if late.late_hours == 0 { to } else { restated };
            let next = self.amount(price, to)?;
            shares.push(Self::share(Cause::HoursRestated { hours: late.restated_hours }, amount, next)?);
            amount = next;
        }
        if late.restated_hours == 0 || (late.late_hours > 0 && restated != to) {
            let more = from < to || late.late_hours > 0;
            let cause =
                if more { Cause::MissingHours { hours: late.late_hours } } else { Cause::HoursNotHeld };
            let next = self.amount(price, to)?;
            shares.push(Self::share(cause, amount, next)?);
            amount = next;
        }
        Ok(Hours { shares, amount })
    }

    /// Lines that stand on one side only; on both, when another plan cuts the period otherwise.
    pub(super) fn unpaired(&self, matched: &Matched<'_>) -> Result<Vec<Share>, BillingError> {
        let zero = Money::zero(self.currency());
        let mut shares = Vec::new();
        let cut_otherwise = !matched.billed.is_empty() && !matched.rated.is_empty();
        for line in &matched.billed {
            let cause = if cut_otherwise { Cause::Proration } else { self.only_billed(line) };
            shares.push(Self::share(cause, line.amount, zero)?);
        }
        for line in &matched.rated {
            let cause = if cut_otherwise { Cause::Proration } else { self.only_rated(line) };
            shares.push(Self::share(cause, zero, line.amount)?);
        }
        Ok(shares)
    }

    fn only_billed(&self, line: &BilledLine) -> Cause {
        if line.metric_label.is_empty() {
            return self.only_billed_fixed(line);
        }
        let unbilled = self
            .rated
            .unbilled
            .iter()
            .find(|other| other.usage.metric_label == line.metric_label && other.usage.unit == line.unit);
        let has_price = |version: Option<&PriceVersion>| {
            version.is_some_and(|version| version.price_for(None, &line.metric_label).is_some())
        };
        let (then, now) = (self.version_then(Some(line)), self.input.prices);
        let numbers = (then.map(|version| version.number), now.map(|version| version.number));
        if self.late(&line.metric_label).restated_hours > 0 {
            Cause::HoursRestated { hours: self.late(&line.metric_label).restated_hours }
        } else if unbilled.is_some() && numbers.0 != numbers.1 && !has_price(now) {
            Cause::PriceVersion { billed: numbers.0, now: numbers.1 }
        } else if self.used_then(&line.metric_label, &line.unit, line.span) == Some(false) {
            Cause::Manual
        } else {
            Cause::OnlyOnInvoice
        }
    }

    fn only_rated(&self, line: &RatedLine) -> Cause {
        if line.metric_label.is_empty() {
            return self.only_rated_fixed(line);
        }
        let then = self.version_then(None);
        let priced_then = then
            .is_none_or(|version| version.price_for(plan_of(&line.receipt), &line.metric_label).is_some());
        let late = self.late(&line.metric_label);
        if !priced_then {
            let now = self.input.prices.map(|version| version.number);
            Cause::PriceVersion { billed: then.map(|version| version.number), now }
        } else if late.restated_hours > 0 && late.late_hours == 0 {
            Cause::HoursRestated { hours: late.restated_hours }
        } else {
            match self.used_then(&line.metric_label, &line.unit, line.span) {
                Some(true) => Cause::Manual,
                Some(false) => Cause::MissingHours { hours: late.late_hours },
                None if late.late_hours > 0 => Cause::MissingHours { hours: late.late_hours },
                None => Cause::NotOnInvoice,
            }
        }
    }

    /// Whether the invoice was made from usage of that kind in that part; `None` when its inputs were not kept.
    fn used_then(&self, metric_label: &str, unit: &str, span: Period) -> Option<bool> {
        let name = usage_name(metric_label, unit, (span != self.billed.period).then_some(span));
        let is_it =
            |input: &NamedInput| input.kind == InputKind::Usage && input.name == name && input.value != "0";
        let inputs = &self.billed.inputs;
        (!inputs.is_empty()).then(|| inputs.iter().any(is_it))
    }
}

/// What changing the quantity did.
struct Hours {
    shares: Vec<Share>,
    amount: Money,
}

/// The amount that the line's own receipt ends with, else the line's.
fn told_amount(line: &BilledLine) -> Result<Money, BillingError> {
    let told = match &line.receipt {
        Some(Receipt::Usage(receipt)) => Some(&receipt.amount),
        Some(Receipt::Fixed(receipt)) => Some(&receipt.amount),
        _ => None,
    };
    told.map_or(Ok(line.amount), |text| amount_of(text, line.amount))
}

/// An amount of a receipt, in the currency of its line.
pub(super) fn amount_of(text: &str, like: Money) -> Result<Money, BillingError> {
    let unread = |_| BillingError::internal(format!("A receipt says {text:?}, which is no amount."));
    Money::from_text(text, like.currency).map_err(unread)
}

fn plan_of(receipt: &Receipt) -> Option<&str> {
    match receipt {
        Receipt::Usage(receipt) => receipt.plan.as_deref(),
        _ => None,
    }
}
