//! What may be set: a zone that exists, a folder that can be found again, an address that is one.

use super::file::Settings;
use super::{BackupPlan, DisplaySettings, NetworkSettings, SettingsChange, SettingsView, ThresholdSettings};
use billing_domain::quotas::states::Thresholds;
use billing_domain::{BillingError, Decimal};
use chrono_tz::Tz;
use std::collections::{BTreeMap, HashSet};
use std::path::Path;

/// The longest time without input, in minutes.
const LOCK_MINUTES_MAX: u32 = 24 * 60;

impl SettingsChange {
    /// Refuses what could not be obeyed.
    pub(crate) fn check(&self) -> Result<(), BillingError> {
        self.display.as_ref().map_or(Ok(()), DisplaySettings::check)?;
        self.backup.as_ref().map_or(Ok(()), BackupPlan::check)?;
        self.network.as_ref().map_or(Ok(()), NetworkSettings::check)?;
        self.thresholds.as_ref().map_or(Ok(()), ThresholdSettings::check)?;
        if self.lock_after_minutes.is_some_and(|minutes| minutes > LOCK_MINUTES_MAX) {
            return Err(BillingError::invalid("The window can be covered after 1 to 1440 minutes."));
        }
        self.keys.as_ref().map_or(Ok(()), check_keys)
    }

    /// Puts what is there into the settings.
    pub(crate) fn apply(self, to: &mut Settings) {
        fn set<T>(place: &mut T, value: Option<T>) {
            if let Some(value) = value {
                *place = value;
            }
        }
        set(&mut to.air_gapped, self.air_gapped);
        set(&mut to.sync_when_opened, self.sync_when_opened);
        set(&mut to.display, self.display);
        set(&mut to.notify, self.notify);
        set(&mut to.backup, self.backup);
        set(&mut to.network, self.network);
        set(&mut to.thresholds, self.thresholds);
        set(
            &mut to.lock_after_minutes,
            self.lock_after_minutes.map(|minutes| Some(minutes).filter(|n| *n > 0)),
        );
        set(&mut to.keys, self.keys);
    }
}

impl From<&Settings> for SettingsView {
    fn from(settings: &Settings) -> Self {
        Self {
            air_gapped: settings.air_gapped,
            sync_when_opened: settings.sync_when_opened,
            display: settings.display.clone(),
            notify: settings.notify.clone(),
            backup: settings.backup.clone(),
            network: settings.network.clone(),
            thresholds: settings.thresholds.clone(),
            lock_after_minutes: settings.lock_after_minutes,
            keys: settings.keys.clone(),
        }
    }
}

impl DisplaySettings {
    fn check(&self) -> Result<(), BillingError> {
        match self.zone.parse::<Tz>() {
            Ok(_) => Ok(()),
            Err(_) => {
                let message = format!("There is no time zone {:?}. Such as Asia/Bangkok, or UTC.", self.zone);
                Err(BillingError::invalid(message))
            }
        }
    }
}

impl BackupPlan {
    fn check(&self) -> Result<(), BillingError> {
        if !(1..=999).contains(&self.keep) {
            return Err(BillingError::invalid("Keep 1 to 999 copies."));
        }
        if !self.folder.trim().is_empty() && !Path::new(self.folder.trim()).is_absolute() {
            return Err(BillingError::invalid(
                "Name the folder for copies whole, from the root of the disk on.",
            ));
        }
        Ok(())
    }
}

impl NetworkSettings {
    fn check(&self) -> Result<(), BillingError> {
        let proxy = self.proxy.trim();
        let host = ["http://", "https://"].iter().find_map(|scheme| proxy.strip_prefix(scheme));
        if !proxy.is_empty() && host.is_none_or(|host| host.trim_matches('/').is_empty()) {
            return Err(BillingError::invalid("A proxy is an address such as http://proxy.example:3128."));
        }
        if proxy.contains('@') {
            let message = "A name and a password for the proxy would lie in a file: leave them out. A proxy that wants \
                           them can be set up in the system's own network settings.";
            return Err(BillingError::invalid(message));
        }
        let ca = self.custom_ca.trim();
        if ca.contains("PRIVATE KEY") {
            return Err(BillingError::invalid(
                "There is a private key in it: only certificates belong here.",
            ));
        }
        if !ca.is_empty() && !ca.contains("-----BEGIN CERTIFICATE-----") {
            return Err(BillingError::invalid("There is no certificate (PEM) in it."));
        }
        Ok(())
    }
}

