//! The seam on SQLite: payment methods. Load, let the role rules decide, save, and write the trail.

use super::LocalBackend;
use super::trail::Trail;
use async_trait::async_trait;
use billing_domain::invoices::InvoiceStatus;
use billing_domain::payment_methods::roles::{self, RoleChanges};
use billing_domain::payment_methods::tokens::method_of;
use billing_domain::payment_methods::{NewPaymentMethod, PaymentMethod, PaymentMethods, Role};
use billing_domain::{BillingError, Namespace};
use billing_store::{Reader, Writer};
use chrono::{DateTime, Utc};

/// How a role is changed.
type RoleRule = fn(&[PaymentMethod], &str) -> Result<RoleChanges, BillingError>;

#[async_trait]
impl PaymentMethods for LocalBackend {
    async fn create_payment_method(
        &self,
        namespace: &Namespace,
        new: &NewPaymentMethod,
    ) -> Result<String, BillingError> {
        namespace.require_system()?;
        let (new, trail) = (new.clone(), self.trail());
        self.write(move |tx| add(tx, new, &trail)).await
    }

    async fn delete_payment_method(&self, namespace: &Namespace, name: &str) -> Result<(), BillingError> {
        namespace.require_system()?;
        let (name, trail) = (name.to_owned(), self.trail());
        self.write(move |tx| {
            let methods = tx.payment_methods()?;
            roles::allow_deletion(&methods, &name, anything_owed(tx, trail.at)?)?;
            tx.remove_payment_method(&name)?;
            let before = roles::find(&methods, &name)?;
            let before = Some(format!("{}, {}", before.label(), before.role.as_str()));
            trail.write(tx, "payment_method.delete", &name, before, None)
        })
        .await
    }

    async fn make_primary(&self, namespace: &Namespace, name: &str) -> Result<(), BillingError> {
        self.change_roles(namespace, name, "payment_method.primary", roles::make_primary).await
    }

    async fn make_secondary(&self, namespace: &Namespace, name: &str) -> Result<(), BillingError> {
        self.change_roles(namespace, name, "payment_method.secondary", roles::make_secondary).await
    }

    async fn swap_primary(&self, namespace: &Namespace, name: &str) -> Result<(), BillingError> {
        self.change_roles(namespace, name, "payment_method.swap_primary", roles::swap_primary).await
    }
}

impl LocalBackend {
    async fn change_roles(
        &self,
        namespace: &Namespace,
        name: &str,
        action: &'static str,
        rule: RoleRule,
    ) -> Result<(), BillingError> {
        namespace.require_system()?;
        let (name, trail) = (name.to_owned(), self.trail());
        self.write(move |tx| {
            let methods = tx.payment_methods()?;
            let changes = rule(&methods, &name)?;
            if changes.is_none() {
                return Ok(());
            }
            tx.apply_role_changes(&changes)?;
            let after = in_words(&changes.applied_to(&methods));
            trail.write(tx, action, &name, Some(in_words(&methods)), Some(after))
        })
        .await
    }
}

/// Keeps a new method; whoever had its role gives it up.
pub(super) fn add(tx: &Writer<'_>, mut new: NewPaymentMethod, trail: &Trail) -> Result<String, BillingError> {
    // Tokens are pasted: a line end at the close is no part of them.
    new.token = new.token.trim().to_owned();
    let changes = roles::admit(&tx.payment_methods()?, &new.role)?;
    let method = method_of(&new, tx.next_payment_method_number()?, &trail.who, trail.at)?;
    tx.apply_role_changes(&changes)?;
    tx.add_payment_method(&new.token, &method)?;
    let after = Some(format!("{}, {}", method.label(), method.role.as_str()));
    trail.write(tx, "payment_method.create", &method.name, None, after)?;
    Ok(method.name)
}

/// True while an issued invoice is not settled.
pub(super) fn anything_owed(book: &Reader<'_>, now: DateTime<Utc>) -> Result<bool, BillingError> {
    let owed = |status| matches!(status, InvoiceStatus::Issued | InvoiceStatus::Overdue);
    Ok(book.invoice_heads()?.iter().any(|head| owed(head.standing.status(now))))
}

/// `payment-method-1 primary, payment-method-3 secondary`; methods without a role of their own are left out.
fn in_words(methods: &[PaymentMethod]) -> String {
    let chosen = methods.iter().filter(|method| method.role != Role::Normal);
    let words: Vec<_> = chosen.map(|method| format!("{} {}", method.name, method.role.as_str())).collect();
    if words.is_empty() { "no primary, no secondary".to_owned() } else { words.join(", ") }
}
