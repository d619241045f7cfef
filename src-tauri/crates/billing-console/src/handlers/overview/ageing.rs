//! What is overdue, by age.

use crate::commands::{Ageing, MoneyText};
use billing_domain::{BillingError, Money};
use billing_service::billing::InvoiceHeader;

/// Upper ends of the buckets in days, with their names.
const BUCKETS: [(u32, &str); 4] = [(30, "0-30"), (60, "31-60"), (90, "61-90"), (u32::MAX, "90+")];

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Overdue {
    pub(super) count: u32,
    pub(super) total: Option<Money>,
    pub(super) buckets: Vec<Ageing>,
}

pub(super) fn ageing(invoices: &[InvoiceHeader]) -> Result<Overdue, BillingError> {
    let late: Vec<(u32, Money)> =
        invoices.iter().filter_map(|invoice| Some((invoice.days_overdue?, invoice.balance))).collect();
    let Some((_, first)) = late.first() else { return Ok(Overdue::default()) };
    let zero = Money::zero(first.currency);
    let mut sums = [zero; BUCKETS.len()];
    for (days, balance) in &late {
        let at = BUCKETS.iter().position(|(most, _)| days <= most).unwrap_or(BUCKETS.len() - 1);
        sums[at] = sums[at].checked_add(*balance)?;
    }
    let buckets = BUCKETS
        .iter()
        .zip(sums)
        .map(|((_, name), sum)| Ageing { bucket: (*name).to_owned(), amount: MoneyText::from(sum) });
    Ok(Overdue {
        count: u32::try_from(late.len()).unwrap_or(u32::MAX),
        total: Some(Money::sum(first.currency, sums)?),
        buckets: buckets.collect(),
    })
}
