//! The measures of usage: what is billed, bucket by bucket, and what a billed unit came to.

use super::*;

/// A book with tiers at 1,000 units, and a kind billed in another unit.
async fn book() -> Test {
    let test = Test::empty();
    test.ok("account_create", json!({ "name": "House book", "currency": "USD" })).await;
    let folder = tempfile::tempdir().unwrap();
    let usage = folder.path().join("usage.csv");
    std::fs::write(
        &usage,
        "namespace,object_name,metric_label,usage_type,hour,quantity,unit_name\n\
         shop,web,requests,Requests,2026-03-01T10:00:00Z,900.5,Request\n\
         shop,web,requests,Requests,2026-03-02T10:00:00Z,600,Request\n\
         shop,web,requests,Requests,2026-03-03T10:00:00Z,0.25,Request\n\
         media,cdn,nodes,Nodes,2026-03-02T10:00:00Z,40,Hour\n\
         media,cdn,nodes,Nodes,2026-03-04T10:00:00Z,2,Hour\n",
    )
    .unwrap();
    let prices = folder.path().join("prices.json");
    std::fs::write(
        &prices,
        r#"{"requests":{"usage_type":"Requests","unit":"Request","tiers":[{"up_to":1000,"unit_price":"0.10"},{"up_to":null,"unit_price":"0.08"}]},
            "nodes":{"usage_type":"Nodes","unit":"Hour","tiers":[{"up_to":null,"unit_price":"0.60"}]}}"#,
    )
    .unwrap();
    for (kind, path) in [("usage", usage), ("prices", prices)] {
        let job = test.ok("import_start", json!({ "kind": kind, "path": path })).await;
        assert_eq!(test.finished(&job).await["state"], "done");
    }
    test
}

fn asked(usage_type: Option<&str>) -> Value {
    let mut query = usage("usage_type", "day", None);
    query["usage_type"] = json!(usage_type);
    query["compare"] = json!("off");
    query["to"] = json!("2026-03-06T00:00:00Z");
    query
}

async fn chart(test: &Test, query: &Value, measure: &str) -> Value {
    let input = json!({ "query": query, "measure": measure, "width": 900, "height": 240, "language": "en" });
    test.ok("usage_chart", input).await
}

