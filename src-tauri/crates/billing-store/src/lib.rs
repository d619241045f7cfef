//! SQL only: the embedded SQLite store of one account.
