//! The window in the dark and in Thai, and so again the next day.

use crate::harness::{App, Home, journey};

#[tokio::test]
async fn the_window_is_dark_and_speaks_thai() {
    journey(Home::demo(), &["--demo"], async |app| {
        app.open("Overview").await;
        assert!(brightness(app).await > 600, "the window opens light");
        app.open("Settings").await;
        app.press("Dark").await;
        app.press("ไทย").await;
        app.open("ภาพรวม").await;
        is_dark_and_thai(app).await;
        app.restart().await;
        is_dark_and_thai(app).await;
    })
    .await;
}

async fn is_dark_and_thai(app: &App) {
    app.find("//main//h1[normalize-space(.)='ภาพรวม']", "the overview in Thai").await;
    app.find("//html[@lang='th']", "the page that says it is Thai").await;
    assert!(brightness(app).await < 200, "the window is dark");
    let thai =
        "await document.fonts.ready; return document.fonts.check('13px \"Counterfoil Thai\"', 'ภาพรวม')";
    assert_eq!(app.ask(thai).await, true, "Thai has a face of its own");
}

/// Red, green and blue of the page behind everything, summed: 0 to 765.
async fn brightness(app: &App) -> u64 {
    let colour = app.ask("return getComputedStyle(document.body).backgroundColor").await;
    let numbers = colour.as_str().unwrap_or_default().split(|letter: char| !letter.is_ascii_digit());
    numbers.filter_map(|number| number.parse::<u64>().ok()).take(3).sum()
}
