//! The name under which a running window of a data folder is found.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

/// A D-Bus name of its own for every data folder, so that a second start raises the right window.
pub fn name(home: &Path) -> String {
    let mut hasher = DefaultHasher::new();
    home.hash(&mut hasher);
    format!("app.counterfoil.desktop.home{:x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::name;

    #[test]
    fn each_home_has_its_own_instance() {
        assert_ne!(name(Path::new("a")), name(Path::new("b")));
        assert_eq!(name(Path::new("a")), name(Path::new("a")));
    }
}
