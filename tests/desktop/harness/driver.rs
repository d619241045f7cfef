//! WebKitWebDriver: one process for each window, on a port of its own, ended together with everything it started.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::json;
use thirtyfour::{Capabilities, WebDriver};

use super::Home;
use super::home::program;
use super::wait::until;

/// No single command of the driver may take longer.
const COMMAND_DEADLINE: Duration = Duration::from_secs(30);

/// A running WebKitWebDriver.
pub struct Service {
    process: Child,
    port: u16,
}

impl Service {
    /// Starts the driver. The window inherits its environment, so everything it keeps lands in `home`.
    pub async fn start(on: &Home) -> Self {
        let home = on.path();
        let port = free_port();
        let mut command = Command::new("WebKitWebDriver");
        command
            .arg(format!("--port={port}"))
            // Without these two the session never opens.
            .envs([("TAURI_AUTOMATION", "true"), ("TAURI_WEBVIEW_AUTOMATION", "true")])
            .envs(on.environment())
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_CACHE_HOME", home.join("cache"))
            .env("XDG_DATA_HOME", home.join("share"))
            // Neither the accessibility bus, remote file systems nor compiled shaders are needed; all cost time.
            .envs([("NO_AT_BRIDGE", "1"), ("GIO_USE_VFS", "local"), ("MESA_SHADER_CACHE_DISABLE", "true")])
            .env("LC_ALL", "C.UTF-8")
            .stdin(Stdio::null());
        let process = command.spawn().expect("WebKitWebDriver (Debian: webkit2gtk-driver)");
        let ready = until(async || TcpStream::connect((Ipv4Addr::LOCALHOST, port)).ok()).await;
        ready.expect("WebKitWebDriver did not open its port");
        Self { process, port }
    }

    /// Opens the window with these switches.
    pub async fn open_window(&self, arguments: &[&str]) -> WebDriver {
        let options = json!({ "binary": program("COUNTERFOIL_BIN"), "args": arguments });
        let mut capabilities = Capabilities::new();
        capabilities.set("webkitgtk:browserOptions", options).expect("capabilities");
        // The HTTP client insists on a TLS provider even for this plain address; a second call changes nothing.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let address = format!("http://127.0.0.1:{}", self.port);
        let window =
            WebDriver::builder(address, capabilities).request_timeout(COMMAND_DEADLINE).connect().await;
        window.expect("the window did not open")
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        for id in descendants(self.process.id()) {
            // It may have ended by itself in between.
            let _ = Command::new("kill").args(["-KILL", &id.to_string()]).stderr(Stdio::null()).status();
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A port that nobody listens on now.
fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("its address").port()
}

/// The processes that this one started, and theirs, as Linux lists them.
fn descendants(parent: u32) -> Vec<u32> {
    let tasks = std::fs::read_to_string(format!("/proc/{parent}/task/{parent}/children")).unwrap_or_default();
    let children: Vec<u32> = tasks.split_whitespace().filter_map(|id| id.parse().ok()).collect();
    children.iter().flat_map(|child| descendants(*child)).chain(children.iter().copied()).collect()
}
