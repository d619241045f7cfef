//! SQL only: the embedded SQLite store of one account.
//!
//! [`Store`] owns the connections: one writer thread and a few read-only ones. [`Reader`] and [`Writer`] are what use
//! cases see; each topic adds its queries in the file of its name. No rule lives here, and no SQLite type leaves.

pub mod account;
pub mod audit;
mod backup;
pub mod charges;
mod connection;
mod contacts;
pub mod copies;
pub mod edits;
mod error;
pub mod invoices;
mod mark;
mod migrations;
pub mod payment_methods;
pub mod payments;
pub mod plans;
pub mod prices;
pub mod quotas;
mod readers;
mod store;
pub mod subscriptions;
pub mod tenant;
pub mod usage;
mod values;
mod writer;

pub use error::StoreError;
pub use mark::StoreMark;
pub use readers::Reader;
pub use store::Store;
pub use writer::Writer;
