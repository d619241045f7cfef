//! What the provider tells of a kept method: brand, last four, expiry, in place of what its token alone told.

use super::Payments;
use billing_domain::BillingError;
use billing_domain::audit::AuditEntry;
use billing_domain::payment_methods::{PaymentMethod, roles};
use billing_domain::payments::ProviderToken;

impl Payments {
    /// Asks the provider what a method is and keeps the answer. Moves no money.
    ///
    /// # Errors
    /// `NotFound` for an unknown method; what the provider says when it does not know the token or cannot be asked.
    pub async fn describe(&self, method: &str) -> Result<PaymentMethod, BillingError> {
        let name = method.to_owned();
        let token = self
            .backend
            .read(move |book| {
                roles::find(&book.payment_methods()?, &name)?;
                Ok(book.payment_token(&name)?)
            })
            .await?;
        let token = token.ok_or_else(|| BillingError::internal("The method has no token."))?;
        let facts = self.provider.describe(&ProviderToken::new(token)).await?;
        let (name, at, who) = (method.to_owned(), self.backend.now(), self.backend.actor().to_owned());
        self.backend
            .write(move |tx| {
                let before = roles::find(&tx.payment_methods()?, &name)?.label();
                tx.describe_payment_method(&name, &facts)?;
                let after = roles::find(&tx.payment_methods()?, &name)?.clone();
                let (object, label) = (format!("payment_method/{name}"), after.label());
                tx.add_audit(&AuditEntry::new(
                    at,
                    &who,
                    "payment_method.describe",
                    &object,
                    Some(before),
                    Some(label),
                ))?;
                Ok(after)
            })
            .await
    }
}
