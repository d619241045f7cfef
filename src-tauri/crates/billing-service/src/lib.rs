//! Use cases: the local backend, accounts, imports, billing and reports.
