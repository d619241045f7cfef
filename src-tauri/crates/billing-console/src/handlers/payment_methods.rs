//! Payment methods: the list, adding by token, roles with a look ahead.

use crate::commands::*;
use crate::values::instant_text;
use crate::{CommandError, Context};
use billing_domain::contact::{Contact, ContactKind};
use billing_domain::invoices::state::PaymentOutcome;
use billing_domain::payment_methods::expiry::ExpiryMark;
use billing_domain::payment_methods::{Expiry, NewPaymentMethod, PaymentMethods, Role};
use billing_domain::{BillingError, Namespace};
use billing_service::accounts::OpenAccount;
use billing_service::payment_methods::{self as service, RoleAction};
use chrono::{DateTime, Utc};

/// All methods.
pub async fn payment_methods_view(context: Context, _: Nothing) -> Result<PaymentMethodsView, CommandError> {
    view(&context.account()?).await
}

/// Adds a method by the provider's token.
pub async fn payment_method_add(
    context: Context,
    input: PaymentMethodAdd,
) -> Result<PaymentMethodsView, CommandError> {
    let account = context.account()?;
    let contact = Contact {
        kind: ContactKind::Payment,
        address1: Some(input.contact.trim().to_owned()).filter(|line| !line.is_empty()),
        ..Contact::default()
    };
    let new = NewPaymentMethod { token: input.token.trim().to_owned(), role: role(&input.role)?, contact };
    methods(&account).create_payment_method(&Namespace::system(), &new).await?;
    view(&account).await
}

/// Removes a method.
pub async fn payment_method_delete(
    context: Context,
    input: PaymentMethodRef,
) -> Result<PaymentMethodsView, CommandError> {
    let account = context.account()?;
    methods(&account).delete_payment_method(&Namespace::system(), &input.name).await?;
    view(&account).await
}

/// What a change of roles would do.
pub async fn payment_method_role_preview(
    context: Context,
    input: RoleChange,
) -> Result<RolePreview, CommandError> {
    let preview = context.account()?.backend.role_preview(&input.name, action(input.change)).await?;
    let rows = preview.rows.into_iter().map(|row| RolePreviewRow {
        name: row.name,
        label: row.label,
        before: role_word(&row.before),
        after: role_word(&row.after),
    });
    Ok(RolePreview {
        rows: rows.collect(),
        no_primary_after: preview.no_primary_after,
        nothing: preview.nothing,
    })
}

/// Changes roles.
pub async fn payment_method_role_set(
    context: Context,
    input: RoleChange,
) -> Result<PaymentMethodsView, CommandError> {
    let account = context.account()?;
    let (system, backend) = (Namespace::system(), methods(&account));
    match input.change {
        RoleChangeKind::Primary => backend.make_primary(&system, &input.name).await?,
        RoleChangeKind::Secondary => backend.make_secondary(&system, &input.name).await?,
        RoleChangeKind::SwapPrimary => backend.swap_primary(&system, &input.name).await?,
    }
    view(&account).await
}

/// Where methods are changed: at the tenant of a remote account, through its outbox, else in the book.
fn methods(account: &OpenAccount) -> &dyn PaymentMethods {
    match &account.tenant {
        Some(tenant) => tenant,
        None => &account.backend,
    }
}

async fn view(account: &OpenAccount) -> Result<PaymentMethodsView, CommandError> {
    let backend = &account.backend;
    let view = backend.payment_methods_view().await?;
    Ok(PaymentMethodsView {
        register: account.tenant.is_some(),
        no_primary: view.no_primary,
        next_charge: view.next_charge.map(|charge| next_charge(charge, backend.now())),
        methods: view.rows.into_iter().map(row).collect(),
    })
}

pub(super) fn next_charge(charge: service::NextCharge, now: DateTime<Utc>) -> NextCharge {
    NextCharge {
        at: instant_text(charge.due),
        invoice: charge.invoice,
        amount: charge.balance.into(),
        overdue: charge.due < now,
    }
}

/// A method of the charge order in short.
pub(super) fn charged_method(row: &service::PaymentMethodRow) -> ChargedMethod {
    ChargedMethod {
        label: row.label.clone(),
        expiry: row.method.expiry.map(expiry_text),
        expiry_state: row.expiry.map(|mark| expiry_state(mark).to_owned()),
    }
}

fn row(row: service::PaymentMethodRow) -> PaymentMethodRow {
    let method = row.method;
    PaymentMethodRow {
        name: method.name,
        role: role_word(&method.role),
        brand: method.brand,
        last_four: method.last_four,
        expiry: method.expiry.map(expiry_text),
        expiry_state: row.expiry.map(|mark| expiry_state(mark).to_owned()),
        expiry_days: row.expiry_days.and_then(|days| i32::try_from(days).ok()),
        contact: method.contact.address1,
        added_by: method.added_by,
        added_at: instant_text(method.added_at),
        last_charge: row.last_charge.map(|payment| LastCharge {
            at: instant_text(payment.at),
            outcome: outcome_word(payment.outcome).to_owned(),
            note: payment.note,
        }),
    }
}

fn expiry_text(expiry: Expiry) -> String {
    format!("{}-{:02}", expiry.year, expiry.month)
}

const fn expiry_state(mark: ExpiryMark) -> &'static str {
    match mark {
        ExpiryMark::Fine => "ok",
        ExpiryMark::Within60Days | ExpiryMark::Within30Days | ExpiryMark::Within7Days => "soon",
        ExpiryMark::Expired => "expired",
    }
}

pub(super) const fn outcome_word(outcome: PaymentOutcome) -> &'static str {
    match outcome {
        PaymentOutcome::Succeeded => "succeeded",
        PaymentOutcome::Failed => "failed",
        PaymentOutcome::Unknown => "unknown",
    }
}

fn role_word(role: &Role) -> String {
    match role {
        Role::Primary => "primary",
        Role::Secondary => "secondary",
        Role::Normal => "normal",
        Role::Other(word) => word,
    }
    .to_owned()
}

fn role(word: &str) -> Result<Role, CommandError> {
    match word {
        "primary" => Ok(Role::Primary),
        "secondary" => Ok(Role::Secondary),
        "normal" => Ok(Role::Normal),
        _ => {
            Err(BillingError::invalid(format!("{word:?} is no role: say primary, secondary or normal."))
                .into())
        }
    }
}

const fn action(change: RoleChangeKind) -> RoleAction {
    match change {
        RoleChangeKind::Primary => RoleAction::MakePrimary,
        RoleChangeKind::Secondary => RoleAction::MakeSecondary,
        RoleChangeKind::SwapPrimary => RoleAction::SwapPrimary,
    }
}
