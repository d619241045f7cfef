//! One Tauri command for each entry of the command table: take the input, call the console, return.

use billing_console::CommandError;
use tauri::State;
use tauri::ipc::Invoke;

use crate::state::Shell;

macro_rules! handlers {
    ($($name:ident ($input:ty) -> $output:ty { $($tags:tt)* })*) => {
        mod table {
            use billing_console::commands::*;
            use billing_console::handlers;

            use super::{CommandError, Shell, State};

            $(
                #[tauri::command]
                pub async fn $name(shell: State<'_, Shell>, input: $input) -> Result<$output, CommandError> {
                    handlers::$name(shell.console().await, input).await
                }
            )*
        }

        /// Answers every command of the table, and those that only a window can answer.
        pub fn handler() -> impl Fn(Invoke) -> bool + Send + Sync + 'static {
            tauri::generate_handler![
                crate::dialogs::pick_file,
                crate::saving::save_file,
                crate::saving::show_saved,
                crate::saving::open_outside,
                crate::host::host_listen,
                crate::host::notify,
                crate::menu::menu_set,
                crate::timings::first_figures,
                $(table::$name),*
            ]
        }
    };
}
billing_console::command_table!(handlers);
