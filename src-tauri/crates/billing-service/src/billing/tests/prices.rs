//! Price files: both forms, versions, and what is refused.

use super::book::{Book, PRICES, at, usd};
use billing_domain::ErrorCode;
use billing_domain::price_book::{BillableRule, DivisionFactor, PriceModel};

const NOW: &str = "2026-04-02T00:00:00Z";

const FULL: &str = r#"{
    "currency": "EUR", "valid_from": "2026-03-01",
    "prices": [
        {"metric_label": "support", "usage_type": "Support", "unit": "Seat", "model": "flat", "amount": 49},
        {"metric_label": "vcpu", "usage_type": "vCPU", "unit": "vCPU-Hour", "unit_billable": "vCPU",
         "factor": "hours_in_period", "rule": "exact", "model": "per_unit", "unit_price": "12.345678901234567"},
        {"metric_label": "bytes", "usage_type": "Egress", "unit": "Byte", "unit_billable": "TB", "factor": 1e12,
         "included": "1", "model": "graduated",
         "tiers": [{"up_to": "10", "unit_price": "80"}, {"up_to": null, "unit_price": "70"}]},
        {"metric_label": "runs", "usage_type": "Runs", "unit": "Run", "model": "package",
         "package_size": 1000, "package_price": "2.5", "tax_category": "reduced"},
        {"metric_label": "pods", "usage_type": "Pods", "unit": "Pod", "model": "volume",
         "tiers": [{"up_to": 10, "unit_price": "3"}, {"up_to": null, "unit_price": "2"}]}
    ],
    "plan_fees": [{"plan": "team", "title": "Team plan", "amount": "500.00"}]
}"#;

#[test]
fn the_plain_form_is_graduated_from_the_beginning() {
    let book = Book::empty();
    let loaded = book.load_prices(PRICES, at(NOW)).unwrap();
    assert_eq!((loaded.version, loaded.is_new, loaded.prices, loaded.plan_fees), (1, true, 4, 0));
    let prices = book.price_book().unwrap();
    let version = prices.version_at(at("1999-01-01T00:00:00Z").max(chrono::DateTime::UNIX_EPOCH)).unwrap();
    let egress = version.price_of("egress").unwrap();
    assert_eq!((egress.rule, egress.factor), (BillableRule::FloorMinOne, DivisionFactor::Constant(1.into())));
    let PriceModel::Graduated { tiers } = &egress.model else { panic!("{egress:?}") };
    assert_eq!((tiers[0].up_to, tiers[0].unit_price), (Some(10.into()), "0.08".parse().unwrap()));
    assert_eq!(book.price_source().unwrap().as_deref(), Some(PRICES));
}

#[test]
fn the_fuller_form_keeps_every_model_and_every_digit() {
    let book = Book::empty();
    let loaded = book.load_prices(FULL, at(NOW)).unwrap();
    assert_eq!((loaded.prices, loaded.plan_fees, loaded.currency.as_str()), (5, 1, "EUR"));
    assert_eq!(loaded.valid_from, at("2026-03-01T00:00:00Z"));
    let prices = book.price_book().unwrap();
    assert!(prices.version_at(at("2026-02-28T23:59:59Z")).is_none());
    let version = prices.version(1).unwrap();
    let models: Vec<_> = version.prices.iter().map(|p| (p.metric_label.as_str(), p.model.as_str())).collect();
    let expected = [
        ("bytes", "graduated"),
        ("pods", "volume"),
        ("runs", "package"),
        ("support", "flat"),
        ("vcpu", "per_unit"),
    ];
    assert_eq!(models, expected);
    let vcpu = version.price_of("vcpu").unwrap();
    assert_eq!(vcpu.model, PriceModel::PerUnit { unit_price: "12.345678901234567".parse().unwrap() });
    assert_eq!((vcpu.factor, vcpu.rule), (DivisionFactor::HoursInPeriod, BillableRule::Exact));
    let bytes = version.price_of("bytes").unwrap();
    assert_eq!((bytes.factor, bytes.included), (DivisionFactor::Constant("1e12".parse().unwrap()), 1.into()));
    assert_eq!(version.price_of("runs").unwrap().tax_category, "reduced");
    assert_eq!(version.fee_of("team").unwrap().amount.to_string(), "EUR 500.00");
}

#[test]
fn the_same_file_again_is_the_same_version() {
    let book = Book::empty();
    book.load_prices(PRICES, at(NOW)).unwrap();
    let again = book.load_prices(PRICES, at("2026-05-01T00:00:00Z")).unwrap();
    assert_eq!((again.version, again.is_new), (1, false));
    assert_eq!(book.load_prices(FULL, at(NOW)).unwrap().version, 2);
    let back = book.load_prices(PRICES, at(NOW)).unwrap();
    assert_eq!((back.version, back.is_new), (3, true), "going back to an older file is a new version");
}

