//! Long rows thinned to what a screen can show: the lowest and the highest value of every pixel column survive.

use billing_domain::Decimal;

/// Indices to draw, ascending: all of them when they fit, else first, last, and per column the extremes of every row.
#[must_use]
pub fn kept(rows: &[&[Option<Decimal>]], count: usize, columns: usize) -> Vec<usize> {
    if columns == 0 || count <= columns * 2 {
        return (0..count).collect();
    }
    let mut keep = vec![false; count];
    keep[0] = true;
    keep[count - 1] = true;
    for column in 0..columns {
        let range = column * count / columns..(column + 1) * count / columns;
        for row in rows {
            for index in extremes(row, range.clone()) {
                keep[index] = true;
            }
        }
    }
    keep_gaps(rows, &mut keep);
    (0..count).filter(|index| keep[*index]).collect()
}

fn extremes(row: &[Option<Decimal>], range: std::ops::Range<usize>) -> impl Iterator<Item = usize> {
    let known = || range.clone().filter_map(|index| Some((row.get(index).copied().flatten()?, index)));
    known().min().into_iter().chain(known().max()).map(|(_, index)| index)
}

/// An unknown value between two known ones must stay, or the line would bridge the gap.
fn keep_gaps(rows: &[&[Option<Decimal>]], keep: &mut [bool]) {
    for row in rows {
        for index in 1..row.len().min(keep.len()) {
            if row[index].is_none() && row[index - 1].is_some() {
                keep[index] = true;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn row(values: &[Option<i64>]) -> Vec<Option<Decimal>> {
        values.iter().map(|value| value.map(Decimal::from_int)).collect()
    }

    #[test]
    fn a_year_of_hours_keeps_its_spike_and_its_gap() {
        let mut values: Vec<Option<i64>> = (0..8760).map(|hour| Some(hour % 24)).collect();
        values[5001] = Some(10_000);
        values[700] = None;
        let row = row(&values);
        let kept = kept(&[&row], 8760, 560);
        assert!(kept.len() <= 2 * 560 + 4, "{} points", kept.len());
        assert!(kept.contains(&5001) && kept.contains(&700) && kept.contains(&0) && kept.contains(&8759));
    }

    proptest! {
        #[test]
        fn extremes_survive(values in prop::collection::vec(prop::option::of(-50i64..50), 1..600), columns in 1usize..50) {
            let row = row(&values);
            let kept = kept(&[&row], row.len(), columns);
            let drawn = || kept.iter().filter_map(|index| row[*index]);
            prop_assert_eq!(drawn().max(), row.iter().flatten().copied().max());
            prop_assert_eq!(drawn().min(), row.iter().flatten().copied().min());
            prop_assert!(kept.is_sorted());
        }
    }
}
