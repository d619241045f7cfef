//! Builds the window's resources and turns the command table into one permission per command.

/// Commands that only a window can answer; all others come from the command table.
const SHELL_COMMANDS: &[&str] = &["pick_file"];

fn main() {
    // The built UI is embedded: without this line a new UI would not reach an old binary.
    println!("cargo:rerun-if-changed=ui/dist");
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("src-tauri/capabilities/**/*.json")
        .app_manifest(tauri_build::AppManifest::new().commands(SHELL_COMMANDS));
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo:warning={error:#}");
        std::process::exit(1);
    }
}
