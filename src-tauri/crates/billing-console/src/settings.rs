//! What the console is set to, in a small file of the data folder. It holds no secret.

use billing_domain::{BillingError, ErrorCode};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

const FILE: &str = "console.json";

/// The file's content. A field that is not there has its usual value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Settings {
    /// No socket is opened.
    pub(crate) air_gapped: bool,
    /// An account is synced quietly when it is opened and its copy is older than an hour.
    pub(crate) sync_when_opened: bool,
    /// How old the copies of the accounts are, RFC 3339: the list says it without opening each.
    pub(crate) copies: BTreeMap<String, String>,
}

/// Whether no socket may be opened by any program of a data folder.
#[must_use]
pub fn is_air_gapped(home: &Path) -> bool {
    SettingsFile::load(home).get().air_gapped
}

impl Default for Settings {
    fn default() -> Self {
        Self { air_gapped: false, sync_when_opened: true, copies: BTreeMap::new() }
    }
}

/// The settings of one data folder, read once and written at each change.
pub(crate) struct SettingsFile {
    path: PathBuf,
    held: Mutex<Settings>,
}

impl SettingsFile {
    /// A file that cannot be read counts as air-gapped: nobody's socket is opened by a damaged file.
    pub(crate) fn load(home: &Path) -> Self {
        let path = home.join(FILE);
        let held = match std::fs::read_to_string(&path) {
            Ok(text) => serde_json::from_str(&text)
                .unwrap_or_else(|_| Settings { air_gapped: true, ..Settings::default() }),
            Err(_) => Settings::default(),
        };
        Self { path, held: Mutex::new(held) }
    }

    pub(crate) fn get(&self) -> Settings {
        self.lock().clone()
    }

    /// Changes them and writes the file whole, beside the old one, then in its place.
    pub(crate) fn change(&self, change: impl FnOnce(&mut Settings)) -> Result<Settings, BillingError> {
        let mut held = self.lock();
        let mut next = held.clone();
        change(&mut next);
        if next != *held {
            self.write(&next)?;
            *held = next;
        }
        Ok(held.clone())
    }

    fn write(&self, settings: &Settings) -> Result<(), BillingError> {
        let no_access = |error: std::io::Error| {
            let message = format!("{} cannot be written: {error}.", self.path.display());
            BillingError::new(ErrorCode::Unavailable, message)
        };
        let text = serde_json::to_string_pretty(settings)
            .map_err(|error| BillingError::internal(format!("The settings cannot be written: {error}.")))?;
        if let Some(home) = self.path.parent() {
            std::fs::create_dir_all(home).map_err(no_access)?;
        }
        let new = self.path.with_extension("json.new");
        std::fs::write(&new, text).map_err(no_access)?;
        std::fs::rename(&new, &self.path).map_err(no_access)
    }

    fn lock(&self) -> MutexGuard<'_, Settings> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_is_there_after_a_restart() {
        let home = tempfile::tempdir().unwrap();
        let file = SettingsFile::load(home.path());
        assert!(file.get().sync_when_opened && !file.get().air_gapped);
        file.change(|settings| settings.air_gapped = true).unwrap();
        assert!(SettingsFile::load(home.path()).get().air_gapped);
    }

    #[test]
    fn a_damaged_file_opens_no_socket() {
        let home = tempfile::tempdir().unwrap();
        std::fs::write(home.path().join(FILE), "{ nonsense").unwrap();
        assert!(SettingsFile::load(home.path()).get().air_gapped);
    }
}
