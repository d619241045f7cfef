//! The command line. Stable: scripts and checks call it.

mod accounts;
mod audit;
mod care;
mod engine;
mod export;
mod import;
mod instant;
mod invoices;
mod payment_methods;
mod payments;
mod plans;
mod quotas;
mod report;
mod tokens;

pub use accounts::{AccountsCommand, CredentialArguments, SyncArguments, TenantArguments};
pub use audit::{AuditCommand, AuditListArguments};
pub use care::{BackupArguments, RestoreArguments};
pub use engine::{PreviewCommand, WhatIfArguments};
pub use export::{DocumentLanguage, ExportArguments, ExportFormat, ExportGroup, ExportSubject};
pub use import::{ImportCommand, ImportFile};
pub use invoices::{AuditArguments, InvoiceArguments, InvoicesCommand, PricesCommand, ReceiptArguments};
pub use payment_methods::PaymentMethodsCommand;
pub use payments::{PaymentsCommand, Provider, ProviderArguments};
pub use plans::{DecisionArguments, MoveArguments, PlansCommand, WhenWord};
pub use quotas::{CountArguments, KindArguments, QuotasCommand};
pub use report::{
    AmountsArguments, CostArguments, MonthArguments, RangeArguments, RecheckArguments, RecheckCost,
    ReportArguments, ReportCommand, StepWord,
};
pub use tokens::TokensCommand;

use crate::book::BookArgument;
use crate::serve::ServeArgs;
use clap::{Args, Parser, Subcommand};

/// Counterfoil without a window.
#[derive(Debug, Parser)]
#[command(name = "counterfoil-cli", version, about)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub common: Common,
}

/// What every command understands.
#[derive(Debug, Clone, Args)]
pub struct Common {
    /// Print one JSON value; amounts and quantities are strings.
    #[arg(long, global = true)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Bring a file into a book; the same file again adds nothing.
    Import {
        #[command(subcommand)]
        what: ImportCommand,
    },
    /// Make the demo tenant's book: 24 months of usage, invoices in every state.
    Demo {
        #[command(flatten)]
        book: BookArgument,
    },
    /// Serve the public API of a book, the console to a browser on this machine, or both.
    Serve(ServeArgs),
    /// Tokens of the public API.
    Tokens {
        #[command(subcommand)]
        what: TokensCommand,
    },
    /// Ask a book for quantities and costs.
    Report {
        #[command(subcommand)]
        what: ReportCommand,
    },
    /// Write a sheet of the console to a file: CSV, XLSX or PDF.
    Export(ExportArguments),
    /// What usage costs.
    Prices {
        #[command(subcommand)]
        what: PricesCommand,
    },
    /// Invoices: list, show, print, issue, rate again.
    Invoices {
        #[command(subcommand)]
        what: InvoicesCommand,
    },
    /// Attempts at payment providers: list them, and ask what became of those whose end is not known.
    Payments {
        #[command(subcommand)]
        what: PaymentsCommand,
    },
    /// What invoices are charged to.
    PaymentMethods {
        #[command(subcommand)]
        what: PaymentMethodsCommand,
    },
    /// How a line came to its amount, step by step.
    Receipt(ReceiptArguments),
    /// What a bill would be; kept, so that afterwards it can be checked.
    Preview {
        #[command(subcommand)]
        what: PreviewCommand,
    },
    /// The account's own history under another plan.
    WhatIf(WhatIfArguments),
    /// Plans: what is on offer, and moves from one to another.
    Plans {
        #[command(subcommand)]
        what: PlansCommand,
    },
    /// Quotas: limits, counts, and taking under a limit.
    Quotas {
        #[command(subcommand)]
        what: QuotasCommand,
    },
    /// Check every promise of a book: the file, roll-ups, invoices, documents, numbers, roles.
    Verify {
        #[command(flatten)]
        book: BookArgument,
    },
    /// The trail: what was done, by whom, when; and whether a line was touched since.
    Audit {
        #[command(subcommand)]
        what: AuditCommand,
    },
    /// Copy a book into one new file.
    Backup(BackupArguments),
    /// Put a copy in the place of a book that is not there.
    Restore(RestoreArguments),
    /// Bring the copy of a tenant up to date; Ctrl+C keeps what it has.
    Sync(SyncArguments),
    /// The accounts of this machine.
    Accounts {
        #[command(subcommand)]
        what: AccountsCommand,
    },
}
