//! How long the start took: `--timings` prints it and ends the program, to be held against an empty window.

use std::time::Instant;

use tauri::{AppHandle, State};

/// When the program began, and whether anybody wants to know.
pub struct Timings {
    begun: Instant,
    wanted: bool,
}

impl Timings {
    /// From now on.
    pub fn begin(wanted: bool) -> Self {
        Self { begun: Instant::now(), wanted }
    }
}

/// The page tells that the first real figures stand in the window.
#[tauri::command]
pub fn first_figures(app: AppHandle, timings: State<'_, Timings>) {
    if timings.wanted {
        println!("first figures after {} ms", timings.begun.elapsed().as_millis());
        app.exit(0);
    }
}
