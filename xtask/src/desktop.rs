//! A display of our own, so that windows open without anybody seeing them, and a session bus with it.

use std::process::Command;

use anyhow::Result;

use crate::process::Running;

/// A virtual screen. It closes, with every window on it, when this is dropped.
pub struct VirtualDisplay {
    _server: Running,
    name: String,
}

impl VirtualDisplay {
    /// Opens a screen under a free number, which the server finds by itself and prints.
    pub fn open() -> Result<Self> {
        let mut server = Running::start(Command::new("Xvfb").args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1600x1000x24",
            "-nolisten",
            "tcp",
        ]))?;
        let name = format!(":{}", server.first_line()?);
        Ok(Self { _server: server, name })
    }

    /// Makes `command` draw here and talk to a session bus that ends with it.
    pub fn command(&self, command: &Command) -> Command {
        let mut inside = Command::new("dbus-run-session");
        inside.arg("--").arg(command.get_program()).args(command.get_args());
        inside.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
        if let Some(folder) = command.get_current_dir() {
            inside.current_dir(folder);
        }
        inside.env("DISPLAY", &self.name).env_remove("WAYLAND_DISPLAY").env("GDK_BACKEND", "x11");
        inside
    }
}

/// Whether a person sits in front of a screen that we can open a window on.
pub fn has_display() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::process::Command;

    use super::VirtualDisplay;
    use crate::process::run_and_keep;

    #[test]
    fn programs_draw_on_the_virtual_display_until_it_closes() {
        let display = VirtualDisplay::open().unwrap();
        let number = display.name.trim_start_matches(':').to_string();
        let said = run_and_keep(&mut display.command(Command::new("printenv").arg("DISPLAY"))).unwrap();
        assert!(said.text.contains(&display.name), "{}", said.text);

        let other = VirtualDisplay::open().unwrap();
        assert_ne!(other.name, display.name, "two displays at once have two numbers");

        let socket = std::path::Path::new("/").join("tmp/.X11-unix").join(format!("X{number}"));
        assert!(socket.exists(), "the display listens");
        drop(display);
        assert!(!socket.exists(), "a closed display leaves nothing behind");
    }
}
