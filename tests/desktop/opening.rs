//! The window opens, alone and fenced; the demo in it tells the month that the command line tells.

use std::process::{Command, Stdio};

use serde_json::Value;

use crate::harness::{Home, grouped, journey, program};

#[tokio::test]
async fn the_window_opens_on_an_empty_home() {
    journey(Home::empty(), &[], async |app| {
        app.sees("No account is open yet").await;
        assert!(app.title().await.ends_with("Counterfoil"), "the window's title: {}", app.title().await);
        assert!(app.home().path().is_dir());
    })
    .await;
}

#[tokio::test]
async fn the_demo_tells_the_month_that_the_command_line_tells() {
    let home = Home::demo();
    let usage = usage_of_the_running_invoice(&home);
    journey(home, &["--demo"], async |app| {
        app.open("Overview").await;
        app.sees("Acme Corp").await;
        let month = "//a[.//*[normalize-space(.)='Month to date']]";
        let month = app.find(month, "the month to date").await.text().await.unwrap();
        assert!(month.contains(&usage), "{usage} by the command line, in the window {month:?}");
        let inter = "await document.fonts.ready; return document.fonts.check('13px Inter') \
                     && getComputedStyle(document.body).fontFamily.startsWith('Inter')";
        assert_eq!(app.ask(inter).await, true, "the window writes in its own face");
    })
    .await;
}

/// What the lines of the running month that are usage come to, before discount and tax, in cents summed up here.
fn usage_of_the_running_invoice(home: &Home) -> String {
    let list = home.ask_demo(&["invoices", "list"]);
    let running = list["rows"].as_array().unwrap().iter().find(|row| row["active"] == true).unwrap();
    let invoice = home.ask_demo(&["invoices", "show", running["number"].as_str().unwrap()]);
    let usage = invoice["lines"].as_array().unwrap().iter().filter(|line| line["fixed"] == false);
    let cents: i64 = usage.map(|line| cents(&line["amount"])).sum();
    assert!(cents > 0, "the demo's month has usage");
    grouped(&format!("{}.{:02}", cents / 100, cents % 100))
}

fn cents(amount: &Value) -> i64 {
    amount.as_str().unwrap().replace('.', "").parse().unwrap()
}

#[tokio::test]
async fn the_page_has_no_way_around_its_fences() {
    journey(Home::empty(), &[], async |app| {
        let global = app.ask("return typeof window.__TAURI__").await;
        assert_eq!(global, "undefined", "no global Tauri object");

        let remote = "return await fetch('https://example.org/').then(() => 'let through', () => 'refused')";
        assert_eq!(app.ask(remote).await, "refused", "nothing remote is loaded");

        let inline =
            "document.body.setAttribute('onclick', 'document.title = \"ran\"'); document.body.click();
                      return document.title === 'ran'";
        assert_eq!(app.ask(inline).await, false, "no inline handler runs");

        let ungranted = "return await window.__TAURI_INTERNALS__.invoke('plugin:window|close')
                         .then(() => 'granted', () => 'refused')";
        assert_eq!(app.ask(ungranted).await, "refused", "no right beyond the commands");
    })
    .await;
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_display_it_says_so_and_names_the_way_around() {
    let home = Home::empty();
    let start = |display: Option<&str>| {
        let mut program = Command::new(program("COUNTERFOIL_BIN"));
        program
            .envs(home.environment())
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("DISPLAY")
            .stdin(Stdio::null());
        let ended = program.envs(display.map(|name| ("DISPLAY", name))).output().expect("a start");
        assert_eq!(ended.status.code(), Some(1), "{ended:?}");
        String::from_utf8(ended.stderr).unwrap()
    };
    for (display, said) in
        [(None, "there is no display: "), (Some(":nowhere"), "the display :nowhere does not answer: ")]
    {
        let error = start(display);
        assert!(
            error.starts_with(&format!("counterfoil: {said}")) && error.contains("serve --ui"),
            "{error}"
        );
        assert_eq!(error.lines().count(), 1, "{error}");
    }
}
