//! An invoice beside the one before it: which lines changed, and by how much. The steps add up to the difference.

use crate::commands::*;
use crate::{CommandError, Context};
use billing_domain::invoices::InvoiceStatus;
use billing_domain::{BillingError, Money};
use billing_service::billing::{InvoiceDetail as Detail, InvoiceQuery};
use billing_service::overview::percent_change;

/// Part and label of a step; the same label twice is one step.
type Step = (&'static str, String);

/// Against the invoice of the period before, in the same currency and not cancelled.
pub async fn invoice_compare(context: Context, input: InvoiceRef) -> Result<InvoiceComparison, CommandError> {
    let backend = context.local_account()?.backend;
    let compared = backend.bill(move |billing, now| {
        let invoice = billing.invoice(&input.name, now)?;
        let list = billing.invoices(&InvoiceQuery::default(), now)?;
        let currency = invoice.header.total.currency;
        let before = list.rows.iter().find(|row| {
            row.period.end <= invoice.header.period.start
                && row.total.currency == currency
                && row.status != InvoiceStatus::Cancelled
        });
        let before = before.map(|row| billing.invoice(&row.name, now)).transpose()?;
        comparison(&invoice, before.as_ref())
    });
    Ok(compared.await?)
}

fn comparison(now: &Detail, before: Option<&Detail>) -> Result<InvoiceComparison, BillingError> {
    let total_now = now.header.total;
    let Some(before) = before else {
        return Ok(InvoiceComparison {
            before: None,
            total_before: None,
            total_now: total_now.into(),
            change: None,
            lines: Vec::new(),
        });
    };
    let zero = Money::zero(total_now.currency);
    let (then, here) = (steps(before)?, steps(now)?);
    let mut names: Vec<&Step> = here.iter().map(|(step, _)| step).collect();
    names.extend(
        then.iter().map(|(step, _)| step).filter(|step| here.iter().all(|(other, _)| other != *step)),
    );
    let find = |all: &[(Step, Money)], step: &Step| {
        all.iter().find(|(other, _)| other == step).map(|(_, money)| *money)
    };
    let mut lines = Vec::new();
    for step in names {
        let (was, is) = (find(&then, step), find(&here, step));
        let change = is.unwrap_or(zero).checked_sub(was.unwrap_or(zero))?;
        lines.push((change, was, is, step));
    }
    lines.sort_by_key(|(change, ..)| std::cmp::Reverse(change.minor.unsigned_abs()));
    let lines = lines.into_iter().map(|(change, was, is, (part, label))| {
        Ok(ComparedLine {
            label: label.clone(),
            part: (*part).to_owned(),
            before: was.map(Into::into),
            now: is.map(Into::into),
            change: change.into(),
            change_percent: percent_change(was.unwrap_or(zero), change)?.map(DecimalText),
        })
    });
    Ok(InvoiceComparison {
        before: Some(before.header.name.clone()),
        total_before: Some(before.header.total.into()),
        total_now: total_now.into(),
        change: Some(total_now.checked_sub(before.header.total)?.into()),
        lines: lines.collect::<Result<_, BillingError>>()?,
    })
}

/// What adds up to the total: lines, discounts below zero, taxes.
fn steps(invoice: &Detail) -> Result<Vec<(Step, Money)>, BillingError> {
    let mut steps: Vec<(Step, Money)> = Vec::new();
    let mut add = |part: &'static str, label: String, money: Money| -> Result<(), BillingError> {
        let step = (part, label);
        match steps.iter_mut().find(|(other, _)| *other == step) {
            Some((_, sum)) => *sum = sum.checked_add(money)?,
            None => steps.push((step, money)),
        }
        Ok(())
    };
    for line in &invoice.lines {
        add("line", line.usage_type.clone(), line.amount)?;
    }
    for discount in &invoice.discounts {
        add("discount", discount.label(), discount.amount.negated()?)?;
    }
    for tax in &invoice.taxes {
        add("tax", tax.rate.label.clone(), tax.amount)?;
    }
    Ok(steps)
}
