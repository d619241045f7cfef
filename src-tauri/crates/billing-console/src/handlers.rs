//! What the commands do: take the input, call one thing of the service, convert its answer. One file per topic.

mod accounts;
mod backups;
mod charge_checks;
mod charts;
mod corrections;
mod exports;
mod find;
mod imports;
mod invoice_files;
mod invoices;
mod locks;
mod notices;
mod outbox;
mod overview;
mod payment_methods;
mod payments;
mod plans;
mod previews;
mod prices;
mod profiles;
mod provider_invoices;
mod quotas;
mod settings;
mod syncs;
mod tenant_tests;
mod tenants;
mod usage;

pub use accounts::*;
pub use backups::*;
pub use charge_checks::*;
pub use corrections::*;
pub use exports::export_file;
pub use find::*;
pub use imports::*;
pub use invoice_files::{
    invoice_compare, invoice_evidence, invoice_pack, invoice_ratings, invoices_bundle, invoices_sum,
};
pub use invoices::*;
pub use locks::*;
pub use notices::*;
pub use outbox::*;
pub use overview::*;
pub use payment_methods::*;
pub use payments::*;
pub use plans::*;
pub use previews::*;
pub use prices::*;
pub use profiles::*;
pub use provider_invoices::*;
pub use quotas::*;
pub use settings::*;
pub use syncs::*;
pub use tenant_tests::*;
pub use tenants::*;
pub use usage::*;
