//! Guards of a request to move, one by one and in their order.

use super::*;
use crate::plans::testing::plan;

fn address() -> Contact {
    Contact {
        address1: Some("1 Quay Road".to_owned()),
        city: Some("Bangkok".to_owned()),
        country: Some("TH".to_owned()),
        ..Contact::default()
    }
}

fn full() -> TransitionPayload {
    TransitionPayload {
        billing_address: Some(address()),
        payment_provider_token: Some("tok_visa_4242".to_owned()),
        domain: Some("acme.example.com".to_owned()),
        ..TransitionPayload::default()
    }
}

fn demanding() -> Plan {
    let mut plan = plan("organization");
    plan.transition_flow.required_fields =
        vec![RequiredField::PaymentToken, RequiredField::Domain, RequiredField::Contacts];
    plan
}

#[track_caller]
fn refusal(payload: TransitionPayload, held: Option<&str>, another_open: bool) -> (ErrorCode, String) {
    let plans = [plan("teams"), demanding()];
    let none = BTreeSet::new();
    let standing = Standing { plans: &plans, held, another_open, active_addons: &none };
    let request = TransitionRequest { new_plan: "organization".to_owned(), payload };
    let error = check(standing, &request).unwrap_err();
    (error.code, error.message)
}

#[test]
fn a_full_request_may_go() {
    let plans = [plan("teams"), demanding()];
    let none = BTreeSet::new();
    let standing = Standing { plans: &plans, held: Some("teams"), another_open: false, active_addons: &none };
    let request = TransitionRequest { new_plan: "organization".to_owned(), payload: full() };
    assert_eq!(check(standing, &request).map(|plan| plan.name.as_str()), Ok("organization"));
    let unknown = TransitionRequest { new_plan: "galactic".to_owned(), payload: full() };
    assert_eq!(check(standing, &unknown).unwrap_err().code, ErrorCode::NotFound);
}

#[test]
fn each_required_field_is_asked_for_by_name() {
    let cases = [
        (TransitionPayload { payment_provider_token: Some(" ".to_owned()), ..full() }, "payment token"),
        (TransitionPayload { domain: None, ..full() }, "domain"),
        (TransitionPayload { domain: Some("-acme..com".to_owned()), ..full() }, "not a host name"),
        (TransitionPayload { billing_address: None, ..full() }, "billing contact"),
        (
            TransitionPayload { billing_address: Some(Contact { address1: None, ..address() }), ..full() },
            "billing contact",
        ),
    ];
    for (payload, word) in cases {
        let (code, message) = refusal(payload, Some("teams"), false);
        assert_eq!(code, ErrorCode::InvalidInput);
        assert!(message.contains(word), "{message}");
    }
}

#[test]
fn a_card_number_is_refused_wherever_it_stands() {
    let number = || Some("4242 4242 4242 4242".to_owned());
    let cases = [
        TransitionPayload { payment_provider_token: number(), ..full() },
        TransitionPayload { support_ticket_info: number(), ..full() },
        TransitionPayload { deletion_feedback: number(), ..full() },
        TransitionPayload { payment_address: Some(Contact { address2: number(), ..address() }), ..full() },
        TransitionPayload { subscribe_addons: number().into_iter().collect(), ..full() },
    ];
    for payload in cases {
        let (code, message) = refusal(payload, Some("teams"), false);
        assert_eq!(code, ErrorCode::InvalidInput);
        assert!(message.contains("card number") && !message.contains("4242"), "{message}");
    }
}

#[test]
fn one_request_at_a_time_and_never_onto_the_plan_that_is_held() {
    assert_eq!(refusal(full(), Some("teams"), true).0, ErrorCode::FailedPrecondition);
    assert_eq!(refusal(full(), Some("organization"), false).0, ErrorCode::FailedPrecondition);
    let missing = TransitionPayload { domain: None, ..full() };
    assert_eq!(refusal(missing, None, true).0, ErrorCode::InvalidInput, "required fields are checked first");
}

#[test]
fn approver_and_requester_differ() {
    assert!(check_approver("n.srisuk", "a.weber").is_ok());
    assert_eq!(check_approver("n.srisuk", " N.Srisuk ").unwrap_err().code, ErrorCode::PermissionDenied);
    assert_eq!(check_approver("n.srisuk", " ").unwrap_err().code, ErrorCode::InvalidInput);
}
