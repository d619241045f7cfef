//! Charging, giving back and asking through a payment provider.

use super::invoices::show;
use crate::commands::*;
use crate::values::instant_text;
use crate::{CommandError, Console, Context};
use billing_domain::{BillingError, Money};
use billing_service::LocalBackend;
use billing_service::payments::{
    AttemptKind, AttemptRecord, AttemptState, PaymentProvider, Payments, ToTheEnd,
};
use std::sync::Arc;

/// What a charge would do.
pub async fn charge_rehearsal(
    context: Context,
    input: ChargeQuery,
) -> Result<ChargeRehearsalView, CommandError> {
    let backend = context.local_account()?.backend;
    let providers = providers(&context, &backend);
    let open = open_provider(&backend, &input.name).await?;
    let usual = providers.first().map(|provider| provider.name().to_owned());
    let chosen = open.or(input.provider).or(usual).unwrap_or_default();
    let provider = named(&providers, &chosen)?;
    let rehearsal = Payments::new(backend, Arc::clone(&provider)).rehearse(&input.name).await?;
    Ok(ChargeRehearsalView {
        providers: providers.iter().map(|provider| view_of(provider.as_ref())).collect(),
        provider: view_of(provider.as_ref()),
        amount: rehearsal.amount.into(),
        steps: rehearsal
            .steps
            .into_iter()
            .map(|step| ChargeStepView {
                method: step.label,
                role: step.role.as_str().to_owned(),
                expired: step.expired,
            })
            .collect(),
        open: rehearsal.open.map(|open| attempt(&open, &[])),
        refused: rehearsal.refused,
    })
}

/// Charges it. A declined card is no failure: the attempts tell.
pub async fn invoice_charge(context: Context, input: ChargeStart) -> Result<InvoiceDetail, CommandError> {
    let payments = through(&context, &input.provider)?;
    payments.charge(&input.name, &ToTheEnd).await?;
    show(&context, input.name).await
}

/// Gives money back.
pub async fn invoice_refund(context: Context, input: RefundStart) -> Result<InvoiceDetail, CommandError> {
    let payments = through(&context, &input.provider)?;
    let currency = context.local_account()?.record.currency;
    let amount = input.amount.map(|amount| Money::from_text(&amount.0, currency)).transpose()?;
    payments.refund(&input.name, amount, &input.note, &ToTheEnd).await?;
    show(&context, input.name).await
}

/// Asks each provider what became of what it was sent for this invoice.
pub async fn payments_resolve(context: Context, input: InvoiceRef) -> Result<InvoiceDetail, CommandError> {
    let backend = context.local_account()?.backend;
    if let Some(name) = open_provider(&backend, &input.name).await? {
        through(&context, &name)?.resolve_invoice(&input.name).await?;
    }
    show(&context, input.name).await
}

/// The janitor, when an account is opened: asks each provider about everything that was sent and has not ended, so that
/// nobody has to remember it. Sends no money anywhere, and nothing at all while nothing is open. What cannot be asked
/// stays unknown, is named on the overview, and can be asked about by hand.
pub async fn ask_about_the_unknown(context: Context) {
    let Ok(account) = context.account() else { return };
    for provider in providers(&context, &account.backend) {
        let _ = Payments::new(account.backend.clone(), provider).resolve().await;
    }
}

/// Attempts as the detail of an invoice shows them.
pub(super) fn attempts(records: &[AttemptRecord]) -> Vec<AttemptView> {
    records.iter().map(|record| attempt(record, records)).collect()
}

fn attempt(record: &AttemptRecord, all: &[AttemptRecord]) -> AttemptView {
    let attempt = &record.attempt;
    let refund = attempt.kind == AttemptKind::Refund;
    let amount = if refund { attempt.amount.negated().unwrap_or(attempt.amount) } else { attempt.amount };
    AttemptView {
        key: attempt.key.clone(),
        at: record.steps.last().map(|step| instant_text(step.at)).unwrap_or_default(),
        kind: if refund { "refund" } else { "charge" }.to_owned(),
        provider: attempt.provider.clone(),
        test: attempt.provider == "test",
        method: attempt.label.clone(),
        amount: amount.into(),
        state: record.state.as_str().to_owned(),
        reference: record.reference.clone(),
        reason: record.reason().map(|reason| reason.words.clone()),
        refundable: record.refundable(all).map(Into::into),
    }
}

/// The provider of the attempt that has not ended, if there is one: only it can say what became of it.
async fn open_provider(backend: &LocalBackend, invoice: &str) -> Result<Option<String>, CommandError> {
    let attempts = backend.payment_attempts(Some(invoice)).await?;
    let open = attempts.into_iter().find(|attempt| !attempt.state.is_final());
    Ok(open.map(|open| open.attempt.provider))
}

fn through(context: &Context, provider: &str) -> Result<Payments, CommandError> {
    let backend = context.local_account()?.backend;
    let provider = named(&providers(context, &backend), provider)?;
    Ok(Payments::new(backend, provider))
}

/// Those that the shell was given, then the local test provider of the book.
fn providers(console: &Console, backend: &LocalBackend) -> Vec<Arc<dyn PaymentProvider>> {
    let mut providers = console.providers().to_vec();
    providers.push(Arc::new(backend.test_provider()));
    providers
}

fn named(
    providers: &[Arc<dyn PaymentProvider>],
    name: &str,
) -> Result<Arc<dyn PaymentProvider>, CommandError> {
    let found = providers.iter().find(|provider| provider.name() == name).cloned();
    Ok(found.ok_or_else(|| {
        BillingError::refused(format!(
            "The payment provider {name:?} is not set up here. For Stripe, start Counterfoil with \
             COUNTERFOIL_STRIPE_KEY_FILE naming the file of its secret key."
        ))
    })?)
}

fn view_of(provider: &dyn PaymentProvider) -> ProviderView {
    ProviderView {
        name: provider.name().to_owned(),
        label: provider.label().to_owned(),
        test: provider.is_test(),
    }
}

/// True when a charge can begin, or one that was begun can go on.
pub(super) fn can_charge(invoice_is_open: bool, attempts: &[AttemptRecord]) -> bool {
    let refunding =
        attempts.iter().any(|record| record.attempt.kind == AttemptKind::Refund && !record.state.is_final());
    invoice_is_open && !refunding
}

/// True while somebody can be asked.
pub(super) fn can_resolve(attempts: &[AttemptRecord]) -> bool {
    attempts.iter().any(|record| AttemptState::is_under_way(record.state))
}
