//! Invoices over HTTP.

use crate::app::Api;
use crate::call::{Answer, Call, answer};
use axum::extract::State;
use billing_wire::invoices::{InvoiceList, InvoicePdf};

/// `limit` 0 is no limit, as for every number of the document that may be absent.
pub(crate) async fn list(State(api): State<Api>, call: Call) -> Answer {
    let limit = call.query("limit")?.filter(|limit| *limit != 0);
    answer::<InvoiceList>(&api.backend.list_invoices(&call.namespace()?, limit).await?)
}

pub(crate) async fn pdf(State(api): State<Api>, call: Call) -> Answer {
    let name = call.required_query("name")?;
    answer::<InvoicePdf>(&api.backend.invoice_pdf(&call.namespace()?, &name).await?)
}
