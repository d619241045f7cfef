//! Exports: the answer of a screen's own command as a sheet, and the sheet as a file. No figure is made here.

mod accounts;
mod audit;
mod costs;
mod invoices;
mod naming;
mod need_words;
mod order;
mod overview;
mod overview_page;
mod payment_methods;
mod prices;
mod quotas;
mod sheets;
mod sums;
mod usage;

use crate::commands::*;
use crate::console::blocking;
use crate::{CommandError, Context};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use billing_documents::DocumentError;
use billing_documents::export::sheet::Heads;
use billing_documents::export::{ColumnKind, Sheet, csv, xlsx};
use billing_documents::pdf::report::render_sheet;
use billing_domain::BillingError;
use chrono::{DateTime, Utc};

pub(super) use naming::file_name;
pub(super) use sheets::{Asked, Frame, Made, amount, number, text};
pub(super) use sums::per_currency;
pub(super) use usage::{hour_columns, hour_rows};

/// Pages beyond this are no document any more.
const PDF_ROWS_MAX: usize = 20_000;

/// What a screen shows, as a file.
pub async fn export_file(context: Context, input: ExportQuery) -> Result<FileAnswer, CommandError> {
    if let (ExportWhat::Overview { month }, FileFormat::Pdf) = (&input.what, input.format) {
        return overview_page::page(context, month.clone(), input.language).await;
    }
    let format = input.format;
    let heads =
        if input.columns.first().is_some_and(|key| key == ALL_BY_KEY) { Heads::Keys } else { Heads::Labels };
    let made = made(context, input).await?;
    blocking(move || written(made, format, heads)).await
}

/// The sheet of a question, as far as it is asked for.
pub(super) async fn made(context: Context, input: ExportQuery) -> Result<Made, CommandError> {
    let seen = input.scope == ExportScope::Seen;
    let asked = Asked { language: input.language, seen, find: if seen { input.find } else { String::new() } };
    let mut made = match input.what {
        ExportWhat::Usage { query } => usage::rows(context, query, &asked).await?,
        ExportWhat::UsageHours { query } => usage::hours(context, query, &asked).await?,
        ExportWhat::Invoices { query, names } => invoices::list(context, query, names, &asked).await?,
        ExportWhat::InvoiceLines { name } => invoices::lines(context, name, &asked).await?,
        ExportWhat::Quotas { state } => quotas::kinds(context, state, &asked).await?,
        ExportWhat::PaymentMethods {} => payment_methods::methods(context, &asked).await?,
        ExportWhat::Accounts {} => accounts::accounts(context, &asked).await?,
        ExportWhat::Prices { query } => prices::list(context, query, &asked).await?,
        ExportWhat::ProviderCosts { query } => costs::costs(context, query, &asked).await?,
        ExportWhat::Audit { query } => audit::lines(context, query, &asked).await?,
        ExportWhat::Overview { month } => overview::sheet(context, month, &asked).await?,
    };
    if seen {
        order::sort(&mut made.sheet, &input.sort);
        made.sheet.keep_columns(&with_billed_unit(input.columns));
    }
    Ok(made)
}

/// A screen shows both units in one cell; a file has a column for each.
fn with_billed_unit(keys: Vec<String>) -> Vec<String> {
    let both = |key: String| {
        let billed = (key == "unit").then(|| "unit_billable".to_owned());
        std::iter::once(key).chain(billed)
    };
    keys.into_iter().flat_map(both).collect()
}

fn written(made: Made, format: FileFormat, heads: Heads) -> Result<FileAnswer, CommandError> {
    let (sheet, rows) = (made.sheet, made.rows);
    let (ending, media_type) = match format {
        FileFormat::Csv => ("csv", "text/csv; charset=utf-8"),
        FileFormat::Xlsx => ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        FileFormat::Pdf => ("pdf", "application/pdf"),
    };
    let name = file_name(&sheet.account, made.object, &made.period, sheet.as_of, ending);
    let bytes = bytes(sheet, format, heads)?;
    Ok(answer(name, media_type, &bytes, rows))
}

pub(super) fn bytes(sheet: Sheet, format: FileFormat, heads: Heads) -> Result<Vec<u8>, CommandError> {
    match format {
        FileFormat::Csv => csv(&sheet.table(heads)),
        FileFormat::Xlsx => xlsx(&sheet),
        FileFormat::Pdf if sheet.row_count() > PDF_ROWS_MAX => {
            let message = format!(
                "{} rows are more than a PDF of {PDF_ROWS_MAX} can show. Narrow the question, or take CSV or XLSX.",
                sheet.row_count()
            );
            return Err(BillingError::invalid(message).into());
        }
        FileFormat::Pdf => render_sheet(for_paper(sheet)),
    }
    .map_err(unwritten)
}

/// Without what another column says as well: the currency stands in the heads, the days in the period.
fn for_paper(mut sheet: Sheet) -> Sheet {
    let has = |key: &str| sheet.columns.iter().any(|column| column.key == key);
    let mut twice = Vec::new();
    if sheet.columns.iter().any(|column| column.kind == ColumnKind::Money && column.unit.is_some()) {
        twice.push("currency");
    }
    if has("period") {
        twice.extend(["period_start", "period_end"]);
    }
    // Hashes are for programs.
    twice.extend(["hash", "previous"]);
    sheet.leave_out(&twice);
    sheet
}

/// The lines of an invoice as a sheet.
pub(super) async fn lines_sheet(
    context: Context,
    name: String,
    asked: &Asked,
) -> Result<Sheet, CommandError> {
    Ok(invoices::lines(context, name, asked).await?.sheet)
}

/// Whose files are written, and how old the data is.
pub(super) async fn frame(context: &Context) -> Result<(String, Option<DateTime<Utc>>), CommandError> {
    let frame = Frame::of(context).await?;
    Ok((frame.account, frame.as_of))
}

/// The bytes of a document as it crosses.
pub(super) fn bytes_of(base64: &str) -> Result<Vec<u8>, CommandError> {
    STANDARD.decode(base64).map_err(|error| BillingError::internal(error.to_string()).into())
}

/// A document that cannot be made, in the shape of the console's errors.
pub(super) fn unwritten(error: DocumentError) -> CommandError {
    BillingError::invalid(format!("The file cannot be written: {error}.")).into()
}

pub(super) fn answer(name: String, media_type: &str, bytes: &[u8], rows: usize) -> FileAnswer {
    FileAnswer {
        name,
        media_type: media_type.to_owned(),
        base64: STANDARD.encode(bytes),
        rows: u32::try_from(rows).unwrap_or(u32::MAX),
    }
}
