//! The seam on SQLite: extras.
