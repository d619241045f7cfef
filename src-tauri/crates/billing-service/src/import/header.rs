//! The header row: which column is where, whatever their order and spelling of case.

use super::file::refused;
use super::rows::Row;
use billing_domain::BillingError;
use std::collections::HashMap;

/// Names by place, and places by name.
pub(super) struct Header {
    pub(super) names: Vec<String>,
    places: HashMap<String, usize>,
}

impl Header {
    /// Reads the header row.
    ///
    /// # Errors
    /// `InvalidInput` when two columns have one name.
    pub(super) fn of(row: &Row<'_>) -> Result<Self, BillingError> {
        let names: Vec<String> = (0..row.len()).map(|at| row.text(at).trim().to_owned()).collect();
        let mut places = HashMap::new();
        for (at, name) in names.iter().enumerate() {
            if places.insert(plain(name), at).is_some() {
                return Err(refused(&format!("its header names the column {name:?} twice")));
            }
        }
        Ok(Self { names, places })
    }

    /// Where a column is that goes by one of these names.
    pub(super) fn find(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.places.get(&plain(name)).copied())
    }

    /// Names of the columns that must be there and are not.
    pub(super) fn missing<'n>(&self, needed: &[&[&'n str]]) -> Vec<&'n str> {
        needed.iter().filter(|names| self.find(names).is_none()).map(|names| names[0]).collect()
    }
}

/// `Object_Name`, `object name` and `objectname` are one column.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
