//! Documents of several invoices as a zip, or as one PDF.

use super::bounded;
use crate::commands::*;
use crate::console::blocking;
use crate::handlers::exports::{answer, bytes_of, file_name, frame, unwritten};
use crate::handlers::invoices::invoice_pdf;
use crate::{CommandError, Context};
use billing_documents::export::{PackedFile, zip};
use billing_documents::pdf::merge::merge;
use billing_domain::BillingError;

/// The documents of the named invoices, in their order; a missing one is named and nothing is written.
pub async fn invoices_bundle(context: Context, input: InvoicesBundle) -> Result<FileAnswer, CommandError> {
    bounded(&input.names)?;
    if input.names.is_empty() {
        return Err(BillingError::invalid("Select invoices first.").into());
    }
    let mut files = Vec::new();
    for name in input.names {
        let pdf = invoice_pdf(context.clone(), InvoiceRef { name }).await?;
        files.push(PackedFile { bytes: bytes_of(&pdf.pdf_base64)?, name: pdf.file_name });
    }
    let (account, as_of) = frame(&context).await?;
    blocking(move || {
        let count = files.len();
        let (ending, media_type, bytes) = match input.form {
            BundleForm::Zip => ("zip", "application/zip", zip(&files)),
            BundleForm::Pdf => {
                let parts: Vec<(&str, &[u8])> =
                    files.iter().map(|file| (file.name.as_str(), file.bytes.as_slice())).collect();
                ("pdf", "application/pdf", merge(&parts))
            }
        };
        let name = file_name(&account, &format!("{count} invoices"), "", as_of, ending);
        Ok(answer(name, media_type, &bytes.map_err(unwritten)?, count))
    })
    .await
}
