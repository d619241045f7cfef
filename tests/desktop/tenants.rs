//! A remote tenant in the real window: added with its token in the keychain, synced, read when it is gone, reached again.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::harness::{App, Home, Keychain, Tenant, grouped, journey};

/// The right token: it must lie in the keychain and in no file of ours.
const CANARY: &str = "canary-token-of-the-desktop-journey-0123456789abcdef";

#[tokio::test]
async fn a_tenant_is_added_read_without_it_and_reached_again() {
    let keychain = Keychain::open().await;
    let mut tenant = Tenant::serve(CANARY);
    let (number, total) = tenant.paid_invoice();
    journey(Home::empty().on_bus(keychain.address()), &[], async |app| {
        app.press("Go to accounts").await;
        fill_in(app, &tenant.address(), CANARY).await;
        app.fill("Name", "Acme far away").await;
        app.press("Test the connection").await;
        app.press("Add").await;
        app.sees("Its first sync has begun.").await;
        app.sees("in the keychain of this system").await;
        app.find_later("//section[.//h2='The copy']//*[normalize-space(.)='Done']", "the end of the sync")
            .await;
        // The second witness: another program finds the token in the keychain and signs in with it.
        let account = app.home().command_line(&["accounts", "test", "Acme far away"]);
        assert!(account.is_object() || account.is_array(), "{account}");

        tenant.stop();
        app.restart().await;
        // A first look: nobody has asked the tenant before the window asks it.
        app.sees("Offline since").await;
        app.sees("Copy of").await;
        app.open("Invoices").await;
        app.open_row(&number).await;
        app.find("//canvas[@data-page='1']", "the provider's document from the copy").await;
        app.sees(&grouped(&total)).await;
        app.press("Verify document").await;
        app.sees("their SHA-256 is the same").await;
        app.open("Usage").await;
        app.settled().await;
        app.sees("Copy of").await;
        app.find("//main//table//tbody/tr", "usage from the copy").await;

        tenant.start_again();
        app.open("Accounts").await;
        app.press("Try again").await;
        app.find("//header//*[contains(@class,'conn')][contains(.,'Online')]", "the tenant again").await;

        let spoiled = files_with(app.home().path(), CANARY);
        assert!(spoiled.is_empty(), "the token lies in {spoiled:?}");
    })
    .await;
}

#[tokio::test]
async fn a_wrong_token_is_red_and_says_what_to_do() {
    let tenant = Tenant::serve(CANARY);
    journey(Home::empty(), &[], async |app| {
        app.press("Go to accounts").await;
        fill_in(app, &tenant.address(), "a-token-that-nobody-knows").await;
        app.press("Test the connection").await;
        let failed = "//tr[@data-step='authentication' and @data-state='failed']";
        app.find(failed, "the step of the sign-in, red").await;
        let says = app.find(&format!("{failed}/td[2]"), "what to do").await.text().await.unwrap_or_default();
        assert!(says.to_lowercase().contains("token"), "{says}");
        app.find("//*[@role='dialog']//button[normalize-space(.)='Add anyway']", "the way around").await;
        app.press("Cancel").await;
        app.sees("No account yet").await;
    })
    .await;
}

async fn fill_in(app: &App, address: &str, token: &str) {
    app.press("Add a tenant").await;
    app.fill("Address", &format!("{address}/api/")).await;
    app.sees(&format!("at {address}")).await;
    app.fill("API token", token).await;
}

/// Every file below a folder that holds a text; those of a running program may go meanwhile.
fn files_with(folder: &Path, text: &str) -> Vec<PathBuf> {
    let told = Command::new("grep")
        .args(["--recursive", "--files-with-matches", "--binary-files=text", "--fixed-strings", "--", text])
        .arg(folder)
        .stderr(Stdio::null())
        .output()
        .expect("grep");
    String::from_utf8_lossy(&told.stdout).lines().map(PathBuf::from).collect()
}
