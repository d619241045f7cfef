//! Where the data folder is.

use std::path::PathBuf;

/// Names the data folder when it shall not be the system's.
const HOME: &str = "COUNTERFOIL_HOME";

/// The data folder: `COUNTERFOIL_HOME`, else the system's place for application data.
///
/// `None` when the system names no such place (no home folder at all).
#[must_use]
pub fn home_folder() -> Option<PathBuf> {
    set(HOME).or_else(|| Some(system_folder()?.join("counterfoil")))
}

#[cfg(target_os = "windows")]
fn system_folder() -> Option<PathBuf> {
    set("APPDATA")
}

#[cfg(target_os = "macos")]
fn system_folder() -> Option<PathBuf> {
    Some(set("HOME")?.join("Library/Application Support"))
}

#[cfg(not(any(target_os = "windows", target_os = "macos")))]
fn system_folder() -> Option<PathBuf> {
    set("XDG_DATA_HOME").or_else(|| Some(set("HOME")?.join(".local/share")))
}

fn set(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}
