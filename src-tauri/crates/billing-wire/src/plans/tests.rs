//! Plans, transitions and add-ons: what the document says, what tenants say, and the round trips.

use super::*;
use billing_domain::contact::Contact as ContactNoun;
use billing_domain::plans::{TransitionMethod, TransitionPayload as PayloadNoun, TransitionRequest};
use billing_domain::{Currency, Money};
use serde_json::{Value, json};

fn read<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

/// The form in which tenants answer: fewer fields than the document has.
fn live_answer() -> Value {
    json!({"locale": "en-us", "plans": [
        {"name": "free-v2", "title": "Free", "flat_price": "100", "trial_period": 3, "included_addon_services": null,
         "allowed_addon_services": [{"name": "re-2-ce-v1", "display_name": "Transfer"}],
         "default_quota": {"object_limits": {"virtual_host": {"maximum": 2}, "gone": null}}},
        {"name": "team", "current": true, "billing_disabled": true, "state": "STATE_LATER"},
    ]})
}

#[test]
fn a_tenants_answer_is_read_with_its_gaps() {
    let plans = read::<LocalizedPlans>(live_answer()).decode().unwrap();
    let free = &plans.plans[0];
    assert_eq!(free.flat_price, Money::new(100, Currency::USD));
    assert_eq!(free.default_quota.objects.len(), 1, "null entries are left out");
    assert_eq!(free.renewal_period_unit, PeriodUnit::Other("PERIOD_UNKNOWN".into()));
    assert_eq!(free.transition_flow.method, TransitionMethod::Other("TRANSITION_METHOD_UNSPECIFIED".into()));
    let current = plans.current().unwrap();
    assert_eq!((current.name.as_str(), current.billing_disabled), ("team", true));
    assert_eq!(current.state, PlanState::Other("STATE_LATER".into()));
}

#[test]
fn plans_go_through_whole_in_any_currency_hundredths_can_tell() {
    let mut plans = read::<LocalizedPlans>(live_answer()).decode().unwrap();
    plans.plans[1].flat_price = Money::new(5_000, "JPY".parse().unwrap());
    let written = serde_json::to_value(PlanList::encode(&vec![plans.clone()]).unwrap()).unwrap();
    let [free, team] = [0, 1].map(|at| &written["usage_plans"][0]["plans"][at]);
    assert_eq!((&free["flat_price"], free.get("currency_code")), (&json!(100), None));
    assert_eq!((&team["flat_price"], &team["currency_code"]), (&json!(500_000), &json!("JPY")));
    assert_eq!(read::<PlanList>(written).decode().unwrap(), [plans]);
}

#[test]
fn a_transition_goes_through_without_the_ids_that_only_a_backend_sets() {
    let noun = TransitionRequest {
        new_plan: "team".into(),
        payload: PayloadNoun {
            billing_address: Some(ContactNoun { city: Some("Bangkok".into()), ..ContactNoun::default() }),
            payment_provider_token: Some("tok-1".into()),
            create_support_ticket: true,
            deletion_reason: Some("REASON_SWITCH_TO_FREE_PLAN".into()),
            subscribe_addons: vec!["f5xc_waap_standard".into()],
            ..PayloadNoun::default()
        },
    };
    let mut written = serde_json::to_value(InitiateTransition::encode(&noun).unwrap()).unwrap();
    written["payload"]["tp_subscription_id"] = json!("chosen-by-a-client");
    assert_eq!(read::<InitiateTransition>(written).decode().unwrap(), noun);
    assert!(read::<InitiateTransition>(json!({"payload": {}})).decode().is_err(), "new_plan is needed");
}

#[test]
fn an_addon_body_has_exactly_one_key() {
    let one = json!({"f5xc_waap_advanced": {}, "f5xc_waap_standard": null});
    assert_eq!(read::<AddonChoice>(one).decode().unwrap(), "f5xc_waap_advanced");
    for wrong in [json!({}), json!({"a": {}, "b": {}}), json!({"f5xc_waap_advanced": true})] {
        assert!(read::<AddonChoice>(wrong.clone()).decode().is_err(), "{wrong}");
    }
    let written = serde_json::to_value(AddonChoice::encode(&"f5xc_waap_standard".into()).unwrap()).unwrap();
    assert_eq!(written, json!({"f5xc_waap_standard": {}}));
}
