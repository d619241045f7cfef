//! How long a person waits in the real window: for a screen, and for a stored document. `cargo xtask speed` measures.

use crate::harness::{App, Home, journey};

/// Each screen is opened so often; the first time also loads its code.
const ROUNDS: usize = 5;
const SCREENS: [&str; 9] = [
    "Overview",
    "Usage",
    "Quotas",
    "Invoices",
    "Payment methods",
    "Plans & add-ons",
    "Accounts",
    "Audit",
    "Settings",
];
/// Paid, so that the provider's document is stored.
const INVOICES: [&str; 5] = ["INV-000022", "INV-000020", "INV-000019", "INV-000018", "INV-000016"];

/// From a click until a condition holds in a frame; milliseconds.
const WAIT: &str = "const click = (of) => of.click(); \
    const until = async (holds) => { const from = performance.now(); \
        while (!holds()) { if (performance.now() - from > 9000) throw new Error('it never came'); \
            await new Promise(requestAnimationFrame); } };";

#[tokio::test]
#[ignore = "measures: `cargo xtask speed`"]
async fn what_a_person_waits_for() {
    journey(Home::demo(), &["--demo"], async |app| {
        rested(app).await;
        let mut opened: Vec<Vec<u64>> = vec![Vec::new(); SCREENS.len()];
        for _ in 0..ROUNDS {
            for (screen, took) in SCREENS.iter().zip(&mut opened) {
                took.push(screen_change(app, screen).await);
                rested(app).await;
            }
        }
        for (screen, took) in SCREENS.iter().zip(opened) {
            println!("{screen}: first {} ms, then {} ms (median)", took[0], median(&took[1..]));
        }
        let mut documents = Vec::new();
        for number in INVOICES {
            app.open("Invoices").await;
            rested(app).await;
            documents.push(document(app, number).await);
        }
        println!("a stored document: {documents:?} ms, median {} ms", median(&documents));
    })
    .await;
}

/// Waits until the last screen is on the glass too: without a graphics card a frame may take as long as a screen change,
/// and a person does not click before it is there.
async fn rested(app: &App) {
    app.settled().await;
    let script = "for (let calm = 0, last = performance.now(); calm < 5; ) { \
        await new Promise(requestAnimationFrame); \
        const now = performance.now(); calm = now - last < 40 ? calm + 1 : 0; last = now; }";
    app.ask(script).await;
}

/// From the click in the sidebar to the frame in which the screen stands with its figures.
async fn screen_change(app: &App, screen: &str) -> u64 {
    let script = format!(
        "{WAIT} const name = '{screen}'; \
         const link = [...document.querySelectorAll('nav a')].find((a) => a.textContent.trim().startsWith(name)); \
         const from = performance.now(); click(link); \
         await until(() => document.querySelector('main h1')?.textContent === name \
             && !document.querySelector('main [aria-busy=true], main .sk')); \
         return Math.round(performance.now() - from);"
    );
    app.ask(&script).await.as_u64().expect("milliseconds")
}

/// From the click on an invoice to the frame in which its first page is drawn.
async fn document(app: &App, number: &str) -> u64 {
    let script = format!(
        "{WAIT} const link = [...document.querySelectorAll('main td a')].find((a) => a.textContent.trim() === '{number}'); \
         const from = performance.now(); click(link); \
         await until(() => document.querySelector('canvas[data-page=\"1\"]')); \
         return Math.round(performance.now() - from);"
    );
    app.ask(&script).await.as_u64().expect("milliseconds")
}

fn median(of: &[u64]) -> u64 {
    let mut sorted = of.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}
