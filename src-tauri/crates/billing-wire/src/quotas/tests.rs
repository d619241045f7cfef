//! Figures with their awkward cases, the two spellings, and quota objects.

use super::*;
use crate::Shape;
use billing_domain::quotas::{InUse as InUseNoun, Limit, ObjectMeta, QuotaDraft, QuotaLimits, QuotaObject};
use billing_domain::{Decimal, ErrorCode};
use serde_json::{Value, json};

fn read<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

fn figures(value: Value) -> billing_domain::quotas::QuotaFigures {
    read::<QuotaFigures>(value).decode().unwrap()
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// A JSON number, digit for digit.
fn figure(text: &str) -> Value {
    Value::Number(text.parse().unwrap())
}

fn special_cases() -> Value {
    json!({
        "objects": {
            "namespace": {"limit": {"maximum": -1}, "usage": {"current": 12}, "display_name": "Namespace"},
            "healthcheck": {"limit": {"maximum": 100}, "usage": {"current": -1}, "display_name": "Healthcheck"},
            "origin_pool": {"limit": {"maximum": 10}, "usage": {"current": 12}},
            "none_allowed": {"limit": {"maximum": 0}, "usage": {"number": 0}},
            "silent": {"limit": null},
            "gone_kind": null,
        },
        "resources": {"cpu": {"limit": {"maximum": figure("8.5")}, "usage": {"current": figure("2.250000000000001")}}},
        "apis": {"a.b.Create": {"api_limit": {"rate": 10, "burst": 20, "unit": "per-second"}}, "gone": null},
        "quota_usage": {"Namespace": {"limit": {"maximum": 7}, "usage": {"current": 7}}},
    })
}

#[test]
fn the_awkward_cases_stay_apart() {
    let read = figures(special_cases());
    let of = |kind: &str| (read.objects[kind].limit, read.objects[kind].in_use);
    let count = |n: i64| Decimal::from_int(n);
    assert_eq!(of("namespace"), (Limit::Unlimited, InUseNoun::Current(count(12))));
    assert_eq!(of("healthcheck"), (Limit::Maximum(count(100)), InUseNoun::NotTracked));
    assert_eq!(of("origin_pool"), (Limit::Maximum(count(10)), InUseNoun::Current(count(12))));
    assert_eq!(of("none_allowed"), (Limit::Maximum(Decimal::ZERO), InUseNoun::Current(Decimal::ZERO)));
    assert_eq!(of("silent"), (Limit::Missing, InUseNoun::Missing));
    assert_eq!(read.objects.len(), 5, "null says nothing, and the old twin is not read beside the new");
    assert_eq!(read.objects["origin_pool"].display_name, "origin_pool");
    assert_eq!(read.resources["cpu"].in_use, InUseNoun::Current(decimal("2.250000000000001")));
    assert_eq!((read.apis.len(), read.apis["a.b.Create"].limit.burst), (1, 20));
}

#[test]
fn figures_go_through_whole_and_in_both_spellings() {
    let noun = figures(special_cases());
    let written = serde_json::to_value(QuotaFigures::encode(&noun).unwrap()).unwrap();
    assert_eq!(written["quota_usage"]["Namespace"]["limit"]["maximum"], json!(-1));
    assert_eq!(written["float_quota_usage"]["cpu"]["usage"]["current"].to_string(), "2.250000000000001");
    assert_eq!(written["api_limits"]["a.b.Create"], json!({"rate": 10, "burst": 20, "unit": "per-second"}));
    assert_eq!(figures(written), noun);
}

#[test]
fn the_old_spelling_is_read_when_the_new_is_absent() {
    let old = figures(json!({
        "objects": {},
        "quota_usage": {"Virtual Host": {"limit": {"maximum": 500}, "usage": {"current": 399}},
                        "virtual host": {"limit": {"maximum": 1}}},
        "float_quota_usage": {"CPU": {"limit": {"maximum": figure("8.5")}}},
        "api_limits": {"a.b.Get": {"rate": 1, "burst": 2, "unit": "m"}},
    }));
    assert_eq!(old.objects["virtual_host"].display_name, "Virtual Host");
    assert_eq!(old.objects["virtual_host"].in_use, InUseNoun::Current(Decimal::from_int(399)));
    assert_eq!(old.objects["virtual host"].limit, Limit::Maximum(Decimal::ONE), "nothing is swallowed");
    assert_eq!(old.resources["cpu"].limit, Limit::Maximum(decimal("8.5")));
    assert_eq!(old.apis["a.b.Get"].limit.rate, 1);
}

fn object() -> QuotaObject {
    QuotaObject {
        metadata: ObjectMeta {
            name: "shop".into(),
            namespace: "system".into(),
            labels: [("team".into(), "shop".into())].into(),
            disable: true,
            ..ObjectMeta::default()
        },
        uid: "d27938ba-967e-40a7-9709-57b8627f9f75".into(),
        created_at: "2026-01-01T00:00:00Z".parse().unwrap(),
        modified_at: None,
        creator: "somchai".into(),
        limits: QuotaLimits {
            objects: [("virtual_host".into(), -1)].into(),
            resources: [("cpu".into(), decimal("8.5"))].into(),
            ..QuotaLimits::default()
        },
    }
}

#[test]
fn an_object_goes_through_whole_and_brings_the_form_that_was_asked_for() {
    let answer = QuotaAnswer::encode(&object()).unwrap().with_form(ResponseFormat::ForReplace);
    let written = serde_json::to_value(answer).unwrap();
    assert!(written.get("create_form").is_none());
    let draft = read::<QuotaRequest>(written["replace_form"].clone()).decode().unwrap();
    assert_eq!(draft, QuotaDraft { metadata: object().metadata, limits: object().limits });
    assert_eq!(read::<QuotaAnswer>(written).decode().unwrap(), object());
}

#[test]
fn a_list_tells_what_was_asked_for() {
    let item = QuotaListItem::whole(&object()).unwrap();
    let summary = serde_json::to_value(item.clone().reporting(&[])).unwrap();
    assert_eq!((&summary["disabled"], summary.get("get_spec")), (&json!(true), None));
    assert_eq!(read::<QuotaListItem>(summary).decode().unwrap(), Listed::Named("shop".into()));
    let all = item.reporting(&["metadata", "system_metadata", "get_spec"]);
    assert_eq!(all.decode().unwrap(), Listed::Whole(Box::new(object())));
}

#[test]
fn a_request_must_say_what_its_limits_are() {
    let body = json!({"metadata": {"name": "a", "namespace": "b"}, "spec": {"object_limits": {"route": {}}}});
    let error = read::<QuotaRequest>(body).decode().unwrap_err();
    assert_eq!(error.code, ErrorCode::InvalidInput);
    assert!(error.message.contains("route"), "{}", error.message);
    assert!(ResponseFormat::from_word("GET_RSP_FORMAT_PRETTY").is_err());
}
