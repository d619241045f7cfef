//! The order of a sheet's rows: by its columns, exact for figures, unknown last, groups kept.

use crate::commands::ExportSort;
use billing_documents::export::{Cell, Sheet, SheetRow};
use billing_domain::Decimal;
use std::cmp::Ordering;

/// Orders the rows inside each group; columns that it does not have are passed over.
pub(super) fn sort(sheet: &mut Sheet, by: &[ExportSort]) {
    let keys: Vec<(usize, bool)> = by
        .iter()
        .filter_map(|sort| {
            let place = |key: &str| sheet.columns.iter().position(|column| column.key == key);
            // A period is words; its first day says which comes first.
            let first_day = if sort.key == "period" { place("period_start") } else { None };
            Some((first_day.or_else(|| place(&sort.key))?, sort.down))
        })
        .collect();
    if keys.is_empty() {
        return;
    }
    for part in sheet.rows.split_mut(|row| matches!(row, SheetRow::Group(_))) {
        part.sort_by(|a, b| {
            let (SheetRow::Cells(a), SheetRow::Cells(b)) = (a, b) else { return Ordering::Equal };
            let orders = keys.iter().map(|(index, down)| compare(a.get(*index), b.get(*index), *down));
            orders.fold(Ordering::Equal, Ordering::then)
        });
    }
}

fn compare(a: Option<&Cell>, b: Option<&Cell>, down: bool) -> Ordering {
    let unknown = |cell: Option<&Cell>| matches!(cell, None | Some(Cell::Empty));
    if unknown(a) || unknown(b) {
        return unknown(a).cmp(&unknown(b));
    }
    let order = match (a, b) {
        (Some(Cell::Number(a)), Some(Cell::Number(b))) => {
            match (a.parse::<Decimal>(), b.parse::<Decimal>()) {
                (Ok(a), Ok(b)) => a.cmp(&b),
                _ => a.cmp(b),
            }
        }
        (Some(Cell::Day(a)), Some(Cell::Day(b))) => a.cmp(b),
        (Some(Cell::Instant(a)), Some(Cell::Instant(b))) => a.cmp(b),
        (Some(Cell::Text(a)), Some(Cell::Text(b))) => a.to_lowercase().cmp(&b.to_lowercase()),
        _ => Ordering::Equal,
    };
    if down { order.reverse() } else { order }
}
