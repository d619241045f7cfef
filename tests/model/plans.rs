//! What was held when: plans and add-ons, and the fees that a month asks for them.

use super::calendar::{Unit, month_of, month_start, nth};
use super::catalogue::OFFERS;
use super::exact::divided;
use super::prices::{Prices, addon_title_of, fee_title_of};
use std::collections::BTreeSet;

/// A plan that was held from a second on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub plan: usize,
    pub start: i64,
    pub ended: Option<i64>,
    pub trial_end: Option<i64>,
}

/// An add-on that was subscribed from a second on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscribed {
    pub addon: usize,
    pub from: i64,
    pub until: Option<i64>,
}

/// Title and minor units of a line that is no usage.
pub type Fee = (String, i128);

#[derive(Debug, Clone, Default)]
pub struct Plans {
    pub held: Vec<Held>,
    pub addons: Vec<Subscribed>,
}

impl Held {
    pub fn holds(&self, at: i64) -> bool {
        self.start <= at && self.ended.is_none_or(|end| at < end)
    }

    fn fee_in(&self, versions: &Versions<'_>, month: i64) -> Fee {
        let listed = versions.at(month_start(month)).and_then(|prices| {
            prices.plan_fees.iter().find(|(plan, _)| *plan == self.plan).map(|(_, minor)| *minor)
        });
        let offer = &OFFERS[self.plan];
        match listed {
            Some(minor) => (fee_title_of(self.plan), minor.into()),
            None => (offer.title.to_owned(), offer.fee.into()),
        }
    }

    fn fees(&self, versions: &Versions<'_>, month: i64) -> Vec<Fee> {
        let anchor = self.trial_end.unwrap_or(self.start);
        if OFFERS[self.plan].unit == Unit::Month {
            return of_month(&self.fee_in(versions, month), month, anchor, self.ended);
        }
        let (first, next) = (month_start(month), month_start(month + 1));
        let mut fees = Vec::new();
        for n in 0.. {
            let unit = OFFERS[self.plan].unit;
            let (start, end) = (nth(unit, anchor, n), nth(unit, anchor, n + 1));
            if start >= next || self.ended.is_some_and(|ended| ended <= start) {
                break;
            }
            let (title, minor) = self.fee_in(versions, month_of(start));
            if start >= first && minor != 0 {
                fees.push((title.clone(), minor));
            }
            let ended = self.ended.filter(|at| first <= *at && *at < next && start < *at && *at < end);
            if let Some(at) = ended.filter(|_| minor != 0) {
                fees.push((
                    format!("Credit: {title}"),
                    divided(-minor * i128::from(end - at), (end - start).into()),
                ));
            }
        }
        fees
    }
}

/// A monthly fee of what is held from one second to another: charged to the end of the month, the rest credited.
fn of_month((title, minor): &Fee, month: i64, from: i64, until: Option<i64>) -> Vec<Fee> {
    let (first, next) = (month_start(month), month_start(month + 1));
    let until = until.unwrap_or(i64::MAX);
    if *minor == 0 || from >= next || until <= first || until <= from {
        return Vec::new();
    }
    let part = |seconds: i64, minor: i128| divided(minor * i128::from(seconds), (next - first).into());
    let mut fees = vec![(title.clone(), part(next - from.max(first), *minor))];
    if until < next {
        fees.push((format!("Credit: {title}"), part(next - until, -minor)));
    }
    fees
}

/// The loaded versions and since when each holds.
pub struct Versions<'v>(pub &'v [(i64, Prices)]);

impl<'v> Versions<'v> {
    /// The newest that has come; of equal ones the last loaded.
    pub fn at(&self, second: i64) -> Option<&'v Prices> {
        let mut found: Option<&(i64, Prices)> = None;
        for version in self.0.iter().filter(|(from, _)| *from <= second) {
            if found.is_none_or(|(from, _)| version.0 >= *from) {
                found = Some(version);
            }
        }
        found.map(|(_, prices)| prices)
    }
}

impl Plans {
    pub fn at(&self, second: i64) -> Option<&Held> {
        self.held.iter().rev().find(|held| held.holds(second))
    }

    /// Holds a plan from now on; what is held ends.
    pub fn hold(&mut self, new: Held) {
        for held in self.held.iter_mut().filter(|held| held.holds(new.start)) {
            held.ended = Some(new.start);
        }
        self.held.push(new);
    }

    pub fn running(&self, addon: usize) -> bool {
        self.addons.iter().any(|held| held.addon == addon && held.until.is_none())
    }

    pub fn begin(&mut self, addon: usize, at: i64) {
        self.addons.push(Subscribed { addon, from: at, until: None });
    }

    pub fn end(&mut self, addon: usize, at: i64) {
        for held in self.addons.iter_mut().filter(|held| held.addon == addon && held.until.is_none()) {
            held.until = Some(at.max(held.from));
        }
    }

    /// Every fee and credit of a month.
    pub fn fees(&self, versions: &Versions<'_>, month: i64) -> Vec<Fee> {
        let mut fees: Vec<Fee> = self.held.iter().flat_map(|held| held.fees(versions, month)).collect();
        let listed = |addon: usize| {
            let prices = versions.at(month_start(month))?;
            prices.addon_fees.iter().find(|(of, _)| *of == addon).map(|(_, minor)| *minor)
        };
        for addon in &self.addons {
            let Some(minor) = listed(addon.addon) else { continue };
            let fee = (addon_title_of(addon.addon), i128::from(minor));
            for (from, until) in self.paid(addon, month) {
                fees.extend(of_month(&fee, month, from, until));
            }
        }
        fees
    }

    /// When an add-on was subscribed in a month and the plan did not include it, second by second where plans change.
    fn paid(&self, addon: &Subscribed, month: i64) -> Vec<(i64, Option<i64>)> {
        let (from, last) = (addon.from.max(month_start(month)), month_start(month + 1));
        let end = addon.until.unwrap_or(i64::MAX).min(last);
        if from >= end {
            return Vec::new();
        }
        let mut cuts = BTreeSet::from([from, end]);
        for held in &self.held {
            cuts.extend(
                [Some(held.start), held.ended].into_iter().flatten().filter(|at| from < *at && *at < end),
            );
        }
        let cuts: Vec<i64> = cuts.into_iter().collect();
        let mut spans: Vec<(i64, i64)> = Vec::new();
        for pair in cuts.windows(2) {
            let includes = |held: &Held| OFFERS[held.plan].included.contains(&addon.addon);
            if self.at(pair[0]).is_some_and(includes) {
                continue;
            }
            match spans.last_mut() {
                Some((_, end)) if *end == pair[0] => *end = pair[1],
                _ => spans.push((pair[0], pair[1])),
            }
        }
        spans.into_iter().map(|(from, until)| (from, (until < last).then_some(until))).collect()
    }
}
