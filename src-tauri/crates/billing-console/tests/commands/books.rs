//! Books of their own: made, filled, closed, removed, and what they do not know.

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_local_book_is_made_filled_closed_and_removed() {
    let test = Test::empty();
    assert_eq!(test.refused("overview", json!({ "month": null })).await, "failed_precondition");
    let made = test.ok("account_create", json!({ "name": "House book", "currency": "USD" })).await;
    for empty in ["header", "usage_filters", "quotas_view", "payment_methods_view", "plans_view"] {
        test.ok(empty, json!({})).await;
    }
    test.ok("overview", json!({ "month": null })).await;
    test.ok("usage_view", usage("usage_type", "day", None)).await;

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("usage.csv");
    std::fs::write(
        &file,
        "namespace,object_name,metric_label,usage_type,hour,quantity,unit_name\n\
         shop,web,http-requests,HTTP Requests,2026-01-05T10:00:00Z,1500.5,1k Requests\n\
         shop,web,http-requests,HTTP Requests,2026-01-05T11:00:00Z,nonsense,1k Requests\n",
    )
    .unwrap();
    let job = test.ok("import_start", json!({ "kind": "usage", "path": file })).await;
    let done = test.finished(&job).await;
    assert_eq!(
        (&done["state"], &done["rows_new"], &done["rows_refused"]),
        (&json!("done"), &json!("1"), &json!("1"))
    );
    assert_eq!(done["refusals"][0]["line"], "3");

    let prices = folder.path().join("prices.json");
    std::fs::write(&prices, r#"{"http-requests":{"usage_type":"HTTP Requests","unit":"1k Requests","tiers":[{"up_to":1000,"unit_price":"0.10"},{"up_to":null,"unit_price":"0.08"}]}}"#).unwrap();
    let job = test.ok("import_start", json!({ "kind": "prices", "path": prices })).await;
    assert_eq!(test.finished(&job).await["state"], "done");

    let preview = test.ok("invoices_close_preview", json!({ "until": "2026-02-01T00:00:00Z" })).await;
    let closed = test.ok("invoices_close", json!({ "until": "2026-02-01T00:00:00Z" })).await;
    // 1,000 at 0.10 and 500 at 0.08.
    assert_eq!(closed["total"], json!({ "amount": "140.00", "currency": "USD" }));
    assert_eq!(preview["total"], closed["total"], "what was previewed is what was billed");

    let missing =
        test.ok("import_start", json!({ "kind": "focus", "path": folder.path().join("none.csv") })).await;
    assert_eq!(test.finished(&missing).await["state"], "failed");
    assert_eq!(test.refused("job_status", json!({ "job": "none" })).await, "not_found");

    let left = test.ok("account_remove", json!({ "id": made["id"], "wipe": true })).await;
    assert_eq!(left["accounts"], json!([]));
    assert_eq!(test.refused("account_open", json!({ "id": made["id"] })).await, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn hours_that_were_not_measured_are_told_and_never_shown_as_zero() {
    let test = Test::empty();
    test.ok("account_create", json!({ "name": "House book", "currency": "USD" })).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("usage.csv");
    std::fs::write(
        &file,
        "namespace,object_name,metric_label,usage_type,hour,quantity,unit_name,status\n\
         shop,web,whole,Whole,2026-03-05T10:00:00Z,5,Hour,ACTIVE\n\
         shop,web,broken,Broken,2026-03-05T10:00:00Z,7,Hour,ACTIVE\n\
         shop,web,broken,Broken,2026-03-05T11:00:00Z,,Hour,NOT_MEASURED\n\
         shop,web,broken,Broken,2026-03-05T12:00:00Z,,Hour,NO_DATA\n\
         media,cdn,silent,Silent,2026-03-05T10:00:00Z,,Hour,NO_DATA\n\
         media,cdn,silent,Silent,2026-04-05T10:00:00Z,9,Hour,ACTIVE\n",
    )
    .unwrap();
    let job = test.ok("import_start", json!({ "kind": "usage", "path": file })).await;
    assert_eq!(test.finished(&job).await["rows_refused"], "0");

    // The three hours that were delivered; the rest of the month was not.
    let asked = |group_by: &str| {
        let mut query = usage(group_by, "day", None);
        query["from"] = json!("2026-03-05T10:00:00Z");
        query["to"] = json!("2026-03-05T13:00:00Z");
        query
    };
    for (group_by, names) in
        [("usage_type", ["Whole", "Broken", "Silent"]), ("metric_label", ["whole", "broken", "silent"])]
    {
        let view = test.ok("usage_view", asked(group_by)).await;
        let row = |name: &str| {
            let found = view["rows"].as_array().unwrap().iter().find(|row| row["group"] == name);
            found.unwrap_or_else(|| panic!("{name} is missing: {view}")).clone()
        };
        let told = names.map(|name| {
            let row = row(name);
            (row["status"].clone(), row["gap_hours"].clone(), row["quantity"].clone())
        });
        assert_eq!(told[0], (json!("active"), json!(0), json!("5")));
        assert_eq!(told[1], (json!("not_measured"), json!(2), json!("7")));
        assert_eq!(told[2], (json!("no_data"), json!(1), Value::Null), "nothing came: unknown, not 0");
    }
    let view = test.ok("usage_view", asked("namespace")).await;
    assert_eq!(view["total_complete"], false);
    let states: Vec<_> =
        view["rows"].as_array().unwrap().iter().map(|row| (&row["group"], &row["status"])).collect();
    assert_eq!(states, [(&json!("shop"), &json!("not_measured")), (&json!("media"), &json!("no_data"))]);
}

#[tokio::test(flavor = "multi_thread")]
async fn hours_that_were_never_fetched_are_told_with_what_is_there() {
    let test = Test::empty();
    test.ok("account_create", json!({ "name": "House book", "currency": "USD" })).await;
    let folder = tempfile::tempdir().unwrap();
    let hour =
        |day: u32, hour: u32| format!("shop,web,whole,Whole,2026-03-{day:02}T{hour:02}:00:00Z,5,Hour\n");
    let head = "namespace,object_name,metric_label,usage_type,hour,quantity,unit_name\n";
    // 1 and 2 March, without 10:00 to 12:00 of the second day.
    let days = (0..24).map(|at| hour(1, at)).chain((0..10).chain(13..24).map(|at| hour(2, at)));
    let import = async |name: &str, rows: String| {
        let file = folder.path().join(name);
        std::fs::write(&file, format!("{head}{rows}")).unwrap();
        let job = test.ok("import_start", json!({ "kind": "usage", "path": file })).await;
        assert_eq!(test.finished(&job).await["rows_refused"], "0");
    };
    let told = async |from: &str, to: &str| {
        let mut query = usage("namespace", "day", None);
        (query["from"], query["to"]) = (json!(from), json!(to));
        let view = test.ok("usage_view", query).await;
        (
            view["rows"][0]["status"].clone(),
            view["rows"][0]["unknown_hours"].clone(),
            view["total_complete"].clone(),
        )
    };
    import("two-days.csv", days.collect()).await;
    let march = ("2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z");
    let unknown = |hours: u32| (json!("active"), json!(hours), json!(false));
    let whole = (json!("active"), json!(0), json!(true));
    assert_eq!(told(march.0, march.1).await, unknown(3), "what is still to come is not missing");
    assert_eq!(told("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z").await, whole);
    assert_eq!(
        told("2025-04-01T00:00:00Z", "2026-04-01T00:00:00Z").await,
        unknown(3),
        "the account began in March"
    );
    let sheet = test.ok("usage_calendar", json!({ "from": march.0, "to": march.1 })).await;
    let missing: usize = sheet["days"]
        .as_array()
        .unwrap()
        .iter()
        .map(|day| day["hours"].as_str().unwrap().matches('u').count())
        .sum();
    assert_eq!(missing, 3, "the calendar says the same");
    import("the-rest.csv", (10..13).map(|at| hour(2, at)).collect()).await;
    assert_eq!(told(march.0, march.1).await, whole);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_month_is_not_compared_with_a_zero_that_nobody_measured() {
    let test = Test::demo();
    let mut input = usage("usage_type", "day", None);
    input["from"] = json!("2024-04-01T00:00:00Z");
    input["to"] = json!("2024-05-01T00:00:00Z");
    let view = test.ok("usage_view", input).await;
    let rows = view["rows"].as_array().unwrap();
    assert!(
        !rows.is_empty() && rows.iter().all(|row| row["before"].is_null() && row["change"].is_null()),
        "{view}"
    );
    assert!(view["total_change"].is_null());
    let overview = test.ok("overview", json!({ "month": "2024-04" })).await;
    assert_eq!((&overview["movers"], &overview["change"]), (&json!([]), &Value::Null));
    let before = test.ok("overview", json!({ "month": "2023-04" })).await;
    assert_eq!((&before["metered"], &overview["metered"]), (&json!(false), &json!(true)));
    let march = test.ok("overview", json!({ "month": "2026-03" })).await;
    assert!(!march["movers"].as_array().unwrap().is_empty(), "a month with one before it has movers");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_total_that_leaves_something_out_says_so() {
    let test = Test::demo();
    let march = test.ok("usage_view", usage("usage_type", "day", None)).await;
    assert_eq!(march["total_complete"], false, "four hours of it were never fetched");
    let mut february = usage("usage_type", "day", None);
    (february["from"], february["to"]) = (json!("2026-02-01T00:00:00Z"), json!("2026-03-01T00:00:00Z"));
    let whole = test.ok("usage_view", february.clone()).await;
    assert_eq!(whole["total_complete"], true);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("usage.csv");
    std::fs::write(
        &file,
        "namespace,object_name,metric_label,usage_type,hour,quantity,unit_name\n\
         shop-prod,web,no-such-price,Unpriced,2026-02-05T10:00:00Z,5,Hour\n",
    )
    .unwrap();
    let job = test.ok("import_start", json!({ "kind": "usage", "path": file })).await;
    test.finished(&job).await;
    let part = test.ok("usage_view", february).await;
    assert_eq!((&part["total_complete"], &part["total"]), (&json!(false), &whole["total"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_door_refuses_what_it_does_not_know() {
    let test = Test::empty();
    assert_eq!(test.refused("drop_everything", json!({})).await, "no_command");
    assert_eq!(test.refused("account_create", json!({ "name": 5 })).await, "bad_input");
    assert_eq!(
        test.refused("account_create", json!({ "name": "x", "currency": "dollars" })).await,
        "invalid_input"
    );
    assert!(COMMANDS.contains(&"overview"));
}
