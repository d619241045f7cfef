//! Every promise a book makes, checked the slow way.

use crate::billing::Billing;
use crate::billing::{CreditKind, check_money, stored_pdf};
use billing_domain::payment_methods::{PaymentMethod, Role};
use billing_domain::{BillingError, Money};
use billing_store::{Reader, Store};
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// One promise and what speaks against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What was checked, in words.
    pub name: &'static str,
    /// What is wrong, in words; empty when the promise holds.
    pub findings: Vec<String>,
}

/// Checks a book: the file, roll-ups against facts, every invoice and its document, numbers, roles.
///
/// # Errors
/// Only when the book cannot be read at all; what is wrong in it is a finding.
pub fn verify(store: &Arc<Store>, now: DateTime<Utc>) -> Result<Vec<Check>, BillingError> {
    let billing = Billing::new(Arc::clone(store), "verify");
    let invoices = invoice_findings(store, now)?;
    store.read(|book| {
        Ok(vec![
            Check { name: "the file is whole", findings: book.file_findings()? },
            Check { name: "roll-ups are the sums of their facts", findings: book.usage_disagreements()? },
            Check { name: "invoices add up and their documents are unchanged", findings: invoices },
            Check {
                name: "money came and went as its records and their legs say",
                findings: money_findings(book)?,
            },
            Check { name: "invoice numbers have no gap", findings: number_gaps(book)? },
            Check {
                name: "credit notes add up, have no gap and their documents are unchanged",
                findings: credit_findings(book, &billing)?,
            },
            Check { name: "the trail is a whole chain", findings: crate::audit::findings(book)? },
            Check { name: "the provider's documents are unchanged", findings: provider_findings(book)? },
            Check {
                name: "at most one primary and one secondary method",
                findings: role_findings(&book.payment_methods()?),
            },
        ])
    })
}

/// What came from a provider is byte for byte what came.
fn provider_findings(book: &Reader<'_>) -> Result<Vec<String>, BillingError> {
    let mut findings = Vec::new();
    book.each_tenant_document(|invoice, sha256, bytes| {
        if crate::tenant::sha256_of(bytes) != sha256 {
            findings.push(format!("{invoice}: its document is not the one that came"));
        }
    })?;
    Ok(findings)
}

/// Total = lines - discounts + tax, payments within the amount, the document as stored.
fn invoice_findings(store: &Arc<Store>, now: DateTime<Utc>) -> Result<Vec<String>, BillingError> {
    let billing = Billing::new(Arc::clone(store), "verify");
    let heads = store.read(|book| Ok::<_, BillingError>(book.invoice_heads()?))?;
    let mut findings = Vec::new();
    for head in heads.iter().filter(|head| head.number.is_some()) {
        let invoice = billing.invoice(&head.name, now)?;
        let header = &invoice.header;
        let lines = Money::sum(header.total.currency, invoice.lines.iter().map(|line| line.amount))?;
        if lines != header.subtotal {
            findings
                .push(format!("{}: the lines are {lines}, the subtotal says {}", head.name, header.subtotal));
        }
        let total = header.subtotal.checked_sub(header.discount)?.checked_add(header.tax)?;
        if total != header.total {
            findings.push(format!(
                "{}: lines, discount and tax make {total}, the total says {}",
                head.name, header.total
            ));
        }
        if header.paid.checked_add(header.credited)?.minor > header.total.minor.max(0) {
            findings.push(format!(
                "{}: {} was paid and {} credited for {}",
                head.name, header.paid, header.credited, header.total
            ));
        }
        if header.has_pdf
            && let Err(error) = store.read(|book| stored_pdf(book, &head.name))
        {
            findings.push(error.message);
        }
    }
    Ok(findings)
}

/// Payments add up to what the invoice says, legs sum to 0, and every end of an attempt has its record.
fn money_findings(book: &Reader<'_>) -> Result<Vec<String>, BillingError> {
    let mut findings = Vec::new();
    for head in book.invoice_heads()?.iter().filter(|head| head.number.is_some()) {
        if let Err(error) = check_money(book, &head.name, &head.standing) {
            findings.push(format!("{}: {}", head.name, error.message));
        }
    }
    for attempt in book.attempts()? {
        let last = attempt.steps.last().map(|step| step.state);
        if last != Some(attempt.state) {
            findings.push(format!(
                "{}: an attempt says {}, its last step says otherwise",
                attempt.attempt.invoice,
                attempt.state.as_str()
            ));
        }
    }
    Ok(findings)
}

fn number_gaps(book: &Reader<'_>) -> Result<Vec<String>, BillingError> {
    Ok(first_gap(book.invoice_heads()?.iter().filter_map(|head| head.number).collect()))
}

fn first_gap(mut numbers: Vec<u32>) -> Vec<String> {
    numbers.sort_unstable();
    let gap = numbers.iter().zip(1..).find(|(number, expected)| **number != *expected);
    gap.map(|(number, expected)| format!("after {} comes {number}", expected - 1)).into_iter().collect()
}

/// What credit notes took off a claim is what the invoice says, together they never exceed it, and each document stands.
fn credit_findings(book: &Reader<'_>, billing: &Billing) -> Result<Vec<String>, BillingError> {
    let notes = book.credit_notes(None)?;
    let mut findings = first_gap(notes.iter().map(|note| note.number).collect());
    for head in book.invoice_heads()? {
        let of_invoice = || notes.iter().filter(|note| note.invoice == head.name);
        let currency = head.subtotal.currency;
        let claims = of_invoice().filter(|note| note.kind == CreditKind::Claim).map(|note| note.total);
        let claims = Money::sum(currency, claims)?;
        if claims != head.standing.credited {
            findings.push(format!(
                "{}: its credit notes come to {claims}, it says {}",
                head.name, head.standing.credited
            ));
        }
        let all = Money::sum(currency, of_invoice().map(|note| note.total))?;
        if all.minor > head.standing.total.minor.max(0) {
            findings.push(format!("{}: {all} is credited of {}", head.name, head.standing.total));
        }
    }
    findings.extend(
        notes.iter().filter_map(|note| billing.credit_note_pdf(&note.name).err()).map(|error| error.message),
    );
    Ok(findings)
}

fn role_findings(methods: &[PaymentMethod]) -> Vec<String> {
    let count = |role: Role| methods.iter().filter(|method| method.role == role).count();
    [(Role::Primary, "primary"), (Role::Secondary, "secondary")]
        .into_iter()
        .filter_map(|(role, word)| Some((count(role), word)).filter(|(count, _)| *count > 1))
        .map(|(count, word)| format!("{count} methods are {word}"))
        .collect()
}
