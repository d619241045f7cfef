//! What the console is set to: how it looks, what it tells, when it copies books, how it reaches tenants.

mod check;
mod file;

pub use file::is_air_gapped;
pub(crate) use file::{BackupNote, Settings, SettingsFile};

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// The language of the window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Thai.
    Th,
}

/// Light, dark, or with strong contrast.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// Black on white, no soft grounds.
    Contrast,
}

/// How high rows and controls are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Density {
    /// Rows of 29 px.
    #[default]
    Compact,
    /// Rows of 36 px.
    Comfortable,
}

/// Whether anything moves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Motion {
    /// As the system has it.
    #[default]
    System,
    /// Nothing moves.
    Reduced,
}

/// How a day is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DateStyle {
    /// `19 Mar 2026`.
    #[default]
    Words,
    /// `19/03/2026`.
    Numbers,
    /// `2026-03-19`.
    Iso,
}

/// How the window looks. None of it changes a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct DisplaySettings {
    /// Of the window; documents have a language of their own.
    pub language: Language,
    /// Light, dark or contrast.
    pub theme: Theme,
    /// Of rows and controls.
    pub density: Density,
    /// Whether anything moves.
    pub motion: Motion,
    /// How a day is written. Times always have 24 hours.
    pub date_style: DateStyle,
    /// Years of the Buddhist era, in Thai.
    pub buddhist: bool,
    /// IANA name of the zone whose time stands beside UTC; `UTC` for none. It never changes a bill.
    pub zone: String,
}

impl Default for DisplaySettings {
    fn default() -> Self {
        Self {
            language: Language::default(),
            theme: Theme::default(),
            density: Density::default(),
            motion: Motion::default(),
            date_style: DateStyle::default(),
            buddhist: true,
            zone: "UTC".to_owned(),
        }
    }
}

/// What the system's notifications tell. Never a secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct NotifySettings {
    /// Imports and syncs that ended, quotas that crossed a threshold, cards that expire.
    pub on: bool,
    /// Names of quotas and last digits of cards as well: whoever sees the screen can read them.
    pub details: bool,
}

impl Default for NotifySettings {
    fn default() -> Self {
        Self { on: true, details: false }
    }
}

/// How often books are copied.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BackupEvery {
    /// Only when somebody asks.
    #[default]
    Never,
    /// Once in 24 hours.
    Day,
    /// Once in 7 days.
    Week,
}

/// When the book of the open account is copied by itself: while the console is open, and at opening when it is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct BackupPlan {
    /// How often.
    pub every: BackupEvery,
    /// Into which folder; empty for `backups` in the data folder.
    pub folder: String,
    /// How many copies of an account are kept; older ones that this plan made are deleted. 1 to 999.
    pub keep: u32,
}

impl Default for BackupPlan {
    fn default() -> Self {
        Self { every: BackupEvery::Never, folder: String::new(), keep: 14 }
    }
}

/// How tenants are reached that have no way of their own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct NetworkSettings {
    /// Such as `http://proxy.example:3128`, without a name or password; empty for the system's.
    pub proxy: String,
    /// Certificates (PEM) to trust beside those of the system; empty for none.
    pub custom_ca: String,
}

/// From which percentages on a quota is near and full, where nobody said otherwise for a kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ThresholdSettings {
    /// Whole percent, 1 to 99.
    pub near: u32,
    /// Whole percent, up to 100 and above `near`.
    pub full: u32,
}

impl Default for ThresholdSettings {
    fn default() -> Self {
        Self { near: 80, full: 100 }
    }
}

/// What the console is set to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SettingsView {
    /// True while no socket is opened.
    pub air_gapped: bool,
    /// True to sync quietly when an account is opened whose copy is older than an hour.
    pub sync_when_opened: bool,
    /// How the window looks.
    pub display: DisplaySettings,
    /// What notifications tell.
    pub notify: NotifySettings,
    /// When books are copied.
    pub backup: BackupPlan,
    /// How tenants are reached.
    pub network: NetworkSettings,
    /// When a quota is near and full.
    pub thresholds: ThresholdSettings,
    /// After how many minutes without input the window is covered; none for never.
    pub lock_after_minutes: Option<u32>,
    /// Keys that a person chose: command to keys, such as `go.usage` to `g s`.
    pub keys: BTreeMap<String, String>,
}

/// Some of it, to be set; what is not there stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct SettingsChange {
    /// As in [`SettingsView`].
    pub air_gapped: Option<bool>,
    /// As in [`SettingsView`].
    pub sync_when_opened: Option<bool>,
    /// As in [`SettingsView`].
    pub display: Option<DisplaySettings>,
    /// As in [`SettingsView`].
    pub notify: Option<NotifySettings>,
    /// As in [`SettingsView`].
    pub backup: Option<BackupPlan>,
    /// As in [`SettingsView`].
    pub network: Option<NetworkSettings>,
    /// As in [`SettingsView`].
    pub thresholds: Option<ThresholdSettings>,
    /// As in [`SettingsView`]; 0 for never.
    pub lock_after_minutes: Option<u32>,
    /// As in [`SettingsView`].
    pub keys: Option<BTreeMap<String, String>>,
}

/// What it is set to, and what it would be if nobody had changed anything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SettingsSheet {
    /// Now.
    pub now: SettingsView,
    /// As it comes.
    pub usual: SettingsView,
}
