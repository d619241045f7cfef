//! The dispute pack: all that is needed to hold an invoice against what was used, in one zip. Same state, same bytes.

use super::differences;
use crate::commands::*;
use crate::console::blocking;
use crate::handlers::exports::{
    Asked, Frame, answer, bytes, bytes_of, file_name, hour_columns, hour_rows, lines_sheet,
};
use crate::handlers::invoices::{invoice_detail, invoice_pdf, invoice_rerate};
use crate::handlers::provider_invoices::{provider_invoice, provider_pro_forma};
use crate::{CommandError, Context};
use billing_documents::export::sheet::Heads;
use billing_documents::export::{PackedFile, Sheet, SheetRow, zip};
use billing_domain::Period;
use billing_service::usage::SeriesFilter;

/// Document, differences, hourly evidence and receipts of one invoice.
pub async fn invoice_pack(context: Context, input: DisputePackQuery) -> Result<FileAnswer, CommandError> {
    let asked = Asked { language: input.language, seen: false, find: String::new() };
    let name = input.name;
    let remote = context.account()?.tenant.is_some();
    let invoice = InvoiceRef { name: name.clone() };
    let mut files = Vec::new();
    let (period, final_now) = if remote {
        let view = provider_invoice(context.clone(), invoice.clone()).await?;
        (view.row.period, false)
    } else {
        let detail = invoice_detail(context.clone(), invoice.clone()).await?;
        (detail.row.period, !detail.row.active)
    };
    match invoice_pdf(context.clone(), invoice.clone()).await {
        Ok(pdf) => files.push(PackedFile { bytes: bytes_of(&pdf.pdf_base64)?, name: pdf.file_name }),
        // A provider's document that is not held is said, not left out in silence; an unpaid invoice has our pro forma.
        Err(error) if remote => {
            files.push(words("document-is-missing.txt", &error.message));
            let query = ProFormaQuery { name: name.clone(), language: input.language };
            if let Ok(pro_forma) = provider_pro_forma(context.clone(), query).await {
                files.push(PackedFile { name: format!("{name}-pro-forma.pdf"), bytes: pro_forma.bytes()? });
            }
        }
        Err(error) => return Err(error),
    }
    let lines = lines_sheet(context.clone(), name.clone(), &asked).await?;
    files.extend(both("lines", lines)?);
    if final_now {
        let view = invoice_rerate(context.clone(), invoice.clone()).await?;
        let sheet = differences::sheet(&name, &view, Frame::of(&context).await?, &asked);
        files.extend(both("differences", sheet)?);
    }
    let hours = evidence(&context, &period, &asked).await?;
    files.push(PackedFile {
        name: "hourly-evidence.csv".to_owned(),
        bytes: bytes(hours, FileFormat::Csv, Heads::Keys)?,
    });
    if !remote {
        files.extend(receipts(&context, name.clone()).await?);
    }
    let frame = Frame::of(&context).await?;
    let file = file_name(&frame.account, &format!("dispute {name}"), "", frame.as_of, "zip");
    blocking(move || {
        let folder = name.replace(['/', '\\'], "-");
        let packed: Vec<PackedFile> = files
            .into_iter()
            .map(|file| PackedFile { name: format!("{folder}/{}", file.name), bytes: file.bytes })
            .collect();
        let bytes = zip(&packed).map_err(crate::handlers::exports::unwritten)?;
        Ok(answer(file, "application/zip", &bytes, packed.len()))
    })
    .await
}

fn words(name: &str, text: &str) -> PackedFile {
    PackedFile { name: name.to_owned(), bytes: format!("{text}\n").into_bytes() }
}

/// A sheet for programs and for people. It does not say when it was printed: the same state is the same pack.
fn both(name: &str, mut sheet: Sheet) -> Result<[PackedFile; 2], CommandError> {
    sheet.printed_at = None;
    Ok([
        PackedFile {
            name: format!("{name}.csv"),
            bytes: bytes(sheet.clone(), FileFormat::Csv, Heads::Keys)?,
        },
        PackedFile { name: format!("{name}.pdf"), bytes: bytes(sheet, FileFormat::Pdf, Heads::Labels)? },
    ])
}

async fn evidence(context: &Context, period: &PeriodText, asked: &Asked) -> Result<Sheet, CommandError> {
    let instant = |text: &str| crate::handlers::usage::instant(text);
    let range = Period::new(instant(&period.start)?, instant(&period.end)?)?;
    let account = context.account()?;
    let rows = account.backend.read(move |book| hour_rows(book, range, &SeriesFilter::default())).await?;
    let mut sheet = asked.sheet(Frame::of(context).await?, ("Hourly evidence", "หลักฐานรายชั่วโมง"), &[]);
    sheet.columns = hour_columns(asked);
    sheet.rows = rows.into_iter().map(SheetRow::Cells).collect();
    Ok(sheet)
}

/// Every line's derivation and the foot's, for people and for scripts.
async fn receipts(context: &Context, name: String) -> Result<Vec<PackedFile>, CommandError> {
    let backend = context.account()?.backend;
    let all = backend.bill(move |billing, now| billing.receipts(&name, now)).await?;
    Ok(all
        .into_iter()
        .flat_map(|receipt| {
            let name =
                if receipt.line == 0 { "foot".to_owned() } else { format!("line-{:02}", receipt.line) };
            [
                words(&format!("receipts/{name}.txt"), receipt.text.trim_end()),
                words(&format!("receipts/{name}.json"), receipt.json.trim_end()),
            ]
        })
        .collect())
}
