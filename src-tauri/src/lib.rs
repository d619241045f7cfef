//! The thin Tauri shell: one window around the console. No rule, no SQL and no JSON shape lives here.

mod arguments;
mod dialogs;
mod handlers;
mod instance;
mod renderer;
mod saving;
mod state;
mod windows;

use std::path::Path;

use anyhow::Context;
use billing_service::accounts::home_folder;
use tauri::plugin::TauriPlugin;
use tauri::{Manager, Wry};
use tauri_plugin_window_state::StateFlags;

pub use arguments::Arguments;

/// Opens the window and stays until it is closed.
///
/// Fails when there is no data folder, or when the system cannot open a window.
pub fn run(arguments: Arguments) -> anyhow::Result<()> {
    renderer::settle(&arguments).context("could not start again without the graphics card")?;
    let home = home_folder().context("no data folder: set COUNTERFOIL_HOME")?;
    std::fs::create_dir_all(&home).with_context(|| format!("could not make {}", home.display()))?;

    tauri::Builder::default()
        .plugin(single_instance(&home))
        .plugin(window_state(&home))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .invoke_handler(handlers::handler())
        .setup(move |app| {
            // Here and not earlier: a second start has ended by now and touches no account.
            app.manage(state::Shell::begin(home.clone(), &arguments));
            Ok(windows::open_main(app.handle(), &home)?)
        })
        .run(tauri::generate_context!())
        .context("the window could not be opened")
}

/// A second start on the same data folder raises the window that is already there.
fn single_instance(home: &Path) -> TauriPlugin<Wry> {
    tauri_plugin_single_instance::Builder::new()
        .callback(|app, _, _| windows::raise_main(app))
        .dbus_id(instance::name(home))
        .build()
}

/// Size and place of the window are kept beside the data, not in a folder of their own.
fn window_state(home: &Path) -> TauriPlugin<Wry> {
    let file = home.join("window.json");
    tauri_plugin_window_state::Builder::new()
        .with_filename(file.to_string_lossy())
        .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
        .build()
}
