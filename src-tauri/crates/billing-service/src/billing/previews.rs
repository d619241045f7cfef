//! Previews: a bill as it would be, by the same function as the bill itself, kept with the hash of its inputs.
//!
//! Afterwards [`Billing::preview_outcomes`] says whether the bill came as previewed, or names the inputs that changed.

use super::{Acting, Billing, draft, gather};
use billing_domain::invoices::bill::{Bill, BillInput};
use billing_domain::invoices::inputs::{InputChange, NamedInput, canonical_text, changes};
use billing_domain::invoices::terms::Terms;
use billing_domain::plans::addons::AddonStep;
use billing_domain::plans::{Plan, TransitionPayload, addons};
use billing_domain::rating::RatedLine;
use billing_domain::subscriptions::held::HeldPlan;
use billing_domain::{BillingError, Money, Period};
use billing_store::invoices::{PreviewKind, PreviewRecord, PreviewShown, ShownLine};
use billing_store::plans::DEFAULT_LOCALE;
use billing_store::{Reader, Writer};
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

/// What to preview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PreviewOf {
    /// The bill of the month that holds an instant, as things stand.
    Month(DateTime<Utc>),
    /// A move onto another plan.
    Plan {
        /// The plan's key.
        plan: String,
        /// When it takes effect.
        at: DateTime<Utc>,
        /// Add-ons to take with it.
        subscribe: Vec<String>,
        /// Add-ons to drop with it.
        unsubscribe: Vec<String>,
    },
    /// An add-on subscribed or dropped.
    Addon {
        /// Its key.
        addon: String,
        /// True to subscribe.
        begins: bool,
        /// When it takes effect.
        at: DateTime<Utc>,
    },
}

/// A preview, kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BillPreview {
    /// Its number.
    pub id: i64,
    /// The bill of the month as things stand.
    pub now: Bill,
    /// The same bill after the change; the same as `now` for a month.
    pub after: Bill,
    /// `after` less `now`.
    pub difference: Money,
    /// The month after it, fees only: what every whole month costs before usage.
    pub next: Bill,
    /// Of the inputs, in lower-case hex.
    pub input_sha256: String,
}

/// Lines of `after` that are not on `now`: fees and credits first, then usage that is rated otherwise.
fn new_lines<'a>(now: &Bill, after: &'a Bill) -> Vec<&'a RatedLine> {
    let is_there = |line: &&RatedLine| now.lines.contains(line);
    let (mut fixed, usage): (Vec<_>, Vec<_>) =
        after.lines.iter().filter(|line| !is_there(line)).partition(|line| line.fixed);
    fixed.extend(usage);
    fixed
}

/// What a person is shown of a preview, to be kept.
fn shown(now: &Bill, after: &Bill, next: &Bill) -> PreviewShown {
    let line =
        |line: &RatedLine| ShownLine { title: line.usage_type.clone(), span: line.span, amount: line.amount };
    PreviewShown {
        now: now.totals.total,
        tax: after.totals.tax,
        next: next.totals.total,
        lines: new_lines(now, after).into_iter().map(line).collect(),
    }
}

impl BillPreview {
    /// Lines that are not on the bill as things stand: fees and credits first, then usage that is rated otherwise.
    #[must_use]
    pub fn new_lines(&self) -> Vec<&RatedLine> {
        new_lines(&self.now, &self.after)
    }
}

/// What became of a preview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewOutcome {
    /// As it was shown.
    pub preview: PreviewRecord,
    /// What the invoice says.
    pub billed: Money,
    /// Empty: billed as previewed. Else the inputs that changed, by name.
    pub changes: Vec<InputChange>,
}

impl PreviewOutcome {
    /// True when the same inputs were billed, and so the same amounts.
    #[must_use]
    pub fn as_previewed(&self) -> bool {
        self.changes.is_empty() && self.preview.total == self.billed
    }
}

impl Billing {
    /// Makes a preview and keeps it.
    ///
    /// # Errors
    /// `NotFound` for an unknown plan; `FailedPrecondition` when the plan or add-on cannot be taken; what rating refuses.
    pub fn preview(&self, of: &PreviewOf, now: DateTime<Utc>) -> Result<BillPreview, BillingError> {
        let (of, acting) = (of.clone(), self.acting(now));
        self.store.write(move |tx| make(tx, &of, &acting))
    }

