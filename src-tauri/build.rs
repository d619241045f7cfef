//! Builds the window's resources and turns the command table into one permission per command.

include!("crates/billing-console/src/table.rs");

/// Commands that only a window can answer; all others come from the command table.
const SHELL_COMMANDS: &[&str] = &[
    "pick_file",
    "save_file",
    "show_saved",
    "open_outside",
    "host_listen",
    "notify",
    "menu_set",
    "first_figures",
];

/// The table's names. Its types are only tokens here.
macro_rules! names {
    ($($name:ident ($input:ty) -> $output:ty { $($tags:tt)* })*) => {
        const TABLE_COMMANDS: &[&str] = &[$(stringify!($name)),*];
    };
}
command_table!(names);

fn main() {
    // The built UI is embedded: without this line a new UI would not reach an old binary.
    println!("cargo:rerun-if-changed=ui/dist");
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    let commands: Vec<&'static str> = SHELL_COMMANDS.iter().chain(TABLE_COMMANDS).copied().collect();
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("src-tauri/capabilities/**/*.json")
        .app_manifest(tauri_build::AppManifest::new().commands(commands.leak()));
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo:warning={error:#}");
        std::process::exit(1);
    }
}
