//! The receipts of random bills, line by line and foot by foot.

use billing_domain::invoices::bill::Bill;
use billing_domain::invoices::totals::SummedLine;
use billing_domain::rating::receipt::{FootReceipt, ReceiptFact};
use billing_domain::rating::{RatedLine, Receipt};
use billing_domain::{BillingError, Decimal, ErrorCode};
use billing_tests::random_bills::{Account, Random};

pub struct Told {
    pub lines: Vec<Receipt>,
    pub foot: Receipt,
}

/// An endless row of invoices.
pub struct Invoices {
    random: Random,
    /// Bills that were refused because an exact figure does not fit into 38 digits.
    pub refused: usize,
}

impl Invoices {
    pub fn seeded(seed: u64) -> Self {
        Self { random: Random(seed), refused: 0 }
    }
}

impl Iterator for Invoices {
    type Item = Told;

    fn next(&mut self) -> Option<Told> {
        loop {
            match invoice(&mut self.random) {
                Ok(told) => return Some(told),
                Err(error) if error.code == ErrorCode::InvalidInput => self.refused += 1,
                Err(error) => panic!("{error}"),
            }
        }
    }
}

fn invoice(random: &mut Random) -> Result<Told, BillingError> {
    let account = Account::random(random);
    let bill = Bill::make(&account.input())?;
    let amounts: Vec<SummedLine<'_>> = bill.lines.iter().map(RatedLine::summed).collect();
    let foot = Receipt::Foot(Box::new(FootReceipt::of(&amounts, &bill.totals)));
    let lines = bill.lines.into_iter().map(|line| with_facts(random, line.receipt)).collect();
    Ok(Told { lines, foot })
}

/// Cuts the quantity into days, as the store would tell it.
fn with_facts(random: &mut Random, receipt: Receipt) -> Receipt {
    let Receipt::Usage(mut usage) = receipt else { return receipt };
    let total: Decimal = usage.quantity.parse().unwrap();
    let first = total.checked_mul(Decimal::new(i128::from(random.below(1_000)), 3).unwrap()).unwrap();
    let rest = total.checked_sub(first).unwrap();
    let days = [("2026-03-01", first), ("2026-03-02", rest)];
    let fact =
        |(day, quantity): (&str, Decimal)| ReceiptFact { day: day.into(), quantity: quantity.to_string() };
    usage.facts = days.map(fact).into();
    Receipt::Usage(usage)
}
