//! Moves from plan to plan and quotas on the demo, through the front door.

use crate::desk::{Desk, column};
use serde_json::Value;

const ORGANIZATION: [&str; 7] = [
    "plans",
    "move",
    "organization-p25-v3",
    "--domain",
    "acme.example",
    "--address",
    "1234 Main road, Sunnyvale",
];

fn demo() -> Desk {
    let desk = Desk::new();
    assert!(desk.run(&["demo"]).status.success());
    desk
}

fn steps(request: &Value) -> Vec<&str> {
    request["steps"].as_array().unwrap().iter().map(|step| step["step"].as_str().unwrap()).collect()
}

fn held(desk: &Desk) -> String {
    desk.json(&["plans", "list"])["totals"]["held"].as_str().unwrap().to_owned()
}

#[test]
fn a_downgrade_by_support_waits_for_a_person_and_then_for_the_end_of_the_period() {
    let desk = demo();
    let plans = desk.json(&["plans", "list"]);
    assert_eq!(column(&plans, "direction"), ["downgrade", "downgrade", "null", "upgrade"]);
    assert_eq!(column(&plans, "when"), ["now", "period_end", "null", "now"], "recreation is never put off");
    let asked = desk.json(&["plans", "move", "individual-p25-v2", "--note", "before the audit"]);
    let asked = &asked["request"];
    assert_eq!(
        (&asked["state"], &asked["phase"]),
        (&"waiting_for_approval".into(), &"waiting_for_approval".into())
    );
    assert!(asked["ticket"].as_str().unwrap().contains("before the audit"));
    assert_eq!(steps(asked), ["checked", "ticket", "approval_asked"]);
    let id = asked["id"].as_str().unwrap();
    let same = desk.refused(&["plans", "approve", id, "--by", "Command Line"]);
    assert!(same.starts_with("error[permission_denied]"), "{same}");
    let approved = desk.json(&["plans", "approve", id, "--by", "a.weber"]);
    let approved = &approved["request"];
    assert_eq!(
        (&approved["phase"], &approved["effect_at"]),
        (&"scheduled".into(), &"2026-04-01T00:00:00Z".into())
    );
    assert_eq!(held(&desk), "teams-p25-v3");
    assert_eq!(desk.json(&["plans", "run-due", "--until", "2026-03-31"])["request"], Value::Null);
    let done = desk.json(&["plans", "run-due", "--until", "2026-04-07"]);
    assert_eq!(done["request"]["state"], "finished");
    assert_eq!(done["request"]["effect_at"], "2026-04-01T00:00:00Z", "not when it was carried out");
    assert_eq!(held(&desk), "individual-p25-v2");
    let requests = desk.json(&["plans", "requests"]);
    assert_eq!((&requests["totals"]["requests"], &requests["totals"]["open"]), (&1.into(), &0.into()));
    assert_eq!(desk.json(&["plans", "resume"])["request"], Value::Null, "nothing is left to do");
}

#[test]
fn a_move_is_refused_called_off_and_made() {
    let desk = demo();
    let ask = |more: &[&str]| {
        let arguments: Vec<_> = ORGANIZATION.iter().chain(more).copied().collect();
        desk.json(&arguments)["request"].clone()
    };
    let missing = desk.refused(&["plans", "move", "organization-p25-v3"]);
    assert!(missing.starts_with("error[invalid_input]") && missing.contains("domain"), "{missing}");
    let first = ask(&["--payment-token", "tok_visa_4242_0931"]);
    let second = desk.refused(&ORGANIZATION);
    assert!(second.starts_with("error[failed_precondition]"), "{second}");
    let no = ["plans", "refuse", first["id"].as_str().unwrap(), "--by", "a.weber", "--reason", "too dear"];
    let refused = desk.json(&no);
    assert_eq!(
        (&refused["request"]["state"], &refused["request"]["reason"]),
        (&"failed".into(), &"too dear".into())
    );
    assert_eq!(steps(&refused["request"])[3..], ["refused", "taken_back"]);
    let dated = ask(&["--at", "2026-05-15"]);
    assert_eq!(dated["planned_at"], "2026-05-15T00:00:00Z");
    let ended = desk.json(&["plans", "cancel", dated["id"].as_str().unwrap(), "--reason", "later"]);
    assert_eq!(ended["request"]["reason"], "Called off: later");
    let last = ask(&["--by", "n.srisuk"]);
    let yes = desk.json(&["plans", "approve", last["id"].as_str().unwrap(), "--by", "command line"]);
    assert_eq!(
        (&yes["request"]["state"], &yes["request"]["requester"]),
        (&"finished".into(), &"n.srisuk".into())
    );
    assert_eq!(held(&desk), "organization-p25-v3");
    let past =
        desk.refused(&["plans", "move", "teams-p25-v3", "--payment-token", "tok_x", "--at", "2026-03-01"]);
    assert!(past.contains("has passed"), "{past}");
    let both = desk.run(&["plans", "move", "teams-p25-v3", "--when", "now", "--at", "2026-05-01"]);
    assert_eq!(both.status.code(), Some(2), "one of the two");
}

