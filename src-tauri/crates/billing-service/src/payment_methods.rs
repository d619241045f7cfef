//! What the payment methods screen shows: who is charged first, how long cards are good, what a role change would do.

use crate::LocalBackend;
use billing_domain::invoices::InvoiceStatus;
use billing_domain::payment_methods::expiry::ExpiryMark;
use billing_domain::payment_methods::rehearsal::{ChargeStep, charge_order};
use billing_domain::payment_methods::roles::{self, RoleChanges};
use billing_domain::payment_methods::{PaymentMethod, Role};
use billing_domain::{BillingError, Money};
use billing_store::Reader;
use billing_store::invoices::{NewPayment, PaymentKind};
use chrono::{DateTime, Utc};

/// Everything on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentMethodsView {
    /// Primary, secondary, then in order of being added.
    pub rows: Vec<PaymentMethodRow>,
    /// True when nobody is charged first: say it loudly.
    pub no_primary: bool,
    /// What would be charged next, if anything is owed.
    pub next_charge: Option<NextCharge>,
    /// Whom that charge would try, in order.
    pub rehearsal: Vec<ChargeStep>,
}

/// One method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentMethodRow {
    /// The method.
    pub method: PaymentMethod,
    /// `Visa ···· 4242`.
    pub label: String,
    /// How near its end is; none without an expiry.
    pub expiry: Option<ExpiryMark>,
    /// Whole days to its last day; negative once it is over.
    pub expiry_days: Option<i64>,
    /// The last attempt to charge it.
    pub last_charge: Option<NewPayment>,
}

/// The open invoice that falls due first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextCharge {
    /// When it falls due.
    pub due: DateTime<Utc>,
    /// Its name.
    pub invoice: String,
    /// What is still to be paid.
    pub balance: Money,
}

/// A change of roles that a person can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoleAction {
    /// Becomes primary; a former primary becomes normal.
    MakePrimary,
    /// Becomes secondary; a former secondary becomes normal.
    MakeSecondary,
    /// Becomes primary; the former primary becomes secondary.
    SwapPrimary,
}

/// What a change of roles would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RolePreview {
    /// Every method, in the order of the screen.
    pub rows: Vec<RolePreviewRow>,
    /// True when nobody would be charged first: say it loudly.
    pub no_primary_after: bool,
    /// True when nothing would change.
    pub nothing: bool,
}

/// One method before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RolePreviewRow {
    /// The method's name.
    pub name: String,
    /// `Visa ···· 4242`.
    pub label: String,
    /// Its role now.
    pub before: Role,
    /// Its role afterwards.
    pub after: Role,
}

impl LocalBackend {
    /// The payment methods screen, as things stand now.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn payment_methods_view(&self) -> Result<PaymentMethodsView, BillingError> {
        let now = self.now();
        self.read(move |book| view(book, now)).await
    }

    /// What a change of roles would do; nothing is changed.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn role_preview(&self, name: &str, action: RoleAction) -> Result<RolePreview, BillingError> {
        let name = name.to_owned();
        self.read(move |book| preview(&book.payment_methods()?, &name, action)).await
    }
}

impl RoleAction {
    /// Decides the change by the rule of the domain.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn decide(self, methods: &[PaymentMethod], name: &str) -> Result<RoleChanges, BillingError> {
        match self {
            Self::MakePrimary => roles::make_primary(methods, name),
            Self::MakeSecondary => roles::make_secondary(methods, name),
            Self::SwapPrimary => roles::swap_primary(methods, name),
        }
    }
}

fn view(book: &Reader<'_>, now: DateTime<Utc>) -> Result<PaymentMethodsView, BillingError> {
    let methods = book.payment_methods()?;
    let payments: Vec<_> = book.payments()?.into_iter().map(|record| record.payment).collect();
    let next_charge = next_charge(book, now)?;
    let charged_at = next_charge.as_ref().map_or(now, |charge| charge.due.max(now));
    let rehearsal = charge_order(&methods, charged_at);
    let no_primary = roles::primary(&methods).is_none();
    let rows = in_order(methods).into_iter().map(|method| row(method, &payments, now)).collect();
    Ok(PaymentMethodsView { rows, no_primary, next_charge, rehearsal })
}

fn row(method: PaymentMethod, payments: &[NewPayment], now: DateTime<Utc>) -> PaymentMethodRow {
    let label = method.label();
    // Charges name a method as people do. A card of the same brand and digits that was there before is another one.
    let charges = payments.iter().filter(|payment| {
        payment.kind == PaymentKind::Payment && payment.method == label && payment.at >= method.added_at
    });
    PaymentMethodRow {
        last_charge: charges.max_by_key(|payment| payment.at).cloned(),
        expiry: method.expiry.map(|expiry| expiry.mark(now)),
        expiry_days: method.expiry.and_then(|expiry| expiry.days_left(now)),
        label,
        method,
    }
}

/// The open invoice that falls due first; one that is overdue already comes before the others.
fn next_charge(book: &Reader<'_>, now: DateTime<Utc>) -> Result<Option<NextCharge>, BillingError> {
    let mut next: Option<NextCharge> = None;
    for head in book.invoice_heads()? {
        let standing = &head.standing;
        let open = matches!(standing.status(now), InvoiceStatus::Issued | InvoiceStatus::Overdue);
        let Some(due) = standing.due.filter(|_| open) else { continue };
        if next.as_ref().is_none_or(|next| due < next.due) {
            let balance = standing.total.checked_sub(standing.paid)?;
            next = Some(NextCharge { due, invoice: head.name, balance });
        }
    }
    Ok(next)
}

fn preview(methods: &[PaymentMethod], name: &str, action: RoleAction) -> Result<RolePreview, BillingError> {
    let before = in_order(methods.to_vec());
    let changes = action.decide(&before, name)?;
    let after = changes.applied_to(&before);
    let no_primary_after = roles::primary(&after).is_none();
    let row = |(before, after): (&PaymentMethod, PaymentMethod)| RolePreviewRow {
        name: before.name.clone(),
        label: before.label(),
        before: before.role.clone(),
        after: after.role,
    };
    let rows = before.iter().zip(after).map(row).collect();
    Ok(RolePreview { rows, no_primary_after, nothing: changes.is_none() })
}

/// Primary, secondary, then as they were added.
fn in_order(mut methods: Vec<PaymentMethod>) -> Vec<PaymentMethod> {
    methods.sort_by_key(|method| match method.role {
        Role::Primary => 0,
        Role::Secondary => 1,
        Role::Normal | Role::Other(_) => 2,
    });
    methods
}

#[cfg(test)]
mod tests;
