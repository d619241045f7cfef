//! Roles, exhaustively: every state that up to four payment methods can reach, and every deed from each of them.

use billing_domain::contact::Contact;
use billing_domain::payment_methods::roles::{allow_deletion, make_primary, make_secondary, swap_primary};
use billing_domain::payment_methods::{PaymentMethod, Role};
use std::collections::{BTreeSet, VecDeque};

const MOST: usize = 4;

/// One letter a method: p, s or n, in order of being added.
type State = String;

fn methods(state: &str) -> Vec<PaymentMethod> {
    let method = |(n, role): (usize, char)| PaymentMethod {
        name: format!("m{n}"),
        role: match role {
            'p' => Role::Primary,
            's' => Role::Secondary,
            _ => Role::Normal,
        },
        brand: None,
        last_four: None,
        expiry: None,
        contact: Contact::default(),
        added_by: None,
        added_at: chrono::DateTime::UNIX_EPOCH,
    };
    state.chars().enumerate().map(method).collect()
}

fn state_of(methods: &[PaymentMethod]) -> State {
    let letter = |method: &PaymentMethod| match method.role {
        Role::Primary => 'p',
        Role::Secondary => 's',
        _ => 'n',
    };
    methods.iter().map(letter).collect()
}

/// What the rule says, told apart from the code: the whole table for one method.
fn expected(state: &str, deed: usize, at: usize) -> State {
    let was = state.as_bytes()[at];
    let (becomes, displaced) = match deed {
        0 => (b'p', 'n'),
        1 => (b's', 'n'),
        _ => (b'p', 's'),
    };
    if was == becomes {
        return state.to_owned();
    }
    let other = |n: usize, role: char| match (role, deed) {
        _ if n == at => becomes as char,
        ('p', 0 | 2) => displaced,
        ('s', 1 | 2) => 'n',
        _ => role,
    };
    state.chars().enumerate().map(|(n, role)| other(n, role)).collect()
}

#[test]
fn no_state_that_can_be_reached_has_two_primaries_or_two_secondaries() {
    let mut seen = BTreeSet::from([String::new()]);
    let mut waiting = VecDeque::from([String::new()]);
    let mut deeds = 0u64;
    while let Some(state) = waiting.pop_front() {
        let now = methods(&state);
        let mut next: Vec<State> = Vec::new();
        for at in 0..now.len() {
            let name = now[at].name.clone();
            for (deed, rule) in [make_primary, make_secondary, swap_primary].into_iter().enumerate() {
                let after = state_of(&rule(&now, &name).unwrap().applied_to(&now));
                assert_eq!(after, expected(&state, deed, at), "{state}: deed {deed} on {name}");
                next.push(after);
            }
            for owed in [false, true] {
                let allowed = allow_deletion(&now, &name, owed);
                assert_eq!(allowed.is_err(), owed && now[at].role == Role::Primary, "{state}: delete {name}");
                if allowed.is_ok() {
                    next.push(
                        state.chars().enumerate().filter(|(n, _)| *n != at).map(|(_, role)| role).collect(),
                    );
                }
            }
        }
        if now.len() < MOST {
            next.push(format!("{state}n"));
        }
        deeds += next.len() as u64;
        for after in next {
            let count = |role| after.chars().filter(|letter| *letter == role).count();
            assert!(count('p') <= 1 && count('s') <= 1, "{state} -> {after}");
            if seen.insert(after.clone()) {
                waiting.push_back(after);
            }
        }
    }
    println!("{} states of up to {MOST} payment methods, {deeds} deeds", seen.len());
    assert_eq!(seen.len(), 1 + 3 + 7 + 13 + 21, "none, and 1 + n + n + n(n-1) for n methods");
}
