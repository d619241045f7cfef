//! What the provider tells of a kept method: brand, last four, expiry, in place of what its token alone told.

use super::Payments;
use billing_domain::BillingError;
use billing_domain::payment_methods::{PaymentMethod, roles};
use billing_domain::payments::ProviderToken;
use billing_store::account::AuditRecord;

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
                tx.add_audit(&AuditRecord {
                    at,
                    who,
                    action: "payment_method.describe".to_owned(),
                    object: format!("payment_method/{name}"),
                    before: Some(before),
                    after: Some(after.label()),
                })?;
                Ok(after)
            })
            .await
    }
}
