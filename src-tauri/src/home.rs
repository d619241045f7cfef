//! Where the data folder is, and the name under which a running window of it is found.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// Names the data folder when it shall not be the system's.
const HOME: &str = "COUNTERFOIL_HOME";

/// The data folder: `COUNTERFOIL_HOME`, else the system's place for application data.
///
/// `None` when the system names no such place (no home folder at all).
pub fn folder() -> Option<PathBuf> {
    set(HOME).or_else(|| Some(system_folder()?.join("counterfoil")))
}

/// A D-Bus name of its own for every data folder, so that a second start raises the right window.
pub fn instance_name(home: &Path) -> String {
    let mut hasher = DefaultHasher::new();
    home.hash(&mut hasher);
    format!("app.counterfoil.desktop.home{:x}", hasher.finish())
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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::instance_name;

    #[test]
    fn each_home_has_its_own_instance() {
        assert_ne!(instance_name(Path::new("a")), instance_name(Path::new("b")));
        assert_eq!(instance_name(Path::new("a")), instance_name(Path::new("a")));
    }
}
