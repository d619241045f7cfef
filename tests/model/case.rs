//! One sequence on both sides: after every operation everything that both know is compared.

use super::account::{Account, Told, running_name};
use super::bill::{Bill, Line};
use super::book::{Book, CURRENCIES, instant, nano, sorted};
use super::calendar::{month_of, month_start};
use super::operations::{Deed, Operation, Sequence};
use super::standing::{Document, Invoice, Money};
use billing_domain::BillingError;
use billing_domain::invoices::state::{Document as RealDocument, Settlement};
use billing_service::care::verify;
use billing_store::invoices::{InvoiceHead, InvoiceRecord};
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

/// What was done and compared.
#[derive(Default)]
pub struct Tally {
    pub operations: AtomicU64,
    sequences: AtomicU64,
    invoices: AtomicU64,
    bills: AtomicU64,
    done: [AtomicU64; Deed::NAMES.len()],
    refused: [AtomicU64; Deed::NAMES.len()],
}

fn add(to: &AtomicU64, n: usize) {
    to.fetch_add(n as u64, Ordering::Relaxed);
}

impl Tally {
    /// A random row that never pays, or never reissues, would prove nothing about it.
    pub fn assert_every_deed_happened(&self) {
        for (name, count) in Deed::NAMES.iter().zip(&self.done) {
            assert!(count.load(Ordering::Relaxed) > 0, "no {name} was ever done");
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [operations, sequences, invoices, bills] =
            [&self.operations, &self.sequences, &self.invoices, &self.bills]
                .map(|count| count.load(Ordering::Relaxed));
        writeln!(
            out,
            "{operations} operations in {sequences} sequences: {bills} bills and {invoices} invoices compared, all equal"
        )?;
        let count = |count: &AtomicU64| count.load(Ordering::Relaxed);
        let told = Deed::NAMES.iter().zip(self.done.iter().zip(&self.refused));
        let told = told
            .map(|(name, (done, refused))| format!("{name} {} ({} refused)", count(done), count(refused)));
        write!(out, "done: {}", told.collect::<Vec<_>>().join(", "))
    }
}

/// Where the two sides part, and how.
pub struct Parting {
    /// The operation after which they differ, counted from 1.
    pub operation: usize,
    reason: String,
}

impl fmt::Display for Parting {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "after operation {}: {}", self.operation, self.reason)
    }
}

/// Runs a sequence on both sides.
pub fn run(sequence: &Sequence, tally: &Tally) -> Result<(), Parting> {
    let mut book = Book::new(sequence.currency);
    let mut account = Account::new(CURRENCIES[sequence.currency].1);
    for (n, operation) in (1usize..).zip(&sequence.operations) {
        let target = target(&account, &operation.deed);
        let told = step(&mut book, &mut account, operation, target.as_deref(), tally);
        let compared = told.and_then(|()| compare(&book, &account, n, tally));
        compared.map_err(|reason| Parting { operation: n, reason })?;
        add(&tally.operations, 1);
    }
    add(&tally.sequences, 1);
    at_the_end(&book, &account).map_err(|reason| Parting { operation: sequence.operations.len(), reason })
}

/// The invoice that an operation means.
fn target(account: &Account, deed: &Deed) -> Option<String> {
    let mut names: Vec<String> = account.invoices.iter().map(|invoice| invoice.name.clone()).collect();
    match deed {
        Deed::Cancel { which: Some(which) } => {
            names.extend(account.drafts.iter().map(|month| running_name(*month)));
            (!names.is_empty()).then(|| which.get(&names).clone())
        }
        Deed::Cancel { which: None } => Some(running_name(month_of(account.now))),
        Deed::Pay { which, .. } | Deed::Refund { which, .. } | Deed::Reissue { which } => {
            (!names.is_empty()).then(|| which.get(&names).clone())
        }
        _ => None,
    }
}

fn step(
    book: &mut Book,
    account: &mut Account,
    operation: &Operation,
    target: Option<&str>,
    tally: &Tally,
) -> Result<(), String> {
    let real = book.apply(operation, target, account)?;
    let told = account.apply(operation, target);
    let count = if told == Told::Refused { &tally.refused } else { &tally.done };
    add(&count[operation.deed.kind()], 1);
    if let Told::Previewed(_) = told {
        add(&tally.bills, 2);
    }
    same("the answer", &real, &told)
}

/// Roll-ups against facts, every invoice's head, one invoice whole, the running bill.
fn compare(book: &Book, account: &Account, n: usize, tally: &Tally) -> Result<(), String> {
    let words = |error: BillingError| format!("broke: {error}");
    let whole = (!account.invoices.is_empty()).then(|| &account.invoices[n % account.invoices.len()]);
    let (heads, record, wrong) = book
        .store
        .read::<_, BillingError>(|reader| {
            let record = whole.map(|invoice| reader.invoice(&invoice.name)).transpose()?.flatten();
            Ok((reader.invoice_heads()?, record, reader.usage_disagreements()?))
        })
        .map_err(words)?;
    same("roll-ups", &wrong, &Vec::new())?;
    compare_heads(&heads, account)?;
    if let (Some(invoice), record) = (whole, record) {
        compare_whole(record.as_ref(), invoice)?;
        add(&tally.invoices, 1);
    }
    let month = month_of(account.now);
    let running = account.is_to_bill(month).then(|| account.bill(month));
    let kept_empty = account.drafts.contains(&month).then(|| account.bill(month));
    add(&tally.bills, 1);
    same("the running invoice", &book.running().map_err(words)?, &running.or(kept_empty))
}

