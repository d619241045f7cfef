//! What our document has beside the public one. Whoever adds to it adds it here.

/// Calls.
pub const PATHS: [&str; 9] = [
    "/api/counterfoil/v1/capabilities",
    "/api/counterfoil/v1/payment_methods",
    "/api/counterfoil/v1/price_book",
    "/api/counterfoil/v1/reports/usage_by_month",
    "/api/counterfoil/v1/usage",
    "/api/web/custom/namespaces/system/whoami",
    "/api/web/namespaces",
    "/healthz",
    "/openapi.json",
];

/// Shapes.
pub const SCHEMAS: [&str; 11] = [
    "ApiFigure",
    "Capabilities",
    "Failure",
    "Figure",
    "IngestAnswer",
    "PaymentMethodEntry",
    "PaymentMethodList",
    "PriceBook",
    "UsageLine",
    "UsageReport",
    "UsageReportRow",
];

/// Properties of shapes that the public document knows. Where one shape of ours stands for several of the document's,
/// each of them has the properties of all.
pub const PROPERTIES: [&str; 15] = [
    "planPlanInternal.currency_code",
    "quotaCreateResponse.create_form",
    "quotaCreateResponse.replace_form",
    "quotaCreateResponse.referring_objects",
    "quotaCreateResponse.deleted_referred_objects",
    "quotaCreateResponse.disabled_referred_objects",
    "quotaCreateResponse.status",
    "schemaquotaCreateSpecType.apigw_limits",
    "schemaquotaGetSpecType.apigw_limits",
    "schemaquotaReplaceSpecType.apigw_limits",
    "usageFloatUsageType.number",
    "usageListCurrentUsageResp.currency_code",
    "usageUsageItem.deployment",
    "usageUsageItem.container",
    "usageUsageType.number",
];
