//! The seam on SQLite: subscriptions.
