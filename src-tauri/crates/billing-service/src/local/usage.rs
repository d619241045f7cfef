//! The seam on SQLite: usage.