impl From<ThresholdSettings> for Thresholds {
    fn from(set: ThresholdSettings) -> Self {
        Self { near: Decimal::from_int(set.near.into()), full: Decimal::from_int(set.full.into()) }
    }
}

impl ThresholdSettings {
    fn check(&self) -> Result<(), BillingError> {
        if self.near == 0 || self.near >= self.full || self.full > 100 {
            return Err(BillingError::invalid(
                "Near lies above 0 and below full, and full is 100 % at most.",
            ));
        }
        Ok(())
    }
}

/// No two commands on the same keys, and no keys that the system has for itself.
fn check_keys(keys: &BTreeMap<String, String>) -> Result<(), BillingError> {
    const OF_THE_SYSTEM: &[&str] =
        &["Ctrl+c", "Ctrl+v", "Ctrl+x", "Ctrl+a", "Ctrl+q", "Ctrl+w", "Tab", "Escape", "Enter"];
    let mut taken = HashSet::new();
    for (command, keys) in keys {
        if keys.is_empty() || keys.chars().count() > 20 {
            return Err(BillingError::invalid(format!("{keys:?} are no keys for {command}.")));
        }
        if OF_THE_SYSTEM.contains(&keys.as_str()) {
            return Err(BillingError::invalid(format!("{keys} belongs to the system. Choose other keys.")));
        }
        if !taken.insert(keys) {
            return Err(BillingError::invalid(format!("{keys} would do two things. Choose other keys.")));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_not_be_obeyed_is_refused() {
        let usual = SettingsView::from(&Settings::default());
        let zone = |zone: &str| SettingsChange {
            display: Some(DisplaySettings { zone: zone.to_owned(), ..usual.display.clone() }),
            ..SettingsChange::default()
        };
        assert!(zone("Asia/Bangkok").check().is_ok());
        assert!(zone("Mars/Olympus").check().is_err());
        let network = |proxy: &str, custom_ca: &str| SettingsChange {
            network: Some(NetworkSettings { proxy: proxy.to_owned(), custom_ca: custom_ca.to_owned() }),
            ..SettingsChange::default()
        };
        assert!(network("http://proxy.example:3128", "").check().is_ok());
        for (proxy, ca) in
            [("proxy:3128", ""), ("http://", ""), ("http://me:secret@proxy:1", ""), ("", "hello")]
        {
            assert!(network(proxy, ca).check().is_err(), "{proxy} {ca}");
        }
        let keep = |keep| SettingsChange {
            backup: Some(BackupPlan { keep, ..BackupPlan::default() }),
            ..SettingsChange::default()
        };
        assert!(keep(1).check().is_ok() && keep(0).check().is_err());
        let thresholds = |near, full| SettingsChange {
            thresholds: Some(ThresholdSettings { near, full }),
            ..SettingsChange::default()
        };
        assert!(thresholds(70, 90).check().is_ok());
        assert!(thresholds(90, 90).check().is_err() && thresholds(80, 101).check().is_err());
    }

    #[test]
    fn two_commands_on_the_same_keys_are_refused() {
        let keys = |pairs: &[(&str, &str)]| SettingsChange {
            keys: Some(pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()),
            ..SettingsChange::default()
        };
        assert!(keys(&[("go.usage", "g x"), ("go.plans", "g y")]).check().is_ok());
        assert!(keys(&[("go.usage", "g x"), ("go.plans", "g x")]).check().is_err());
        assert!(keys(&[("sync", "Ctrl+c")]).check().is_err(), "copying is the system's");
    }

    #[test]
    fn only_what_is_there_is_set() {
        let mut settings = Settings::default();
        SettingsChange { air_gapped: Some(true), lock_after_minutes: Some(5), ..SettingsChange::default() }
            .apply(&mut settings);
        assert!(settings.air_gapped && settings.sync_when_opened);
        assert_eq!(settings.lock_after_minutes, Some(5));
        SettingsChange { lock_after_minutes: Some(0), ..SettingsChange::default() }.apply(&mut settings);
        assert_eq!(settings.lock_after_minutes, None);
        assert!(settings.air_gapped);
    }
}
