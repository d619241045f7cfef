//! The display that the window opens on. The window library ends with a panic where there is none; a person gets a sentence.

/// Reaches the display. Must run on the main thread, after `renderer::settle` and before Tauri.
///
/// Fails when no display is named, or none answers under that name. Other systems always have one.
#[cfg(target_os = "linux")]
pub fn reach() -> anyhow::Result<()> {
    gtk::init().map_err(|_| {
        anyhow::anyhow!(
            "{}",
            refusal(std::env::var("WAYLAND_DISPLAY").or(std::env::var("DISPLAY")).ok().as_deref())
        )
    })
}

#[cfg(not(target_os = "linux"))]
pub fn reach() -> anyhow::Result<()> {
    Ok(())
}

/// What to do when there is no display, or none answers under its name.
#[cfg(target_os = "linux")]
fn refusal(named: Option<&str>) -> String {
    let found = named.map_or_else(
        || "there is no display".to_owned(),
        |name| format!("the display {name} does not answer"),
    );
    format!(
        "{found}: start it from a desktop session, or show the same console in a browser with `counterfoil-cli serve --ui`"
    )
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::refusal;

    #[test]
    fn a_missing_display_and_a_dead_one_are_told_apart() {
        assert!(refusal(None).starts_with("there is no display: "));
        assert!(refusal(Some(":9")).starts_with("the display :9 does not answer: "));
    }
}
