//! Who is primary and who is secondary after a change: decided here as a value, saved elsewhere.
//!
//! At most one primary and one secondary, always. No primary at all is legal, so callers warn about it loudly.

use super::card_numbers::refuse_card_numbers;
use super::{PaymentMethod, Role};
use crate::BillingError;

/// One method's step from role to role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleChange {
    /// Which method.
    pub name: String,
    /// Its role before.
    pub from: Role,
    /// Its role after.
    pub to: Role,
}

/// Every row that a role change touches; empty when nothing is to be done.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RoleChanges(Vec<RoleChange>);

impl RoleChanges {
    /// Nothing to do.
    #[must_use]
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    /// True when nothing is to be done.
    #[must_use]
    pub const fn is_none(&self) -> bool {
        self.0.is_empty()
    }

    /// Each row once.
    pub fn iter(&self) -> impl Iterator<Item = &RoleChange> {
        self.0.iter()
    }

    /// The methods as they are afterwards, in the same order.
    #[must_use]
    pub fn applied_to(&self, methods: &[PaymentMethod]) -> Vec<PaymentMethod> {
        let role_of = |method: &PaymentMethod| {
            let change = self.0.iter().find(|change| change.name == method.name);
            change.map_or_else(|| method.role.clone(), |change| change.to.clone())
        };
        methods.iter().map(|method| PaymentMethod { role: role_of(method), ..method.clone() }).collect()
    }

    fn with(mut self, method: Option<&PaymentMethod>, to: Role) -> Self {
        if let Some(method) = method.filter(|method| method.role != to) {
            self.0.push(RoleChange { name: method.name.clone(), from: method.role.clone(), to });
        }
        self
    }
}

/// The method of that name.
///
/// # Errors
/// `NotFound`; `InvalidInput` for a card number instead of a name.
pub fn find<'m>(methods: &'m [PaymentMethod], name: &str) -> Result<&'m PaymentMethod, BillingError> {
    if let Some(known) = methods.iter().find(|method| method.name == name) {
        return Ok(known);
    }
    // The message repeats the name, so it must not be a card number.
    refuse_card_numbers("name of the payment method", name)?;
    Err(BillingError::not_found(format!("No payment method is called {name:?}.")))
}

/// The one that is charged first.
#[must_use]
pub fn primary(methods: &[PaymentMethod]) -> Option<&PaymentMethod> {
    methods.iter().find(|method| method.role == Role::Primary)
}

/// The one that is charged when the primary is refused.
#[must_use]
pub fn secondary(methods: &[PaymentMethod]) -> Option<&PaymentMethod> {
    methods.iter().find(|method| method.role == Role::Secondary)
}

/// `name` becomes primary, a former primary normal; if `name` was secondary there is no secondary afterwards.
///
/// # Errors
/// `NotFound`.
pub fn make_primary(methods: &[PaymentMethod], name: &str) -> Result<RoleChanges, BillingError> {
    let next = find(methods, name)?;
    if next.role == Role::Primary {
        return Ok(RoleChanges::none());
    }
    Ok(RoleChanges::none().with(primary(methods), Role::Normal).with(Some(next), Role::Primary))
}

/// `name` becomes secondary, a former secondary normal; if `name` was primary there is no primary afterwards.
///
/// # Errors
/// `NotFound`.
pub fn make_secondary(methods: &[PaymentMethod], name: &str) -> Result<RoleChanges, BillingError> {
    let next = find(methods, name)?;
    if next.role == Role::Secondary {
        return Ok(RoleChanges::none());
    }
    Ok(RoleChanges::none().with(secondary(methods), Role::Normal).with(Some(next), Role::Secondary))
}

/// `name` becomes primary and the former primary secondary; a former secondary that is neither becomes normal.
///
/// # Errors
/// `NotFound`.
pub fn swap_primary(methods: &[PaymentMethod], name: &str) -> Result<RoleChanges, BillingError> {
    let next = find(methods, name)?;
    if next.role == Role::Primary {
        return Ok(RoleChanges::none());
    }
    let other_secondary = secondary(methods).filter(|method| method.name != name);
    // Without a former primary nobody takes the secondary's place, but it still has to go: the rule names no exception.
    Ok(RoleChanges::none()
        .with(other_secondary, Role::Normal)
        .with(primary(methods), Role::Secondary)
        .with(Some(next), Role::Primary))
}

/// What a new method of `role` does to the others: it takes the role from whoever has it.
///
/// # Errors
/// `InvalidInput` for a role that nobody knows.
pub fn admit(methods: &[PaymentMethod], role: &Role) -> Result<RoleChanges, BillingError> {
    match role {
        Role::Primary => Ok(RoleChanges::none().with(primary(methods), Role::Normal)),
        Role::Secondary => Ok(RoleChanges::none().with(secondary(methods), Role::Normal)),
        Role::Normal => Ok(RoleChanges::none()),
        Role::Other(word) => Err(BillingError::invalid(format!(
            "{word:?} is not a role of a payment method: use primary, secondary or normal."
        ))),
    }
}

/// Whether `name` may be deleted: not the primary while something is owed.
///
/// # Errors
/// `NotFound`; `FailedPrecondition` with the reason.
pub fn allow_deletion(
    methods: &[PaymentMethod],
    name: &str,
    anything_owed: bool,
) -> Result<(), BillingError> {
    let method = find(methods, name)?;
    if method.role == Role::Primary && anything_owed {
        return Err(BillingError::refused(format!(
            "{name} is the primary payment method and an invoice is still to be paid. \
             Make another method primary first, or settle what is owed."
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
