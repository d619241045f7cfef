//! Drawing without a graphics card: WebKitGTK's compositor is slow in software, so it can be left out.

use crate::Arguments;

/// Read by WebKitGTK when its library starts, so it must be set before this process exists.
const SWITCH: &str = "WEBKIT_DISABLE_COMPOSITING_MODE";
/// The same wish as `--no-gpu`, for administrators of virtual desktops.
const WISH: &str = "COUNTERFOIL_NO_GPU";

/// Starts this program again with the compositor switched off, when that is wished for and not yet so.
///
/// Replaces the process on Linux and so returns only when nothing was to be done, or with the reason
/// why the program could not be started again.
pub fn settle(arguments: &Arguments) -> std::io::Result<()> {
    let wished = arguments.no_gpu || std::env::var_os(WISH).is_some_and(|value| value == "1");
    if wished && std::env::var_os(SWITCH).is_none() { restart_without_compositor() } else { Ok(()) }
}

#[cfg(target_os = "linux")]
fn restart_without_compositor() -> std::io::Result<()> {
    use std::os::unix::process::CommandExt;
    let mut again = std::process::Command::new(std::env::current_exe()?);
    Err(again.args(std::env::args_os().skip(1)).env(SWITCH, "1").exec())
}

/// Other systems draw in software well enough by themselves.
#[cfg(not(target_os = "linux"))]
fn restart_without_compositor() -> std::io::Result<()> {
    Ok(())
}
