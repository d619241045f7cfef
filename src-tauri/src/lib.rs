//! The thin Tauri shell.
