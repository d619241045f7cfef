//! What each call takes and gives, beside what the operation table says: summary, parameters, body, answer.

use crate::contact::Contact;
use crate::extras::{
    Capabilities, ExtraOperation, IDEMPOTENCY_KEY, IngestAnswer, NDJSON, PaymentMethodList, PriceBook,
    UsageLine, UsageReport,
};
use crate::invoices::{InvoiceList, InvoicePdf};
use crate::operations::Operation;
use crate::payment_methods::{CreatePaymentMethod, PaymentMethodCreated, RoleChange};
use crate::plans::{
    AddonChoice, InitiateTransition, LocalizedPlans, PlanList, TransitionStarted, TransitionStatus,
};
use crate::quotas::{
    Maximum, QuotaAnswer, QuotaDelete, QuotaFigures, QuotaList, QuotaRequest, RateLimit, ResponseFormat,
    WholeMaximum,
};
use crate::schema::{Described, Empty, Schemas};
use crate::subscriptions::SubscriptionList;
use crate::usage::{
    CurrentUsage, HourlyUsageList, HourlyUsageRequest, MonthlyUsageList, MonthlyUsageRequest, UsageItemList,
    UsageRangeRequest, UsageSummaryList, UsageSummaryRequest,
};
use serde_json::{Value, json};

/// One call in the document.
pub(super) struct Told {
    pub(super) summary: &'static str,
    pub(super) parameters: Vec<Parameter>,
    pub(super) body: Option<Body>,
    pub(super) answer: Value,
}

/// The body that a call takes.
pub(super) struct Body {
    pub(super) media: &'static str,
    pub(super) schema: Value,
    pub(super) required: bool,
}

/// A parameter that is not in the path. None is required by its presence alone.
pub(super) struct Parameter {
    place: &'static str,
    name: &'static str,
    about: &'static str,
    schema: Value,
}

impl Parameter {
    pub(super) fn tell(&self) -> Value {
        json!({"name": self.name, "in": self.place, "required": false, "description": self.about,
               "schema": self.schema})
    }
}

fn query(name: &'static str, about: &'static str, schema: Value) -> Parameter {
    Parameter { place: "query", name, about, schema }
}

fn text() -> Value {
    json!({"type": "string"})
}

fn needs<T: Described>(book: &mut Schemas) -> Option<Body> {
    Some(Body { media: "application/json", schema: T::schema(book), required: true })
}

fn takes<T: Described>(book: &mut Schemas) -> Option<Body> {
    Some(Body { media: "application/json", schema: T::schema(book), required: false })
}

/// What the document says of an operation.
pub(super) fn tell(book: &mut Schemas, operation: Operation) -> Told {
    Told {
        summary: summary(operation),
        parameters: parameters(operation),
        body: body(book, operation),
        answer: answer(book, operation),
    }
}

fn summary(operation: Operation) -> &'static str {
    match operation {
        Operation::ListInvoices => "Invoices, newest first.",
        Operation::DownloadInvoicePdf => "The document of a paid invoice.",
        Operation::CreatePaymentMethod => "Keeps a provider's token as a payment method.",
        Operation::DeletePaymentMethod => {
            "Removes a payment method; the primary one only while nothing is owed."
        }
        Operation::MakePaymentMethodPrimary => "Makes it primary; a former primary becomes normal.",
        Operation::MakePaymentMethodSecondary => "Makes it secondary; a former secondary becomes normal.",
        Operation::SwapPaymentMethodRole => "Makes it primary and the former primary secondary.",
        Operation::GetCurrentPlan => "The plan that is held, with `current` true.",
        Operation::ListUsagePlans => "Every plan on offer.",
        Operation::InitiatePlanTransition => "Asks for a move to another plan.",
        Operation::GetPlanTransition => "How a move stands; who has its id may ask without a token.",
        Operation::SubscribeAddon => "Takes an add-on.",
        Operation::UnsubscribeAddon => "Gives an add-on up.",
        Operation::CreateQuota => "Makes a quota object.",
        Operation::ReplaceQuota => "Replaces a quota object whole.",
        Operation::GetQuota => "One quota object.",
        Operation::ListQuotas => "Quota objects of a namespace, by name.",
        Operation::DeleteQuota => "Deletes a quota object.",
        Operation::GetQuotaLimits => "The tenant's limits.",
        Operation::GetQuotaUsage => "The tenant's limits and what is in use.",
        Operation::ListSubscriptions => "Subscriptions with their billing periods.",
        Operation::UsageSummary => "Raw and billing value of each usage type in a time range.",
        Operation::ListCurrentUsage => "Priced lines of a time range.",
        Operation::ListMonthlyUsage => "The cost of each month, oldest first.",
        Operation::ListUsageDetails => "One line for each series in a time range.",
        Operation::ListHourlyUsageDetails => "The hours behind a line of the details.",
    }
}

