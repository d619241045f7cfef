//! The invoice as a document: its own input model, and [`render_invoice`].
//!
//! Amounts and quantities are texts of plain decimals (`-1234.50`), already exact and already rounded where the bill
//! rounds; this room groups their digits and adds only what it must show itself, the carry-forward.

mod head;
mod lines;
mod model;
mod render;
mod totals;
mod words;

pub use model::{
    Adjustment, InvoiceChart, InvoiceDocument, InvoiceKind, InvoiceLine, NEWEST_TEMPLATE, Party, Tax,
    UnitPrice,
};
pub use render::render_invoice;
