//! What a provider's invoice may become between two looks at it. The impossible is told, never repaired.

use super::{Invoice, InvoiceStatus};
use crate::tenants::{Anomaly, AnomalyCode};

/// Why `after` cannot be what became of `before`; `None` when it can. Looks may be far apart: states between are skipped.
#[must_use]
pub fn impossible_change(before: &Invoice, after: &Invoice) -> Option<Anomaly> {
    if !may_become(&before.status, &after.status) {
        let told = format!("It was {} and is {} now.", before.status.as_str(), after.status.as_str());
        return Some(Anomaly::new(AnomalyCode::ImpossibleState, told));
    }
    if before.active {
        return None;
    }
    if after.active {
        return Some(Anomaly::new(AnomalyCode::FinalReopened, "Its amount was final and may change now."));
    }
    if before.amount != after.amount {
        let told = format!("Its final amount was {} and is {} now.", before.amount, after.amount);
        return Some(Anomaly::new(AnomalyCode::FinalAmountChanged, told));
    }
    (before.period != after.period)
        .then(|| Anomaly::new(AnomalyCode::FinalPeriodChanged, "The period of a final invoice has changed."))
}

/// Reachable by the table of the domain rules, in any number of steps. Words we do not know may become anything.
fn may_become(before: &InvoiceStatus, after: &InvoiceStatus) -> bool {
    use InvoiceStatus::{Cancelled, Issued, Other, Overdue, Paid, Pending, Refunded};
    match (before, after) {
        (same, other) if same == other => true,
        (Other(_), _) | (_, Other(_)) | (Pending, _) => true,
        (Issued, after) => matches!(after, Paid | Overdue | Cancelled | Refunded),
        (Overdue, after) => matches!(after, Paid | Refunded),
        (Paid, after) => *after == Refunded,
        (Refunded | Cancelled, _) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Currency, Money, Period};

    fn invoice(status: InvoiceStatus, active: bool, minor: i64) -> Invoice {
        Invoice {
            name: "INV-1".to_owned(),
            status,
            active,
            amount: Money::new(minor, Currency::USD),
            period: Period::month(2026, 2).unwrap(),
        }
    }

    #[test]
    fn everything_the_table_allows_is_possible_and_nothing_else() {
        use InvoiceStatus::{Cancelled, Issued, Overdue, Paid, Pending, Refunded};
        let all = [Pending, Issued, Overdue, Paid, Refunded, Cancelled];
        let reach = |from: &InvoiceStatus| -> &[InvoiceStatus] {
            match from {
                Pending => &[Issued, Overdue, Paid, Refunded, Cancelled],
                Issued => &[Overdue, Paid, Refunded, Cancelled],
                Overdue => &[Paid, Refunded],
                Paid => &[Refunded],
                _ => &[],
            }
        };
        for before in &all {
            for after in &all {
                let told =
                    impossible_change(&invoice(before.clone(), false, 1), &invoice(after.clone(), false, 1));
                let possible = before == after || reach(before).contains(after);
                assert_eq!(told.is_none(), possible, "{before:?} -> {after:?}: {told:?}");
            }
        }
    }

    #[test]
    fn a_running_amount_moves_and_a_final_one_does_not() {
        let running = invoice(InvoiceStatus::Pending, true, 1);
        let issued = invoice(InvoiceStatus::Issued, false, 2);
        assert_eq!(impossible_change(&running, &issued), None);
        let more = invoice(InvoiceStatus::Paid, false, 3);
        let told = impossible_change(&issued, &more).unwrap();
        assert_eq!(told.code, AnomalyCode::FinalAmountChanged);
        assert!(told.message.contains("0.02") && told.message.contains("0.03"), "{told:?}");
        let again = impossible_change(&issued, &invoice(InvoiceStatus::Issued, true, 2)).unwrap();
        assert_eq!(again.code, AnomalyCode::FinalReopened);
    }

    #[test]
    fn words_we_do_not_know_are_believed() {
        let disputed = invoice(InvoiceStatus::Other("STATUS_DISPUTED".to_owned()), false, 1);
        let paid = invoice(InvoiceStatus::Paid, false, 1);
        assert_eq!(impossible_change(&paid, &disputed), None);
        assert_eq!(impossible_change(&disputed, &paid), None);
    }
}