fn parameters(operation: Operation) -> Vec<Parameter> {
    match operation {
        Operation::ListInvoices => {
            let limit = json!({"type": "integer", "format": "int32"});
            vec![query("limit", "At most so many; 0 or absent is all.", limit)]
        }
        Operation::DownloadInvoicePdf => vec![query("name", "The invoice's number.", text())],
        Operation::GetPlanTransition => {
            vec![query("id", "As the request for the move was answered.", text())]
        }
        Operation::GetQuota => {
            let words = json!({"type": "string", "enum": ResponseFormat::WORDS});
            vec![query("response_format", "Which form to add to the answer.", words)]
        }
        Operation::ListQuotas => {
            let texts = json!({"type": "array", "items": text()});
            vec![
                query("label_filter", "A selector, such as `env in (prod),team=shop`.", text()),
                query(
                    "report_fields",
                    "Which of `metadata`, `system_metadata`, `get_spec` to add; all when it names none of them.",
                    texts.clone(),
                ),
                query(
                    "report_status_fields",
                    "Taken and without effect: quota objects have no status.",
                    texts,
                ),
            ]
        }
        Operation::ListSubscriptions => {
            let about = "`true`: only the active one; `false`: only the others.";
            vec![query("current", about, json!({"type": "boolean"}))]
        }
        _ => Vec::new(),
    }
}

fn body(book: &mut Schemas, operation: Operation) -> Option<Body> {
    match operation {
        Operation::CreatePaymentMethod => needs::<CreatePaymentMethod>(book),
        Operation::MakePaymentMethodPrimary
        | Operation::MakePaymentMethodSecondary
        | Operation::SwapPaymentMethodRole => takes::<RoleChange>(book),
        Operation::InitiatePlanTransition => needs::<InitiateTransition>(book),
        Operation::SubscribeAddon | Operation::UnsubscribeAddon => needs::<AddonChoice>(book),
        Operation::CreateQuota | Operation::ReplaceQuota => needs::<QuotaRequest>(book),
        Operation::DeleteQuota => takes::<QuotaDelete>(book),
        Operation::UsageSummary => takes::<UsageSummaryRequest>(book),
        Operation::ListCurrentUsage | Operation::ListUsageDetails => takes::<UsageRangeRequest>(book),
        Operation::ListMonthlyUsage => takes::<MonthlyUsageRequest>(book),
        Operation::ListHourlyUsageDetails => needs::<HourlyUsageRequest>(book),
        Operation::ListInvoices
        | Operation::DownloadInvoicePdf
        | Operation::DeletePaymentMethod
        | Operation::GetCurrentPlan
        | Operation::ListUsagePlans
        | Operation::GetPlanTransition
        | Operation::GetQuota
        | Operation::ListQuotas
        | Operation::GetQuotaLimits
        | Operation::GetQuotaUsage
        | Operation::ListSubscriptions => None,
    }
}

