//! A folder with a book, and the program beside it.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The program under test.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_counterfoil-cli");

pub struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// The account's folder.
    pub fn book(&self) -> PathBuf {
        self.folder.path().join("book")
    }

    /// Writes a file beside the book.
    pub fn file(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// The program, ready to run on the book, apart from any other data of this machine.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.args(arguments).arg("--book").arg(self.book());
        command.env("COUNTERFOIL_HOME", self.folder.path().join("home"));
        command.stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs with `--json`, wants exit 0 and gives the one value that was printed.
    #[track_caller]
    pub fn json(&self, arguments: &[&str]) -> Value {
        let output = self.command(arguments).arg("--json").output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {errors}");
        serde_json::from_slice(&output.stdout).expect("one JSON value on stdout")
    }

    /// Runs, wants exit 1 and gives what was said on stderr.
    #[track_caller]
    pub fn refused(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        String::from_utf8(output.stderr).unwrap()
    }

    /// `[new, unchanged, restated, refused]` of an import.
    #[track_caller]
    pub fn import(&self, kind: &str, file: &str) -> [u64; 4] {
        counts(&self.json(&["import", kind, file]))
    }
}

/// `[new, unchanged, restated, refused]`; each row read is in one of them.
#[track_caller]
pub fn counts(report: &Value) -> [u64; 4] {
    let four = ["new", "unchanged", "restated", "refused"]
        .map(|what| report[format!("rows_{what}")].as_u64().expect("a count"));
    assert_eq!(Some(four.iter().sum()), report["rows_read"].as_u64(), "{report}");
    four
}

/// A field of every row, as text.
pub fn column(report: &Value, name: &str) -> Vec<String> {
    let rows = report["rows"].as_array().expect("rows");
    rows.iter().map(|row| row[name].as_str().unwrap_or("null").to_owned()).collect()
}

/// A file of this crate's own.
pub fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    path.to_str().unwrap().to_owned()
}

/// A file that is handed around beside the repository; said loudly when it is not there.
pub fn shared(name: &str) -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared").join(name);
    if path.is_file() {
        return Some(path.to_str().unwrap().to_owned());
    }
    eprintln!("\n!!! NOT CHECKED: {} is not there, so this test has checked nothing. !!!\n", path.display());
    None
}
