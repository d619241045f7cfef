//! How long the start took: `--timings` prints its steps and ends the program, to be held against an empty window.

use std::time::Instant;

use serde::Deserialize;
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

    /// Prints that a step is done, when anybody wants to know.
    pub fn tell(&self, step: &str) {
        if self.wanted {
            println!("{step} after {} ms", self.begun.elapsed().as_millis());
        }
    }
}

/// A step inside the page.
#[derive(Debug, Deserialize)]
pub struct Mark {
    name: String,
    /// Milliseconds since the page began.
    at: u32,
}

/// The page tells that the first real figures stand in the window, and how it came there.
#[tauri::command]
pub fn first_figures(app: AppHandle, timings: State<'_, Timings>, marks: Vec<Mark>) {
    if timings.wanted {
        for Mark { name, at } in marks {
            println!("  page: {name} at {at} ms");
        }
        timings.tell("first figures");
        app.exit(0);
    }
}
