//! Fixed lines: fees over a part of their period, and what is left of them when the plan is another one.

use super::usage::amount_of;
use super::{BilledLine, Cause, Share, View, roundings};
use crate::invoices::inputs::InputKind;
use crate::rating::receipt::FixedReceipt;
use crate::rating::{RatedLine, Receipt};
use crate::subscriptions::proration::{prorate, share};
use crate::{BillingError, Decimal, Money, Period};
use chrono::{DateTime, Utc};

/// A fee as a receipt tells it.
struct Fee {
    full: Money,
    period: Period,
    span: Period,
}

impl View<'_> {
    /// Billed -> as its receipt says -> as its own fee and part give -> with the part of now -> with the fee of now.
    pub(super) fn fixed(&self, billed: &BilledLine, rated: &RatedLine) -> Result<Vec<Share>, BillingError> {
        let Receipt::Fixed(receipt) = &rated.receipt else {
            // A trial's waiver follows the usage; a correction says what it is.
            let waived = matches!(rated.receipt, Receipt::Waiver(_));
            let cause = if waived { Cause::Follows } else { Cause::Manual };
            return Ok(vec![Self::share(cause, billed.amount, rated.amount)?]);
        };
        let now = Fee::of(receipt, rated.amount)?;
        let Some(Receipt::Fixed(told)) = &billed.receipt else {
            let cause = now.cause_of(billed.amount)?;
            return Ok(vec![Self::share(cause, billed.amount, rated.amount)?]);
        };
        let then = Fee::of(told, billed.amount)?;
        let told = amount_of(&told.amount, billed.amount)?;
        let own = then.amount()?;
        let with_part = prorate(then.full, &now.span, &now.period)?;
        let rounded = roundings::is_next_to(told, then.exact()?)?;
        let arithmetic = if rounded { Cause::Rounding } else { Cause::Proration };
        Ok(vec![
            Self::share(Cause::Manual, billed.amount, told)?,
            Self::share(arithmetic, told, own)?,
            Self::share(Cause::Proration, own, with_part)?,
            Self::share(self.fee_cause(), with_part, rated.amount)?,
        ])
    }

    fn fee_cause(&self) -> Cause {
        let (billed, now) = (self.billed.price_version, self.input.prices.map(|version| version.number));
        if billed.is_some() && billed != now { Cause::PriceVersion { billed, now } } else { Cause::Terms }
    }

    /// A waiver that comes or goes: with the usage that is waived, or because another trial was agreed.
    fn waiver_cause(&self) -> Cause {
        let metered =
            |label: &str, amount: Money| if label.is_empty() { 0 } else { i128::from(amount.minor) };
        let billed = self.billed.lines.iter().map(|line| metered(&line.metric_label, line.amount));
        let rated = self.rated.lines.iter().map(|line| metered(&line.metric_label, line.amount));
        if billed.sum::<i128>() == rated.sum::<i128>() { Cause::Terms } else { Cause::Follows }
    }

    pub(super) fn only_billed_fixed(&self, line: &BilledLine) -> Cause {
        match self.asked_then(&line.usage_type) {
            _ if matches!(line.receipt, Some(Receipt::Waiver(_))) => self.waiver_cause(),
            Some(true) => self.fee_cause(),
            Some(false) => Cause::Manual,
            None => Cause::OnlyOnInvoice,
        }
    }

    pub(super) fn only_rated_fixed(&self, line: &RatedLine) -> Cause {
        match self.asked_then(&line.usage_type) {
            _ if matches!(line.receipt, Receipt::Waiver(_)) => self.waiver_cause(),
            Some(true) => Cause::Manual,
            Some(false) => self.fee_cause(),
            None => Cause::NotOnInvoice,
        }
    }

    /// Whether the invoice was made from a fee or a correction of that name; `None` when its inputs were not kept.
    fn asked_then(&self, title: &str) -> Option<bool> {
        let inputs = &self.billed.inputs;
        let fixed = |kind: InputKind| matches!(kind, InputKind::Fee | InputKind::Correction);
        let is_it =
            |name: &str| name == title || name.strip_prefix(title).is_some_and(|n| n.starts_with(" ("));
        (!inputs.is_empty()).then(|| inputs.iter().any(|input| fixed(input.kind) && is_it(&input.name)))
    }
}

impl Fee {
    fn of(receipt: &FixedReceipt, like: Money) -> Result<Self, BillingError> {
        Ok(Self {
            full: amount_of(&receipt.full_amount, like)?,
            period: Period::new(instant_of(&receipt.period_start)?, instant_of(&receipt.period_end)?)?,
            span: Period::new(instant_of(&receipt.span_start)?, instant_of(&receipt.span_end)?)?,
        })
    }

    fn exact(&self) -> Result<crate::fraction::Fraction, BillingError> {
        Ok(share(&self.span, &self.period)?.times(self.full.amount())?)
    }

    fn amount(&self) -> Result<Money, BillingError> {
        prorate(self.full, &self.span, &self.period)
    }

    /// Why somebody who shows no derivation comes to another amount of this fee.
    fn cause_of(&self, billed: Money) -> Result<Cause, BillingError> {
        if roundings::is_next_to(billed, self.exact()?)? {
            return Ok(Cause::ProviderRounding);
        }
        let by_days = self.counted_otherwise()?;
        Ok(if by_days.contains(&billed) { Cause::Proration } else { Cause::Manual })
    }

    /// The whole fee, none of it, or its part counted in days or hours instead of seconds.
    fn counted_otherwise(&self) -> Result<Vec<Money>, BillingError> {
        const DAY: i64 = 86_400;
        let mut amounts = vec![self.full, Money::zero(self.full.currency)];
        let (used, whole) = (self.span.seconds(), self.period.seconds());
        for (unit, wholes) in [(DAY, vec![whole / DAY, 30, 31]), (3_600, vec![whole / 3_600, 720])] {
            // A part of a unit counts in full, not at all, or to the nearer side.
            for units in [used / unit, used / unit + 1, (used + unit / 2) / unit] {
                for whole in &wholes {
                    let part = self.full.amount().checked_mul(Decimal::from(units))?;
                    let scale = self.full.currency.exponent();
                    let amount = part.div_half_away(Decimal::from((*whole).max(1)), scale)?;
                    amounts.push(Money::round_half_away(amount, self.full.currency)?);
                }
            }
        }
        Ok(amounts)
    }
}

fn instant_of(text: &str) -> Result<DateTime<Utc>, BillingError> {
    let unread = |_| BillingError::internal(format!("A receipt says {text:?}, which is no instant."));
    Ok(DateTime::parse_from_rfc3339(text).map_err(unread)?.to_utc())
}