#[test]
fn the_fee_of_the_book_goes_before_the_one_agreed() {
    let book = Book::acme();
    let dearer = r#"{"currency": "USD", "valid_from": "2026-04-01", "prices": [],
        "plan_fees": [{"plan": "team", "title": "Team plan 2026", "amount": 600}]}"#;
    book.load_prices(dearer, at(NOW)).unwrap();
    let april = book.running(at("2026-04-10T00:00:00Z")).unwrap().unwrap();
    assert_eq!(
        april.lines.iter().map(|l| (l.usage_type.as_str(), l.amount)).collect::<Vec<_>>(),
        [("Team plan 2026", usd(60_000))]
    );
}

#[test]
fn what_is_no_price_book_is_refused_whole() {
    let book = Book::empty();
    for (json, word) in [
        ("", "not a price book"),
        ("[]", "not a price book"),
        ("{}", "no price"),
        (r#"{"a": {"usage_type": "A", "unit": "GB", "tiers": [], "typo": 1}}"#, "typo"),
        (r#"{"a": {"usage_type": "A", "unit": "GB", "tiers": []}}"#, "no tier"),
        (
            r#"{"a": {"usage_type": "A", "unit": "GB", "tiers": [{"up_to": null, "unit_price": "x"}]}}"#,
            "\"x\"",
        ),
        (
            r#"{"a": {"usage_type": "A", "unit": "GB", "tiers": [{"up_to": null, "unit_price": "-1"}]}}"#,
            "below 0",
        ),
        (
            r#"{"a": {"usage_type": "A", "unit": "GB", "tiers": [{"up_to": 5, "unit_price": "1"}]}}"#,
            "open last",
        ),
        (r#"{"currency": "dollars", "prices": []}"#, "ISO 4217"),
        (r#"{"currency": "USD", "valid_from": "soon", "prices": []}"#, "soon"),
        (
            r#"{"currency": "USD", "prices": [{"metric_label": "a", "usage_type": "A", "unit": "GB", "model": "magic"}]}"#,
            "magic",
        ),
        (
            r#"{"currency": "USD", "prices": [{"metric_label": "a", "usage_type": "A", "unit": "GB", "model": "flat"}]}"#,
            "lacks amount",
        ),
        (
            r#"{"currency": "USD", "prices": [{"metric_label": "a", "usage_type": "A", "unit": "GB", "model": "per_unit",
            "unit_price": 1, "factor": 0}]}"#,
            "division factor",
        ),
        (
            r#"{"currency": "JPY", "prices": [], "plan_fees": [{"plan": "p", "title": "P", "amount": "0.5"}]}"#,
            "decimals",
        ),
    ] {
        let error = book.load_prices(json, at(NOW)).unwrap_err();
        assert_eq!(error.code, ErrorCode::InvalidInput, "{json}: {error}");
        assert!(error.message.contains(word), "{json}: {error}");
    }
    assert_eq!(book.price_book().unwrap().versions, []);
}

#[test]
fn a_plan_has_prices_and_add_ons_have_fees_of_their_own() {
    let book = Book::empty();
    let file = r#"{"currency": "USD", "prices": [
        {"metric_label": "egress", "usage_type": "Egress", "unit": "GB", "model": "per_unit", "unit_price": "0.10"},
        {"metric_label": "egress", "plan": "business", "usage_type": "Egress", "unit": "GB", "model": "per_unit",
         "unit_price": "0.07"}],
        "addon_fees": [{"addon": "f5xc_waap_standard", "title": "WAAP", "amount": "25.00"}]}"#;
    book.load_prices(file, at(NOW)).unwrap();
    let prices = book.price_book().unwrap();
    let version = prices.version(1).unwrap();
    let price = |plan| match &version.price_for(plan, "egress").unwrap().model {
        PriceModel::PerUnit { unit_price } => unit_price.to_string(),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        (price(None), price(Some("team")), price(Some("business"))),
        ("0.1".into(), "0.1".into(), "0.07".into())
    );
    assert_eq!(version.addon_fee_of("f5xc_waap_standard").unwrap().amount, usd(2_500));
    let twice = file.replace(
        "\"addon_fees\": [",
        "\"addon_fees\": [{\"addon\": \"f5xc_waap_standard\", \"title\": \"B\", \"amount\": 1},",
    );
    assert_eq!(book.load_prices(&twice, at(NOW)).unwrap_err().code, ErrorCode::InvalidInput);
}
