//! Usage that came or changed after an invoice was issued: looking, correcting, taking back.

use crate::commands::*;
use crate::values::{DecimalText, MoneyText, instant_text};
use crate::{CommandError, Context};
use billing_domain::BillingError;
use billing_service::billing::{Correction, UsageDifference};

/// What is at stake on an issued invoice.
pub async fn invoice_usage_difference(
    context: Context,
    input: InvoiceRef,
) -> Result<UsageDifferenceView, CommandError> {
    let backend = context.local_account()?.backend;
    Ok(view(backend.bill(move |billing, _| billing.usage_difference(&input.name)).await?))
}

/// Puts what is open on the invoice of the next month.
pub async fn invoice_correct(
    context: Context,
    input: InvoiceCorrect,
) -> Result<UsageDifferenceView, CommandError> {
    let backend = context.local_account()?.backend;
    Ok(view(backend.bill(move |billing, now| billing.correct(&input.name, &input.reason, now)).await?))
}

/// Takes a correction back.
pub async fn correction_withdraw(
    context: Context,
    input: CorrectionRef,
) -> Result<UsageDifferenceView, CommandError> {
    let unknown = |_| BillingError::not_found(format!("There is no correction {:?}.", input.id));
    let id: i64 = input.id.parse().map_err(unknown)?;
    let backend = context.local_account()?.backend;
    Ok(view(backend.bill(move |billing, now| billing.withdraw_correction(id, now)).await?))
}

fn view(difference: UsageDifference) -> UsageDifferenceView {
    let currency = difference.at_stake.open.currency.to_string();
    // Receipts keep amounts as text, with all decimals of their currency.
    let money = |amount: String| MoneyText { amount: DecimalText(amount), currency: currency.clone() };
    let lines = difference.at_stake.lines.iter().cloned().map(|line| CorrectedLineView {
        usage_type: line.usage_type,
        quantity_billed: DecimalText(line.quantity_billed),
        quantity_now: DecimalText(line.quantity_now),
        billed: money(line.billed),
        rated: money(line.rated),
    });
    UsageDifferenceView {
        lines: lines.collect(),
        open: difference.at_stake.open.into(),
        settled: difference.at_stake.is_settled(),
        invoice: difference.invoice,
        corrections: difference.corrections.into_iter().map(correction).collect(),
    }
}

fn correction(correction: Correction) -> CorrectionView {
    CorrectionView {
        id: correction.id.to_string(),
        month: correction.carried.into(),
        can_withdraw: correction.withdrawn_at.is_none() && correction.carried_by.is_none(),
        carried_by: correction.carried_by,
        amount: correction.amount.into(),
        made_at: instant_text(correction.made_at),
        made_by: correction.made_by,
        reason: correction.reason,
        withdrawn_at: correction.withdrawn_at.map(instant_text),
    }
}