/// The cells of a column of a chart's table, from the top.
fn cells(chart: &Value, column: usize) -> Vec<Option<&str>> {
    chart["table"]["rows"].as_array().unwrap().iter().map(|row| row["cells"][column].as_str()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_billed_grows_to_the_quantity_of_the_month() {
    let test = book().await;
    let query = asked(Some("Requests"));
    let view = test.ok("usage_view", query.clone()).await;
    // 1,500.75 are 1,500: the floor runs over the month, not over its days.
    assert_eq!((&view["rows"][0]["billable"], &view["total_billable"]), (&json!("1500"), &json!("1500")));
    let billed = chart(&test, &query, "billable").await;
    assert_eq!(billed["unit"], view["total_unit_billable"]);
    assert_eq!(
        cells(&billed, 0),
        [Some("900"), Some("600"), Some("0"), Some("0"), None],
        "a day without any fact is unknown"
    );
    assert_eq!(billed["summary"]["total"], "1500");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_unit_price_of_a_step_is_its_amount_over_what_is_billed_in_it() {
    let test = book().await;
    let query = asked(Some("Requests"));
    let view = test.ok("usage_view", query.clone()).await;
    // 1,000 at 0.10 and 500 at 0.08.
    assert_eq!(
        (&view["rows"][0]["amount"]["amount"], &view["rows"][0]["effective_price"]),
        (&json!("140.00"), &json!("0.093333"))
    );
    let prices = chart(&test, &query, "unit_price").await;
    // The second day: 100 at 0.10 and 500 at 0.08. The third one: nothing more was billed, so there is no price of 0.
    assert_eq!(cells(&prices, 0), [Some("0.10"), Some("0.083333"), None, None, None]);
    assert_eq!(
        (&prices["unit"], &prices["summary"]["total"]),
        (&json!("USD"), &Value::Null),
        "prices have no sum"
    );
    let drawn = prices["marks"].as_array().unwrap();
    assert_eq!(drawn.len(), 2, "unknown is not drawn");
    let month = {
        let mut query = query.clone();
        query["grain"] = json!("month");
        chart(&test, &query, "unit_price").await
    };
    assert_eq!(cells(&month, 0), [Some("0.093333")], "over the whole range it is the one of the row");
}

#[tokio::test(flavor = "multi_thread")]
async fn billed_quantities_of_several_units_are_never_stacked() {
    let test = book().await;
    let query = asked(None);
    let view = test.ok("usage_view", query.clone()).await;
    assert_eq!((&view["total_billable"], &view["total_unit_billable"]), (&Value::Null, &Value::Null));
    for measure in ["billable", "quantity"] {
        let input =
            json!({ "query": query, "measure": measure, "width": 900, "height": 240, "language": "en" });
        assert_eq!(test.refused("usage_chart", input).await, "failed_precondition", "{measure}");
    }
    // Prices are lines beside each other, each with its unit.
    let prices = chart(&test, &query, "unit_price").await;
    assert_eq!(prices["table"]["columns"], json!(["Requests / Request", "Nodes / Hour"]));
    assert_eq!(cells(&prices, 1), [None, Some("0.60"), None, Some("0.60"), None]);
    assert_eq!(prices["summary"]["series"], "Requests / Request");
    assert!(prices["legend"].as_array().unwrap().iter().all(|entry| entry["shape"] != "swatch"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_of_the_tenant_has_quantities_alone() {
    let test = book().await;
    let mut query = asked(None);
    query["namespace"] = json!("shop");
    for measure in ["billable", "amount", "unit_price"] {
        let input =
            json!({ "query": query, "measure": measure, "width": 900, "height": 240, "language": "en" });
        assert_eq!(test.refused("usage_chart", input).await, "failed_precondition", "{measure}");
    }
    let counted = chart(&test, &query, "quantity").await;
    assert_eq!(cells(&counted, 0)[..3], [Some("900.5"), Some("600"), Some("0.25")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_says_the_same_in_chart_and_row() {
    let test = Test::demo();
    let mut query = usage("usage_type", "month", None);
    let view = test.ok("usage_view", query.clone()).await;
    for row in view["rows"].as_array().unwrap() {
        query["usage_type"] = row["group"].clone();
        for (measure, field) in
            [("billable", "billable"), ("unit_price", "effective_price"), ("quantity", "quantity")]
        {
            let drawn = chart(&test, &query, measure).await;
            assert_eq!(drawn["table"]["rows"][0]["cells"][0], row[field], "{measure} of {}", row["group"]);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_amount_of_a_part_is_told_as_the_difference_of_two_ratings_of_its_month() {
    let test = book().await;
    let mut query = asked(None);
    (query["from"], query["to"]) = (json!("2026-03-02T00:00:00Z"), json!("2026-03-04T00:00:00Z"));
    let told = test.ok("usage_parts", json!({ "query": query, "group": "Requests" })).await;
    let parts = told["parts"].as_array().unwrap();
    assert_eq!(parts.len(), 1);
    let figures =
        |name: &str| (parts[0][name]["billable"].clone(), parts[0][name]["amount"]["amount"].clone());
    assert_eq!(figures("up_to_end"), (json!("1500"), json!("140.00")));
    assert_eq!(figures("up_to_start"), (json!("900"), json!("90.00")));
    assert_eq!((figures("own"), &parts[0]["is_whole"]), ((json!("600"), json!("50.00")), &json!(false)));
    let view = test.ok("usage_view", query.clone()).await;
    let row = view["rows"].as_array().unwrap().iter().find(|row| row["group"] == "Requests").unwrap();
    assert_eq!(row["amount"], parts[0]["own"]["amount"], "it is what the table shows");

    let whole = test.ok("usage_parts", json!({ "query": asked(None), "group": "Requests" })).await;
    assert_eq!(
        (&whole["parts"][0]["is_whole"], &whole["parts"][0]["up_to_start"]),
        (&json!(true), &Value::Null)
    );
    query["namespace"] = json!("shop");
    assert_eq!(
        test.refused("usage_parts", json!({ "query": query, "group": "Requests" })).await,
        "failed_precondition"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_parts_of_a_year_sum_to_its_row() {
    let test = Test::demo();
    let mut query = usage("usage_type", "month", None);
    query["from"] = json!("2025-04-10T00:00:00Z");
    let view = test.ok("usage_view", query.clone()).await;
    let row = &view["rows"][0];
    let told = test.ok("usage_parts", json!({ "query": query, "group": row["group"] })).await;
    let cents = |text: &Value| text.as_str().unwrap().replace('.', "").parse::<i64>().unwrap();
    let parts = told["parts"].as_array().unwrap();
    assert_eq!(parts.len(), 12, "April in part, to March as far as it goes");
    assert_eq!(
        parts.iter().map(|part| cents(&part["own"]["amount"]["amount"])).sum::<i64>(),
        cents(&row["amount"]["amount"])
    );
}
