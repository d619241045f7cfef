//! The whole table: every state against every change, then what payments keep.

use super::*;
use crate::Currency;
use proptest::prelude::*;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn usd(minor: i64) -> Money {
    Money::new(minor, Currency::USD)
}

const BEFORE_DUE: &str = "2026-04-15T00:00:00Z";
const AFTER_DUE: &str = "2026-05-01T00:00:01Z";

/// March 2026 over USD 100.00, due at the end of April.
fn standing(document: Document, settlement: Settlement) -> Standing {
    let paid = match settlement {
        Settlement::Paid | Settlement::Refunded => usd(10_000),
        Settlement::PartlyPaid => usd(4_000),
        _ => usd(0),
    };
    Standing {
        document,
        settlement,
        period: Period::month(2026, 3).unwrap(),
        due: (document != Document::Draft).then(|| at("2026-05-01T00:00:00Z")),
        total: usd(10_000),
        paid,
        refunded: if settlement == Settlement::Refunded { paid } else { usd(0) },
        credited: usd(0),
    }
}

/// What each change makes of each state, on the wire; `-` is refused.
#[test]
fn the_table_of_changes() {
    use Document::{Draft, Final, Void};
    use Settlement::{Failed, Paid, PartlyPaid, Processing, Refunded, Unpaid};
    let rows = [
        // from                        at          wire         issue     cancel       pay all   pay part   refund all  refund part
        ((Draft, Unpaid), BEFORE_DUE, "Pending", ["Issued", "Cancelled", "-", "-", "-", "-"]),
        ((Final, Unpaid), BEFORE_DUE, "Issued", ["-", "Cancelled", "Paid", "Issued", "-", "-"]),
        ((Final, Failed), BEFORE_DUE, "Issued", ["-", "Cancelled", "Paid", "Issued", "-", "-"]),
        ((Final, Processing), BEFORE_DUE, "Issued", ["-", "-", "Paid", "Issued", "-", "-"]),
        ((Final, PartlyPaid), BEFORE_DUE, "Issued", ["-", "-", "Paid", "Issued", "-", "-"]),
        ((Final, Unpaid), AFTER_DUE, "Overdue", ["-", "-", "Paid", "Overdue", "-", "-"]),
        ((Final, PartlyPaid), AFTER_DUE, "Overdue", ["-", "-", "Paid", "Overdue", "-", "-"]),
        ((Final, Paid), BEFORE_DUE, "Paid", ["-", "-", "-", "-", "Refunded", "Paid"]),
        ((Final, Paid), AFTER_DUE, "Paid", ["-", "-", "-", "-", "Refunded", "Paid"]),
        ((Final, Refunded), BEFORE_DUE, "Refunded", ["-", "-", "-", "-", "-", "-"]),
        ((Void, Unpaid), BEFORE_DUE, "Cancelled", ["-", "-", "-", "-", "-", "-"]),
    ];
    for ((document, settlement), now, wire, expected) in rows {
        let (from, now) = (standing(document, settlement), at(now));
        let owed = from.balance().unwrap();
        let changes = [
            from.issue(at("2026-05-01T00:00:00Z"), now),
            from.cancel(now),
            from.pay(owed, PaymentOutcome::Succeeded, now),
            from.pay(usd(1), PaymentOutcome::Succeeded, now),
            from.refund(usd(10_000), now),
            from.refund(usd(1), now),
        ];
        let shown = changes.map(|c| c.map_or_else(|_| "-".to_owned(), |to| format!("{:?}", to.status(now))));
        assert_eq!(format!("{:?}", from.status(now)), wire, "{document:?} {settlement:?}");
        assert_eq!(shown, expected, "{document:?} {settlement:?} at {now}");
    }
}

#[test]
fn an_invoice_is_issued_only_after_its_period() {
    let draft = standing(Document::Draft, Settlement::Unpaid);
    let due = at("2026-05-01T00:00:00Z");
    let early = draft.issue(due, at("2026-03-31T23:59:59Z")).unwrap_err();
    assert!(early.message.contains("2026-04-01"), "{early}");
    assert!(draft.active());
    let issued = draft.issue(due, at("2026-04-01T00:00:00Z")).unwrap();
    assert!(!issued.active());
    assert_eq!(issued.due, Some(due));
}

#[test]
fn a_bill_of_nothing_is_settled_at_once() {
    let draft = Standing { total: usd(0), ..standing(Document::Draft, Settlement::Unpaid) };
    let issued = draft.issue(at(AFTER_DUE), at("2026-04-01T00:00:00Z")).unwrap();
    assert_eq!(issued.status(at(BEFORE_DUE)), InvoiceStatus::Paid);
}

#[test]
fn due_is_a_day_one_may_still_pay_on() {
    let issued = standing(Document::Final, Settlement::Unpaid);
    assert_eq!(issued.status(at("2026-05-01T00:00:00Z")), InvoiceStatus::Issued);
    assert_eq!(issued.status(at("2026-05-01T00:00:01Z")), InvoiceStatus::Overdue);
}

#[test]
fn a_timeout_is_not_a_failure() {
    let issued = standing(Document::Final, Settlement::Unpaid);
    let unknown = issued.pay(usd(10_000), PaymentOutcome::Unknown, at(BEFORE_DUE)).unwrap();
    assert_eq!((unknown.settlement, unknown.paid), (Settlement::Processing, usd(0)));
    assert!(unknown.cancel(at(BEFORE_DUE)).is_err(), "the charge may still come through");
    let failed = unknown.pay(usd(10_000), PaymentOutcome::Failed, at(BEFORE_DUE)).unwrap();
    assert_eq!(failed.settlement, Settlement::Failed);
}

