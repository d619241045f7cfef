//! The UI's door: one table of commands, each declared once with its types and the tags it reads or makes stale.
//!
//! The Tauri handlers, the HTTP door of `counterfoil-cli serve --ui` and the TypeScript client come from that table.

pub mod accounts;
mod answers;
pub mod audit;
pub mod backups;
pub mod bindings;
pub mod charge_checks;
pub mod charts;
pub mod commands;
mod console;
pub mod corrections;
pub mod desk;
mod dispatch;
pub mod edits;
mod error;
pub mod exports;
pub mod find;
pub mod handlers;
pub mod imports;
pub mod invoice_files;
pub mod invoices;
mod jobs;
pub mod locks;
pub mod notices;
pub mod outbox;
pub mod overview;
pub mod payment_methods;
pub mod payments;
pub mod plans;
mod previews;
pub mod prices;
pub mod profiles;
pub mod provider_invoices;
pub mod quotas;
pub mod settings;
pub mod syncs;
mod table;
mod tenancy;
pub mod tenants;
pub mod usage;
pub mod values;

pub use console::{Console, Context, Start};
pub use dispatch::{COMMANDS, STALES, dispatch};
pub use error::CommandError;
pub use settings::is_air_gapped;
pub use tenancy::SessionSecrets;
