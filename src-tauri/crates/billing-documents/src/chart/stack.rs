//! Exact sums of the stacked values of each category: what is positive goes up, what is negative goes down.

use super::model::{ChartModel, Series, SeriesRole};
use crate::error::DocumentError;
use billing_domain::Decimal;

/// The stack of one category.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stack {
    /// Sum of the negative values.
    pub below: Decimal,
    /// Sum of the positive values.
    pub above: Decimal,
    /// How many values are known.
    pub known: usize,
    /// How many are not.
    pub unknown: usize,
}

/// One segment: from which value to which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// Index into the model's series.
    pub series: usize,
    /// The end at zero's side.
    pub from: Decimal,
    /// The other end.
    pub to: Decimal,
}

impl Stack {
    /// All of it; `None` when nothing is known.
    ///
    /// # Errors
    /// [`DocumentError::Overflow`].
    pub fn total(&self) -> Result<Option<Decimal>, DocumentError> {
        if self.known == 0 { Ok(None) } else { add(self.above, self.below).map(Some) }
    }
}

/// The stacks of all categories.
///
/// # Errors
/// [`DocumentError::Overflow`].
pub fn stacks(model: &ChartModel) -> Result<Vec<Stack>, DocumentError> {
    let mut stacks = vec![Stack::default(); model.categories.len()];
    for (_, series) in stacked(model) {
        for (stack, value) in stacks.iter_mut().zip(&series.values) {
            match value {
                None => stack.unknown += 1,
                Some(value) => {
                    stack.known += 1;
                    let side = if value.is_negative() { &mut stack.below } else { &mut stack.above };
                    *side = add(*side, *value)?;
                }
            }
        }
    }
    Ok(stacks)
}

/// The segments of one category, from zero outwards.
///
/// # Errors
/// [`DocumentError::Overflow`].
pub fn segments(model: &ChartModel, category: usize) -> Result<Vec<Segment>, DocumentError> {
    let (mut above, mut below) = (Decimal::ZERO, Decimal::ZERO);
    let mut segments = Vec::new();
    for (index, series) in stacked(model) {
        let Some(value) = series.values.get(category).copied().flatten() else { continue };
        let side = if value.is_negative() { &mut below } else { &mut above };
        let from = *side;
        *side = add(from, value)?;
        segments.push(Segment { series: index, from, to: *side });
    }
    Ok(segments)
}

fn stacked(model: &ChartModel) -> impl Iterator<Item = (usize, &Series)> {
    model.series.iter().enumerate().filter(|(_, series)| series.role == SeriesRole::Actual)
}

fn add(a: Decimal, b: Decimal) -> Result<Decimal, DocumentError> {
    a.checked_add(b).map_err(|_| DocumentError::Overflow { what: "the sum of a bar" })
}
