//! States at their edges, percentages as text, and the order of risk.

use super::*;
use proptest::prelude::*;

fn limit(text: &str) -> Limit {
    match text {
        "unlimited" => Limit::Unlimited,
        "?" => Limit::Missing,
        number => Limit::Maximum(number.parse().unwrap()),
    }
}

fn used(text: &str) -> InUse {
    match text {
        "-" => InUse::NotTracked,
        "?" => InUse::Missing,
        number => InUse::Current(number.parse().unwrap()),
    }
}

/// `"2387 of 500"` -> `"over 477.4%"`.
fn said(text: &str) -> String {
    let (in_use, most) = text.split_once(" of ").unwrap();
    let (in_use, most) = (used(in_use), limit(most));
    let state = state(most, in_use, Thresholds::default()).as_str();
    let percent = percent_text(most, in_use).map_or_else(|| "no percentage".to_owned(), |text| text + "%");
    format!("{state} {percent}")
}

#[test]
fn every_state_at_its_edge() {
    for (figures, expected) in [
        ("2387 of 500", "over 477.4%"),
        ("500.000001 of 500", "over 100.0%"),
        ("150 of 150", "full 100.0%"),
        ("149.9999 of 150", "near 100.0%"),
        ("496 of 500", "near 99.2%"),
        ("400 of 500", "near 80.0%"),
        ("399.99 of 500", "ok 80.0%"),
        ("399 of 500", "ok 79.8%"),
        ("2.25 of 8.5", "ok 26.5%"),
        ("0 of 500", "ok 0.0%"),
        ("1 of 800", "ok 0.1%"),
        ("12 of unlimited", "unlimited no percentage"),
        ("- of unlimited", "unlimited no percentage"),
        ("- of 100", "not_tracked no percentage"),
        ("? of 100", "not_tracked no percentage"),
        ("5 of ?", "no_limit no percentage"),
        ("0 of 0", "full no percentage"),
        ("1 of 0", "over no percentage"),
    ] {
        assert_eq!(said(figures), expected, "{figures}");
    }
}

#[test]
fn thresholds_can_be_moved() {
    let early = Thresholds { near: "50".parse().unwrap(), full: "95".parse().unwrap() };
    let state = |in_use: &str| state(limit("200"), used(in_use), early).as_str();
    assert_eq!([state("99"), state("100"), state("190"), state("201")], ["ok", "near", "full", "over"]);
}

#[test]
fn what_is_over_is_exact() {
    assert_eq!(over_by(limit("500"), used("2387")).unwrap().to_string(), "1887");
    assert_eq!(over_by(limit("8.5"), used("8.75")).unwrap().to_string(), "0.25");
    assert_eq!(over_by(limit("8.5"), used("8.5")), None);
    assert_eq!(over_by(limit("unlimited"), used("8.5")), None);
}

#[test]
fn bars_end_at_their_limit() {
    let bar =
        |in_use: &str, most: &str| bar(limit(most), used(in_use)).map(|b| (b.fill_permille, b.tick_permille));
    assert_eq!(bar("2387", "500"), Some((1000, Some(209))));
    assert_eq!(bar("496", "500"), Some((992, None)));
    assert_eq!(bar("0", "500"), Some((0, None)));
    assert_eq!(bar("0", "0"), Some((1000, None)));
    assert_eq!(bar("3", "0"), Some((1000, Some(0))));
    assert_eq!(bar("12", "unlimited"), None);
}

#[test]
fn the_worst_comes_first() {
    let rows = [
        ("Route", "379", "500"),
        ("Namespace", "12", "unlimited"),
        ("Origin Pool", "12", "10"),
        ("Sealed", "1", "0"),
        ("User", "380", "400"),
        ("Healthcheck", "150", "150"),
        ("CRL", "2", "2"),
        ("Namespace Role", "2387", "500"),
        ("Load Balancer", "-", "100"),
        ("Endpoint", "496", "500"),
        ("Loose", "4", "?"),
    ];
    let mut risks: Vec<_> = rows
        .iter()
        .map(|(name, in_use, most)| {
            let (limit, in_use) = (limit(most), used(in_use));
            Risk { state: state(limit, in_use, Thresholds::default()), limit, in_use, name }
        })
        .collect();
    risks.sort_by(by_risk);
    let order: Vec<_> = risks.iter().map(|risk| risk.name).collect();
    assert_eq!(
        order.join(", "),
        "Sealed, Namespace Role, Origin Pool, CRL, Healthcheck, Endpoint, User, Route, Namespace, Load Balancer, Loose"
    );
}

proptest! {
    #[test]
    fn the_bar_never_leaves_its_track(in_use in 0i64..1_000_000, most in 0i64..1_000_000) {
        let bar = bar(Limit::Maximum(most.into()), InUse::Current(in_use.into())).unwrap();
        prop_assert!(bar.fill_permille <= 1000 && bar.tick_permille.unwrap_or(0) <= 1000);
        prop_assert_eq!(bar.tick_permille.is_some(), in_use > most);
    }

    #[test]
    fn more_use_is_never_less_risk(a in 0i64..2_000, b in 0i64..2_000, most in 0i64..1_000) {
        let state = |used: i64| {
            state(Limit::Maximum(most.into()), InUse::Current(used.into()), Thresholds::default())
        };
        prop_assert!(state(a.max(b)) <= state(a.min(b)));
    }
}
