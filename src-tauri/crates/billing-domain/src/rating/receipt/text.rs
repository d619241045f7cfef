//! A receipt as a person reads it, one step a line.

use super::{FixedReceipt, Receipt, ReceiptStep, UsageReceipt};
use std::fmt;

impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(usage) => usage.fmt(f),
            Self::Fixed(fixed) => fixed.fmt(f),
            Self::Correction(correction) => correction.fmt(f),
            Self::Foot(foot) => foot.fmt(f),
            Self::Waiver(waiver) => {
                writeln!(f, "{}", waiver.reason)?;
                writeln!(f, "  amount      {} {}", waiver.currency, waiver.amount)
            }
        }
    }
}

impl fmt::Display for UsageReceipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}, {} to {}", self.metric_label, self.period_start, self.period_end)?;
        if let (Some(start), Some(end)) = (&self.span_start, &self.span_end) {
            writeln!(f, "  part        {start} to {end}")?;
        }
        for fact in &self.facts {
            writeln!(f, "    {}  {}", fact.day, fact.quantity)?;
        }
        writeln!(f, "  quantity    {} {}", self.quantity, self.unit)?;
        let about = if self.converted_is_exact { "" } else { " (endless; the exact fraction is used)" };
        writeln!(f, "  converted   {} / {} = {}{about}", self.quantity, self.factor, self.converted)?;
        writeln!(f, "  billable    {} {} ({})", self.billable, self.unit_billable, self.rule)?;
        if self.included != "0" {
            writeln!(f, "  included    {} {}", self.included, self.unit_billable)?;
        }
        write!(f, "  price       {}, version {}", self.model, self.price_version)?;
        if let Some(plan) = &self.plan {
            write!(f, ", of plan {plan}")?;
        }
        match &self.package_size {
            Some(size) => writeln!(f, ", packages of {size}")?,
            None => writeln!(f)?,
        }
        for step in &self.steps {
            writeln!(f, "    {step}")?;
        }
        writeln!(f, "  unrounded   {}", self.amount_unrounded)?;
        writeln!(f, "  rounding    half away from zero, {} decimals, once", self.rounding.decimals)?;
        writeln!(f, "  amount      {} {}", self.currency, self.amount)
    }
}

impl fmt::Display for ReceiptStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let range = match &self.up_to {
            Some(up_to) => format!("above {} up to {up_to}", self.above),
            None => format!("above {}", self.above),
        };
        write!(f, "{range}: {} x {} = {}", self.units, self.unit_price, self.amount)
    }
}

impl fmt::Display for FixedReceipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}, {} to {}", self.title, self.span_start, self.span_end)?;
        writeln!(f, "  fee         {} {}", self.currency, self.full_amount)?;
        writeln!(f, "  period      {} to {}", self.period_start, self.period_end)?;
        writeln!(f, "  share       {} of {} seconds", self.seconds_used, self.seconds_full)?;
        writeln!(f, "  unrounded   {}", self.amount_unrounded)?;
        writeln!(f, "  rounding    half away from zero, {} decimals, once", self.rounding.decimals)?;
        writeln!(f, "  amount      {} {}", self.currency, self.amount)
    }
}
