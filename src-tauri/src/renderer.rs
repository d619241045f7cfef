//! Drawing without a graphics card. WebKitGTK would let the processor imitate one and draw on the imitation, which takes
//! several times as long as drawing directly.

use std::path::Path;

use crate::Arguments;

/// Lets the processor draw, and still puts layers together as with a card.
const DRAW_DIRECTLY: &str = "WEBKIT_SKIA_ENABLE_CPU_RENDERING";
/// Leaves out the compositor altogether: for virtual desktops whose card is there, but of no use.
const NO_COMPOSITOR: &str = "WEBKIT_DISABLE_COMPOSITING_MODE";
/// The same wish as `--no-gpu`, for administrators of virtual desktops.
const WISH: &str = "COUNTERFOIL_NO_GPU";
/// What the drivers of graphics cards put into `/dev`: of the kernel, of NVIDIA, of Windows for its Linux guests.
const CARDS: [(&str, &str); 3] = [("dri", "renderD"), ("", "nvidia0"), ("", "dxg")];

/// Tells WebKitGTK how to draw; what the environment says already is left alone.
///
/// Must run before any thread and any window: the process that draws inherits the environment. Fails when the
/// environment cannot be written. Other systems draw in software well enough by themselves.
pub fn settle(arguments: &Arguments) -> anyhow::Result<()> {
    let wished = arguments.no_gpu || std::env::var_os(WISH).is_some_and(|value| value == "1");
    if wished {
        switch_on(NO_COMPOSITOR)
    } else if cfg!(target_os = "linux") && !has_card(Path::new("/dev")) {
        switch_on(DRAW_DIRECTLY)
    } else {
        Ok(())
    }
}

/// Whether a driver has put a card among the devices.
fn has_card(devices: &Path) -> bool {
    let holds = |folder: &str, start: &str| {
        let entries = devices.join(folder).read_dir().into_iter().flatten().flatten();
        entries.into_iter().any(|entry| entry.file_name().to_string_lossy().starts_with(start))
    };
    CARDS.iter().any(|(folder, start)| holds(folder, start))
}

#[cfg(target_os = "linux")]
fn switch_on(switch: &str) -> anyhow::Result<()> {
    Ok(gtk::glib::setenv(switch, "1", false)?)
}

#[cfg(not(target_os = "linux"))]
fn switch_on(_: &str) -> anyhow::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::has_card;

    #[test]
    fn a_card_is_known_by_its_driver() {
        let devices = tempfile::tempdir().unwrap();
        assert!(!has_card(devices.path()));

        // A screen without anything that could draw, as virtual machines have.
        let screen = devices.path().join("dri");
        std::fs::create_dir(&screen).unwrap();
        std::fs::write(screen.join("card0"), "").unwrap();
        assert!(!has_card(devices.path()));

        std::fs::write(screen.join("renderD128"), "").unwrap();
        assert!(has_card(devices.path()));
    }

    #[test]
    fn a_card_of_nvidia_counts_without_the_kernels_driver() {
        let devices = tempfile::tempdir().unwrap();
        std::fs::write(devices.path().join("nvidia0"), "").unwrap();
        assert!(has_card(devices.path()));
    }
}
