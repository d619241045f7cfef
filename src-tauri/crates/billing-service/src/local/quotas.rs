//! The seam on SQLite: quotas.
