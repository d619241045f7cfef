//! The JSON door: a command by name, for HTTP and for tests. The window calls the same handlers typed.

use crate::commands::*;
use crate::{CommandError, Context, handlers};
use serde_json::Value;

macro_rules! dispatcher {
    ($($name:ident ($input:ty) -> $output:ty { reads: [$($read:ident),*], stales: [$($stale:ident),*] })*) => {
        /// Names of all commands, in the order of the table.
        pub const COMMANDS: &[&str] = &[$(stringify!($name)),*];

        /// What each command makes stale, in the same order; one that makes nothing stale changes nothing.
        pub const STALES: &[(&str, &[&str])] = &[$((stringify!($name), &[$(stringify!($stale)),*])),*];

        /// Runs the command `name` with JSON input and answers JSON output.
        ///
        /// # Errors
        /// `no_command` for an unknown name, `bad_input` when the input does not fit, else the command's own.
        pub async fn dispatch(context: Context, name: &str, input: Value) -> Result<Value, CommandError> {
            match name {
                $(stringify!($name) => {
                    let input: $input = decode(input)?;
                    let output: $output = handlers::$name(context, input).await?;
                    encode(&output)
                })*
                _ => Err(CommandError {
                    code: "no_command".to_owned(),
                    message: format!("There is no command {name:?}."),
                    request_id: None,
                }),
            }
        }
    };
}
crate::command_table!(dispatcher);

fn decode<T: serde::de::DeserializeOwned>(input: Value) -> Result<T, CommandError> {
    serde_json::from_value(input)
        .map_err(|error| CommandError::bad_input(format!("The input does not fit: {error}.")))
}

fn encode<T: serde::Serialize>(output: &T) -> Result<Value, CommandError> {
    serde_json::to_value(output).map_err(|error| CommandError {
        code: "internal".to_owned(),
        message: format!("The answer could not be written: {error}."),
        request_id: None,
    })
}
