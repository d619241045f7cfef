//! An invoice and what may happen to it: the table of the domain rules, written down once more.

use super::bill::Bill;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Document {
    Final,
    Void,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Money {
    Unpaid,
    Processing,
    PartlyPaid,
    Paid,
    Failed,
    Refunded,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Succeeded,
    Failed,
    Unknown,
}

/// An invoice that was issued, or a running one that was cancelled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invoice {
    pub name: String,
    pub month: i64,
    pub bill: Bill,
    pub document: Document,
    pub money: Money,
    /// The last second to pay in.
    pub due: Option<i64>,
    pub paid: i128,
    pub refunded: i128,
}

impl Invoice {
    pub fn issued(name: String, month: i64, bill: Bill, due: i64) -> Self {
        let money = if bill.total <= 0 { Money::Paid } else { Money::Unpaid };
        Self { name, month, bill, document: Document::Final, money, due: Some(due), paid: 0, refunded: 0 }
    }

    pub fn cancelled_while_running(name: String, month: i64, bill: Bill) -> Self {
        let (document, money) = (Document::Void, Money::Unpaid);
        Self { name, month, bill, document, money, due: None, paid: 0, refunded: 0 }
    }

    /// Each of these answers whether it may be; if not, nothing has changed.
    pub fn pay(&mut self, minor: i128, outcome: Outcome) -> bool {
        let is_owed =
            self.document == Document::Final && !matches!(self.money, Money::Paid | Money::Refunded);
        if !is_owed || minor <= 0 || minor > self.bill.total - self.paid {
            return false;
        }
        if outcome == Outcome::Succeeded {
            self.paid += minor;
        }
        self.money = match outcome {
            Outcome::Unknown => Money::Processing,
            _ if self.paid == self.bill.total => Money::Paid,
            _ if self.paid > 0 => Money::PartlyPaid,
            _ => Money::Failed,
        };
        true
    }

    pub fn cancel(&mut self, now: i64) -> bool {
        let is_late = self.document == Document::Final && self.due.is_some_and(|due| now > due);
        let is_untouched = self.paid == 0 && matches!(self.money, Money::Unpaid | Money::Failed);
        let may = self.document != Document::Void && !is_late && is_untouched;
        if may {
            self.document = Document::Void;
        }
        may
    }

    pub fn refund(&mut self, minor: i128) -> bool {
        let is_paid = self.document == Document::Final && self.money == Money::Paid;
        if !is_paid || minor <= 0 || minor > self.paid - self.refunded {
            return false;
        }
        self.refunded += minor;
        if self.refunded == self.paid {
            self.money = Money::Refunded;
        }
        true
    }
}
