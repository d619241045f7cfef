//! The list of invoices: tabs with counts and sums, search, newest first.

use super::draft::{draft, open_draft};
use super::pdf_text::has_words;
use super::{Billing, InvoiceHeader, detail};
use billing_domain::invoices::state::Document;
use billing_domain::invoices::{Invoice, InvoiceStatus};
use billing_domain::{BillingError, Currency, Money};
use billing_store::Reader;
use billing_store::invoices::InvoiceHead;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// A tab of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum InvoiceTab {
    /// Every invoice.
    #[default]
    All,
    /// The open period.
    Running,
    /// Issued, not yet due.
    Issued,
    /// Past due.
    Overdue,
    /// Settled in full.
    Paid,
    /// Given back.
    Refunded,
    /// Cancelled.
    Cancelled,
}

/// What to list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InvoiceQuery {
    /// Which tab.
    pub tab: InvoiceTab,
    /// Text to find in names, usage types, metric labels and stored documents; empty finds all.
    pub search: String,
    /// Rows to pass over.
    pub offset: usize,
    /// At most so many rows; `None` for all.
    pub limit: Option<usize>,
}

/// A tab with its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TabSummary {
    /// Which.
    pub tab: InvoiceTab,
    /// How many invoices.
    pub count: usize,
    /// Their totals, one sum per currency; never two currencies in one.
    pub totals: Vec<Money>,
}

/// A window of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceList {
    /// Every tab in order, for what the search found.
    pub tabs: Vec<TabSummary>,
    /// The rows asked for, the newest period first.
    pub rows: Vec<InvoiceHeader>,
    /// How many rows the tab has without the window.
    pub found: usize,
    /// Sum of `total` over the tab, one per currency.
    pub totals: Vec<Money>,
    /// Sum of `balance` over the tab, one per currency.
    pub balances: Vec<Money>,
}

impl InvoiceTab {
    /// In the order of the screen.
    pub const ORDER: [Self; 7] =
        [Self::All, Self::Running, Self::Issued, Self::Overdue, Self::Paid, Self::Refunded, Self::Cancelled];

    /// Stable snake_case name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Running => "running",
            Self::Issued => "issued",
            Self::Overdue => "overdue",
            Self::Paid => "paid",
            Self::Refunded => "refunded",
            Self::Cancelled => "cancelled",
        }
    }

    pub(crate) fn holds(self, status: &InvoiceStatus) -> bool {
        match self {
            Self::All => true,
            Self::Running => *status == InvoiceStatus::Pending,
            Self::Issued => *status == InvoiceStatus::Issued,
            Self::Overdue => *status == InvoiceStatus::Overdue,
            Self::Paid => *status == InvoiceStatus::Paid,
            Self::Refunded => *status == InvoiceStatus::Refunded,
            Self::Cancelled => *status == InvoiceStatus::Cancelled,
        }
    }
}

impl Billing {
    /// Lists invoices as they stand at `now`; running ones are rated anew.
    ///
    /// # Errors
    /// What rating and the store say.
    pub fn invoices(&self, query: &InvoiceQuery, now: DateTime<Utc>) -> Result<InvoiceList, BillingError> {
        let all = self.store.read(|book| searched(book, query.search.trim(), now))?;
        let tab = |tab: InvoiceTab| all.iter().filter(move |header| tab.holds(&header.status));
        let mut tabs = Vec::new();
        for each in InvoiceTab::ORDER {
            let totals = sums(tab(each).map(|header| header.total))?;
            tabs.push(TabSummary { tab: each, count: tab(each).count(), totals });
        }
        let rows = tab(query.tab).skip(query.offset).take(query.limit.unwrap_or(usize::MAX));
        Ok(InvoiceList {
            rows: rows.cloned().collect(),
            found: tab(query.tab).count(),
            totals: sums(tab(query.tab).map(|header| header.total))?,
            balances: sums(tab(query.tab).map(|header| header.balance))?,
            tabs,
        })
    }
}

/// The invoices as the public API lists them, newest first.
pub(crate) fn wire_invoices(book: &Reader<'_>, now: DateTime<Utc>) -> Result<Vec<Invoice>, BillingError> {
    let heads = current_heads(book, now)?;
    let invoice = |head: InvoiceHead| Invoice {
        status: head.standing.status(now),
        active: head.standing.active(),
        amount: head.standing.total,
        period: head.standing.period,
        name: head.name,
    };
    Ok(heads.into_iter().map(invoice).collect())
}

fn searched(book: &Reader<'_>, text: &str, now: DateTime<Utc>) -> Result<Vec<InvoiceHeader>, BillingError> {
    let with_pdf = book.invoices_with_pdf()?;
    let mut heads = current_heads(book, now)?;
    if !text.is_empty() {
        let mentioning = book.invoices_mentioning(text)?;
        let lower = text.to_lowercase();
        let mut found = Vec::new();
        for head in heads {
            let named = mentioning.contains(&head.name) || head.name.to_lowercase().contains(&lower);
            if named || (with_pdf.contains(&head.name) && is_in_pdf(book, &head.name, text)?) {
                found.push(head);
            }
        }
        heads = found;
    }
    heads.iter().map(|head| detail::header(head, with_pdf.contains(&head.name), now)).collect()
}

/// Whether the stored document of an invoice has these words.
fn is_in_pdf(book: &Reader<'_>, name: &str, text: &str) -> Result<bool, BillingError> {
    let Some(info) = book.invoice_pdf_info(name)? else { return Ok(false) };
    let bytes = || Ok(book.invoice_pdf(name)?.map(|pdf| pdf.bytes).unwrap_or_default());
    has_words(&info.sha256, text, bytes)
}

/// Every invoice, drafts rated anew, and the open month also when nobody has kept it yet.
fn current_heads(book: &Reader<'_>, now: DateTime<Utc>) -> Result<Vec<InvoiceHead>, BillingError> {
    let mut heads = book.invoice_heads()?;
    for head in &mut heads {
        if head.standing.document == Document::Draft {
            *head = draft(book, head.standing.period)?.record.head;
        }
    }
    if let Some(open) = open_draft(book, now)? {
        let open = open.record.head;
        if heads.iter().all(|head| head.name != open.name) {
            let newer =
                heads.iter().take_while(|head| head.standing.period.start > open.standing.period.start);
            heads.insert(newer.count(), open);
        }
    }
    Ok(heads)
}

/// One sum per currency, in alphabetical order.
pub(crate) fn sums(amounts: impl Iterator<Item = Money>) -> Result<Vec<Money>, BillingError> {
    let mut sums: BTreeMap<Currency, Money> = BTreeMap::new();
    for amount in amounts {
        let sum = sums.entry(amount.currency).or_insert(Money::zero(amount.currency));
        *sum = sum.checked_add(amount)?;
    }
    Ok(sums.into_values().collect())
}
