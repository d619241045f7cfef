//! The one window: made from `tauri.conf.json`, kept on our own pages, raised when asked for twice.

use std::path::Path;

use tauri::webview::{NewWindowResponse, PageLoadEvent, WebviewWindowBuilder};
use tauri::{AppHandle, DragDropEvent, Manager, Url, Window, WindowEvent};

use crate::host::{Host, Message};
use crate::links;
use crate::timings::Timings;

/// The label that the capability file names.
const MAIN: &str = "main";

/// Opens the main window. It never leaves the pages that were built into the program, and what the webview
/// keeps for itself (language, theme) stays in the data folder.
pub fn open_main(app: &AppHandle, home: &Path) -> tauri::Result<()> {
    let Some(config) = app.config().app.windows.iter().find(|window| window.label == MAIN) else {
        return Err(tauri::Error::WindowNotFound);
    };
    WebviewWindowBuilder::from_config(app, config)?
        .data_directory(home.join("webview"))
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_page_load(|window, page| {
            let step = if page.event() == PageLoadEvent::Started { "page begun" } else { "page loaded" };
            window.state::<Timings>().tell(step);
        })
        .build()?;
    app.state::<Timings>().tell("window made");
    Ok(())
}

/// Brings the window to the front: somebody started the program a second time.
pub fn raise_main(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(MAIN) {
        // A window that refuses to be raised is still open: nothing is lost.
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

/// A file that is dropped anywhere on the window is named where imports are started.
pub fn on_event(window: &Window, event: &WindowEvent) {
    let WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) = event else { return };
    if let Some(path) = paths.iter().find_map(|path| links::file(path, Path::new(""))) {
        window.state::<Host>().tell(Message::File { path });
    }
}

/// Our pages live at `tauri://localhost`, on Windows at `http://tauri.localhost`.
fn is_ours(url: &Url) -> bool {
    matches!((url.scheme(), url.host_str()), ("tauri", Some("localhost")) | ("http", Some("tauri.localhost")))
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    #[test]
    fn only_built_in_pages_are_ours() {
        let ours = |text: &str| is_ours(&text.parse().unwrap());
        assert!(ours("tauri://localhost/index.html#/invoices"));
        assert!(ours("http://tauri.localhost/"));
        assert!(!ours("https://example.org/"));
        assert!(!ours("http://localhost/"));
        assert!(!ours("data:text/html,hello"));
    }
}
