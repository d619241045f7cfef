//! Costs that providers priced themselves, as a sheet: exact, one sum per currency.

use super::sheets::{Asked, Frame, Made, number};
use crate::commands::*;
use crate::handlers::usage::provider_costs;
use crate::{CommandError, Context};
use billing_documents::export::{Cell, ColumnKind, SheetColumn, SheetRow};

/// Costs by what they are grouped by.
pub(super) async fn costs(
    context: Context,
    query: ProviderCostQuery,
    asked: &Asked,
) -> Result<Made, CommandError> {
    let by = query.by.clone();
    let view = provider_costs(context.clone(), query).await?;
    let mut sheet = asked.sheet(
        Frame::of(&context).await?,
        ("Costs billed by providers", "ค่าใช้จ่ายที่ผู้ให้บริการเรียกเก็บ"),
        &[asked.found()],
    );
    let mut columns: Vec<SheetColumn> = by.iter().map(|group| group_column(*group, asked)).collect();
    columns.extend([
        asked.column("currency", "Currency", "สกุลเงิน", ColumnKind::Text),
        asked.column("billed", "Billed", "เรียกเก็บ", ColumnKind::Price),
        asked.column("list", "List", "ราคาเต็ม", ColumnKind::Price),
        asked.column("effective", "Effective", "ต้นทุนจริง", ColumnKind::Price),
        asked.column("charges", "Charges", "รายการ", ColumnKind::Count),
    ]);
    sheet.columns = columns;
    let cells = |row: &ProviderCostRow, keys: Vec<Cell>| {
        let mut cells = keys;
        cells.push(Cell::Text(row.currency.clone()));
        cells.extend(
            [Some(&row.billed), row.list.as_ref(), row.effective.as_ref(), Some(&row.charges)].map(number),
        );
        cells
    };
    let found = |row: &&ProviderCostRow| row.keys.iter().any(|key| asked.finds(key));
    let rows: Vec<&ProviderCostRow> = view.rows.iter().filter(found).collect();
    sheet.rows = rows
        .iter()
        .map(|row| SheetRow::Cells(cells(row, row.keys.iter().cloned().map(Cell::Text).collect())))
        .collect();
    // The totals are of everything: a search leaves them out rather than mixing what it sums.
    if rows.len() == view.rows.len() {
        sheet.totals = view
            .totals
            .iter()
            .map(|total| {
                let mut keys = vec![Cell::Empty; by.len()];
                if let Some(first) = keys.first_mut() {
                    *first = Cell::Text(asked.say("Total", "ยอดรวม").to_owned());
                }
                cells(total, keys)
            })
            .collect();
    }
    Ok(Made { rows: rows.len(), sheet, object: "provider-costs", period: String::new() })
}

fn group_column(group: CostGroup, asked: &Asked) -> SheetColumn {
    match group {
        CostGroup::Provider => asked.column("provider", "Provider", "ผู้ให้บริการ", ColumnKind::Text),
        CostGroup::Namespace => asked.column("namespace", "Sub-account", "บัญชีย่อย", ColumnKind::Text),
        CostGroup::Service => asked.column("service", "Service", "บริการ", ColumnKind::Text),
        CostGroup::Region => asked.column("region", "Region", "ภูมิภาค", ColumnKind::Text),
    }
}
