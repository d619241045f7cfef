//! A data folder of one journey, and the command line on it. Gone when the journey ends.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

/// The folder that `COUNTERFOIL_HOME` names.
pub struct Home {
    folder: TempDir,
    /// A session bus of its own; without one, that of all journeys.
    bus: Option<String>,
    saved: PathBuf,
}

impl Home {
    /// Nothing in it: the program's first start on this machine.
    pub fn empty() -> Self {
        let folder = tempfile::Builder::new().prefix("counterfoil-").tempdir().expect("a temporary folder");
        let home = Self { saved: folder.path().join("saved"), folder, bus: None };
        std::fs::create_dir_all(&home.saved).expect("a folder for what is saved");
        home
    }

    /// The demo account in it. It is made once for all journeys; each has a copy of its own.
    pub fn demo() -> Self {
        let home = Self::empty();
        let made = std::env::var_os("COUNTERFOIL_DEMO").expect("COUNTERFOIL_DEMO, as `cargo xtask` sets it");
        std::fs::create_dir_all(home.demo_book()).expect("the account's folder");
        for file in std::fs::read_dir(made).expect("the demo, as `cargo xtask` made it") {
            let file = file.expect("a file of the demo");
            std::fs::copy(file.path(), home.demo_book().join(file.file_name())).expect("a copy of the demo");
        }
        home
    }

    /// Its programs talk to this session bus, and to no other.
    pub fn on_bus(self, address: &str) -> Self {
        Self { bus: Some(address.to_owned()), ..self }
    }

    /// The environment of its programs.
    pub fn environment(&self) -> impl Iterator<Item = (&'static str, &OsStr)> {
        let bus = self.bus.as_deref().map(|address| ("DBUS_SESSION_BUS_ADDRESS", OsStr::new(address)));
        let folders =
            [("COUNTERFOIL_HOME", self.path().as_os_str()), ("COUNTERFOIL_SAVE_TO", self.saved.as_os_str())];
        bus.into_iter().chain(folders)
    }

    /// Where the window keeps the demo account.
    pub fn demo_book(&self) -> PathBuf {
        self.path().join("accounts").join("demo")
    }

    /// Where files go that the window saves: nobody is there to answer its dialog.
    pub fn saved(&self) -> PathBuf {
        self.saved.clone()
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// A file in it.
    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path().join(name);
        std::fs::write(&path, text).expect("a file in the temporary folder");
        path
    }

    /// What the command line answers about the demo account.
    pub fn ask_demo(&self, arguments: &[&str]) -> Value {
        let book = self.demo_book();
        self.command_line(&[arguments, &["--book", &book.to_string_lossy()]].concat())
    }

    /// What the command line answers, as JSON: the second witness of what the window shows.
    pub fn command_line(&self, arguments: &[&str]) -> Value {
        let program = program("COUNTERFOIL_CLI");
        let output = Command::new(&program)
            .args(arguments)
            .arg("--json")
            .envs(self.environment())
            .output()
            .unwrap_or_else(|error| panic!("{} could not be started: {error}", program.display()));
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "counterfoil-cli {arguments:?}: {said}");
        serde_json::from_slice(&output.stdout).expect("JSON from the command line")
    }
}

/// A program that `cargo xtask test desktop` has built and named.
pub fn program(variable: &str) -> PathBuf {
    match std::env::var_os(variable).map(PathBuf::from) {
        Some(path) if path.is_file() => path,
        Some(path) => panic!("{variable} names {}, which is not there", path.display()),
        None => panic!("{variable} is not set: run the journeys with `cargo xtask test desktop`"),
    }
}
