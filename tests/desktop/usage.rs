//! Usage is narrowed to a namespace and opened down to hours; each figure is the command line's.

use serde_json::Value;

use crate::harness::{Home, journey, quantity};

/// The demo's usage ends on 19 March 2026 at 09:00.
const MONTH: [&str; 4] = ["--from", "2026-03-01", "--to", "2026-04-01"];
const NAMESPACE: &str = "checkout";

#[tokio::test]
async fn usage_is_filtered_to_a_namespace() {
    let home = Home::demo();
    let all = home.ask_demo(&[&["report", "pivot"], &MONTH[..]].concat());
    let (ours, others): (Vec<&Value>, Vec<&Value>) =
        rows(&all).partition(|row| row["namespace"] == NAMESPACE);
    let other =
        others.iter().find(|row| ours.iter().all(|our| our["usage_type"] != row["usage_type"])).unwrap();

    journey(home, &["--demo"], async |app| {
        app.open("Usage").await;
        app.row(text(other, "usage_type")).await;
        app.choose("Namespace", NAMESPACE).await;
        app.row_is_gone(text(other, "usage_type")).await;
        for our in &ours {
            app.row_says(text(our, "usage_type"), &quantity(text(our, "quantity"))).await;
        }
    })
    .await;
}

#[tokio::test]
async fn usage_is_opened_down_to_hours() {
    let day = ["--from", "2026-03-18", "--to", "2026-03-19"];
    let home = Home::demo();
    let hours = home.ask_demo(
        &[&["report", "object-hours", "--object", "pay-api", "--usage-type", RATE_LIMIT], &day[..]].concat(),
    );
    let hours: Vec<&Value> = rows(&hours).collect();
    assert_eq!(hours.len(), 24, "a whole day of hours");

    journey(home, &["--demo"], async |app| {
        app.open("Usage").await;
        for row in [RATE_LIMIT, NAMESPACE, "pay-api"] {
            app.open_row(row).await;
        }
        app.press("18 Mar: 24 present").await;
        app.press("Table").await;
        for hour in &hours {
            let clock = &text(hour, "hour")[11..16];
            app.row_says(&format!("18 Mar 2026 {clock} UTC"), &quantity(text(hour, "quantity"))).await;
        }
    })
    .await;
}

const RATE_LIMIT: &str = "LB - Rate Limiting - Requests to Origin - Millions";

fn rows(report: &Value) -> impl Iterator<Item = &Value> {
    report["rows"].as_array().expect("rows").iter()
}

fn text<'a>(row: &'a Value, field: &str) -> &'a str {
    row[field].as_str().unwrap_or_else(|| panic!("{field} of {row}"))
}