#[test]
fn the_tenant_is_recreated_only_with_its_name_and_a_fresh_copy() {
    let desk = demo();
    let free = ["plans", "move", "free-p25-v2"];
    let unnamed = desk.refused(&free);
    assert!(unnamed.starts_with("error[invalid_input]") && unnamed.contains("acmecorp"), "{unnamed}");
    let named = ["plans", "move", "free-p25-v2", "--confirm", "acmecorp"];
    let no_copy = desk.refused(&named);
    assert!(
        no_copy.starts_with("error[failed_precondition]") && no_copy.contains("Back the book up"),
        "{no_copy}"
    );
    let copy = desk.file("x", "").replace("/x", "/copy.db");
    desk.json(&["backup", "-o", &copy]);
    assert_eq!(desk.json(&["plans", "list"])["totals"]["last_copy"]["fresh"], true);
    let done = desk.json(&named);
    assert_eq!(done["request"]["state"], "finished");
    assert_eq!(held(&desk), "free-p25-v2");
    let quotas = desk.json(&["quotas", "check", "virtual_site"]);
    assert_eq!((&quotas["limit"], &quotas["source"]), (&"2".into(), &"plan free-p25-v2".into()));
}

#[test]
fn taking_under_a_limit_tells_every_case_apart() {
    let desk = demo();
    let check = |kind: &str| desk.json(&["quotas", "check", kind]);
    let over = check("origin_pool");
    assert_eq!(
        (&over["used"], &over["limit"], &over["exceeded"]),
        (&"12".into(), &"10".into(), &true.into())
    );
    let reached = check("healthcheck");
    assert_eq!(
        (&reached["reached"], &reached["exceeded"], &reached["room"]),
        (&true.into(), &false.into(), &"0".into())
    );
    assert_eq!(check("namespace")["limit"], "unlimited");
    assert_eq!(check("tcp_load_balancer")["used"], "not_tracked");
    assert_eq!(check("ves.io.schema.namespace.API.Create")["rate"]["burst"], "20");
    let full = desk.refused(&["quotas", "take", "healthcheck", "1"]);
    let told = "error[resource_exhausted]: healthcheck: 150 of 150 are used, so 1 more do not fit.";
    assert!(full.starts_with(told), "{full}");
    assert!(desk.refused(&["quotas", "check", "virtual_host", "102"]).contains("399 of 500"));
    desk.json(&["quotas", "check", "virtual_host", "101"]);
    assert_eq!(desk.json(&["quotas", "take", "virtual_host", "101"])["reached"], true);
    assert_eq!(desk.json(&["quotas", "give-back", "virtual_host", "1"])["used"], "499");
    assert_eq!(desk.json(&["quotas", "take", "vcpu", "0.75"])["used"], "113");
    for (arguments, code) in [
        (["quotas", "take", "virtual_host", "0.5"], "invalid_input"),
        (["quotas", "take", "tcp_load_balancer", "1"], "failed_precondition"),
        (["quotas", "take", "ves.io.schema.namespace.API.Create", "1"], "invalid_input"),
        (["quotas", "take", "no_such_kind", "1"], "not_found"),
        (["quotas", "give-back", "virtual_host", "500"], "failed_precondition"),
    ] {
        let refused = desk.refused(&arguments);
        assert!(refused.starts_with(&format!("error[{code}]")), "{arguments:?}: {refused}");
    }
    assert_eq!(desk.run(&["quotas", "take", "virtual_host", "many"]).status.code(), Some(2));
    let listed = desk.json(&["quotas", "list"]);
    assert!(column(&listed, "kind").contains(&"virtual_host".to_owned()));
}
