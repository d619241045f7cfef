//! The repository's files as text, with paths that read the same on every system.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use walkdir::WalkDir;

/// One file, named from the root with `/`.
#[derive(Debug, Clone)]
pub struct File {
    pub path: String,
    pub text: String,
}

impl File {
    /// A file that exists only in a test.
    pub fn planted(path: &str, text: &str) -> Self {
        Self { path: path.into(), text: text.into() }
    }

    /// `invoices.rs` -> `invoices`.
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        name.split('.').next().unwrap_or(name)
    }

    pub fn ends_with_any(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.path.ends_with(ending))
    }
}

/// Folders that nobody writes by hand.
const BUILT: &[&str] = &["target", "node_modules", "dist", ".git", "gen", "permissions", "docs"];

/// Files that a person can read.
const READABLE: &[&str] = &[
    ".rs", ".toml", ".md", ".json", ".sql", ".ts", ".mjs", ".js", ".svelte", ".css", ".html", ".csv", ".svg",
    "/run",
];

static EVERYTHING: LazyLock<Vec<File>> = LazyLock::new(|| {
    let files: Vec<File> = WalkDir::new(root())
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| !BUILT.contains(&entry.file_name().to_string_lossy().as_ref()))
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| read(entry.path()))
        .collect();
    assert!(files.len() > 50, "the walls were given hardly anything to look at");
    files
});

/// Every readable file under `folder` whose name ends in one of `endings`.
pub fn files(folder: &str, endings: &[&str]) -> Vec<File> {
    let inside = |file: &&File| file.path.starts_with(folder) && file.ends_with_any(endings);
    EVERYTHING.iter().filter(inside).cloned().collect()
}

/// The Rust sources of one room, its tests included.
pub fn room(name: &str) -> Vec<File> {
    files(&format!("src-tauri/crates/{name}/"), &[".rs"])
}

/// The file of this name; a wall that looks at a missing file would always stand.
pub fn file(path: &str) -> File {
    read(&root().join(path)).unwrap_or_else(|| panic!("{path} is missing"))
}

/// The root of the repository.
pub fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().unwrap_or(tests).to_path_buf()
}

fn read(path: &Path) -> Option<File> {
    let name = path.strip_prefix(root()).ok()?.to_string_lossy().replace('\\', "/");
    READABLE.iter().any(|ending| format!("/{name}").ends_with(ending)).then_some(())?;
    Some(File { path: name, text: std::fs::read_to_string(path).ok()? })
}