fn answer(book: &mut Schemas, operation: Operation) -> Value {
    match operation {
        Operation::ListInvoices => InvoiceList::schema(book),
        Operation::DownloadInvoicePdf => InvoicePdf::schema(book),
        Operation::CreatePaymentMethod => PaymentMethodCreated::schema(book),
        Operation::GetCurrentPlan => LocalizedPlans::schema(book),
        Operation::ListUsagePlans => PlanList::schema(book),
        Operation::InitiatePlanTransition => TransitionStarted::schema(book),
        Operation::GetPlanTransition => TransitionStatus::schema(book),
        Operation::CreateQuota | Operation::GetQuota => QuotaAnswer::schema(book),
        Operation::ListQuotas => QuotaList::schema(book),
        Operation::GetQuotaLimits | Operation::GetQuotaUsage => {
            // Named by clients of the public API; inside the figures the two kinds of limit have one shape.
            WholeMaximum::schema(book);
            Maximum::schema(book);
            RateLimit::schema(book);
            QuotaFigures::schema(book)
        }
        Operation::ListSubscriptions => SubscriptionList::schema(book),
        Operation::UsageSummary => UsageSummaryList::schema(book),
        Operation::ListCurrentUsage => CurrentUsage::schema(book),
        Operation::ListMonthlyUsage => MonthlyUsageList::schema(book),
        Operation::ListUsageDetails => UsageItemList::schema(book),
        Operation::ListHourlyUsageDetails => HourlyUsageList::schema(book),
        Operation::DeletePaymentMethod
        | Operation::MakePaymentMethodPrimary
        | Operation::MakePaymentMethodSecondary
        | Operation::SwapPaymentMethodRole
        | Operation::SubscribeAddon
        | Operation::UnsubscribeAddon
        | Operation::ReplaceQuota
        | Operation::DeleteQuota => Empty::schema(book),
    }
}

/// What the document says of a call beside the public API.
pub(super) fn tell_extra(book: &mut Schemas, operation: ExtraOperation) -> Told {
    let key = Parameter {
        place: "header",
        name: IDEMPOTENCY_KEY,
        about: "Makes a repeated ingest known: the same key and body answer the same counts and change nothing.",
        schema: text(),
    };
    let time = || json!({"type": "string", "format": "date-time"});
    let (summary, parameters, answer) = match operation {
        ExtraOperation::Capabilities => {
            ("What this server offers beside the public API.", Vec::new(), Capabilities::schema(book))
        }
        ExtraOperation::ListPaymentMethods => {
            ("Every payment method, in order of being added.", Vec::new(), PaymentMethodList::schema(book))
        }
        ExtraOperation::IngestUsage => {
            ("Takes in hourly usage, one JSON object a line.", vec![key], IngestAnswer::schema(book))
        }
        ExtraOperation::GetPriceBook => ("The price book in force.", Vec::new(), PriceBook::schema(book)),
        ExtraOperation::ReportUsageByMonth => {
            let range = vec![
                query("from", "From then on; absent: the first of the month in which `to` lies.", time()),
                query("to", "Up to then; absent: now.", time()),
            ];
            ("Exact quantities by month and usage type.", range, UsageReport::schema(book))
        }
    };
    let lines = (operation == ExtraOperation::IngestUsage).then(|| Body {
        media: NDJSON,
        schema: UsageLine::schema(book),
        required: true,
    });
    Told { summary, parameters, body: lines, answer }
}

/// The calls by which clients find out whether address and token are right, and what there is.
pub(super) fn probes(book: &mut Schemas) -> [(&'static str, &'static str, Value); 4] {
    Contact::schema(book);
    [
        ("/api/web/namespaces", "The namespaces that this server knows by name.", json!({"type": "object"})),
        (
            "/api/web/custom/namespaces/system/whoami",
            "Tenant, name and role of the caller.",
            json!({"type": "object"}),
        ),
        ("/healthz", "Answers while the server is up.", json!({"type": "object"})),
        ("/openapi.json", "This document.", json!({"type": "object"})),
    ]
}
