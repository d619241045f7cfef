//! A session of its own: home, runtime folder, bus, and perhaps a keyring, all gone with it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// Set for what runs inside a session, to the folder of the session.
pub const HOME: &str = "COUNTERFOIL_TEST_SESSION";

/// Set for what runs inside a session, to the name of its [`Keyring`].
const KEYRING: &str = "COUNTERFOIL_TEST_KEYRING";

/// What a keychain calls itself on the bus.
const SERVICE: &str = "org.freedesktop.secrets";

/// The keyring's password.
const PASSWORD: &str = "keyring-password";

/// A bus that starts nothing by itself.
const BARE_BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:dir=RUNTIME</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>"#;

/// What listens in a session when the program starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keyring {
    /// No bus at all.
    NoBus,
    /// A bus, and nothing on it.
    NoService,
    /// GNOME Keyring with an open keyring; the first time it makes one.
    Open,
    /// GNOME Keyring with the keyring of an earlier [`Keyring::Open`], locked.
    Locked,
}

/// The folders of a session; several sessions may follow each other in them.
pub struct Session {
    folder: TempDir,
}

impl Session {
    /// `None`, loudly, on a machine without the programs.
    pub fn new() -> Option<Self> {
        let missing: Vec<_> =
            ["dbus-run-session", "gnome-keyring-daemon"].into_iter().filter(|name| !is_there(name)).collect();
        if !missing.is_empty() {
            eprintln!("!!! NOT CHECKED: the system's keychain, because {missing:?} is not installed !!!");
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        for name in ["home", "runtime"] {
            std::fs::create_dir(folder.path().join(name)).unwrap();
        }
        let runtime = folder.path().join("runtime");
        let config = BARE_BUS.replace("RUNTIME", &runtime.to_string_lossy());
        std::fs::write(folder.path().join("bus.conf"), config).unwrap();
        Some(Self { folder })
    }

    /// Runs one test of `inside` in a fresh session with these folders; its failure is ours.
    pub fn run(&self, keyring: Keyring, test: &str) {
        let me = std::env::current_exe().unwrap();
        let mut command = self.command(keyring);
        let output =
            command.arg(me).args(["--exact", &format!("inside::{test}"), "--ignored", "--nocapture"]);
        let output = output.output().unwrap();
        assert!(output.status.success(), "inside::{test}:\n{}", said(&output));
        // A name that no test has would pass as well.
        assert!(said(&output).contains("1 passed"), "inside::{test} did not run:\n{}", said(&output));
    }

    fn command(&self, keyring: Keyring) -> Command {
        let mut command = match keyring {
            Keyring::NoBus => Command::new("env"),
            _ => {
                let mut command = Command::new("dbus-run-session");
                command
                    .arg(format!("--config-file={}", self.folder.path().join("bus.conf").display()))
                    .arg("--");
                command
            }
        };
        let home = self.folder.path().join("home");
        command.env(HOME, self.folder.path()).env(KEYRING, format!("{keyring:?}")).env("HOME", &home);
        command.env("XDG_RUNTIME_DIR", self.folder.path().join("runtime"));
        command.env("XDG_DATA_HOME", home.join("data"));
        for other in ["DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "GNOME_KEYRING_CONTROL"] {
            command.env_remove(other);
        }
        command
    }

    /// The files that hold `text`, anywhere in the session's folders.
    pub fn files_with(&self, text: &str) -> Vec<PathBuf> {
        files_with(self.folder.path(), text)
    }
}

/// Starts what this session begins with; for what runs inside.
pub fn begin() {
    match std::env::var(KEYRING).unwrap_or_default().as_str() {
        "Open" => start_keyring(&["--unlock"]),
        "Locked" => start_keyring(&["--start"]),
        _ => 0,
    };
}

/// Starts GNOME Keyring and waits until it is on the bus; answers with its process.
pub fn start_keyring(how: &[&str]) -> u32 {
    let bus = zbus::blocking::Connection::session().unwrap();
    let names = zbus::blocking::fdo::DBusProxy::new(&bus).unwrap();
    let mut comings = names.receive_name_owner_changed_with_args(&[(0, SERVICE)]).unwrap();
    let mut command = Command::new("gnome-keyring-daemon");
    command.args(how).arg("--components=secrets").stdin(Stdio::piped()).stdout(Stdio::null());
    let mut daemon = command.spawn().unwrap();
    daemon.stdin.take().unwrap().write_all(PASSWORD.as_bytes()).unwrap();
    // It goes on in the background and lets go of this process.
    assert!(daemon.wait().unwrap().success());
    let service = zbus::names::BusName::try_from(SERVICE).unwrap();
    while !names.name_has_owner(service.clone()).unwrap() {
        comings.next();
    }
    names.get_connection_unix_process_id(service).unwrap()
}

/// Ends GNOME Keyring at once and waits until the bus knows.
pub fn kill_keyring(process: u32) {
    let bus = zbus::blocking::Connection::session().unwrap();
    let names = zbus::blocking::fdo::DBusProxy::new(&bus).unwrap();
    let mut goings = names.receive_name_owner_changed_with_args(&[(0, SERVICE)]).unwrap();
    assert!(Command::new("kill").args(["-9", &process.to_string()]).status().unwrap().success());
    let service = zbus::names::BusName::try_from(SERVICE).unwrap();
    while names.name_has_owner(service.clone()).unwrap() {
        goings.next();
    }
}

fn files_with(folder: &Path, text: &str) -> Vec<PathBuf> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .filter(|entry| {
            let bytes = std::fs::read(entry.path()).unwrap_or_default();
            bytes.windows(text.len()).any(|part| part == text.as_bytes())
        })
        .map(walkdir::DirEntry::into_path)
        .collect()
}

fn is_there(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}
