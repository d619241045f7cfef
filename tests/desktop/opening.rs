//! The window opens, alone and fenced.

use crate::harness::{Home, journey};

#[tokio::test]
async fn the_window_opens_on_an_empty_home() {
    journey(Home::empty(), &[], async |app| {
        assert!(app.title().await.ends_with("Counterfoil"), "the window's title: {}", app.title().await);
        app.sees("Counterfoil").await;
        assert!(app.home().path().is_dir());
    })
    .await;
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
