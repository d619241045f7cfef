//! Payment methods of a tenant: no tenant lists them, so the console keeps a register of those it has made.

use super::super::changes::Change;
use super::OfflineBackend;
use async_trait::async_trait;
use billing_domain::payment_methods::roles::{self, RoleChanges};
use billing_domain::payment_methods::tokens::{check_token, method_of};
use billing_domain::payment_methods::{NewPaymentMethod, PaymentMethod, PaymentMethods};
use billing_domain::{BillingError, Namespace};
use billing_store::Writer;

#[async_trait]
impl PaymentMethods for OfflineBackend {
    async fn create_payment_method(
        &self,
        namespace: &Namespace,
        new: &NewPaymentMethod,
    ) -> Result<String, BillingError> {
        let new = NewPaymentMethod { token: new.token.trim().to_owned(), ..new.clone() };
        check_token(&new.token)?;
        let (live, asked) = (namespace.clone(), new.clone());
        let change = Change::CreatePaymentMethod { role: new.role.clone() };
        let name = self
            .send(change, move |tenant| async move { tenant.create_payment_method(&live, &asked).await })
            .await?;
        self.register_method(name.clone(), new).await?;
        Ok(name)
    }

    async fn delete_payment_method(&self, namespace: &Namespace, name: &str) -> Result<(), BillingError> {
        let (live, asked) = (namespace.clone(), name.to_owned());
        let change = Change::DeletePaymentMethod { name: name.to_owned() };
        self.send(change, move |tenant| async move { tenant.delete_payment_method(&live, &asked).await })
            .await?;
        self.unregister_method(name).await
    }

    async fn make_primary(&self, namespace: &Namespace, name: &str) -> Result<(), BillingError> {
        let (live, asked) = (namespace.clone(), name.to_owned());
        let change = Change::MakePrimary { name: name.to_owned() };
        self.send(change, move |tenant| async move { tenant.make_primary(&live, &asked).await }).await?;
        self.register_roles(name, roles::make_primary).await
    }

    async fn make_secondary(&self, namespace: &Namespace, name: &str) -> Result<(), BillingError> {
        let (live, asked) = (namespace.clone(), name.to_owned());
        let change = Change::MakeSecondary { name: name.to_owned() };
        self.send(change, move |tenant| async move { tenant.make_secondary(&live, &asked).await }).await?;
        self.register_roles(name, roles::make_secondary).await
    }

    async fn swap_primary(&self, namespace: &Namespace, name: &str) -> Result<(), BillingError> {
        let (live, asked) = (namespace.clone(), name.to_owned());
        let change = Change::SwapPrimary { name: name.to_owned() };
        self.send(change, move |tenant| async move { tenant.swap_primary(&live, &asked).await }).await?;
        self.register_roles(name, roles::swap_primary).await
    }
}

/// How a role is changed.
type RoleRule = fn(&[PaymentMethod], &str) -> Result<RoleChanges, BillingError>;

impl OfflineBackend {
    /// Remembers a method that the tenant has taken, under the name it gave.
    pub(crate) async fn register_method(
        &self,
        name: String,
        new: NewPaymentMethod,
    ) -> Result<(), BillingError> {
        let (who, at) = (self.book.actor().to_owned(), self.book.now());
        self.book
            .write(move |tx| {
                let changes = roles::admit(&tx.payment_methods()?, &new.role)?;
                let method = method_of(&new, tx.next_payment_method_number()?, &who, at)?;
                tx.apply_role_changes(&changes)?;
                Ok(tx.add_payment_method(&new.token, &PaymentMethod { name, ..method })?)
            })
            .await
    }

    pub(crate) async fn unregister_method(&self, name: &str) -> Result<(), BillingError> {
        let name = name.to_owned();
        self.book.write(move |tx| Ok(tx.remove_payment_method(&name)?)).await
    }

    /// What the tenant has done is done in the register too, as far as it knows the methods concerned.
    pub(crate) async fn register_roles(&self, name: &str, rule: RoleRule) -> Result<(), BillingError> {
        let name = name.to_owned();
        self.book.write(move |tx| change_register(tx, &name, rule)).await
    }
}

/// A method made elsewhere is not in the register; then the roles of the others are what is left to know.
fn change_register(tx: &Writer<'_>, name: &str, rule: RoleRule) -> Result<(), BillingError> {
    let methods = tx.payment_methods()?;
    if methods.iter().any(|method| method.name == name) {
        tx.apply_role_changes(&rule(&methods, name)?)?;
    }
    Ok(())
}
