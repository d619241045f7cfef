//! The system's file dialogs. They need a window system, so they belong to the shell alone.

use std::path::PathBuf;

use tauri::AppHandle;
use tauri_plugin_dialog::DialogExt;

/// Asks the person for one existing file.
///
/// `title` heads the dialog, `extensions` (without dots) narrow it; an empty list shows every file.
/// `None` when the person closes the dialog.
#[tauri::command]
pub async fn pick_file(app: AppHandle, title: String, extensions: Vec<String>) -> Option<PathBuf> {
    let mut dialog = app.dialog().file().set_title(title);
    if !extensions.is_empty() {
        let extensions: Vec<&str> = extensions.iter().map(String::as_str).collect();
        dialog = dialog.add_filter(extensions.join(", "), &extensions);
    }
    // An async command runs on a worker thread, where waiting for the person is allowed.
    dialog.blocking_pick_file().and_then(|file| file.into_path().ok())
}