fn compare_heads(heads: &[InvoiceHead], account: &Account) -> Result<(), String> {
    let (drafts, others): (Vec<_>, Vec<_>) =
        heads.iter().partition(|head| head.standing.document == RealDocument::Draft);
    let mut names: Vec<String> = drafts.iter().map(|head| head.name.clone()).collect();
    names.sort();
    same(
        "kept running invoices",
        &names,
        &account.drafts.iter().map(|month| running_name(*month)).collect(),
    )?;
    same("how many invoices", &others.len(), &account.invoices.len())?;
    for head in others {
        let Some(invoice) = account.invoices.iter().find(|invoice| invoice.name == head.name) else {
            return Err(format!("{} is not known to the model", head.name));
        };
        same(&head.name, &Figures::of_head(head), &Figures::of_model(invoice))?;
        let (lines, less, tax) = (head.subtotal.minor, head.discount.minor, head.tax.minor);
        same("total = lines - discounts + tax", &head.standing.total.minor, &(lines - less + tax))?;
        if head.standing.paid.minor > head.standing.total.minor.max(0)
            || head.standing.refunded.minor > head.standing.paid.minor
        {
            return Err(format!("{}: more was paid than asked, or more given back than paid", head.name));
        }
    }
    Ok(())
}

fn compare_whole(record: Option<&InvoiceRecord>, invoice: &Invoice) -> Result<(), String> {
    let Some(record) = record else { return Err(format!("{} is gone", invoice.name)) };
    let lines = sorted(record.lines.iter().map(|line| Line {
        title: line.usage_type.clone(),
        quantity: (!line.fixed).then(|| nano(line.quantity)),
        minor: line.amount.minor.into(),
    }));
    let sum: i128 = lines.iter().map(|line| line.minor).sum();
    same("the sum of the lines", &sum, &i128::from(record.head.subtotal.minor))?;
    let discounts: i64 = record.discounts.iter().map(|discount| discount.amount.minor).sum();
    same("the sum of the discounts", &discounts, &record.head.discount.minor)?;
    same(&format!("the lines of {}", invoice.name), &lines, &invoice.bill.lines)
}

/// What a head says of an invoice.
#[derive(Debug, PartialEq, Eq)]
struct Figures {
    bill: [i128; 4],
    money: [i128; 2],
    month: i64,
    is_final: bool,
    due: Option<i64>,
    settlement: Settlement,
}

impl Figures {
    fn of_head(head: &InvoiceHead) -> Self {
        let standing = &head.standing;
        Self {
            bill: [head.subtotal, head.discount, head.tax, standing.total].map(|money| money.minor.into()),
            money: [standing.paid, standing.refunded].map(|money| money.minor.into()),
            month: month_of(standing.period.start.timestamp()),
            is_final: standing.document == RealDocument::Final,
            due: standing.due.map(|due| due.timestamp()),
            settlement: standing.settlement,
        }
    }

    fn of_model(invoice: &Invoice) -> Self {
        let Bill { subtotal, discount, tax, total, .. } = invoice.bill;
        Self {
            bill: [subtotal, discount, tax, total],
            money: [invoice.paid, invoice.refunded],
            month: invoice.month,
            is_final: invoice.document == Document::Final,
            due: invoice.due,
            settlement: match invoice.money {
                Money::Unpaid => Settlement::Unpaid,
                Money::Processing => Settlement::Processing,
                Money::PartlyPaid => Settlement::PartlyPaid,
                Money::Paid => Settlement::Paid,
                Money::Failed => Settlement::Failed,
                Money::Refunded => Settlement::Refunded,
            },
        }
    }
}

/// Every invoice whole, every fact, every promise of the book.
fn at_the_end(book: &Book, account: &Account) -> Result<(), String> {
    let words = |error: BillingError| format!("at the end: {error}");
    let records = |reader: &billing_store::Reader<'_>| {
        let record = |invoice: &Invoice| Ok::<_, BillingError>(reader.invoice(&invoice.name)?);
        account.invoices.iter().map(record).collect::<Result<Vec<_>, _>>()
    };
    for (record, invoice) in book.store.read(records).map_err(words)?.iter().zip(&account.invoices) {
        compare_whole(record.as_ref(), invoice)?;
        let period = record.as_ref().map(|record| record.head.standing.period);
        let ends = period.map(|period| (period.start, period.end));
        same(
            "the period",
            &ends,
            &Some((instant(month_start(invoice.month)), instant(month_start(invoice.month + 1)))),
        )?;
    }
    let mut facts = Vec::new();
    book.store
        .read::<_, BillingError>(|reader| {
            Ok(reader.each_fact(|_, fact| {
                facts.push((i64::from(fact.hour()), nano(fact.quantity()?)));
                Ok(())
            })?)
        })
        .map_err(words)?;
    facts.sort_unstable();
    let mut known: Vec<(i64, i128)> =
        account.facts.iter().map(|((hour, _, _), quantity)| (*hour, *quantity)).collect();
    known.sort_unstable();
    same("the facts", &facts, &known)?;
    let checks = verify(&book.store, book.now()).map_err(words)?;
    let findings: Vec<String> = checks.into_iter().flat_map(|check| check.findings).collect();
    same("the promises of the book", &findings, &Vec::new())
}

fn same<T: PartialEq + fmt::Debug>(what: &str, real: &T, model: &T) -> Result<(), String> {
    if real == model {
        Ok(())
    } else {
        Err(format!("{what}: the service says {real:?}, the model {model:?}"))
    }
}
