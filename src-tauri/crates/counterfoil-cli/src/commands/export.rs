//! `export WHAT`: the sheets of the screens as files, and the dispute pack of an invoice.

use super::invoices::name_of;
use crate::arguments::{
    DocumentLanguage, ExportArguments, ExportFormat, ExportGroup, ExportSubject, InvoiceArguments,
};
use crate::book::BookArgument;
use crate::failure::Failure;
use billing_console::commands::{
    ALL_BY_KEY, AuditViewQuery, CostGroup, DisputePackQuery, ExportQuery, ExportScope, ExportWhat,
    FileAnswer, FileFormat, GrainCode, GroupCode, InvoiceTab, InvoicesQuery, LanguageCode, PricesQuery,
    ProviderCostQuery, UsageQuery,
};
use billing_console::{CommandError, Console, Context, Start, handlers};
use billing_domain::{BillingError, ErrorCode, Period};
use billing_service::overview::data_until;
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Writes a sheet.
pub async fn run(asked: ExportArguments, json: bool) -> Result<(), Failure> {
    let desk = Desk::open(&asked.book)?;
    let (output, format) = (asked.output.clone(), asked.format);
    let query = ExportQuery {
        what: what(&asked)?,
        scope: ExportScope::Seen,
        columns: if format == ExportFormat::Csv { vec![ALL_BY_KEY.to_owned()] } else { Vec::new() },
        sort: Vec::new(),
        find: String::new(),
        format: match format {
            ExportFormat::Csv => FileFormat::Csv,
            ExportFormat::Xlsx => FileFormat::Xlsx,
            ExportFormat::Pdf => FileFormat::Pdf,
        },
        language: language(asked.language),
    };
    let file = handlers::export_file(Arc::clone(&desk.console), query).await.map_err(told)?;
    written(&file, &output, json)
}

/// Writes the dispute pack of an invoice.
pub async fn pack(
    invoice: InvoiceArguments,
    output: PathBuf,
    of: DocumentLanguage,
    json: bool,
) -> Result<(), Failure> {
    let desk = Desk::open(&invoice.book)?;
    let query = DisputePackQuery { name: name_of(&invoice.invoice), language: language(of) };
    let file = handlers::invoice_pack(Arc::clone(&desk.console), query).await.map_err(told)?;
    written(&file, &output, json)
}

/// A console over one book, on a data folder that is gone afterwards: the accounts of this machine stay as they are.
struct Desk {
    console: Context,
    home: PathBuf,
}

impl Desk {
    fn open(book: &BookArgument) -> Result<Self, Failure> {
        // A book that is not there is not made.
        drop(book.open_existing()?);
        let home = std::env::temp_dir().join(format!("counterfoil-export-{}", uuid::Uuid::new_v4().simple()));
        let desk = Self { console: Arc::new(Console::new(home.clone(), "command line")), home };
        let folder =
            if book.book.is_file() { book.book.parent().unwrap_or(Path::new(".")) } else { &book.book };
        desk.console.start(&Start::Book(folder.to_owned())).map_err(told)?;
        Ok(desk)
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.home);
    }
}

fn what(asked: &ExportArguments) -> Result<ExportWhat, Failure> {
    Ok(match asked.what {
        ExportSubject::Usage => ExportWhat::Usage { query: usage(asked)? },
        ExportSubject::UsageHours => ExportWhat::UsageHours { query: usage(asked)? },
        ExportSubject::Invoices => ExportWhat::Invoices {
            query: InvoicesQuery { tab: InvoiceTab::All, search: asked.search.clone() },
            names: Vec::new(),
        },
        ExportSubject::InvoiceLines => {
            let named = asked.invoice.as_deref();
            let named = named.ok_or_else(|| Failure::arguments("name the invoice with --invoice"))?;
            ExportWhat::InvoiceLines { name: name_of(named) }
        }
        ExportSubject::Quotas => ExportWhat::Quotas { state: None },
        ExportSubject::PaymentMethods => ExportWhat::PaymentMethods {},
        ExportSubject::Prices => ExportWhat::Prices { query: PricesQuery { version: None, against: None } },
        ExportSubject::ProviderCosts => ExportWhat::ProviderCosts {
            query: ProviderCostQuery { by: vec![CostGroup::Provider, CostGroup::Service] },
        },
        ExportSubject::Overview => {
            ExportWhat::Overview { month: asked.from.map(|from| from.format("%Y-%m").to_string()) }
        }
        ExportSubject::Audit => ExportWhat::Audit { query: trail(asked) },
    })
}

/// The lines that are found; an export has them all, in whichever window they would stand.
fn trail(asked: &ExportArguments) -> AuditViewQuery {
    AuditViewQuery {
        group: None,
        who: None,
        object: asked.object.clone(),
        from: asked.from.map(text_of),
        to: asked.to.map(text_of),
        text: Some(asked.search.clone()),
        sorts: Vec::new(),
        skip: 0,
        limit: 1,
    }
}

fn text_of(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// The asked range; without one the last month there is usage for.
fn usage(asked: &ExportArguments) -> Result<UsageQuery, Failure> {
    let backend = asked.book.open_existing()?;
    let until = backend.store().read(data_until)?.unwrap_or_else(|| backend.now());
    let last = Period::month_of(asked.from.unwrap_or(until - TimeDelta::seconds(1)))?;
    Ok(UsageQuery {
        grain: GrainCode::Day,
        group_by: match asked.group_by {
            ExportGroup::UsageType => GroupCode::UsageType,
            ExportGroup::MetricLabel => GroupCode::MetricLabel,
            ExportGroup::Namespace => GroupCode::Namespace,
            ExportGroup::Object => GroupCode::Object,
            ExportGroup::Deployment => GroupCode::Deployment,
            ExportGroup::Container => GroupCode::Container,
        },
        from: text_of(asked.from.unwrap_or(last.start)),
        to: text_of(asked.to.unwrap_or(last.end)),
        namespace: asked.namespace.clone(),
        object: asked.object.clone(),
        usage_type: asked.usage_type.clone(),
        compare: None,
        compare_from: None,
        compare_to: None,
    })
}

const fn language(language: DocumentLanguage) -> LanguageCode {
    match language {
        DocumentLanguage::En => LanguageCode::En,
        DocumentLanguage::Th => LanguageCode::Th,
    }
}

fn written(file: &FileAnswer, output: &Path, json: bool) -> Result<(), Failure> {
    let bytes = file.bytes().map_err(told)?;
    std::fs::write(output, &bytes)
        .map_err(|error| Failure::system("The file could not be written", &error))?;
    if json {
        let told = json!({ "file": output, "name": file.name, "rows": file.rows, "bytes": bytes.len() });
        println!("{told}");
    } else {
        println!("{}: {} rows, {} bytes", output.display(), file.rows, bytes.len());
    }
    Ok(())
}

/// The console's error as this program tells it.
fn told(error: CommandError) -> Failure {
    let code = if error.code == ErrorCode::NotFound.to_string() {
        ErrorCode::NotFound
    } else {
        ErrorCode::InvalidInput
    };
    BillingError::new(code, error.message).into()
}
