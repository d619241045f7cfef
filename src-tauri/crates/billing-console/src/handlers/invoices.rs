//! Invoices: the list, one in detail, its document and receipts, settling and closing.

mod convert;

use crate::commands::*;
use crate::values::instant_text;
use crate::{CommandError, Context};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use billing_domain::Money;
use billing_service::LocalBackend;
use billing_service::accounts::OpenAccount;
use billing_service::billing::{self as service, InvoiceQuery, NewCreditNote};
use convert::{cause, detail, row, tab};

pub(super) use convert::{row as invoice_row, status_word, tab as tab_code};

/// A list by state.
pub async fn invoices_view(context: Context, input: InvoicesQuery) -> Result<InvoicesView, CommandError> {
    let account = context.account()?;
    let query =
        InvoiceQuery { tab: convert::tab_of(input.tab), search: input.search, ..InvoiceQuery::default() };
    let mut view = if account.tenant.is_some() {
        super::provider_invoices::list(&account, query).await?
    } else {
        own_invoices(&account, query).await?
    };
    super::edits::marked(&mut view.rows, &account.backend.all_marks().await?);
    Ok(view)
}

async fn own_invoices(account: &OpenAccount, query: InvoiceQuery) -> Result<InvoicesView, CommandError> {
    let currency = account.record.currency;
    let list = account.backend.bill(move |billing, now| billing.invoices(&query, now)).await?;
    // A book bills in one currency; a sum over nothing is 0.00 in it.
    let one = |sums: &[Money]| Some(sums.first().copied().unwrap_or(Money::zero(currency)).into());
    Ok(InvoicesView {
        tabs: list
            .tabs
            .iter()
            .map(|summary| InvoiceTabCount {
                tab: tab(summary.tab),
                count: u32::try_from(summary.count).unwrap_or(u32::MAX),
                sum: one(&summary.totals),
            })
            .collect(),
        total: one(&list.totals),
        balance: one(&list.balances),
        rows: list.rows.into_iter().map(row).collect(),
        provider: false,
    })
}

/// One invoice.
pub async fn invoice_detail(context: Context, input: InvoiceRef) -> Result<InvoiceDetail, CommandError> {
    read(&context.local_account()?.backend, input.name).await
}

/// As it is now, after something was done to it.
pub(super) async fn show(context: &Context, name: String) -> Result<InvoiceDetail, CommandError> {
    read(&context.account()?.backend, name).await
}

async fn read(backend: &LocalBackend, name: String) -> Result<InvoiceDetail, CommandError> {
    Ok(detail(backend.bill(move |billing, now| billing.invoice(&name, now)).await?))
}

/// Its document, as stored; a running invoice is printed now and says so.
pub async fn invoice_pdf(context: Context, input: InvoiceRef) -> Result<PdfFile, CommandError> {
    let account = context.account()?;
    if account.tenant.is_some() {
        return super::provider_invoices::pdf(&account, input.name).await;
    }
    let file = account.backend.bill(move |billing, now| billing.invoice_pdf(&input.name, now)).await?;
    Ok(document(file))
}

fn document(file: service::InvoiceFile) -> PdfFile {
    // The service refuses stored bytes whose hash is not the stored one.
    pdf_file(file.file_name, &file.bytes, file.sha256, file.stored_at.map(|_| true))
}

pub(super) fn pdf_file(file_name: String, bytes: &[u8], sha256: String, unchanged: Option<bool>) -> PdfFile {
    PdfFile { file_name, pdf_base64: STANDARD.encode(bytes), sha256, unchanged }
}

/// A credit note lowers what an invoice still asks for.
pub async fn invoice_credit(context: Context, input: InvoiceCredit) -> Result<InvoiceDetail, CommandError> {
    let account = context.local_account()?;
    let credited = account
        .backend
        .bill(move |billing, now| {
            let currency = billing.invoice(&input.name, now)?.header.total.currency;
            let amount = input.amount.as_deref().map(|text| Money::from_text(text, currency)).transpose()?;
            let note = NewCreditNote { amount, reason: input.reason, for_usage: input.for_usage };
            billing.credit(&input.name, &note, now)
        })
        .await?;
    Ok(detail(credited))
}

