//! What the console is set to, in a small file of the data folder. It holds no secret.

use super::{BackupPlan, DisplaySettings, NetworkSettings, NotifySettings, ThresholdSettings};
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
    /// How the window looks.
    pub(crate) display: DisplaySettings,
    /// What the system's notifications tell.
    pub(crate) notify: NotifySettings,
    /// When books are copied by themselves.
    pub(crate) backup: BackupPlan,
    /// How tenants are reached that have no way of their own.
    pub(crate) network: NetworkSettings,
    /// From which percentages on a quota is near and full.
    pub(crate) thresholds: ThresholdSettings,
    /// After how many minutes without input the window is covered.
    pub(crate) lock_after_minutes: Option<u32>,
    /// True while the keychain holds a passphrase for the cover: a keychain that cannot be read then keeps it shut.
    pub(crate) cover_kept: bool,
    /// Keys that a person chose, by command.
    pub(crate) keys: BTreeMap<String, String>,
    /// Colours that a person chose, by account.
    pub(crate) colours: BTreeMap<String, u8>,
    /// When an account was last opened, by account, RFC 3339.
    pub(crate) opened: BTreeMap<String, String>,
    /// The last copy that was due, by account.
    pub(crate) backups: BTreeMap<String, BackupNote>,
    /// What was told by a notification already, by account.
    pub(crate) told: BTreeMap<String, Vec<String>>,
    /// How old the copies of the accounts are, RFC 3339: the list says it without opening each.
    pub(crate) copies: BTreeMap<String, String>,
}

/// How the last copy of an account that was due ended.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct BackupNote {
    /// RFC 3339.
    pub(crate) at: String,
    /// The new file; none when it failed.
    pub(crate) file: Option<String>,
    /// Why it failed.
    pub(crate) problem: Option<String>,
}

/// Whether no socket may be opened by any program of a data folder.
#[must_use]
pub fn is_air_gapped(home: &Path) -> bool {
    SettingsFile::load(home).get().air_gapped
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            air_gapped: false,
            sync_when_opened: true,
            display: DisplaySettings::default(),
            notify: NotifySettings::default(),
            backup: BackupPlan::default(),
            network: NetworkSettings::default(),
            thresholds: ThresholdSettings::default(),
            lock_after_minutes: None,
            cover_kept: false,
            keys: BTreeMap::new(),
            colours: BTreeMap::new(),
            opened: BTreeMap::new(),
            backups: BTreeMap::new(),
            told: BTreeMap::new(),
            copies: BTreeMap::new(),
        }
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
    fn a_file_of_an_older_console_has_the_usual_values_for_the_rest() {
        let home = tempfile::tempdir().unwrap();
        std::fs::write(
            home.path().join(FILE),
            r#"{ "air_gapped": false, "display": { "zone": "Asia/Bangkok" } }"#,
        )
        .unwrap();
        let settings = SettingsFile::load(home.path()).get();
        assert!(!settings.air_gapped && settings.display.zone == "Asia/Bangkok");
        assert_eq!(settings.display.density, crate::settings::Density::Compact);
        assert_eq!(settings.backup, BackupPlan::default());
    }

    #[test]
    fn a_damaged_file_opens_no_socket() {
        let home = tempfile::tempdir().unwrap();
        std::fs::write(home.path().join(FILE), "{ nonsense").unwrap();
        assert!(SettingsFile::load(home.path()).get().air_gapped);
    }
}
