//! The thin Tauri shell: one window around the console. No rule, no SQL and no JSON shape lives here.

mod arguments;
mod dialogs;
mod display;
mod handlers;
mod host;
mod instance;
mod links;
mod menu;
mod renderer;
mod saving;
mod state;
mod timings;
mod windows;

use std::path::Path;

use anyhow::Context;
use billing_service::accounts::home_folder;
use clap::Parser;
use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, Manager, RunEvent, Wry};
use tauri_plugin_window_state::StateFlags;

pub use arguments::Arguments;

/// Opens the window and stays until it is closed.
///
/// Fails when there is no data folder, or when the system cannot open a window.
pub fn run(arguments: Arguments) -> anyhow::Result<()> {
    let timings = timings::Timings::begin(arguments.timings);
    renderer::settle(&arguments).context("could not choose how to draw")?;
    display::reach()?;
    let home = home_folder().context("no data folder: set COUNTERFOIL_HOME")?;
    std::fs::create_dir_all(&home).with_context(|| format!("could not make {}", home.display()))?;

    tauri::Builder::default()
        .plugin(single_instance(&home))
        .plugin(window_state(&home))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .invoke_handler(handlers::handler())
        .manage(host::Host::default())
        .manage(menu::MenuBar::default())
        .manage(timings)
        .on_menu_event(|app, event| {
            app.state::<host::Host>().tell(host::Message::Command { id: event.id().0.clone() });
        })
        .on_window_event(windows::on_event)
        .setup(move |app| {
            open(app.handle(), &arguments, &std::env::current_dir().unwrap_or_default());
            // The window first: its process starts beside ours. No page asks anything before this has returned.
            windows::open_main(app.handle(), &home)?;
            // Here and not earlier: a second start has ended by now and touches no account.
            app.manage(state::Shell::begin(home.clone(), &arguments));
            Ok(())
        })
        .build(tauri::generate_context!())
        .context("the window could not be opened")?
        .run(|_, event| {
            if matches!(event, RunEvent::Exit) {
                saving::clear_up();
            }
        });
    Ok(())
}

/// Tells the page what it was started to open.
fn open(app: &AppHandle, arguments: &Arguments, folder: &Path) {
    if let Some(message) = arguments.open.as_deref().and_then(|wish| links::wanted(wish, folder)) {
        app.state::<host::Host>().tell(message);
    }
}

/// A second start on the same data folder raises the window that is already there.
fn single_instance(home: &Path) -> TauriPlugin<Wry> {
    tauri_plugin_single_instance::Builder::new()
        .callback(|app, arguments, folder| {
            // What the second start was asked to open is opened here; its other switches are those of a first start.
            if let Ok(arguments) = Arguments::try_parse_from(arguments) {
                open(app, &arguments, Path::new(&folder));
            }
            windows::raise_main(app);
        })
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
