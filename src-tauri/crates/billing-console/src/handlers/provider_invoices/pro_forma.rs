//! A pro forma of an unpaid invoice: our own calculation from the hours held here, watermarked so, never the provider's.

use super::tenant_of;
use crate::commands::*;
use crate::console::blocking;
use crate::handlers::exports::{Asked, Frame, answer, file_name, unwritten};
use crate::values::price_text;
use crate::{CommandError, Context};
use billing_documents::pdf::invoice::{
    InvoiceDocument, InvoiceKind, InvoiceLine, NEWEST_TEMPLATE, Party, UnitPrice as Printed, render_invoice,
};
use billing_domain::invoices::InvoiceStatus;
use billing_domain::rating::UnitPrice;
use billing_domain::{BillingError, Money};
use billing_service::tenant::told::{ToldInvoice, told_invoice};
use billing_service::usage::TypeUsage;

/// Only while the provider hands out no document, and only when every metered kind has a price of ours.
pub async fn provider_pro_forma(context: Context, input: ProFormaQuery) -> Result<FileAnswer, CommandError> {
    let account = context.account()?;
    tenant_of(&account)?;
    let asked = Asked { language: input.language, seen: true, find: String::new() };
    let frame = Frame::of(&context).await?;
    let told = account.backend.read(move |book| told_invoice(book, &input.name)).await?;
    let provider = account.entry.connection.as_ref().map(|connection| connection.address.clone());
    blocking(move || {
        let name = told.record.invoice.name.clone();
        let document = document(&told, &frame.account, provider, &asked)?;
        let bytes = render_invoice(&document).map_err(unwritten)?;
        let file = file_name(&frame.account, &format!("pro forma {name}"), "", frame.as_of, "pdf");
        Ok(answer(file, "application/pdf", &bytes, document.lines.len()))
    })
    .await
}

fn document(
    told: &ToldInvoice,
    account: &str,
    provider: Option<String>,
    asked: &Asked,
) -> Result<InvoiceDocument, CommandError> {
    let invoice = &told.record.invoice;
    if told.document.is_some() || invoice.status == InvoiceStatus::Paid {
        let message = format!(
            "{} has a document of the provider, or is about to: that is the one to look at.",
            invoice.name
        );
        return Err(BillingError::refused(message).into());
    }
    let priced: Option<Vec<(&TypeUsage, Money)>> =
        told.evidence.iter().map(|kind| Some((kind, kind.cost.as_ref()?.amount))).collect();
    let currency = invoice.amount.currency;
    let priced = priced
        .filter(|priced| !priced.is_empty() && priced.iter().all(|(_, amount)| amount.currency == currency));
    let Some(priced) = priced else {
        let message = "A pro forma needs hours of the period and a price for every usage type. Sync, and load a price book.";
        return Err(BillingError::refused(message).into());
    };
    let total = Money::sum(currency, priced.iter().map(|(_, amount)| *amount))?.to_text();
    let told_amount = format!(
        "{} {currency} {}",
        asked.say("The provider tells for this period:", "ผู้ให้บริการแจ้งยอดของรอบบิลนี้:"),
        invoice.amount.to_text()
    );
    let before = asked.say("Before discounts and taxes of the provider.", "ก่อนส่วนลดและภาษีของผู้ให้บริการ");
    Ok(InvoiceDocument {
        language: asked.language(),
        template_version: NEWEST_TEMPLATE,
        kind: InvoiceKind::ProForma,
        number: Some(invoice.name.clone()),
        corrects: None,
        seller: Party {
            name: asked.say("The provider", "ผู้ให้บริการ").to_owned(),
            address: provider.into_iter().collect(),
            tax_id: None,
        },
        buyer: Party { name: account.to_owned(), address: Vec::new(), tax_id: None },
        period_start: invoice.period.start,
        period_end: invoice.period.end,
        issued: None,
        due: None,
        currency: currency.to_string(),
        lines: priced.iter().map(|(kind, amount)| line(kind, *amount)).collect(),
        subtotal: total.clone(),
        discounts: Vec::new(),
        taxes: Vec::new(),
        total,
        paid: Vec::new(),
        balance: None,
        payment_note: Vec::new(),
        chart: None,
        notes: vec![told_amount, before.to_owned()],
    })
}

fn line(kind: &TypeUsage, amount: Money) -> InvoiceLine {
    let cost = kind.cost.as_ref();
    let billed = cost.and_then(|cost| cost.billed.as_ref());
    InvoiceLine {
        description: kind.usage_type.clone(),
        detail: kind.metric_label.clone(),
        quantity: Some(kind.quantity.to_string()),
        unit: kind.unit.clone(),
        quantity_billable: billed.map(|billed| billed.quantity.to_string()),
        unit_billable: billed.map_or_else(String::new, |billed| billed.unit.clone()),
        unit_price: match cost.map(|cost| cost.unit_price) {
            Some(UnitPrice::Each(price)) => Printed::Each(price_text(price).0),
            Some(UnitPrice::Tiered) => Printed::Tiered,
            Some(UnitPrice::None) | None => Printed::None,
        },
        amount: amount.to_text(),
        fixed: false,
    }
}
