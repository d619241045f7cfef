//! The seam on SQLite: payment_methods.
