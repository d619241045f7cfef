//! What the shell tells the page by itself: a chosen entry of the menu bar, a link, a file.
//!
//! The page has no right to listen to the system's events; it hands over one channel and is told through that.

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use tauri::State;
use tauri::ipc::Channel;

/// One thing to tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Message {
    /// A command of the registry, by its id.
    Command {
        /// Such as `go.usage`.
        id: String,
    },
    /// A link: an address within the console.
    Open {
        /// Such as `/invoices/INV-000134`.
        address: String,
    },
    /// A file to import, once the person has said so.
    File {
        /// Whole.
        path: PathBuf,
    },
}

/// The page's ear. What is told before there is one waits for it.
#[derive(Default)]
pub struct Host {
    line: Mutex<Line>,
}

#[derive(Default)]
struct Line {
    channel: Option<Channel<Message>>,
    waiting: Vec<Message>,
}

impl Host {
    /// Tells the page, now or as soon as it listens.
    pub fn tell(&self, message: Message) {
        let mut line = self.lock();
        match &line.channel {
            // A page that has gone hears of it when it is there again.
            Some(channel) if channel.send(message.clone()).is_ok() => {}
            _ => line.waiting.push(message),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Takes the page's ear, and tells it what has waited.
#[tauri::command]
pub fn host_listen(host: State<'_, Host>, channel: Channel<Message>) {
    let mut line = host.lock();
    for message in std::mem::take(&mut line.waiting) {
        // Nobody else could be told.
        let _ = channel.send(message);
    }
    line.channel = Some(channel);
}

/// Shows a notification of the system. Where there is no service for it, nothing is shown, and nothing is lost: what it
/// says stands on a screen.
#[tauri::command]
pub async fn notify(title: String, body: String) {
    let shown = tauri::async_runtime::spawn_blocking(move || {
        notify_rust::Notification::new().appname("Counterfoil").summary(&title).body(&body).show().is_ok()
    });
    let _ = shown.await;
}
