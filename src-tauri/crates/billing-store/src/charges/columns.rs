//! The columns of a FOCUS bill and where they are kept.

/// A text column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// Its name in FOCUS.
    pub focus: &'static str,
    /// Its name here, in SQL and in reports.
    pub name: &'static str,
    /// True when it says which charge a row is; display names may change and do not.
    pub identifies: bool,
}

const fn key(focus: &'static str, name: &'static str) -> Term {
    Term { focus, name, identifies: true }
}

const fn label(focus: &'static str, name: &'static str) -> Term {
    Term { focus, name, identifies: false }
}

/// Instants, as (FOCUS, ours); all identify.
pub const INSTANTS: [(&str, &str); 4] = [
    ("BillingPeriodStart", "billing_period_start"),
    ("BillingPeriodEnd", "billing_period_end"),
    ("ChargePeriodStart", "charge_period_start"),
    ("ChargePeriodEnd", "charge_period_end"),
];

/// Texts.
pub const TERMS: [Term; 34] = [
    key("BillingCurrency", "currency"),
    key("ProviderName", "provider"),
    key("PublisherName", "publisher"),
    key("InvoiceIssuerName", "invoice_issuer"),
    key("InvoiceId", "invoice_id"),
    key("BillingAccountId", "billing_account_id"),
    label("BillingAccountName", "billing_account_name"),
    key("BillingAccountType", "billing_account_type"),
    key("SubAccountId", "sub_account_id"),
    label("SubAccountName", "sub_account_name"),
    key("SubAccountType", "sub_account_type"),
    key("ChargeCategory", "charge_category"),
    key("ChargeClass", "charge_class"),
    key("ChargeDescription", "charge_description"),
    key("ChargeFrequency", "charge_frequency"),
    key("ServiceName", "service_name"),
    key("ServiceCategory", "service_category"),
    key("ServiceSubcategory", "service_subcategory"),
    key("SkuId", "sku_id"),
    key("SkuPriceId", "sku_price_id"),
    key("ResourceId", "resource_id"),
    label("ResourceName", "resource_name"),
    key("ResourceType", "resource_type"),
    key("RegionId", "region_id"),
    label("RegionName", "region_name"),
    key("AvailabilityZone", "availability_zone"),
    key("PricingCategory", "pricing_category"),
    key("PricingUnit", "pricing_unit"),
    key("ConsumedUnit", "consumed_unit"),
    key("CommitmentDiscountCategory", "commitment_discount_category"),
    key("CommitmentDiscountId", "commitment_discount_id"),
    label("CommitmentDiscountName", "commitment_discount_name"),
    key("CommitmentDiscountStatus", "commitment_discount_status"),
    key("CommitmentDiscountType", "commitment_discount_type"),
];

/// Decimals, as (FOCUS, ours); none identifies.
pub const MEASURES: [(&str, &str); 8] = [
    ("BilledCost", "billed_cost"),
    ("EffectiveCost", "effective_cost"),
    ("ListCost", "list_cost"),
    ("ContractedCost", "contracted_cost"),
    ("ListUnitPrice", "list_unit_price"),
    ("ContractedUnitPrice", "contracted_unit_price"),
    ("PricingQuantity", "pricing_quantity"),
    ("ConsumedQuantity", "consumed_quantity"),
];

/// The column of tags in FOCUS.
pub const TAGS: &str = "Tags";

/// The place of a text column by our name.
#[must_use]
pub fn term(name: &str) -> Option<usize> {
    TERMS.iter().position(|term| term.name == name)
}

/// The place of a decimal column by our name.
#[must_use]
pub fn measure(name: &str) -> Option<usize> {
    MEASURES.iter().position(|(_, ours)| *ours == name)
}
