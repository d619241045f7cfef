//! A keychain of the journey's own: a session bus and an open GNOME Keyring on it, both gone with it.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use super::wait::until;

/// What a keychain calls itself on the bus.
const SERVICE: &str = "org.freedesktop.secrets";

/// Whoever is given its address has the keyring, and nobody else.
pub struct Keychain {
    bus: Child,
    daemon: Child,
    address: String,
    _folder: TempDir,
}

impl Keychain {
    /// Starts both and waits until the keyring is on the bus.
    pub async fn open() -> Self {
        let folder =
            tempfile::Builder::new().prefix("counterfoil-keyring-").tempdir().expect("a temporary folder");
        let mut bus = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--nopidfile", "--print-address=1"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("dbus-daemon (Debian: dbus-daemon)");
        let mut address = String::new();
        let mut said = BufReader::new(bus.stdout.take().expect("what the bus says"));
        said.read_line(&mut address).expect("the address of the bus");
        let address = address.trim().to_owned();
        let mut daemon = Command::new("gnome-keyring-daemon")
            .args(["--unlock", "--foreground", "--components=secrets"])
            .env("DBUS_SESSION_BUS_ADDRESS", &address)
            .env("HOME", folder.path())
            .env("XDG_DATA_HOME", folder.path().join("data"))
            .env("XDG_RUNTIME_DIR", folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("gnome-keyring-daemon (Debian: gnome-keyring)");
        // Its password, and the end of it: then the keyring is made and open.
        daemon.stdin.take().expect("its ear").write_all(b"keyring-password").expect("the password");
        let keychain = Self { bus, daemon, address, _folder: folder };
        until(async || keychain.is_there().then_some(())).await.expect("the keyring did not come to the bus");
        keychain
    }

    /// Where it can be reached.
    pub fn address(&self) -> &str {
        &self.address
    }

    fn is_there(&self) -> bool {
        let asked = Command::new("dbus-send")
            .arg(format!("--bus={}", self.address))
            .args(["--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"])
            .args(["org.freedesktop.DBus.NameHasOwner", &format!("string:{SERVICE}")])
            .output();
        asked.is_ok_and(|said| String::from_utf8_lossy(&said.stdout).contains("boolean true"))
    }
}

impl Drop for Keychain {
    fn drop(&mut self) {
        for process in [&mut self.daemon, &mut self.bus] {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}
