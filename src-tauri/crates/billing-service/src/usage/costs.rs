//! Costs that providers already priced, added up exactly; never across currencies.

use billing_domain::{BillingError, Decimal};
use billing_store::Reader;
use billing_store::charges::{ChargeRange, CostSum};

/// What costs are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CostColumn {
    /// Provider.
    Provider,
    /// Sub-account.
    Namespace,
    /// Service.
    Service,
    /// Region.
    Region,
}

impl CostColumn {
    const fn name(self) -> &'static str {
        match self {
            Self::Provider => "provider",
            Self::Namespace => "namespace",
            Self::Service => "service_name",
            Self::Region => "region_name",
        }
    }
}

/// One group of costs in one currency; texts carry every decimal that the bill was written with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderCost {
    /// One value per column; empty where the bill names none.
    pub keys: Vec<String>,
    /// ISO 4217.
    pub currency: String,
    /// What was billed.
    pub billed: Decimal,
    /// The same with its decimals.
    pub billed_text: String,
    /// At list price; `None` where the bill names none.
    pub list_text: Option<String>,
    /// With discounts spread; `None` where the bill names none.
    pub effective_text: Option<String>,
    /// How many charges.
    pub charges: u64,
}

/// Costs by columns, the largest billed cost first; without columns one row per currency.
///
/// # Errors
/// The store's; `InvalidInput` when an exact sum does not fit.
pub fn provider_costs(book: &Reader<'_>, by: &[CostColumn]) -> Result<Vec<ProviderCost>, BillingError> {
    let mut columns: Vec<&str> = by.iter().map(|column| column.name()).collect();
    columns.push("currency");
    let measures = ["billed_cost", "list_cost", "effective_cost"];
    let mut costs = Vec::new();
    for row in book.charge_costs(&columns, &measures, &ChargeRange::default())? {
        let mut keys: Vec<String> = row.group.into_iter().map(Option::unwrap_or_default).collect();
        let currency = keys.pop().unwrap_or_default();
        let text =
            |sum: Option<&Option<CostSum>>| sum.and_then(Option::as_ref).map(CostSum::to_text).transpose();
        let billed = row.sums.sums.first().and_then(Option::as_ref);
        costs.push(ProviderCost {
            keys,
            currency,
            billed: billed.map_or(Ok(Decimal::ZERO), CostSum::value)?,
            billed_text: billed.map_or_else(|| Ok("0".to_owned()), CostSum::to_text)?,
            list_text: text(row.sums.sums.get(1))?,
            effective_text: text(row.sums.sums.get(2))?,
            charges: row.sums.charges,
        });
    }
    costs.sort_by(|a, b| b.billed.cmp(&a.billed).then_with(|| a.keys.cmp(&b.keys)));
    Ok(costs)
}
