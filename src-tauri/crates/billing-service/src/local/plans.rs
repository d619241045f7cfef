//! The seam on SQLite: plans.
