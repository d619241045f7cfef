//! Which line of the invoice stands against which line of the bill of now.

use super::{BilledInvoice, BilledLine};
use crate::invoices::bill::Bill;
use crate::rating::RatedLine;
use std::collections::BTreeMap;

/// Lines of one kind on both sides.
#[derive(Default)]
pub(super) struct Group<'l> {
    pub(super) billed: Vec<&'l BilledLine>,
    pub(super) rated: Vec<&'l RatedLine>,
}

/// A line as billed, and as it is now.
pub(super) type Pair<'l> = (&'l BilledLine, &'l RatedLine);

/// A display text may change: the label and its unit hold lines together; fixed lines have only their text.
type Key<'l> = (&'l str, &'l str);

fn key<'l>(metric_label: &'l str, unit: &'l str, usage_type: &'l str) -> Key<'l> {
    if metric_label.is_empty() { ("", usage_type) } else { (metric_label, unit) }
}

/// Every kind of line, by label.
pub(super) fn groups<'l>(billed: &'l BilledInvoice, rated: &'l Bill) -> Vec<Group<'l>> {
    let mut groups: BTreeMap<Key<'_>, Group<'_>> = BTreeMap::new();
    for line in &billed.lines {
        groups.entry(key(&line.metric_label, &line.unit, &line.usage_type)).or_default().billed.push(line);
    }
    for line in &rated.lines {
        groups.entry(key(&line.metric_label, &line.unit, &line.usage_type)).or_default().rated.push(line);
    }
    let mut groups: Vec<Group<'_>> = groups.into_values().collect();
    for group in &mut groups {
        group.billed.sort_by_key(|line| line.span);
        group.rated.sort_by_key(|line| line.span);
    }
    groups
}

/// A group taken apart.
pub(super) struct Matched<'l> {
    /// Lines of the same part of the period; fixed lines that are left stand in order of their spans.
    pub(super) pairs: Vec<Pair<'l>>,
    /// Lines of the invoice that stand against nothing.
    pub(super) billed: Vec<&'l BilledLine>,
    /// Lines of now that stand against nothing.
    pub(super) rated: Vec<&'l RatedLine>,
}

impl<'l> Group<'l> {
    pub(super) fn matched(&self) -> Matched<'l> {
        let mut matched =
            Matched { pairs: Vec::new(), billed: self.billed.clone(), rated: self.rated.clone() };
        matched.pair_up(|billed, rated| billed.span == rated.span);
        matched.pair_up(|_, rated| rated.fixed);
        matched
    }

    /// The display text as billed, else of now.
    pub(super) fn title(&self) -> &'l str {
        let billed = self.billed.first().map(|line| line.usage_type.as_str());
        billed.or_else(|| self.rated.first().map(|line| line.usage_type.as_str())).unwrap_or_default()
    }

    pub(super) fn metric_label(&self) -> &'l str {
        let billed = self.billed.first().map(|line| line.metric_label.as_str());
        billed.or_else(|| self.rated.first().map(|line| line.metric_label.as_str())).unwrap_or_default()
    }
}

impl<'l> Matched<'l> {
    /// Moves lines that belong together into the pairs.
    fn pair_up(&mut self, belong: impl Fn(&BilledLine, &RatedLine) -> bool) {
        let mut left = Vec::new();
        for billed in self.billed.drain(..) {
            match self.rated.iter().position(|rated| belong(billed, rated)) {
                Some(at) => self.pairs.push((billed, self.rated.remove(at))),
                None => left.push(billed),
            }
        }
        self.billed = left;
    }
}
