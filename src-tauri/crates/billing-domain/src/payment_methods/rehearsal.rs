//! Which methods the next charge would use, in order. Nothing is sent.
//!
//! Primary first, secondary only when the primary is refused, then it stops; a normal method is never charged by itself.

use super::roles::{primary, secondary};
use super::{PaymentMethod, Role};
use chrono::{DateTime, Utc};

/// One method that would be tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChargeStep {
    /// Which method.
    pub name: String,
    /// As what it is tried.
    pub role: Role,
    /// True when the card is no longer good on that day: it would surely be refused.
    pub expired: bool,
}

/// The methods a charge at `at` would try, in order; empty when it could be charged to nothing.
#[must_use]
pub fn charge_order(methods: &[PaymentMethod], at: DateTime<Utc>) -> Vec<ChargeStep> {
    let step = |method: &PaymentMethod| ChargeStep {
        name: method.name.clone(),
        role: method.role.clone(),
        expired: method.expiry.and_then(|expiry| expiry.days_left(at)).is_some_and(|days| days < 0),
    };
    [primary(methods), secondary(methods)].into_iter().flatten().map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::payment_methods::Expiry;
    use crate::payment_methods::testing::methods;
    use chrono::TimeZone;

    fn order(methods: &[PaymentMethod]) -> String {
        let at = Utc.with_ymd_and_hms(2026, 5, 1, 0, 0, 0).unwrap();
        let word = |step: ChargeStep| format!("{}{}", step.name, if step.expired { " expired" } else { "" });
        charge_order(methods, at).into_iter().map(word).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn primary_then_secondary_then_it_stops() {
        assert_eq!(order(&methods("amex sepa+ visa*")), "visa, sepa");
        assert_eq!(order(&methods("amex sepa+")), "sepa");
        assert_eq!(order(&methods("amex")), "");
    }

    #[test]
    fn a_card_that_ends_before_the_charge_is_marked() {
        let mut cards = methods("visa* sepa+");
        cards[0].expiry = Some(Expiry { year: 2026, month: 4 });
        assert_eq!(order(&cards), "visa expired, sepa");
    }
}
