//! The real window in the states in which the visual target was drawn, to be laid beside it. `cargo xtask pairs` takes it.

use crate::harness::{App, Home, Keychain, Tenant, journey, until};
use crate::tour::{dress, keep};

const TOKEN: &str = "token-of-the-pairs-0123456789abcdef";

/// The screens by their names in both languages, with the names of their pictures.
const SCREENS: [(&str, &str, &str); 9] = [
    ("Overview", "ภาพรวม", "overview"),
    ("Usage", "การใช้งาน", "usage"),
    ("Quotas", "โควต้า", "quotas"),
    ("Invoices", "ใบแจ้งหนี้", "invoices"),
    ("Payment methods", "วิธีการชำระเงิน", "payment-methods"),
    ("Plans & add-ons", "แพ็กเกจและบริการเสริม", "plans"),
    ("Accounts", "บัญชีที่ดูแล", "accounts"),
    ("Audit", "บันทึกการตรวจสอบ", "audit"),
    ("Settings", "การตั้งค่า", "settings"),
];

#[tokio::test]
#[ignore = "writes pictures: `cargo xtask pairs`"]
async fn the_states_of_the_target() {
    let keychain = Keychain::open().await;
    let tenant = Tenant::serve(TOKEN);
    journey(Home::demo().on_bus(keychain.address()), &["--demo"], async |app| {
        app.open("Quotas").await;
        app.open_row("Virtual Site").await;
        app.sees("Request an increase").await;
        keep(app, "quotas").await;

        app.open("Invoices").await;
        for number in ["INV-000023", "INV-000021"] {
            let place = format!("//tr[.//*[normalize-space(.)='{number}']]//input[@type='checkbox']");
            app.find(&place, number).await.click().await.expect("a row is selected");
        }
        keep(app, "invoices").await;
        app.open_row("INV-000022").await;
        app.find("//canvas[@data-page='1']", "the drawn page").await;
        keep(app, "invoice").await;

        app.open("Plans & add-ons").await;
        ask_for_a_move(app).await;
        keep(app, "plans").await;

        for (screen, _, file) in SCREENS.into_iter().filter(|(_, _, file)| is_as_it_opens(file)) {
            app.open(screen).await;
            keep(app, file).await;
        }
        dress(app, "Dark").await;
        for (screen, _, file) in SCREENS {
            app.open(screen).await;
            keep(app, &format!("{file}-dark")).await;
        }
        dress(app, "Light").await;
        app.press("ไทย").await;
        for (_, screen, file) in SCREENS {
            app.open(screen).await;
            keep(app, &format!("{file}-thai")).await;
        }
        app.open("การตั้งค่า").await;
        app.press("English").await;

        app.open("Accounts").await;
        app.press("Add a tenant").await;
        app.fill("Address", &format!("{}/api/", tenant.address())).await;
        app.sees(&format!("at {}", tenant.address())).await;
        app.fill("Name", "Provider's side").await;
        app.fill("API token", TOKEN).await;
        app.press("Test the connection").await;
        app.press("Add").await;
        app.find_later("//section[.//h2='The copy']//*[normalize-space(.)='Done']", "the end of the sync")
            .await;
        without_toasts(app).await;
        keep(app, "accounts").await;
        for (screen, _, file) in SCREENS.into_iter().filter(|(_, _, file)| *file != "accounts") {
            app.open(screen).await;
            keep(app, &format!("{file}-tenant")).await;
        }
    })
    .await;
}

/// Waits until what was just said is gone again.
async fn without_toasts(app: &App) {
    let gone =
        async || (app.ask("return document.querySelector('.toast') === null").await == true).then_some(());
    assert!(until(gone).await.is_some(), "the toast stays");
}

/// The others are shown with something chosen.
fn is_as_it_opens(file: &str) -> bool {
    !["quotas", "invoices", "plans", "accounts"].contains(&file)
}

async fn ask_for_a_move(app: &App) {
    app.press("Move to Organization").await;
    app.press("Next").await;
    app.fill("Domain", "acme.example").await;
    app.fill("Billing address", "1234 Main road, Sunnyvale, CA 95054").await;
    app.press("Next").await;
    app.press("Next").await;
    app.sees("Kept as preview").await;
    app.press("Start the move").await;
    app.sees("As previewed on").await;
    without_toasts(app).await;
}
