//! Exact costs of imported bills, which the provider has already priced.

use billing_domain::BillingError;
use billing_store::Reader;
use billing_store::charges::{ChargeRange, CostSum};
use std::collections::BTreeMap;

/// The decimals that are added up.
pub const MEASURES: [&str; 4] = ["billed_cost", "effective_cost", "list_cost", "contracted_cost"];

/// What costs can be grouped by: our name, and the column of a charge.
pub const COST_DIMENSIONS: [(&str, &str); 18] = [
    ("provider", "provider"),
    ("publisher", "publisher"),
    ("issuer", "invoice_issuer"),
    ("billing_account", "billing_account_id"),
    ("namespace", "namespace"),
    ("sub_account", "sub_account_id"),
    ("service", "service_name"),
    ("service_category", "service_category"),
    ("category", "charge_category"),
    ("description", "charge_description"),
    ("region", "region_id"),
    ("resource", "resource_id"),
    ("resource_type", "resource_type"),
    ("sku", "sku_id"),
    ("unit", "pricing_unit"),
    ("month", "month"),
    ("day", "day"),
    ("hour", "hour"),
];

/// One group in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CostReportRow {
    /// In the order asked for; `None` where the bill says nothing.
    pub group: Vec<Option<String>>,
    /// The currency.
    pub currency: String,
    /// How many charges.
    pub charges: u64,
    /// In the order of [`MEASURES`]; `None` where no charge of the group has one.
    pub sums: [Option<CostSum>; MEASURES.len()],
}

/// Costs by groups, and in all by currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CostReport {
    /// By group.
    pub rows: Vec<CostReportRow>,
    /// One row for each currency; the group is empty.
    pub totals: Vec<CostReportRow>,
}

/// Adds up costs by names of [`COST_DIMENSIONS`].
///
/// # Errors
/// `InvalidInput` for a name that is none of them; the store's.
pub fn costs(book: &Reader<'_>, by: &[String], range: &ChargeRange) -> Result<CostReport, BillingError> {
    let mut columns = by.iter().map(|name| column(name)).collect::<Result<Vec<_>, _>>()?;
    columns.push("currency");
    let mut rows = Vec::new();
    for row in book.charge_costs(&columns, &MEASURES, range)? {
        let mut group = row.group;
        let currency = group.pop().flatten().unwrap_or_default();
        let mut sums = [None; MEASURES.len()];
        sums.copy_from_slice(&row.sums.sums);
        rows.push(CostReportRow { group, currency, charges: row.sums.charges, sums });
    }
    let totals = totals(&rows)?;
    Ok(CostReport { rows, totals })
}

fn column(name: &str) -> Result<&'static str, BillingError> {
    let found = COST_DIMENSIONS.iter().find(|(ours, _)| *ours == name);
    found.map(|(_, column)| *column).ok_or_else(|| {
        let names: Vec<&str> = COST_DIMENSIONS.iter().map(|(ours, _)| *ours).collect();
        BillingError::invalid(format!("Costs cannot be grouped by {name:?}; choose of {}.", names.join(", ")))
    })
}

fn totals(rows: &[CostReportRow]) -> Result<Vec<CostReportRow>, BillingError> {
    let mut totals: BTreeMap<&str, CostReportRow> = BTreeMap::new();
    for row in rows {
        let total = totals.entry(&row.currency).or_insert_with(|| CostReportRow {
            group: Vec::new(),
            currency: row.currency.clone(),
            charges: 0,
            sums: [None; MEASURES.len()],
        });
        total.charges += row.charges;
        for (total, sum) in total.sums.iter_mut().zip(&row.sums) {
            if let Some(sum) = sum {
                total.get_or_insert_default().add_sum(sum)?;
            }
        }
    }
    Ok(totals.into_values().collect())
}
