//! The model of one account: what it has, and what each deed does to it.

use super::bill::Bill;
use super::calendar::{DAY, month_of, month_start, month_text};
use super::catalogue::OFFERS;
use super::operations::{Deed, Operation};
use super::plans::{Held, Plans};
use super::prices::Prices;
use super::standing::{Document, Invoice};
use std::collections::{BTreeMap, BTreeSet};

/// The twentieth of December 2023, 09:14:00 UTC.
pub const BEGIN: i64 = 1_703_063_640;

/// The first of January 2023.
pub const PRICES_FROM: i64 = 1_672_531_200;

/// What came of a deed; both sides must say the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    Done,
    Refused,
    /// As things stand, and after the change that was thought of.
    Previewed(Box<(Bill, Bill)>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coupon {
    pub percent: bool,
    pub amount: i64,
    pub from: i64,
    pub until: Option<i64>,
}

#[derive(Debug, Clone)]
pub struct Account {
    pub now: i64,
    /// Decimals of the currency.
    pub exponent: u32,
    /// (hour, label, object) -> thousand millionths.
    pub facts: BTreeMap<(i64, usize, usize), i128>,
    pub versions: Vec<(i64, Prices)>,
    pub plans: Plans,
    /// The plan of the catalogue that was taken last.
    pub taken: Option<usize>,
    pub coupons: Vec<Coupon>,
    pub rate: Option<i64>,
    pub due_days: i64,
    pub invoices: Vec<Invoice>,
    /// Months whose running invoice is kept.
    pub drafts: BTreeSet<i64>,
    pub last_number: u32,
}

pub fn running_name(month: i64) -> String {
    format!("running-{}", month_text(month))
}

impl Account {
    pub fn new(exponent: u32) -> Self {
        Self {
            now: BEGIN,
            exponent,
            facts: BTreeMap::new(),
            versions: Vec::new(),
            plans: Plans::default(),
            taken: None,
            coupons: Vec::new(),
            rate: None,
            due_days: 30,
            invoices: Vec::new(),
            drafts: BTreeSet::new(),
            last_number: 0,
        }
    }

    /// Does it; `target` is the invoice that is meant.
    pub fn apply(&mut self, operation: &Operation, target: Option<&str>) -> Told {
        self.now += operation.wait;
        let done = match &operation.deed {
            Deed::Usage { label, object, back, quantities } => {
                let first = self.now.div_euclid(3_600) - back;
                for (hour, quantity) in (first..).zip(quantities) {
                    self.facts.insert((hour, *label, *object), (*quantity).into());
                }
                true
            }
            Deed::Plan { plan, trial_days } => {
                let trial_end = (*trial_days > 0).then_some(self.now + trial_days * DAY);
                self.plans.hold(Held { plan: *plan, start: self.now, ended: None, trial_end });
                self.taken = Some(*plan);
                true
            }
            Deed::EndPlan { after } => self.end_plan(self.now + after),
            Deed::Addon { addon, begins } => self.change_addon(*addon, *begins),
            Deed::Coupon { percent, amount, after_days, days } => {
                let from = self.now + after_days * DAY;
                let until = days.map(|days| from + days * DAY);
                self.coupons.push(Coupon { percent: *percent, amount: *amount, from, until });
                true
            }
            Deed::Prices(prices) => self.load(prices),
            Deed::Tax { rate, due_days } => {
                (self.rate, self.due_days) = (*rate, (*due_days).into());
                true
            }
            Deed::Close => {
                self.close();
                true
            }
            Deed::Running => {
                let month = month_of(self.now);
                if self.is_to_bill(month) {
                    self.drafts.insert(month)
                } else {
                    self.drafts.remove(&month)
                };
                true
            }
            Deed::Pay { outcome, .. } => {
                let minor = self.asked(&operation.deed, target);
                let outcome = *outcome;
                self.named(target).is_some_and(|invoice| invoice.pay(minor, outcome))
            }
            Deed::Refund { .. } => {
                let minor = self.asked(&operation.deed, target);
                self.named(target).is_some_and(|invoice| invoice.refund(minor))
            }
            Deed::Cancel { .. } => target.is_some_and(|name| self.cancel(name)),
            Deed::Reissue { .. } => target.is_some_and(|name| self.reissue(name)),
            Deed::PreviewMonth { months } => {
                let bill = self.bill(month_of(self.now) + months);
                return Told::Previewed(Box::new((bill.clone(), bill)));
            }
            Deed::PreviewPlan { plan, after, subscribe, drop } => {
                return self.previewed(self.now + after, self.thought_plan(*plan, *after, *subscribe, *drop));
            }
            Deed::PreviewAddon { addon, begins, after } => {
                return self.previewed(self.now + after, self.thought_addon(*addon, *begins, *after));
            }
        };
        if done { Told::Done } else { Told::Refused }
    }

    /// The amount of a payment or a refund, in minor units.
    pub fn asked(&self, deed: &Deed, target: Option<&str>) -> i128 {
        let Some(invoice) = self.invoices.iter().find(|invoice| Some(invoice.name.as_str()) == target) else {
            return 0;
        };
        match deed {
            Deed::Pay { thousandths: 1_000, .. } => invoice.bill.total - invoice.paid,
            Deed::Pay { thousandths, .. } => invoice.bill.total * thousandths / 1_000,
            Deed::Refund { thousandths: Some(thousandths), .. } => invoice.paid * thousandths / 1_000,
            _ => invoice.paid - invoice.refunded,
        }
    }

    fn named(&mut self, target: Option<&str>) -> Option<&mut Invoice> {
        self.invoices.iter_mut().find(|invoice| Some(invoice.name.as_str()) == target)
    }

    fn end_plan(&mut self, at: i64) -> bool {
        let last = self.plans.held.last_mut().filter(|held| held.ended.is_none() && held.start <= at);
        let may = last.is_some();
        if let Some(held) = last {
            held.ended = Some(at);
        }
        may
    }

    /// Whether an add-on may begin or end under a plan, and whether anything changes then.
    fn addon_rule(&self, addon: usize, begins: bool) -> Option<bool> {
        let offer = &OFFERS[self.taken?];
        let (included, running) = (offer.included.contains(&addon), self.plans.running(addon));
        match begins {
            true if included => Some(false),
            true => offer.allowed.contains(&addon).then_some(!running),
            false if included => None,
            false => Some(running),
        }
    }

    fn change_addon(&mut self, addon: usize, begins: bool) -> bool {
        let rule = self.addon_rule(addon, begins);
        match rule {
            Some(true) if begins => self.plans.begin(addon, self.now),
            Some(true) => self.plans.end(addon, self.now),
            _ => {}
        }
        rule.is_some()
    }

    fn load(&mut self, prices: &Prices) -> bool {
        let is_empty =
            prices.prices.is_empty() && prices.plan_fees.is_empty() && prices.addon_fees.is_empty();
        if !is_empty {
            self.versions.push((PRICES_FROM + prices.from_day * DAY, prices.clone()));
        }
        !is_empty
    }

    fn is_billed(&self, month: i64) -> bool {
        self.invoices.iter().any(|invoice| invoice.month == month)
    }

    /// True when a month that is not billed has something to bill.
    pub fn is_to_bill(&self, month: i64) -> bool {
        !self.is_billed(month) && !self.bill(month).lines.is_empty()
    }

    fn close(&mut self) {
        let Some(first) = self.first_month() else { return };
        for month in first..month_of(self.now) {
            if self.is_to_bill(month) {
                self.issue(month);
            }
        }
    }

    fn issue(&mut self, month: i64) {
        self.last_number += 1;
        let due = self.now.div_euclid(DAY) * DAY + (self.due_days + 1) * DAY - 1;
        let name = format!("INV-{:06}", self.last_number);
        self.invoices.push(Invoice::issued(name, month, self.bill(month), due));
        self.drafts.remove(&month);
    }

    fn cancel(&mut self, name: &str) -> bool {
        let now = self.now;
        if let Some(invoice) = self.named(Some(name)) {
            return invoice.cancel(now);
        }
        let kept = self.drafts.iter().copied().find(|month| running_name(*month) == name);
        let open =
            Some(month_of(now)).filter(|month| running_name(*month) == name && self.is_to_bill(*month));
        let Some(month) = kept.or(open) else { return false };
        self.drafts.remove(&month);
        self.invoices.push(Invoice::cancelled_while_running(name.to_owned(), month, self.bill(month)));
        true
    }

    fn reissue(&mut self, name: &str) -> bool {
        let Some(found) = self.invoices.iter().find(|invoice| invoice.name == name) else { return false };
        let month = found.month;
        let stands = |invoice: &Invoice| invoice.month == month && invoice.document == Document::Final;
        let may = found.document == Document::Void
            && !self.invoices.iter().any(stands)
            && month_start(month + 1) <= self.now
            && !self.bill(month).lines.is_empty();
        if may {
            self.issue(month);
        }
        may
    }

    fn previewed(&self, at: i64, thought: Option<Self>) -> Told {
        let month = month_of(at);
        thought.map_or(Told::Refused, |thought| {
            Told::Previewed(Box::new((self.bill(month), thought.bill(month))))
        })
    }

    fn thought_plan(
        &self,
        plan: usize,
        after: i64,
        subscribe: Option<usize>,
        drop: Option<usize>,
    ) -> Option<Self> {
        let (at, offer) = (self.now + after, &OFFERS[plan]);
        let is_known = |addon: &usize| offer.allowed.contains(addon) || offer.included.contains(addon);
        let contradicts = subscribe.is_some() && subscribe == drop;
        if contradicts
            || !subscribe.iter().all(is_known)
            || drop.iter().any(|addon| offer.included.contains(addon))
        {
            return None;
        }
        let mut thought = self.clone();
        let trial_end = (self.taken.is_none() && offer.trial_days > 0).then_some(at + offer.trial_days * DAY);
        thought.plans.hold(Held { plan, start: at, ended: None, trial_end });
        for addon in 0..super::catalogue::ADDONS.len() {
            let is_sold = offer.allowed.contains(&addon);
            let running = self.plans.running(addon);
            if running && (!is_sold || drop == Some(addon)) {
                thought.plans.end(addon, at);
            }
            if !running && is_sold && subscribe == Some(addon) {
                thought.plans.begin(addon, at);
            }
        }
        Some(thought)
    }

    fn thought_addon(&self, addon: usize, begins: bool, after: i64) -> Option<Self> {
        let changes = self.addon_rule(addon, begins)?;
        let mut thought = self.clone();
        match (changes, begins) {
            (true, true) => thought.plans.begin(addon, self.now + after),
            (true, false) => thought.plans.end(addon, self.now + after),
            (false, _) => {}
        }
        Some(thought)
    }
}
