//! What the journeys in the real window stand on: a display, the built programs, and one demo account to copy from.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::desktop::VirtualDisplay;
use crate::{paths, process, rust};

/// Where journeys happen. It is gone when this is dropped.
pub struct Stage {
    display: VirtualDisplay,
    demo: PathBuf,
}

impl Stage {
    /// Opens a display and makes the demo account; the programs must have been built.
    pub fn set() -> Result<Self> {
        // Another run may be under way on this machine, so the name is ours alone.
        let demo = std::env::temp_dir().join(format!("counterfoil-demo-{}", std::process::id()));
        let mut make = Command::new(paths::binary("debug", "counterfoil-cli"));
        process::run(make.arg("demo").arg("--book").arg(&demo))?;
        Ok(Self { display: VirtualDisplay::open()?, demo })
    }

    /// The journeys that a nextest filter names, on this stage.
    pub fn journeys(&self, filter: &str, arguments: &[&str]) -> Result<Command> {
        let mut journeys = rust::nextest(filter)?;
        journeys
            .args(["--test", "desktop"])
            .args(arguments)
            .env("COUNTERFOIL_BIN", paths::binary("debug", "counterfoil"))
            .env("COUNTERFOIL_CLI", paths::binary("debug", "counterfoil-cli"))
            .env("COUNTERFOIL_DEMO", &self.demo);
        Ok(self.display.command(&journeys))
    }

    /// Any program, on this stage's display.
    pub fn on_display(&self, program: &Command) -> Command {
        self.display.command(program)
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // What cannot be cleared away is left to the system.
        let _ = std::fs::remove_dir_all(&self.demo);
    }
}
