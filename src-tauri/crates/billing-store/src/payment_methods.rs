//! Payment methods as rows. Tokens are read for charging only; nothing that is shown holds one.

use crate::contacts::{CONTACT_COLUMNS, contact, with_contact};
use crate::values::{instant, instant_text};
use crate::{Reader, StoreError, Writer};
use billing_domain::payment_methods::roles::RoleChanges;
use billing_domain::payment_methods::tokens::TokenFacts;
use billing_domain::payment_methods::{Expiry, PaymentMethod, Role};
use rusqlite::{OptionalExtension, Row};

impl Reader<'_> {
    /// All, in order of being added.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn payment_methods(&self) -> Result<Vec<PaymentMethod>, StoreError> {
        let mut query = self.sql.prepare_cached(&format!(
            "SELECT name, role, brand, last_four, expiry_year, expiry_month, added_by, added_at, {CONTACT_COLUMNS}
             FROM payment_method ORDER BY number"
        ))?;
        let mut rows = query.query([])?;
        let mut methods = Vec::new();
        while let Some(row) = rows.next()? {
            methods.push(method(row)?);
        }
        Ok(methods)
    }

    /// The provider's token of a method, for charging it. A secret: never logged, never shown.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn payment_token(&self, name: &str) -> Result<Option<String>, StoreError> {
        let mut query = self.sql.prepare_cached("SELECT token FROM payment_method WHERE name = ?1")?;
        Ok(query.query_row([name], |row| row.get(0)).optional()?)
    }
}

impl Writer<'_> {
    /// The next number for a name, never given before.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn next_payment_method_number(&self) -> Result<u32, StoreError> {
        let mut update =
            self.sql.prepare_cached("UPDATE payment_method_number SET last = last + 1 RETURNING last")?;
        Ok(update.query_row([], |row| row.get(0))?)
    }

    /// Keeps a new method with the provider's token. Its role must be free: apply role changes first.
    ///
    /// # Errors
    /// [`StoreError`]; a taken name or role breaks a constraint.
    pub fn add_payment_method(&self, token: &str, method: &PaymentMethod) -> Result<(), StoreError> {
        let (role, added_at) = (role_code(&method.role)?, instant_text(method.added_at));
        let (year, month) = (method.expiry.map(|e| e.year), method.expiry.map(|e| e.month));
        let mut insert = self.sql.prepare_cached(&format!(
            "INSERT INTO payment_method (number, name, role, token, brand, last_four, expiry_year, expiry_month,
                 added_by, added_at, {CONTACT_COLUMNS})
             SELECT COALESCE(MAX(number), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
             FROM payment_method"
        ))?;
        insert.execute(with_contact(
            &[
                &method.name,
                &role,
                &token,
                &method.brand,
                &method.last_four,
                &year,
                &month,
                &method.added_by,
                &added_at,
            ],
            &method.contact,
        ))?;
        Ok(())
    }

    /// Saves decided roles. All changed rows step back to normal first, so that no moment has two primaries.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn apply_role_changes(&self, changes: &RoleChanges) -> Result<(), StoreError> {
        let mut update = self.sql.prepare_cached("UPDATE payment_method SET role = ?2 WHERE name = ?1")?;
        for change in changes.iter() {
            update.execute((&change.name, "normal"))?;
        }
        for change in changes.iter() {
            update.execute((&change.name, role_code(&change.to)?))?;
        }
        Ok(())
    }

    /// Keeps what a provider tells of a method.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn describe_payment_method(&self, name: &str, facts: &TokenFacts) -> Result<(), StoreError> {
        let (year, month) = (facts.expiry.map(|e| e.year), facts.expiry.map(|e| e.month));
        self.sql
            .prepare_cached(
                "UPDATE payment_method SET brand = ?2, last_four = ?3, expiry_year = ?4, expiry_month = ?5 \
                 WHERE name = ?1",
            )?
            .execute((name, &facts.brand, &facts.last_four, year, month))?;
        Ok(())
    }

    /// Removes a method and its token.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn remove_payment_method(&self, name: &str) -> Result<(), StoreError> {
        self.sql.prepare_cached("DELETE FROM payment_method WHERE name = ?1")?.execute([name])?;
        Ok(())
    }
}

fn method(row: &Row<'_>) -> Result<PaymentMethod, StoreError> {
    let expiry = match (row.get(4)?, row.get(5)?) {
        (Some(year), Some(month)) => Some(Expiry { year, month }),
        _ => None,
    };
    Ok(PaymentMethod {
        name: row.get(0)?,
        role: role(&row.get::<_, String>(1)?)?,
        brand: row.get(2)?,
        last_four: row.get(3)?,
        expiry,
        added_by: row.get(6)?,
        added_at: instant(&row.get::<_, String>(7)?)?,
        contact: contact(row, 8)?,
    })
}

fn role(code: &str) -> Result<Role, StoreError> {
    match code {
        "primary" => Ok(Role::Primary),
        "secondary" => Ok(Role::Secondary),
        "normal" => Ok(Role::Normal),
        other => Err(StoreError::Corrupt(format!("{other:?} is not a role of a payment method"))),
    }
}

fn role_code(role: &Role) -> Result<&'static str, StoreError> {
    match role {
        Role::Primary => Ok("primary"),
        Role::Secondary => Ok("secondary"),
        Role::Normal => Ok("normal"),
        Role::Other(word) => Err(StoreError::Corrupt(format!("{word:?} is not a role that can be kept"))),
    }
}

#[cfg(test)]
mod tests;
