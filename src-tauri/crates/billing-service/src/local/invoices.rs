//! The seam on SQLite: invoices.
