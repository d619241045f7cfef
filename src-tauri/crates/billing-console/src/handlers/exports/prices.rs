//! The price list as a sheet: one row per tier.

use super::sheets::{Asked, Frame, Made, amount, number, parsed, text};
use crate::commands::*;
use crate::handlers::prices::prices_view;
use crate::{CommandError, Context};
use billing_documents::dates;
use billing_documents::export::{Cell, ColumnKind, SheetRow};

/// The prices of a version.
pub(super) async fn list(context: Context, query: PricesQuery, asked: &Asked) -> Result<Made, CommandError> {
    let view = prices_view(context.clone(), query).await?;
    let version = view.versions.iter().find(|version| Some(version.number) == view.version);
    let from = version.and_then(|version| parsed(Some(&version.valid_from)));
    let filter = [
        view.version.map(|number| format!("{} {number}", asked.say("version", "ฉบับที่"))),
        from.map(|at| {
            format!("{} {}", asked.say("from", "ตั้งแต่"), dates::day(asked.language(), at.date_naive()))
        }),
        version.map(|version| version.currency.clone()),
        asked.found(),
    ];
    let mut sheet = asked.sheet(Frame::of(&context).await?, ("Price list", "รายการราคา"), &filter);
    let currency = version.map(|version| version.currency.as_str());
    sheet.columns = vec![
        asked.column("title", "Title", "รายการ", ColumnKind::Text),
        asked.column("name", "Name", "รหัส", ColumnKind::Text),
        asked.column("what", "What", "ชนิด", ColumnKind::Text),
        asked.column("plan", "Plan", "แพ็กเกจ", ColumnKind::Text),
        asked.column("model", "Model", "วิธีคิดราคา", ColumnKind::Text),
        asked.column("unit_billable", "Unit", "หน่วย", ColumnKind::Text),
        asked.column("up_to", "Up to", "จนถึง", ColumnKind::Quantity),
        asked.money("price", "Price", "ราคา", currency),
        asked.column("package_size", "Package", "ขนาดแพ็ก", ColumnKind::Quantity),
        asked.column("included", "Included", "รวมแล้ว", ColumnKind::Quantity),
    ];
    // As many decimals as a price has: not those of the currency.
    if let Some(price) = sheet.columns.iter_mut().find(|column| column.key == "price") {
        price.kind = ColumnKind::Price;
    }
    let shown = |row: &&PriceRow| asked.finds(&row.title) || asked.finds(&row.name);
    for row in view.rows.iter().filter(shown) {
        let Some(figures) = &row.now else { continue };
        let tiers: Vec<(Cell, Cell)> = match &figures.fee {
            Some(fee) => vec![(Cell::Empty, amount(Some(fee)))],
            None => figures
                .tiers
                .iter()
                .map(|tier| (number(tier.up_to.as_ref()), number(Some(&tier.unit_price))))
                .collect(),
        };
        for (up_to, price) in tiers {
            sheet.rows.push(SheetRow::Cells(vec![
                Cell::Text(row.title.clone()),
                Cell::Text(row.name.clone()),
                Cell::Text(row.what.clone()),
                text(row.plan.clone()),
                Cell::Text(figures.model.clone()),
                text(Some(figures.unit_billable.clone()).filter(|unit| !unit.is_empty())),
                up_to,
                price,
                number(figures.package_size.as_ref()),
                number(figures.included.as_ref()),
            ]));
        }
    }
    let period = from.map_or_else(String::new, |at| at.format("%Y-%m-%d").to_string());
    Ok(Made { rows: sheet.row_count(), sheet, object: "prices", period })
}
