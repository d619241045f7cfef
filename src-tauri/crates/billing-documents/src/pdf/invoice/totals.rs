//! Below the lines: subtotal, discounts, taxes, total, payments. A ledger's rules: one above a sum, two below the total.

use super::model::InvoiceDocument;
use super::words::words;
use crate::error::DocumentError;
use crate::figures::grouped;
use crate::pdf::flow::{BODY, Flow, baseline};
use crate::pdf::ink;
use crate::pdf::page::{Align, TextStyle};
use crate::text::wrap;

const LABEL: TextStyle = TextStyle::regular(BODY.size, ink::TEXT_2);
const SUM: TextStyle = TextStyle::strong(BODY.size, ink::TEXT);
const TOTAL: TextStyle = TextStyle::strong(11.5, ink::TEXT);
/// White above and below a row.
pub(super) const PADDING: f32 = 2.6;
/// Where the block starts, as a part of the width.
pub(super) const START: f32 = 0.46;
/// Room for the figure beside a long label.
const FIGURE: f32 = 100.0;

/// One row of the block.
struct Entry {
    label: Vec<String>,
    figure: String,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A part of the sum.
    Part,
    /// A sum on the way.
    Sum,
    /// The grand total.
    Total,
}

/// The block, laid out but not yet drawn, so that the table can keep room for it.
pub(super) struct Totals {
    entries: Vec<Entry>,
}

impl Totals {
    /// Lays the block out for a content of `width`.
    pub(super) fn new(document: &InvoiceDocument, width: f32) -> Result<Self, DocumentError> {
        let words = words(document.language);
        let label_width = width * (1.0 - START) - FIGURE;
        let mut entries = Vec::new();
        let mut push = |kind: Kind, label: &str, what: &'static str, figure: &str| {
            let style = kind.label_style();
            let label = wrap(style.weight, label, style.size, label_width)?;
            entries.push(Entry { label, figure: grouped(what, figure)?, kind });
            Ok::<(), DocumentError>(())
        };
        push(Kind::Sum, words.subtotal, "the subtotal", &document.subtotal)?;
        for discount in &document.discounts {
            push(Kind::Part, &discount.label, "a discount", &discount.amount)?;
        }
        for tax in &document.taxes {
            let label = format!("{} {} {}", tax.label, words.of, grouped("a tax base", &tax.base)?);
            push(Kind::Part, &label, "a tax", &tax.amount)?;
        }
        let total = format!("{} {}", words.total, document.currency);
        push(Kind::Total, &total, "the total", &document.total)?;
        for paid in &document.paid {
            push(Kind::Part, &paid.label, "a payment", &paid.amount)?;
        }
        if let Some(balance) = &document.balance {
            push(Kind::Sum, &format!("{} {}", words.balance, document.currency), "the balance", balance)?;
        }
        Ok(Self { entries })
    }

    /// Height of the whole block.
    pub(super) fn height(&self) -> f32 {
        self.entries.iter().map(Entry::height).sum::<f32>() + 6.0
    }

    /// Draws the block at the pen.
    pub(super) fn draw(self, flow: &mut Flow) -> Result<(), DocumentError> {
        flow.need(self.height())?;
        let (left, right) = flow.span();
        let start = left + flow.width() * START;
        let y = flow.y;
        flow.page().rule((left, right), y, 0.7, ink::RULE);
        let last = self.entries.len().saturating_sub(1);
        for (index, entry) in self.entries.into_iter().enumerate() {
            let below = if index == last { Below::Nothing } else { Below::Hairline };
            entry.draw(flow, (start, right), below)?;
        }
        Ok(())
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Below {
    Hairline,
    Nothing,
}

impl Kind {
    const fn label_style(self) -> TextStyle {
        match self {
            Self::Part => LABEL,
            Self::Sum => SUM,
            Self::Total => TOTAL,
        }
    }

    const fn figure_style(self) -> TextStyle {
        match self {
            Self::Part => BODY,
            Self::Sum => SUM,
            Self::Total => TOTAL,
        }
    }
}

impl Entry {
    fn height(&self) -> f32 {
        let text = self.kind.label_style().line_height() * self.label.len() as f32;
        // The grand total stands between a rule and a double rule.
        text + 2.0 * PADDING + if self.kind == Kind::Total { 6.0 } else { 0.0 }
    }

    fn draw(self, flow: &mut Flow, span: (f32, f32), below: Below) -> Result<(), DocumentError> {
        let height = self.height();
        let top = flow.y;
        if self.kind == Kind::Total {
            flow.page().rule(span, top, 0.9, ink::RULE);
        }
        let mut y = top + PADDING;
        let style = self.kind.label_style();
        for line in &self.label {
            flow.page().text((span.0, baseline(y, style)), Align::Left, style, line)?;
            y += style.line_height();
        }
        let figure = self.kind.figure_style();
        let base = baseline(top + PADDING, style);
        flow.page().text((span.1, base), Align::Right, figure, &self.figure)?;
        flow.y = top + height;
        match (self.kind, below) {
            (Kind::Total, _) => {
                flow.page().double_rule(span, y + PADDING);
            }
            (_, Below::Hairline) => flow.page().rule(span, top + height, 0.4, ink::LINE),
            (_, Below::Nothing) => {}
        }
        Ok(())
    }
}