#[test]
fn a_charge_begins_once_and_only_for_what_is_owed() {
    let issued = standing(Document::Final, Settlement::Unpaid);
    let begun = issued.begin_charge(at(AFTER_DUE)).unwrap();
    assert_eq!((begun.settlement, begun.paid), (Settlement::Processing, usd(0)));
    let refused = begun.begin_charge(at(AFTER_DUE)).unwrap_err();
    assert!(refused.message.contains("a charge is under way"), "{refused}");
    assert!(standing(Document::Final, Settlement::PartlyPaid).begin_charge(at(BEFORE_DUE)).is_ok());
    for (document, settlement) in [
        (Document::Draft, Settlement::Unpaid),
        (Document::Void, Settlement::Unpaid),
        (Document::Final, Settlement::Paid),
        (Document::Final, Settlement::Refunded),
    ] {
        assert!(standing(document, settlement).begin_charge(at(BEFORE_DUE)).is_err(), "{settlement:?}");
    }
}

#[test]
fn amounts_that_make_no_sense_are_refused() {
    let issued = standing(Document::Final, Settlement::Unpaid);
    let baht = Money::new(100, "THB".parse().unwrap());
    for amount in [usd(0), usd(-1), usd(10_001), baht] {
        assert!(issued.pay(amount, PaymentOutcome::Succeeded, at(BEFORE_DUE)).is_err(), "{amount}");
    }
    let paid = standing(Document::Final, Settlement::Paid);
    for amount in [usd(0), usd(-1), usd(10_001), baht] {
        assert!(paid.refund(amount, at(BEFORE_DUE)).is_err(), "{amount}");
    }
}

#[test]
fn refunds_add_up_to_refunded() {
    let paid = standing(Document::Final, Settlement::Paid);
    let part = paid.refund(usd(9_999), at(BEFORE_DUE)).unwrap();
    assert_eq!(part.settlement, Settlement::Paid);
    assert!(part.refund(usd(2), at(BEFORE_DUE)).is_err(), "more than was paid");
    assert_eq!(part.refund(usd(1), at(BEFORE_DUE)).unwrap().settlement, Settlement::Refunded);
}

#[test]
fn credit_notes_lower_what_is_owed() {
    let issued = standing(Document::Final, Settlement::Unpaid);
    let part = issued.credit(usd(4_000), at(BEFORE_DUE)).unwrap();
    assert_eq!((part.balance().unwrap(), part.settlement), (usd(6_000), Settlement::Unpaid));
    assert!(part.credit(usd(6_001), at(BEFORE_DUE)).is_err(), "more than is owed");
    assert!(part.cancel(at(BEFORE_DUE)).is_err(), "what a document has left is not cancelled");
    let paid = part.pay(usd(6_000), PaymentOutcome::Succeeded, at(BEFORE_DUE)).unwrap();
    assert_eq!((paid.settlement, paid.balance().unwrap()), (Settlement::Paid, usd(0)));
    assert!(paid.refund(usd(6_001), at(BEFORE_DUE)).is_err(), "only what was paid is given back");
    assert_eq!(paid.refund(usd(6_000), at(BEFORE_DUE)).unwrap().settlement, Settlement::Refunded);
    let all = part.credit(usd(6_000), at(AFTER_DUE)).unwrap();
    assert_eq!(all.status(at(AFTER_DUE)), InvoiceStatus::Paid, "settled in full clears the mark");
    for refused in [Settlement::Processing, Settlement::Paid, Settlement::Refunded] {
        assert!(standing(Document::Final, refused).credit(usd(1), at(BEFORE_DUE)).is_err(), "{refused:?}");
    }
    assert!(standing(Document::Draft, Settlement::Unpaid).credit(usd(1), at(BEFORE_DUE)).is_err());
}

proptest! {
    /// Whatever is tried, in whatever order: paid and credited are never above the total, refunded never above paid, and
    /// the terminal states stay.
    #[test]
    fn money_is_never_made(tries in proptest::collection::vec((0u8..6, -10i64..12_000), 0..20)) {
        let mut now = standing(Document::Draft, Settlement::Unpaid);
        let instant = at(BEFORE_DUE);
        for (kind, amount) in tries {
            let terminal = matches!(now.status(instant), InvoiceStatus::Refunded | InvoiceStatus::Cancelled);
            let next = match kind {
                0 => now.issue(at(AFTER_DUE), instant),
                1 => now.cancel(instant),
                2 => now.pay(usd(amount), PaymentOutcome::Succeeded, instant),
                3 => now.pay(usd(amount), PaymentOutcome::Failed, instant),
                4 => now.credit(usd(amount), instant),
                _ => now.refund(usd(amount), instant),
            };
            prop_assert!(!(terminal && next.is_ok()));
            if let Ok(next) = next {
                prop_assert!(next.paid.minor + next.credited.minor <= next.total.minor);
                prop_assert!(next.refunded.minor <= next.paid.minor);
                prop_assert_eq!(next.settlement == Settlement::Refunded, next.paid.minor > 0 && next.refunded == next.paid);
                now = next;
            }
        }
    }
}
