//! The text of a support ticket that asks for a change of plan. It never holds the payment token or the request's id.

use super::{Plan, TransitionMethod, TransitionPayload};

/// True when a ticket shall be written: the plan's way is support, or the person asked for one.
#[must_use]
pub fn is_wanted(plan: &Plan, payload: &TransitionPayload) -> bool {
    plan.transition_flow.method == TransitionMethod::Support || payload.create_support_ticket
}

/// The ticket, ready to be sent; `tenant` and `requester` are names, `from` is the plan that is held.
#[must_use]
pub fn text(
    tenant: &str,
    requester: &str,
    from: Option<&Plan>,
    to: &Plan,
    payload: &TransitionPayload,
) -> String {
    let from = from.map_or("none", |plan| plan.title.as_str());
    let mut lines = vec![
        format!("Change of plan for tenant {tenant}"),
        String::new(),
        format!("Present plan: {from}"),
        format!("New plan: {} ({}), {} per period", to.title, to.name, to.flat_price),
        format!("Asked for by: {requester}"),
    ];
    let mut say = |label: &str, text: Option<&str>| {
        if let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) {
            lines.push(format!("{label}: {text}"));
        }
    };
    say("Domain", payload.domain.as_deref());
    say("Add-ons to subscribe", Some(&payload.subscribe_addons.join(", ")));
    say("Add-ons to drop", Some(&payload.unsubscribe_addons.join(", ")));
    say("Reason", payload.deletion_reason.as_deref());
    say("Feedback", payload.deletion_feedback.as_deref());
    say("Further information", payload.support_ticket_info.as_deref());
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plans::testing::plan;

    #[test]
    fn a_ticket_says_what_is_asked_and_hides_the_token() {
        let payload = TransitionPayload {
            payment_provider_token: Some("tok_visa_4242".to_owned()),
            support_ticket_info: Some("before the audit, please".to_owned()),
            subscribe_addons: vec!["f5xc_waap_advanced".to_owned()],
            ..TransitionPayload::default()
        };
        let text = text("acmecorp", "n.srisuk", Some(&plan("teams")), &plan("organization"), &payload);
        assert_eq!(
            text,
            "Change of plan for tenant acmecorp\n\n\
             Present plan: teams\n\
             New plan: organization (organization), USD 500.00 per period\n\
             Asked for by: n.srisuk\n\
             Add-ons to subscribe: f5xc_waap_advanced\n\
             Further information: before the audit, please\n"
        );
    }

    #[test]
    fn support_is_the_plans_way_or_the_persons_wish() {
        let mut plan = plan("teams");
        assert!(!is_wanted(&plan, &TransitionPayload::default()));
        assert!(is_wanted(&plan, &TransitionPayload { create_support_ticket: true, ..Default::default() }));
        plan.transition_flow.method = TransitionMethod::Support;
        assert!(is_wanted(&plan, &TransitionPayload::default()));
    }
}