/// The document of a credit note, as stored.
pub async fn credit_note_pdf(context: Context, input: CreditNoteRef) -> Result<PdfFile, CommandError> {
    let backend = context.local_account()?.backend;
    Ok(document(backend.bill(move |billing, _| billing.credit_note_pdf(&input.number)).await?))
}

/// Bills the month of a cancelled invoice again.
pub async fn invoice_reissue(context: Context, input: InvoiceRef) -> Result<InvoiceDetail, CommandError> {
    let backend = context.local_account()?.backend;
    Ok(detail(backend.bill(move |billing, now| billing.reissue(&input.name, now)).await?))
}

/// The derivation of one line.
pub async fn invoice_receipt(context: Context, input: ReceiptQuery) -> Result<ReceiptView, CommandError> {
    let backend = context.local_account()?.backend;
    let receipt = backend.bill(move |billing, now| billing.receipt(&input.invoice, input.line, now)).await?;
    Ok(ReceiptView { text: receipt.text, json: receipt.json })
}

/// The invoice rated again from what is held now.
pub async fn invoice_rerate(context: Context, input: InvoiceRef) -> Result<RerateView, CommandError> {
    let backend = context.local_account()?.backend;
    let report = backend.bill(move |billing, _| billing.rerate(&input.name)).await?;
    let mut differences = Vec::new();
    for difference in &report.differences {
        let zero = Money::zero(report.billed.currency);
        let change = difference.rated.unwrap_or(zero).checked_sub(difference.billed.unwrap_or(zero))?;
        differences.push(RerateDifference {
            usage_type: difference.what.clone(),
            billed: difference.billed.map(Into::into),
            rated: difference.rated.map(Into::into),
            difference: change.into(),
            causes: difference.causes.iter().map(cause).collect(),
        });
    }
    Ok(RerateView {
        matches: report.matches(),
        differences,
        billed_total: report.billed.into(),
        rated_total: report.rated.into(),
        rated_subtotal: report.rated_subtotal.into(),
    })
}

/// Records that it was paid in full.
pub async fn invoice_settle(context: Context, input: InvoiceSettle) -> Result<InvoiceDetail, CommandError> {
    let backend = context.local_account()?.backend;
    let paid = backend.bill(move |billing, now| billing.mark_paid(&input.name, "", &input.note, now)).await?;
    Ok(detail(paid))
}

/// Cancels it.
pub async fn invoice_cancel(context: Context, input: InvoiceRef) -> Result<InvoiceDetail, CommandError> {
    let backend = context.local_account()?.backend;
    Ok(detail(backend.bill(move |billing, now| billing.cancel(&input.name, "", now)).await?))
}

/// What closing would issue; nothing is changed.
pub async fn invoices_close_preview(
    context: Context,
    input: CloseUntil,
) -> Result<ClosePreview, CommandError> {
    close_with(context, input, service::Billing::close_preview).await
}

/// Issues an invoice for every month that ends by then.
pub async fn invoices_close(context: Context, input: CloseUntil) -> Result<ClosePreview, CommandError> {
    close_with(context, input, service::Billing::close).await
}

type Close = fn(
    &service::Billing,
    chrono::DateTime<chrono::Utc>,
    chrono::DateTime<chrono::Utc>,
) -> Result<Vec<service::InvoiceDetail>, billing_domain::BillingError>;

async fn close_with(context: Context, input: CloseUntil, close: Close) -> Result<ClosePreview, CommandError> {
    let until = super::usage::instant(&input.until)?;
    let account = context.local_account()?;
    let currency = account.record.currency;
    let invoices = account.backend.bill(move |billing, now| close(billing, until, now)).await?;
    let total = Money::sum(currency, invoices.iter().map(|invoice| invoice.header.total))?;
    let mut unpriced: Vec<String> = invoices.iter().flat_map(convert::unpriced).collect();
    unpriced.sort();
    unpriced.dedup();
    let invoices = invoices.into_iter().map(|invoice| row(invoice.header)).collect();
    Ok(ClosePreview { invoices, total: total.into(), unpriced })
}

/// As the list shows instants.
fn instant_option(at: Option<chrono::DateTime<chrono::Utc>>) -> Option<String> {
    at.map(instant_text)
}