    /// What became of the previews of an invoice's month, the newest first; a running invoice is compared as it is now.
    ///
    /// # Errors
    /// `NotFound` when nobody knows the invoice.
    pub fn preview_outcomes(
        &self,
        invoice: &str,
        now: DateTime<Utc>,
    ) -> Result<Vec<PreviewOutcome>, BillingError> {
        self.store.read(|book| {
            let record = super::detail::current(book, invoice, now)?.into_record();
            let outcome = |preview: PreviewRecord| PreviewOutcome {
                changes: changes(&preview.inputs, &record.inputs),
                billed: record.head.standing.total,
                preview,
            };
            Ok(book.previews_of(&record.head.standing.period)?.into_iter().map(outcome).collect())
        })
    }
}

/// Computes and keeps a preview, inside a larger change too.
pub(super) fn make(tx: &Writer<'_>, of: &PreviewOf, acting: &Acting) -> Result<BillPreview, BillingError> {
    let terms = gather::terms(tx)?;
    let thought = of.applied(tx, &terms)?;
    let month = Period::month_of(of.at())?;
    let input = gather::input(tx, &thought, month)?;
    let after = Bill::make(&input)?;
    let now = gather::bill(tx, &terms, month)?;
    let next = fees_only(&thought, Period::month_of(month.end)?)?;
    let inputs = input.named();
    let shown = Some(shown(&now, &after, &next));
    let record = PreviewRecord {
        id: 0,
        kind: of.kind(),
        subject: of.subject(&month),
        at: (of.kind() != PreviewKind::Month).then_some(of.at()),
        made_at: acting.now,
        made_by: acting.actor.to_string(),
        period: month,
        total: after.totals.total,
        input_sha256: hash(&inputs),
        inputs,
        shown,
    };
    let id = tx.add_preview(&record)?;
    let difference = after.totals.total.checked_sub(now.totals.total)?;
    Ok(BillPreview { id, now, after, difference, next, input_sha256: record.input_sha256 })
}

impl PreviewOf {
    fn at(&self) -> DateTime<Utc> {
        match self {
            Self::Month(at) | Self::Plan { at, .. } | Self::Addon { at, .. } => *at,
        }
    }

    fn kind(&self) -> PreviewKind {
        match self {
            Self::Month(_) => PreviewKind::Month,
            Self::Plan { .. } => PreviewKind::Plan,
            Self::Addon { .. } => PreviewKind::Addon,
        }
    }

    fn subject(&self, month: &Period) -> String {
        match self {
            Self::Month(_) => draft::running_name(month),
            Self::Plan { plan, .. } => plan.clone(),
            Self::Addon { addon, .. } => addon.clone(),
        }
    }

    /// The terms as they would be.
    fn applied(&self, book: &Reader<'_>, terms: &Terms) -> Result<Terms, BillingError> {
        match self {
            Self::Month(_) => Ok(terms.clone()),
            Self::Plan { plan, at, subscribe, unsubscribe } => {
                let plan = plan_of(book, plan)?;
                let wishes = TransitionPayload {
                    subscribe_addons: subscribe.clone(),
                    unsubscribe_addons: unsubscribe.clone(),
                    ..TransitionPayload::default()
                };
                let moves = addons::moves(&plan, &book.active_addons()?, &wishes)?;
                let held = HeldPlan::on(&plan, *at, book.held_plan()?.is_none())?;
                let mut thought = terms.with_plan(held);
                for addon in &moves.end {
                    thought = thought.with_addon(addon, false, *at);
                }
                for addon in &moves.begin {
                    thought = thought.with_addon(addon, true, *at);
                }
                Ok(thought)
            }
            Self::Addon { addon, begins, at } => {
                let held = book.held_plan()?.ok_or_else(|| {
                    BillingError::refused("No plan is held, so no add-on can be subscribed or dropped.")
                })?;
                let (plan, active) = (plan_of(book, &held)?, book.active_addons()?);
                let rule = if *begins { addons::subscribe } else { addons::unsubscribe };
                match rule(&plan, &active, addon)? {
                    // It comes with the plan, or is so already: nothing is written down, so nothing is thought of.
                    AddonStep::Nothing => Ok(terms.clone()),
                    AddonStep::Begin | AddonStep::End => Ok(terms.with_addon(addon, *begins, *at)),
                }
            }
        }
    }
}

/// A plan on offer.
pub(super) fn plan_of(book: &Reader<'_>, name: &str) -> Result<Plan, BillingError> {
    let found = book.plans(DEFAULT_LOCALE)?.into_iter().find(|plan| plan.name == name);
    found.ok_or_else(|| BillingError::not_found(format!("No plan on offer is called {name:?}.")))
}

fn fees_only(terms: &Terms, month: Period) -> Result<Bill, BillingError> {
    let input: BillInput<'_> = terms.input(month, Vec::new(), Vec::new())?;
    Bill::make(&input)
}

fn hash(inputs: &[NamedInput]) -> String {
    format!("{:x}", Sha256::digest(canonical_text(inputs)))
}
